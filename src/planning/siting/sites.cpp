#include "linquan/siting/sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "linquan/kinds/where.h"
#include "linquan/siting/coverage.h"
#include "near_pairs.h"
#include "offers.h"
#include "reached_homes.h"

namespace linquan::siting {
namespace {

/// What one person of a home counts for, summed over the home.
std::int64_t weight_of(city::People const& people, Want const& want, AgeWeights const& ages) {
  if (want.people != reach::AgeGroup::all) {
    return reach::people_of(people, want.people).count * want.weight;
  }
  auto const young = people.age_0_14.count * (ages.age_0_14 - 1);
  auto const old = (people.age_60 - people.age_70).count * (ages.age_60 - 1);
  auto const oldest = people.age_70.count * (ages.age_70 - 1);
  return (people.all.count + young + old + oldest) * want.weight;
}

bool in_range(std::int64_t weight) {
  return weight >= 1 && weight <= weight_max;
}

Result<void> check(SiteRequest const& request) {
  auto const& ages = request.ages;
  auto fine = in_range(ages.age_0_14) && in_range(ages.age_60) && in_range(ages.age_70);
  for (auto const& want : request.wants) {
    fine = fine && in_range(want.weight);
  }
  if (!fine) {
    return refuse(ErrorKind::bad_input, "site_weight_range", {{"most", fmt::to_string(weight_max)}});
  }
  if (request.persons_per_capacity && !(ages == AgeWeights{})) {
    return refuse(ErrorKind::bad_input, "site_weights_capacity");
  }
  return {};
}

/// One spot for one want, as the coverage numbers its options.
struct Offer {
  Spot const* spot = nullptr;
  std::size_t want = 0;
};

class Planner {
 public:
  Planner(city::City const& city, SiteRequest const& request, Progress& progress)
      : city_{city}, request_{request}, progress_{progress}, ground_{city, request.walker, request.solve.threads} {}

  Result<Plan> run() {
    if (auto fine = check(request_); !fine) {
      return hand_on(fine);
    }
    spots_ = spots_of(city_, asked_spots(), request_.walker.person);
    plan_.spots_forbidden = spots_.forbidden;
    plan_.spots_off = spots_.forbidden + spots_.off_streets;
    for (std::size_t want = 0; want < request_.wants.size(); ++want) {
      if (auto done = add_want(want); !done) {
        return hand_on(done);
      }
    }
    plan_.spots = fit_.size();
    plan_.spots_unfit = spots_.all.size() - fit_.size();
    if (plan_.spots == 0) {
      return refuse_all();
    }
    std::ranges::sort(coverage_.apart);
    auto solution = solve(coverage_, request_.budget, request_.solve, progress_);
    if (!solution) {
      return hand_on(solution);
    }
    tell(*solution);
    return std::move(plan_);
  }

 private:
  /// There is no spot; a kind that needs more than a room is told what.
  [[nodiscard]] Result<Plan> refuse_all() const {
    auto const& kind = request_.wants.front().kinds.front();
    auto const where = kinds::where_of(kind);
    auto const unfit = request_.wants.size() == 1 && plan_.spots_unfit > 0;
    auto const* const code = unfit && where == kinds::Where::land ? "site_no_spots_land"
                             : unfit && where == kinds::Where::street && !request_.spots.streets
                                 ? "site_no_spots_street"
                                 : "site_no_spots";
    return refuse(ErrorKind::bad_input, code,
                  {{"kind", kind},
                   {"off", fmt::to_string(spots_.off_streets)},
                   {"forbidden", fmt::to_string(spots_.forbidden)},
                   {"unfit", fmt::to_string(plan_.spots_unfit)}});
  }

  /// Outlets that may take on any of what is wanted, unless the request names them.
  [[nodiscard]] SpotRequest asked_spots() const {
    auto spots = request_.spots;
    if (!spots.take_on) {
      auto& hosts = spots.take_on.emplace();
      for (auto const& want : request_.wants) {
        std::ranges::copy(hosts_of(want.kinds.front()), std::back_inserter(hosts));
      }
    }
    return spots;
  }

  Result<void> add_want(std::size_t number) {
    auto const& want = request_.wants[number];
    auto const kinds = kinds_of(city_, want.kinds);
    if (!kinds) {
      return tl::unexpected<Error>{kinds.error()};
    }
    auto const served = served_homes(ground_, *kinds, want.limit, progress_);
    if (!served) {
      return tl::unexpected<Error>{served.error()};
    }
    auto& need = plan_.needs.emplace_back();
    std::vector<char> wanted(city_.homes.size());
    std::vector<DemandIndex> demand(city_.homes.size());
    for (std::size_t home = 0; home < city_.homes.size(); ++home) {
      auto const people = reach::people_of(city_.homes[home].people, want.people);
      need.all += people;
      if ((*served)[home] != 0) {
        need.before += people;
      } else if (people.count > 0) {
        ++plan_.homes;
        wanted[home] = ground_.homes.seat(home) == reach::no_seat ? 0 : 1;
      }
      if (wanted[home] != 0) {
        demand[home] = static_cast<DemandIndex>(people_.size());
        coverage_.weights.push_back(weight_of(city_.homes[home].people, want, request_.ages));
        people_.push_back(people);
      }
    }
    plan_.people_all += need.all;
    plan_.people_before += need.before;
    auto fit = spots_for(city_, spots_.all, *kinds, request_.spots.take_on.value_or(hosts_of(want.kinds.front())));
    if (request_.spacing_to_outlets) {
      keep_away(city_, *kinds, request_.spacing, fit);
    }
    auto const reached = reached_homes(ground_, fit, wanted, want.limit, progress_);
    if (!reached) {
      return tl::unexpected<Error>{reached.error()};
    }
    return add_offers(number, fit, *reached, demand);
  }

  Result<void> add_offers(std::size_t want, std::vector<Spot const*> const& fit,
                          std::vector<std::vector<std::uint32_t>> const& reached,
                          std::vector<DemandIndex> const& demand) {
    auto const first = static_cast<OptionIndex>(offers_.size());
    std::vector<geo::Point> places;
    for (std::size_t i = 0; i < fit.size(); ++i) {
      fit_.insert(fit[i]);
      if (reached[i].empty()) {
        continue;
      }
      auto const option = option_of(*fit[i], request_.wants[want]);
      if (!option) {
        return tl::unexpected<Error>{option.error()};
      }
      std::vector<DemandIndex> demands(reached[i].size());
      std::ranges::transform(reached[i], demands.begin(), [&](std::uint32_t home) { return demand[home]; });
      add(coverage_, *option, std::move(demands));
      offers_.push_back({fit[i], want});
      places.push_back(fit[i]->at);
    }
    for (auto const& [a, b] : near_pairs(places, request_.spacing)) {
      coverage_.apart.emplace_back(first + a, first + b);
    }
    return {};
  }

  [[nodiscard]] Result<Option> option_of(Spot const& spot, Want const& want) const {
    Option option;
    option.place = static_cast<std::uint32_t>(&spot - spots_.all.data());
    if (request_.persons_per_capacity && spot.capacity) {
      // Nobody fits into a spot of capacity 0, which the solver would take for one without a limit.
      option.capacity = std::max(std::int64_t{1}, *spot.capacity * *request_.persons_per_capacity * 1000 * want.weight);
    }
    auto const cost = spot.cost ? spot.cost : want.cost;
    if (request_.budget.cost && !cost) {
      auto const at = fmt::format("{:.5f},{:.5f}", geo::lat_degrees(spot.at), geo::lon_degrees(spot.at));
      return refuse(ErrorKind::bad_input, "site_cost_missing",
                    {{"kind", want.kinds.front()}, {"spot", spot.name.empty() ? at : spot.name}});
    }
    option.cost = cost.value_or(0);
    return option;
  }

  void tell(Solution const& solution) {
    plan_.served = solution.served;
    plan_.bound = solution.bound;
    plan_.optimal = solution.optimal;
    plan_.out_of_time = solution.out_of_time;
    std::vector<char> taken(people_.size());
    for (std::size_t i = 0; i < solution.chosen.size(); ++i) {
      auto const number = solution.chosen[i];
      auto const& offer = offers_[number];
      Proposal proposal{*offer.spot, offer.want, {}, solution.gained[i], coverage_.options[number].cost};
      if (request_.persons_per_capacity) {
        proposal.people = {proposal.gained / request_.wants[offer.want].weight};
      } else {
        for (auto const j : coverage_.of(number)) {
          proposal.people += taken[j] != 0 ? Millipersons{} : people_[j];
          taken[j] = 1;
        }
      }
      plan_.people_gained += proposal.people;
      plan_.needs[offer.want].gained += proposal.people;
      plan_.proposals.push_back(std::move(proposal));
    }
  }

  city::City const& city_;
  SiteRequest const& request_;
  Progress& progress_;
  Ground ground_;
  Spots spots_;
  Coverage coverage_;
  std::vector<Millipersons> people_;  ///< by demand
  std::vector<Offer> offers_;         ///< by option
  std::set<Spot const*> fit_;         ///< spots that fit any want
  Plan plan_;
};

}  // namespace

double gap_of(std::int64_t served, std::int64_t bound) {
  return bound <= 0 ? 0.0 : static_cast<double>(bound - served) / static_cast<double>(bound);
}

Result<Plan> plan_sites(city::City const& city, SiteRequest const& request, Progress& progress) {
  return Planner{city, request, progress}.run();
}

}  // namespace linquan::siting
