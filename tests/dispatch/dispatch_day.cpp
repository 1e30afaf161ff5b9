// Plays days of deliveries in quarters of a city and prints what was promised and what came of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/city/file.h"
#include "quarter.h"
#include "simulated.h"

namespace linquan::rides {
namespace {

/// Sums over many days of one planner at one number of orders.
struct Sheet {
  std::vector<std::int64_t> leads;  ///< promised - paid, in tenths of a second
  std::vector<std::int64_t> off;    ///< actual - promised
  std::vector<std::int64_t> took;   ///< actual - paid
  std::size_t refused = 0;
  std::size_t asked = 0;
  std::size_t clerks = 0;
  std::size_t untold = 0;
  std::size_t broken = 0;
  std::int64_t planning_ns_max = 0;

  void add(dispatch::Day const& day) {
    for (auto const& it : day.outcomes) {
      ++asked;
      if (!it.refused.empty() || !it.delivered) {
        ++refused;
        continue;
      }
      leads.push_back((it.promised - it.order.paid).count());
      off.push_back((*it.delivered - it.promised).count());
      took.push_back((*it.delivered - it.order.paid).count());
      clerks += it.by_clerk ? 1U : 0U;
      untold += off.back() > 0 && !it.told_late ? 1U : 0U;
    }
    broken += day.broken.size();
    if (!day.broken.empty()) {
      fmt::print("broken: {}\n", day.broken.front());
    }
    planning_ns_max = std::max(planning_ns_max, day.planning_ns_max);
  }
};

double part(std::vector<std::int64_t> values, double share) {
  std::ranges::sort(values);
  return values.empty()
             ? 0
             : static_cast<double>(values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]) /
                   600;
}

double percent(std::size_t some, std::size_t all) {
  return all == 0 ? 0 : 100 * static_cast<double>(some) / static_cast<double>(all);
}

void tell(std::string_view planner, std::uint32_t orders, Sheet const& sheet) {
  auto const count = [&](auto const& holds) {
    return static_cast<std::size_t>(std::ranges::count_if(sheet.off, holds));
  };
  fmt::print(
      "{:<9} {:>6} {:>7.1f} {:>6.1f} {:>6.1f} {:>6.1f}% {:>6.1f}% {:>6.1f}% {:>7.1f} {:>6.1f}% {:>6} {:>6} {:>7.2f}\n",
      planner, orders, part(sheet.leads, 0.5), part(sheet.leads, 0.95), part(sheet.leads, 1),
      percent(count([](auto it) { return it <= 0; }), sheet.off.size()), percent(sheet.refused, sheet.asked),
      percent(count([](auto it) { return it >= -1'800 && it <= 1'800; }), sheet.off.size()), part(sheet.took, 0.5),
      percent(sheet.clerks, sheet.off.size()), sheet.untold, sheet.broken,
      static_cast<double>(sheet.planning_ns_max) / 1e6);
}

/// Pairs whose time in the table is not that of a search of its own.
std::pair<std::size_t, std::size_t> compared(Travel const& travel, Quarter const& quarter) {
  std::vector<dispatch::PlaceId> places;
  for (auto const& [id, shop] : quarter.board.shops) {
    places.push_back(shop.at);
  }
  for (auto const& order : quarter.orders) {
    places.push_back(order.home);
  }
  std::pair<std::size_t, std::size_t> sums;
  for (auto const from : places) {
    for (auto const to : places) {
      for (auto const mode : {dispatch::Mode::foot, dispatch::Mode::ride}) {
        ++sums.first;
        sums.second += travel.time(mode, from, to) == travel.time_searched(mode, from, to) ? 0U : 1U;
      }
    }
  }
  return sums;
}

constexpr std::array<std::uint32_t, 5> curve{20, 30, 40, 50, 60};

int run(std::string const& file, std::uint64_t first, std::uint64_t count) {
  auto const city = city::load(file);
  if (!city) {
    fmt::print(stderr, "{}: {}\n", file, city.error().code);
    return 3;
  }
  std::array<std::array<Sheet, curve.size()>, 2> sheets;
  dispatch::BestInsertion const best;
  dispatch::NearestFirst const nearest;
  std::array<dispatch::Planner const*, 2> const planners{&best, &nearest};
  std::uint64_t days = 0;
  std::int64_t adding = 0;
  for (auto seed = first; days < count && seed < first + 4 * count; ++seed) {
    Travel travel{*city};
    Wanted wanted;
    wanted.orders = curve.back();
    auto const quarter = quarter_of(*city, travel, wanted, seed);
    if (!quarter) {
      continue;
    }
    adding = std::max(adding, quarter->adding_ns_max);
    if (days++ == 0) {
      auto const [pairs, wrong] = compared(travel, *quarter);
      fmt::print("times held against a search of their own: {} pairs, {} differ\n", pairs, wrong);
    }
    for (std::size_t n = 0; n < curve.size(); ++n) {
      auto orders = quarter->orders;
      std::erase_if(orders, [&](dispatch::Order const& it) { return it.id.value() > curve[n]; });
      for (std::size_t p = 0; p < planners.size(); ++p) {
        sheets[p][n].add(dispatch::play(quarter->board, orders, *planners[p], travel, {}, seed));
      }
    }
  }
  fmt::print("{} quarters from seed {}; longest search of one new home {:.2f} ms\n", days, first,
             static_cast<double>(adding) / 1e6);
  fmt::print("{:<9} {:>6} {:>7} {:>6} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>6} {:>7}\n", "planner", "orders",
             "median", "p95", "worst", "kept", "refused", "in 3min", "actual", "clerks", "untold", "broken", "plan ms");
  for (std::size_t n = 0; n < curve.size(); ++n) {
    tell("best", curve[n], sheets[0][n]);
    tell("nearest", curve[n], sheets[1][n]);
  }
  return 0;
}

}  // namespace
}  // namespace linquan::rides

int main(int count, char** words) {
  std::vector<std::string> const given{words + 1, words + count};
  auto const number = [&](std::size_t i, std::uint64_t otherwise) {
    return given.size() > i ? std::strtoull(given[i].c_str(), nullptr, 10) : otherwise;
  };
  if (given.empty()) {
    fmt::print(stderr, "dispatch_day CITY [DAYS] [FIRST_SEED]\n");
    return 2;
  }
  return linquan::rides::run(given[0], number(2, 1), number(1, 100));
}
