#include "linquan/standard/round.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "kinds_here.h"
#include "linquan/base/ensure.h"
#include "linquan/base/share_out.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/reference.h"
#include "linquan/standard/walked.h"
#include "round_search.h"

namespace linquan::standard {
namespace {

using reach::SiteIndex;
using reach::Tenths;

reach::Limits limit_of(Tenths tenths) {
  auto const limits = reach::Limits::of(std::array{tenths / 600.0}, reach::Unit::seconds);
  ensure(limits.has_value(), "the limit of a round was checked when the standard was read");
  return *limits;
}

/// A city as it is asked for rounds.
struct Ground {
  Ground(city::City const& the_city, Round const& the_round, reach::Streets walked)
      : city{the_city},
        round{the_round},
        streets{std::move(walked)},
        supply{reach::supply_of(the_city, streets, question(the_city, the_round))} {}

  static reach::Question question(city::City const& city, Round const& round) {
    reach::Question asked;
    for (auto const& stop : round.stops) {
      asked.columns.push_back(kinds_here(city, stop).kinds);
    }
    return asked;
  }
  /// Doors by which an outlet is left.
  [[nodiscard]] std::vector<reach::Place> doors(SiteIndex site) const {
    std::vector<reach::Place> places;
    for (auto const& stand : city.outlets[supply.site(site).outlet].stands) {
      for (auto const& access : stand.accesses) {
        places.push_back(streets.place(access));
      }
    }
    return places;
  }
  /// There and back is within the limit only where there is within half of it.
  [[nodiscard]] Tenths half() const { return static_cast<Tenths>(round.limit / 2); }

  city::City const& city;
  Round const& round;
  reach::Streets streets;
  reach::Supply supply;
};

reach::Walker walker_of(AssessOptions const& options) {
  return {options.person, reach::Unit::seconds, std::nullopt};
}

/// Outlets that can be walked to from an outlet within half of the limit, by site.
using Legs = std::vector<Stop>;

/// Asks for the legs from each outlet once, when they are needed first.
class LegBook {
 public:
  explicit LegBook(Ground const& ground) : ground_{ground}, legs_(ground.supply.site_count()), made_(legs_.size()) {}

  /// Legs from an outlet, by site; `circle` is the asking thread's scratch.
  Legs const& from(SiteIndex site, reach::Circle& circle) {
    std::call_once(made_[site], [&] { legs_[site] = make(site, circle); });
    return legs_[site];
  }

 private:
  [[nodiscard]] Legs make(SiteIndex from, reach::Circle& circle) const {
    Legs legs;
    for (auto const& door : ground_.doors(from)) {
      if (door.edge == walk::none) {
        continue;
      }
      circle.search(door, limit_of(ground_.half()));
      for (auto const& column : circle.outlets(ground_.supply)) {
        for (auto const& near : column) {
          legs.push_back({*ground_.supply.find(near.id), near.time});
        }
      }
    }
    std::ranges::sort(
        legs, [](Stop const& a, Stop const& b) { return a.site != b.site ? a.site < b.site : a.time < b.time; });
    auto const rest =
        std::unique(legs.begin(), legs.end(), [](Stop const& a, Stop const& b) { return a.site == b.site; });
    legs.erase(rest, legs.end());
    return legs;
  }

  Ground const& ground_;
  std::vector<Legs> legs_;
  std::vector<std::once_flag> made_;
};

/// Legs among the outlets of one home's stops, in rows that are read from the book whole: a search asks for most of
/// them, and finds each by two numbers instead of looking for it among all legs.
class LegTable {
 public:
  LegTable(Ground const& ground, LegBook& book)
      : book_{book}, circle_{ground.streets}, numbers_(ground.supply.site_count(), others) {}

  /// Forgets the stops before.
  void set(Stops const& stops) {
    for (auto const site : sites_) {
      numbers_[site] = others;
    }
    sites_.clear();
    for (auto const& stop : stops) {
      for (auto const& it : stop) {
        if (numbers_[it.site] == others) {
          sites_.push_back(it.site);
          numbers_[it.site] = static_cast<std::uint32_t>(sites_.size());
        }
      }
    }
    made_.assign(sites_.size() + 1, 0);
    times_.resize(made_.size() * made_.size());
  }

  std::optional<std::uint32_t> between(SiteIndex from, SiteIndex to) {
    auto* const row = &times_[numbers_[from] * made_.size()];
    if (made_[numbers_[from]] == 0) {
      make_row(from, row);
    }
    auto const time = row[numbers_[to]];
    return time == reach::absent ? std::nullopt : std::optional<std::uint32_t>{time};
  }

 private:
  /// Number of the sites that are no stop's: what leads there is written, and never read.
  static constexpr std::uint32_t others = 0;

  void make_row(SiteIndex from, std::uint32_t* row) {
    std::fill_n(row, made_.size(), std::uint32_t{reach::absent});
    for (auto const& leg : book_.from(from, circle_)) {
      row[numbers_[leg.site]] = leg.time;
    }
    row[numbers_[from]] = 0;
    made_[numbers_[from]] = 1;
  }

  LegBook& book_;
  reach::Circle circle_;
  std::vector<SiteIndex> sites_;        ///< of the stops, once each
  std::vector<std::uint32_t> numbers_;  ///< by site: its number among them, from 1
  std::vector<char> made_;              ///< by number: whether its row is read
  std::vector<std::uint32_t> times_;    ///< by number and number
};

Stops stops_about(reach::Circle const& circle, reach::Supply const& supply) {
  Stops stops;
  for (auto const& column : circle.outlets(supply)) {
    auto& stop = stops.emplace_back();
    for (auto const& near : column) {
      stop.push_back({*supply.find(near.id), near.time});
    }
  }
  return stops;
}

/// The three nearest of each stop.
Stops nearest_stops(reach::Table const& table, reach::Seat seat) {
  Stops stops(table.column_count());
  for (std::size_t column = 0; column < stops.size(); ++column) {
    for (std::size_t rank = 0; rank < reach::nearest_max; ++rank) {
      if (auto const site = table.site(seat, column, rank); site.time != reach::absent) {
        stops[column].push_back({site.site, site.time});
      }
    }
  }
  return stops;
}

/// What the nearest outlets alone say; nothing where one has to look closer.
std::optional<bool> quick_answer(reach::Table const& table, reach::Seat seat, Ground const& ground) {
  std::uint32_t sum = 0;
  std::uint32_t farthest = 0;
  for (std::size_t stop = 0; stop < table.column_count(); ++stop) {
    auto const nearest = table.nearest(seat, stop);
    if (nearest > ground.half()) {
      return false;
    }
    sum += nearest;
    farthest = std::max<std::uint32_t>(farthest, nearest);
  }
  if (table.column_count() == 1) {
    return true;
  }
  return 2 * sum <= ground.round.limit ? std::optional{true} : std::nullopt;
}

/// Homes that need a closer look, shared out over threads.
void look_closer(Ground const& ground, reach::Homes const& seats, reach::Table const& table,
                 std::vector<std::uint32_t> const& homes, unsigned threads, std::vector<Verdict>& verdicts,
                 Progress& progress) {
  LegBook book{ground};
  auto const make_worker = [&] {
    return [&, circle = reach::Circle{ground.streets}, legs = LegTable{ground, book}](std::size_t i) mutable {
      auto const find = [&](Stops const& stops) {
        legs.set(stops);
        auto const between = [&](SiteIndex from, SiteIndex to) { return legs.between(from, to); };
        return Search{stops, ground.round.limit, between, Memory::arrivals}.found();
      };
      auto const stops = nearest_stops(table, seats.seat(homes[i]));
      auto found = find(stops);
      if (!found && std::ranges::any_of(stops, [](auto const& stop) { return stop.size() == reach::nearest_max; })) {
        circle.search(ground.streets.place(ground.city.homes[homes[i]].access), limit_of(ground.half()));
        found = find(stops_about(circle, ground.supply));
      }
      if (found) {
        verdicts[homes[i]] = Verdict::met;
      }
    };
  };
  share_out(homes.size(), threads, progress, make_worker);
}

/// Homes without a round are unmet, or not known where the kinds of a stop are not.
void mark_unmet(Ground const& ground, Evidence const& evidence, std::vector<Verdict>& verdicts) {
  std::vector<KindsHere> stops;
  std::ranges::transform(ground.round.stops, std::back_inserter(stops),
                         [&](auto const& ids) { return kinds_here(ground.city, ids); });
  for (std::size_t home = 0; home < verdicts.size(); ++home) {
    auto const known = std::ranges::all_of(stops, [&](KindsHere const& here) {
      return here.all_known && evidence.basis(here.kinds, home) != Basis::none;
    });
    if (verdicts[home] == Verdict::unknown && known && ground.city.homes[home].access.edge != walk::none) {
      verdicts[home] = Verdict::unmet;
    }
  }
}

}  // namespace

Result<std::vector<Verdict>> round_verdicts(city::City const& city, Round const& round, Evidence const& evidence,
                                            AssessOptions const& options, WalkedBook& book, Progress& progress) {
  auto const made = book.of(walker_of(options));
  if (!made) {
    return tl::unexpected<Error>{made.error()};
  }
  Ground const ground{city, round, (*made)->streets};
  auto const& homes = (*made)->homes;
  auto const table = reach::all_homes(ground.streets, homes, ground.supply, {limit_of(ground.half()), true},
                                      {.threads = options.threads}, progress);
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  std::vector<Verdict> verdicts(city.homes.size(), Verdict::unknown);
  std::vector<std::uint32_t> open;
  for (std::uint32_t home = 0; home < city.homes.size(); ++home) {
    auto const seat = homes.seat(home);
    if (seat == reach::no_seat) {
      continue;
    }
    auto const answer = quick_answer(table, seat, ground);
    if (!answer) {
      open.push_back(home);
    } else if (*answer) {
      verdicts[home] = Verdict::met;
    }
  }
  look_closer(ground, homes, table, open, options.threads, verdicts, progress);
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  mark_unmet(ground, evidence, verdicts);
  return verdicts;
}

std::vector<Verdict> round_verdicts_plainly(city::City const& city, Round const& round, Evidence const& evidence,
                                            AssessOptions const& options) {
  auto streets = walked_streets(city, walker_of(options), options.edits);
  ensure(streets.has_value(), "the edits fit the city");
  Ground const ground{city, round, std::move(*streets)};
  reach::Reference from_home{ground.streets};
  auto const time_to = [&](reach::Reference const& reference, SiteIndex site) {
    auto best = reach::absent;
    for (auto const& point : ground.supply.site(site).points) {
      best = std::min(best, reference.time_to(point));
    }
    return best;
  };
  auto const between = [&](SiteIndex from, SiteIndex to) -> std::optional<std::uint32_t> {
    auto best = from == to ? Tenths{0} : reach::absent;
    reach::Reference reference{ground.streets};
    for (auto const& door : ground.doors(from)) {
      reference.search(door, ground.half());
      best = std::min(best, time_to(reference, to));
    }
    return best == reach::absent ? std::nullopt : std::optional<std::uint32_t>{best};
  };
  std::vector<Verdict> verdicts(city.homes.size(), Verdict::unknown);
  for (std::size_t home = 0; home < city.homes.size(); ++home) {
    auto const place = ground.streets.place(city.homes[home].access);
    if (place.edge == walk::none) {
      continue;
    }
    from_home.search(place, round.limit);
    Stops stops(round.stops.size());
    for (SiteIndex site = 0; site < ground.supply.site_count(); ++site) {
      if (auto const time = time_to(from_home, site); time != reach::absent) {
        for (auto const column : ground.supply.site(site).columns) {
          stops[column].push_back({site, time});
        }
      }
    }
    if (Search{stops, round.limit, between, Memory::none}.found()) {
      verdicts[home] = Verdict::met;
    }
  }
  mark_unmet(ground, evidence, verdicts);
  return verdicts;
}

}  // namespace linquan::standard
