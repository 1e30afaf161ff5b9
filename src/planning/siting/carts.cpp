#include "linquan/siting/carts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

#include "cart_weeks.h"
#include "linquan/siting/coverage.h"
#include "offers.h"
#include "reached_homes.h"

namespace linquan::siting {
namespace {

std::uint8_t days_between(std::uint8_t a, std::uint8_t b) {
  auto const apart = static_cast<std::uint8_t>(a > b ? a - b : b - a);
  return std::min<std::uint8_t>(apart, static_cast<std::uint8_t>(days_in_week - apart));
}

class CartPlanner {
 public:
  CartPlanner(city::City const& city, CartRequest const& request, Progress& progress)
      : city_{city}, request_{request}, progress_{progress}, ground_{city, request.walker, request.solve.threads} {}

  Result<CartPlan> run() {
    auto const kinds = kinds_of(city_, {request_.kind});
    if (!kinds) {
      return tl::unexpected<Error>{kinds.error()};
    }
    auto const demand = count_need(*kinds);
    if (!demand) {
      return tl::unexpected<Error>{demand.error()};
    }
    auto const stops = stall_points(*kinds);
    if (stops.empty()) {
      return refuse(ErrorKind::bad_input, "carts_no_spots",
                    {{"off", fmt::to_string(spots_.off_streets)},
                     {"forbidden", fmt::to_string(spots_.forbidden)},
                     {"unfit", fmt::to_string(plan_.spots_unfit)}});
    }
    if (auto covered = cover(stops, *demand); !covered) {
      return hand_on(covered);
    }
    if (request_.carts == 0 || request_.days == 0) {
      return refuse(ErrorKind::bad_input, "budget_empty");
    }
    plan_.slots = std::size_t{request_.carts} * count_days();
    auto const solution = solve(coverage_, {.per_day = request_.carts}, request_.solve, progress_);
    if (!solution) {
      return tl::unexpected<Error>{solution.error()};
    }
    tell(*solution);
    return std::move(plan_);
  }

 private:
  [[nodiscard]] std::size_t count_days() const { return static_cast<std::size_t>(std::popcount(request_.days)); }

  [[nodiscard]] bool is_asked(city::Home const& home) const {
    return !request_.circles || std::ranges::find(*request_.circles, home.living_circle) != request_.circles->end();
  }

  /// Who is in need: the demand of each home, `walk::none` where it has none.
  Result<std::vector<DemandIndex>> count_need(std::vector<kinds::KindIndex> const& kinds) {
    auto const served = served_homes(ground_, kinds, request_.limit, progress_);
    if (!served) {
      return tl::unexpected<Error>{served.error()};
    }
    std::vector<DemandIndex> demand(city_.homes.size(), walk::none);
    for (std::size_t home = 0; home < city_.homes.size(); ++home) {
      auto const people = reach::people_of(city_.homes[home].people, request_.people);
      if (!is_asked(city_.homes[home])) {
        continue;
      }
      plan_.people_all += people;
      if ((*served)[home] != 0) {
        plan_.people_before += people;
      } else if (people.count > 0) {
        ++plan_.homes;
        if (ground_.homes.seat(home) != reach::no_seat) {
          demand[home] = static_cast<DemandIndex>(coverage_.weights.size());
          coverage_.weights.push_back(people.count);
        }
      }
    }
    return demand;
  }

  /// Points where such a cart may stand on any of the days. A table of which no row says what it is holds stall points
  /// only.
  std::vector<Spot const*> stall_points(std::vector<kinds::KindIndex> const& kinds) {
    auto asked = request_.spots;
    for (auto const circle : request_.circles.value_or(std::vector<std::uint32_t>{})) {
      auto const& shape = city_.areas[circle].shape;
      asked.within.insert(asked.within.end(), shape.begin(), shape.end());
    }
    spots_ = spots_of(city_, asked, request_.walker.person);
    plan_.spots_off = spots_.off_streets + spots_.forbidden;
    auto const all_are = request_.spots.table && std::ranges::none_of(*request_.spots.table, [](auto const& candidate) {
                           return candidate.type == "stall";
                         });
    std::vector<Spot const*> stops;
    for (auto const& spot : spots_.all) {
      auto const is_stall = spot.origin == Origin::street || spot.stall || all_are;
      auto const takes = spot.kinds.empty() || std::ranges::binary_search(spot.kinds, kinds.front());
      if (is_stall && takes && (spot.days & request_.days) != 0) {
        stops.push_back(&spot);
      }
    }
    plan_.spots = stops.size();
    plan_.spots_unfit = spots_.all.size() - stops.size();
    return stops;
  }

  Result<void> cover(std::vector<Spot const*> const& stops, std::vector<DemandIndex> const& demand) {
    std::vector<char> wanted(demand.size());
    std::ranges::transform(demand, wanted.begin(), [](auto j) { return j == walk::none ? 0 : 1; });
    auto const reached = reached_homes(ground_, stops, wanted, request_.limit, progress_);
    if (!reached) {
      return tl::unexpected<Error>{reached.error()};
    }
    for (std::size_t i = 0; i < stops.size(); ++i) {
      auto const& homes = (*reached)[i];
      if (homes.empty()) {
        continue;
      }
      Option option;
      option.place = static_cast<std::uint32_t>(options_.size());
      option.days = static_cast<Days>(stops[i]->days & request_.days);
      std::vector<DemandIndex> demands(homes.size());
      std::ranges::transform(homes, demands.begin(), [&](auto home) { return demand[home]; });
      add(coverage_, option, std::move(demands));
      options_.push_back({stops[i], circle_of(homes)});
    }
    return {};
  }

  /// The living circle of most of the homes; of equals the first.
  [[nodiscard]] std::uint32_t circle_of(std::vector<std::uint32_t> const& homes) const {
    std::map<std::uint32_t, std::size_t> counts;
    for (auto const home : homes) {
      ++counts[city_.homes[home].living_circle];
    }
    return std::ranges::max_element(counts, {}, [](auto const& count) { return count.second; })->first;
  }

  [[nodiscard]] Millipersons near(OptionIndex option) const {
    Millipersons people;
    for (auto const j : coverage_.of(option)) {
      people += {coverage_.weights[j]};
    }
    return people;
  }

  Visit visit_of(OptionIndex option, std::uint8_t day, Millipersons people) {
    auto const order = static_cast<std::uint32_t>(plan_.visits.size());
    return {*options_[option].spot, day, 0, people, near(option), order, false};
  }

  void tell(Solution const& solution) {
    plan_.people_gained = {solution.served};
    plan_.people_bound = {solution.bound};
    plan_.optimal = solution.optimal;
    plan_.out_of_time = solution.out_of_time;
    for (std::size_t i = 0; i < solution.chosen.size(); ++i) {
      chosen_.push_back(solution.chosen[i]);
      plan_.visits.push_back(visit_of(solution.chosen[i], solution.day[i], {solution.gained[i]}));
    }
    visit_again();
    give_to_carts();
  }

  /// Slots that are left go to the points with most people about them, on the day farthest from the first visit.
  void visit_again() {
    std::array<std::uint32_t, days_in_week> used{};
    for (auto const& visit : plan_.visits) {
      ++used.at(visit.day);
    }
    std::vector<std::size_t> order(plan_.visits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return plan_.visits[i].near; });
    for (auto const i : order) {
      auto const first = plan_.visits[i].day;
      auto const days = coverage_.options[chosen_[i]].days;
      std::optional<std::uint8_t> best;
      for (std::uint8_t day = 0; day < days_in_week; ++day) {
        auto const farther = !best || days_between(first, day) > days_between(first, *best);
        if (day != first && on(days, day) && used.at(day) < request_.carts && farther) {
          best = day;
        }
      }
      if (best) {
        ++used.at(*best);
        auto visit = visit_of(chosen_[i], *best, {});
        visit.again = true;
        chosen_.push_back(chosen_[i]);
        plan_.visits.push_back(std::move(visit));
      }
    }
  }

  /// Whoever reads the week from Monday on meets a point's first visit before the one that comes again.
  void put_first_visits_first() {
    for (std::size_t i = 0; i < plan_.visits.size(); ++i) {
      for (std::size_t k = i + 1; k < plan_.visits.size(); ++k) {
        auto& first = plan_.visits[i];
        auto& again = plan_.visits[k];
        if (again.again && !first.again && chosen_[i] == chosen_[k] && again.day < first.day) {
          std::swap(first.day, again.day);
          std::swap(first.cart, again.cart);
        }
      }
    }
  }

  /// Whoever has two carts within reach on one day is served once on it.
  void count_by_day() {
    for (std::uint8_t day = 0; day < days_in_week; ++day) {
      std::vector<char> seen(coverage_.weights.size());
      for (std::size_t i = 0; i < plan_.visits.size(); ++i) {
        if (plan_.visits[i].day != day) {
          continue;
        }
        for (auto const j : coverage_.of(chosen_[i])) {
          plan_.people_by_day.at(day) += {std::exchange(seen[j], 1) == 0 ? coverage_.weights[j] : 0};
        }
      }
    }
  }

  void give_to_carts() {
    std::vector<CartStop> stops;
    for (std::size_t i = 0; i < plan_.visits.size(); ++i) {
      auto const& visit = plan_.visits[i];
      auto const option = chosen_[i];
      stops.push_back(
          {visit.spot.at, options_[option].circle, option, coverage_.options[option].days, visit.day, visit.cart});
    }
    assign(stops, request_.carts);
    for (std::size_t i = 0; i < stops.size(); ++i) {
      plan_.visits[i].day = stops[i].day;
      plan_.visits[i].cart = stops[i].cart;
    }
    put_first_visits_first();
    count_by_day();
    std::ranges::sort(plan_.visits, {}, [](Visit const& visit) { return std::pair{visit.cart, visit.day}; });
  }

  struct Stall {
    Spot const* spot = nullptr;
    std::uint32_t circle = walk::none;
  };

  city::City const& city_;
  CartRequest const& request_;
  Progress& progress_;
  Ground ground_;
  Spots spots_;
  Coverage coverage_;
  std::vector<Stall> options_;       ///< by option
  std::vector<OptionIndex> chosen_;  ///< by visit, before they are sorted
  CartPlan plan_;
};

}  // namespace

Result<CartPlan> plan_carts(city::City const& city, CartRequest const& request, Progress& progress) {
  return CartPlanner{city, request, progress}.run();
}

}  // namespace linquan::siting
