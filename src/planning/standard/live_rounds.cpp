#include "live_rounds.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/base/share_out.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/sites_within.h"
#include "repack.h"

namespace linquan::standard {
namespace {

using reach::own;
using reach::Seat;
using reach::Tenths;

Tenths half_of(Round const& round) {
  return static_cast<Tenths>(round.limit / 2);
}

reach::Limits limit_of(Tenths tenths) {
  auto const limits = reach::Limits::of(std::array{tenths / 600.0}, reach::Unit::seconds);
  ensure(limits.has_value(), "the limit of a round was checked when the standard was read");
  return *limits;
}

bool nearer(Stop const& a, Stop const& b) {
  return a.time != b.time ? a.time < b.time : a.site < b.site;
}

/// The three nearest of each stop.
Stops nearest_of(Stops const& stops) {
  Stops nearest;
  for (auto const& stop : stops) {
    nearest.emplace_back(stop.begin(), stop.begin() + std::min<std::ptrdiff_t>(3, std::ssize(stop)));
  }
  return nearest;
}

}  // namespace

/// Asks for the legs from each outlet once, when they are needed first; several threads may.
class LiveRounds::LegBook {
 public:
  explicit LegBook(LiveRounds const& rounds)
      : rounds_{rounds}, made_(rounds.sites_.size()), once_(rounds.sites_.size()) {}

  /// `circle` is the asking thread's scratch.
  std::optional<std::uint32_t> between(SiteIndex from, SiteIndex to, std::optional<reach::Circle>& circle) {
    if (from == to) {
      return 0;
    }
    auto const& known = rounds_.sites_[from]->legs;
    if (!known) {
      std::call_once(once_[from], [&] { made_[from] = make(from, circle); });
    }
    auto const& legs = known ? *known : *made_[from];
    auto const found = std::ranges::lower_bound(legs, to, {}, &Stop::site);
    return found == legs.end() || found->site != to ? std::nullopt : std::optional{found->time};
  }

  /// What was asked for, for the next time.
  void keep(reach::SharedArray<std::shared_ptr<Site>>& sites) {
    for (Slot slot = 0; slot < made_.size(); ++slot) {
      if (made_[slot]) {
        own(sites.own_at(slot)).legs = std::move(made_[slot]);
      }
    }
  }

 private:
  [[nodiscard]] std::shared_ptr<Legs const> make(SiteIndex from, std::optional<reach::Circle>& circle) const {
    if (!circle) {
      circle.emplace(rounds_.walked_.streets);
    }
    Legs legs;
    for (auto const& door : rounds_.sites_[from]->doors) {
      if (door.edge == walk::none) {
        continue;
      }
      circle->search(rounds_.walked_.streets.current(door), rounds_.half());
      for (auto const& column : circle->outlets(rounds_.walked_.supply)) {
        for (auto const& near : column) {
          legs.push_back({near.outlet, near.time});
        }
      }
    }
    std::ranges::sort(
        legs, [](Stop const& a, Stop const& b) { return a.site != b.site ? a.site < b.site : a.time < b.time; });
    auto const rest =
        std::unique(legs.begin(), legs.end(), [](Stop const& a, Stop const& b) { return a.site == b.site; });
    legs.erase(rest, legs.end());
    return std::make_shared<Legs const>(std::move(legs));
  }

  LiveRounds const& rounds_;
  std::vector<std::shared_ptr<Legs const>> made_;
  std::vector<std::once_flag> once_;
};

/// Looks for a round from homes whose nearest outlets alone do not tell.
class LiveRounds::Look {
 public:
  /// What a home's earlier answer is still good for.
  enum class Known : std::uint8_t { nothing, but_legs, but_outlets };
  struct Answer {
    bool met = false;
    std::array<SiteIndex, schema::stops_max> chosen{};
  };

  Look(LiveRounds const& rounds, std::uint32_t limit, std::vector<Slot> const& changed)
      : rounds_{rounds}, limit_{limit}, changed_{changed}, book_{rounds} {}

  Answer operator()(Seat seat, Known known, std::optional<reach::Circle>& circle) {
    auto const& open = *rounds_.open_[seat];
    auto const met = rounds_.met_[seat] != 0;
    if (known == Known::but_outlets && met && !uses_changed(open)) {
      return {true, open.chosen};
    }
    if (known == Known::but_legs && met && !uses_changed(open)) {
      Stops chosen;
      for (std::size_t stop = 0; stop < open.stops.size(); ++stop) {
        chosen.push_back({*std::ranges::find(open.stops[stop], open.chosen.at(stop), &Stop::site)});
      }
      if (auto const again = search(chosen, circle); again.met) {
        return again;
      }
    }
    if (known == Known::but_outlets && !met) {
      return over_changed(open, circle);
    }
    auto answer = search(nearest_of(open.stops), circle);
    return answer.met ? answer : search(open.stops, circle);
  }

  LegBook& book() { return book_; }

 private:
  Answer search(Stops const& stops, std::optional<reach::Circle>& circle) {
    auto const between = [&](SiteIndex from, SiteIndex to) { return book_.between(from, to, circle); };
    Search searching{stops, limit_, between, Memory::arrivals};
    auto const found = searching.found();
    return {found, searching.chosen()};
  }

  [[nodiscard]] bool uses_changed(Open const& open) const {
    return std::ranges::any_of(std::span{open.chosen}.first(open.stops.size()),
                               [&](SiteIndex site) { return std::ranges::binary_search(changed_, site); });
  }

  /// Where there was no round, a new one goes over an outlet that changed.
  Answer over_changed(Open const& open, std::optional<reach::Circle>& circle) {
    for (std::size_t stop = 0; stop < open.stops.size(); ++stop) {
      for (auto const& it : open.stops[stop]) {
        if (std::ranges::binary_search(changed_, it.site)) {
          auto stops = open.stops;
          stops[stop] = {it};
          if (auto const found = search(stops, circle); found.met) {
            return found;
          }
        }
      }
    }
    return {};
  }

  LiveRounds const& rounds_;
  std::uint32_t limit_;
  std::vector<Slot> const& changed_;  ///< ascending
  LegBook book_;
};

reach::Question LiveRounds::question(LiveFixed const& fixed) {
  reach::Question asked;
  for (auto const& stop : fixed.stops) {
    asked.columns.push_back(stop.kinds);
  }
  return asked;
}

LiveRounds::LiveRounds(LiveFixed const& fixed, reach::Walked walked, reach::Streets mapped)
    : mapped_{std::move(mapped)},
      walked_{std::move(walked)},
      times_{walked_, half_of(*fixed.standard.round), fixed.options.threads},
      met_{walked_.homes.seat_count(), 0},
      open_{walked_.homes.seat_count(), nullptr},
      sites_{fixed.city->outlets.size(), nullptr} {
  for (SiteIndex i = 0; i < walked_.supply.site_count(); ++i) {
    auto const slot = walked_.supply.site(i).outlet;
    sites_.set(slot, std::make_shared<Site>(Site{doors_of(fixed.city->outlets[slot]), nullptr}));
  }
  std::vector<Seat> seats(walked_.homes.seat_count());
  for (Seat seat = 0; seat < seats.size(); ++seat) {
    seats[seat] = seat;
  }
  look(fixed, answer_quickly(fixed, seats), {}, nullptr);
}

reach::Limits LiveRounds::half() const {
  return limit_of(times_.limit());
}

std::optional<bool> LiveRounds::quick_answer(Seat seat, std::uint32_t limit) const {
  std::uint32_t sum = 0;
  for (std::size_t stop = 0; stop < times_.column_count(); ++stop) {
    auto const nearest = times_.at(seat, stop);
    if (nearest == reach::absent) {
      return false;
    }
    sum += nearest;
  }
  return times_.column_count() == 1 || 2 * sum <= limit ? std::optional{true} : std::nullopt;
}

/// Seats that the nearest outlets alone do not tell.
std::vector<Seat> LiveRounds::answer_quickly(LiveFixed const& fixed, std::vector<Seat> const& seats) {
  std::vector<Seat> open;
  for (auto const seat : seats) {
    auto const answer = quick_answer(seat, fixed.standard.round->limit);
    if (!answer) {
      open.push_back(seat);
      continue;
    }
    if (met_[seat] != (*answer ? 1 : 0)) {
      met_.set(seat, *answer ? 1 : 0);
    }
    if (open_[seat]) {
      open_.set(seat, nullptr);
    }
  }
  return open;
}

void LiveRounds::set_stops(std::vector<Seat> const& seats, unsigned threads) {
  auto const found = reach::sites_within(walked_.streets, walked_.homes, walked_.supply, seats, half(), threads);
  for (std::size_t i = 0; i < seats.size(); ++i) {
    Stops stops(times_.column_count());
    for (auto const& it : found[i]) {
      auto const& site = walked_.supply.site(it.site);
      for (auto const column : site.columns) {
        stops[column].push_back({site.outlet, it.time});
      }
    }
    std::ranges::for_each(stops, [](auto& stop) { std::ranges::sort(stop, nearer); });
    open_.set(seats[i], std::make_shared<Open>(Open{std::move(stops), {}}));
  }
}

/// `scratch`: what the earlier answers are still good for; null where there are none.
void LiveRounds::look(LiveFixed const& fixed, std::vector<Seat> const& open, std::vector<Slot> const& changed,
                      LiveScratch const* scratch) {
  std::vector<Seat> fresh;
  std::ranges::copy_if(open, std::back_inserter(fresh), [&](Seat seat) {
    return open_[seat] == nullptr || (scratch != nullptr && scratch->seats_of_streets.has(seat));
  });
  if (!fresh.empty()) {
    set_stops(fresh, fixed.options.threads);
  }
  std::vector<Look::Answer> answers(open.size());
  Look look{*this, fixed.standard.round->limit, changed};
  SilentProgress silent;
  // Starting a thread takes longer than asking a few homes.
  constexpr std::size_t few = 64;
  share_out(open.size(), open.size() <= few ? 1 : fixed.options.threads, silent, [&] {
    return [&, circle = std::make_shared<std::optional<reach::Circle>>()](std::size_t i) {
      auto const known = std::ranges::binary_search(fresh, open[i]) ? Look::Known::nothing
                         : scratch->seats_of_legs.has(open[i])      ? Look::Known::but_legs
                                                                    : Look::Known::but_outlets;
      answers[i] = look(open[i], known, *circle);
    };
  });
  look.book().keep(sites_);
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (met_[open[i]] != (answers[i].met ? 1 : 0)) {
      met_.set(open[i], answers[i].met ? 1 : 0);
    }
    if (answers[i].met && open_[open[i]]->chosen != answers[i].chosen) {
      own(open_.own_at(open[i])).chosen = answers[i].chosen;
    }
  }
}

std::vector<reach::Place> LiveRounds::doors_of(city::Outlet const& outlet) const {
  std::vector<reach::Place> doors;
  for (auto const& stand : outlet.stands) {
    for (auto const& access : stand.accesses) {
      doors.push_back(walked_.streets.place(access));
    }
  }
  return doors;
}

void LiveRounds::renew(LiveFixed const& fixed, LiveRounds const& before, std::span<OutletChange const> outlets,
                       std::span<reach::Change const> streets, LiveScratch& scratch) {
  for (auto* const seats : {&scratch.seats, &scratch.seats_of_streets, &scratch.seats_of_legs}) {
    seats->begin(walked_.homes.seat_count());
  }
  reach::Differences differences;
  for (auto const& change : streets) {
    auto const edges = change_walked(walked_, change);
    differences.edges.insert(differences.edges.end(), edges.begin(), edges.end());
  }
  tidy(differences.edges);
  if (!differences.edges.empty()) {
    touch_streets(before, differences, scratch);
    touch_sites(before, differences, scratch);
  }
  auto const changed = change_outlets(fixed, before, outlets, differences);
  std::vector<Slot> slots;
  for (auto const& it : changed) {
    slots.push_back(it.slot);
    search_back(before, it, scratch);
    move_stops(before, it, scratch);
    move_legs(before, it, scratch);
  }
  if (changed.empty() && differences.edges.empty()) {
    return;
  }
  for (std::size_t column = 0; column < times_.column_count(); ++column) {
    scratch.renewal.renew(times_, column, before.walked_, walked_, differences);
  }
  auto seats = scratch.seats.numbers();
  tidy(seats);
  tidy(slots);
  look(fixed, answer_quickly(fixed, seats), slots, &scratch);
  repack(walked_);
}

/// Homes any of whose ways may differ: they come to an edge that does, before or after.
void LiveRounds::touch_streets(LiveRounds const& before, reach::Differences const& differences, LiveScratch& scratch) {
  auto const touch = [&](LiveRounds const& rounds, reach::BackSearch& back) {
    back.begin(rounds.walked_.streets, times_.limit());
    for (auto const edge : differences.edges) {
      if (edge < rounds.walked_.streets.edge_count()) {
        back.add(rounds.walked_.streets.ends(edge).from);
        back.add(rounds.walked_.streets.ends(edge).to);
        for (auto const seat : rounds.walked_.homes.on_edge(edge)) {
          scratch.seats_of_streets.add(seat);
        }
      }
    }
    back.spread();
    for (auto const& home : back.homes(rounds.walked_.homes)) {
      scratch.seats_of_streets.add(home.seat);
    }
  };
  touch(before, scratch.before);
  touch(*this, scratch.after);
  std::ranges::for_each(scratch.seats_of_streets.numbers(), [&](Seat seat) { scratch.seats.add(seat); });
}

/// Outlets any of whose legs may differ, and the homes that have one of them about.
void LiveRounds::touch_sites(LiveRounds const& before, reach::Differences const& differences, LiveScratch& scratch) {
  auto const comes = [&](LiveRounds const& rounds, reach::BackSearch const& back, reach::Place const& door) {
    auto const place = rounds.walked_.streets.current(door);
    return back.time_from(place) != reach::absent || std::ranges::binary_search(differences.edges, place.edge);
  };
  std::vector<Slot> touched;
  for (Slot slot = 0; slot < sites_.size(); ++slot) {
    auto const& site = sites_[slot];
    if (site && std::ranges::any_of(site->doors, [&](reach::Place const& door) {
          return comes(before, scratch.before, door) || comes(*this, scratch.after, door);
        })) {
      touched.push_back(slot);
    }
  }
  auto& back = scratch.after;
  back.begin(walked_.streets, times_.limit());
  for (SiteIndex i = 0; i < walked_.supply.site_count(); ++i) {
    auto const& site = walked_.supply.site(i);
    if (std::ranges::binary_search(touched, site.outlet) && !site.columns.empty()) {
      for (auto const& point : site.points) {
        back.add(walked_.streets.current(point));
      }
    }
  }
  back.spread();
  for (auto const& home : back.homes(walked_.homes)) {
    scratch.seats_of_legs.add(home.seat);
    scratch.seats.add(home.seat);
  }
  for (auto const slot : touched) {
    if (sites_[slot]->legs) {
      own(sites_.own_at(slot)).legs = nullptr;
    }
  }
}

std::vector<LiveRounds::Changed> LiveRounds::change_outlets(LiveFixed const& fixed, LiveRounds const& before,
                                                            std::span<OutletChange const> outlets,
                                                            reach::Differences& differences) {
  std::vector<Changed> all;
  auto const asked = question(fixed);
  reach::LeftOut left_out;
  for (auto const& outlet : outlets) {
    reach::Supply::Site site;
    if (outlet.after != nullptr) {
      site = reach::site_of(*outlet.after, outlet.slot, walked_.streets, asked, left_out);
    }
    auto const doors = site.columns.empty() ? std::vector<reach::Place>{} : doors_of(*outlet.after);
    Changed changed{outlet.slot, before.walked_.supply.find(outlet.id), std::nullopt};
    if (changed.before) {
      auto old = before.walked_.supply.site(*changed.before);
      auto old_doors = sites_[outlet.slot]->doors;
      for (auto* const places : {&old.points, &old_doors}) {
        std::ranges::transform(*places, places->begin(), [&](auto const& it) { return walked_.streets.current(it); });
      }
      if (old.columns == site.columns && old.points == site.points && old_doors == doors) {
        continue;
      }
      walked_.supply.remove(walked_.streets, *changed.before);
      differences.before.push_back(*changed.before);
    } else if (site.columns.empty()) {
      continue;
    }
    if (outlet.slot >= sites_.size()) {
      sites_.resize(outlet.slot + std::size_t{1}, nullptr);
    }
    sites_.set(outlet.slot, site.columns.empty() ? nullptr : std::make_shared<Site>(Site{doors, nullptr}));
    if (!site.columns.empty()) {
      changed.after = walked_.supply.add(walked_.streets, std::move(site));
      differences.after.push_back(*changed.after);
    }
    all.push_back(changed);
  }
  return all;
}

/// From the outlet's old form on the streets as they were, and from its new one on those that are.
void LiveRounds::search_back(LiveRounds const& before, Changed const& changed, LiveScratch& scratch) const {
  auto const from = [&](LiveRounds const& rounds, std::optional<reach::SiteIndex> site, reach::BackSearch& back) {
    back.begin(rounds.walked_.streets, times_.limit());
    if (site) {
      for (auto const& point : rounds.walked_.supply.site(*site).points) {
        back.add(rounds.walked_.streets.current(point));
      }
    }
    back.spread();
  };
  from(before, changed.before, scratch.before);
  from(*this, changed.after, scratch.after);
}

/// The outlets about homes, which hold it or do not any more.
void LiveRounds::move_stops(LiveRounds const& before, Changed const& changed, LiveScratch& scratch) {
  auto const stays = [&](Seat seat) { return open_[seat] == nullptr || scratch.seats_of_streets.has(seat); };
  for (auto const& home : scratch.before.homes(before.walked_.homes)) {
    scratch.seats.add(home.seat);
    if (!stays(home.seat)) {
      for (auto& stop : own(open_.own_at(home.seat)).stops) {
        std::erase_if(stop, [&](Stop const& it) { return it.site == changed.slot; });
      }
    }
  }
  for (auto const& home : scratch.after.homes(walked_.homes)) {
    scratch.seats.add(home.seat);
    if (!stays(home.seat)) {
      auto& stops = own(open_.own_at(home.seat)).stops;
      for (auto const column : walked_.supply.site(*changed.after).columns) {
        Stop const stop{changed.slot, home.time};
        stops[column].insert(std::ranges::upper_bound(stops[column], stop, nearer), stop);
      }
    }
  }
}

/// The legs to it from outlets about it.
void LiveRounds::move_legs(LiveRounds const& before, Changed const& changed, LiveScratch const& scratch) {
  auto const from = [](reach::Walked const& walked, reach::BackSearch const& back, Site const& site) {
    auto best = reach::absent;
    for (auto const& door : site.doors) {
      best = std::min(best, back.time_from(walked.streets.current(door)));
    }
    return best;
  };
  for (Slot slot = 0; slot < sites_.size(); ++slot) {
    auto const& site = sites_[slot];
    if (!site || !site->legs) {
      continue;
    }
    auto const old = from(before.walked_, scratch.before, *site);
    auto const now = from(walked_, scratch.after, *site);
    if (old == now) {
      continue;
    }
    auto legs = *site->legs;
    auto const at = std::ranges::lower_bound(legs, changed.slot, {}, &Stop::site);
    auto const known = at != legs.end() && at->site == changed.slot;
    if (now == reach::absent) {
      legs.erase(at);
    } else if (known) {
      at->time = now;
    } else {
      legs.insert(at, {changed.slot, now});
    }
    own(sites_.own_at(slot)).legs = std::make_shared<Legs const>(std::move(legs));
  }
}

}  // namespace linquan::standard
