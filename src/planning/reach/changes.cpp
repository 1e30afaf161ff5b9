#include "linquan/reach/changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "block_edit.h"
#include "edits.h"
#include "groups.h"
#include "homes_about.h"
#include "nearest_sites.h"
#include "wave.h"

namespace linquan::reach {

class Updater::Work {
 public:
  explicit Work(Effort const& effort) : effort_{effort} {}

  void operator()(State& state, PutSite const& change) {
    remove(state, change.site.id);
    if (change.site.points.empty() || change.site.columns.empty()) {
      return;
    }
    auto const number = state.supply.add(state.streets, change.site);
    edit(state, number, [&](Lane& lane, Tenths time, Seat, ColumnIndex) {
      lane.count_one_more(time);
      lane.insert(time, number, state.supply);
    });
  }
  void operator()(State& state, RemoveSite const& change) { remove(state, change.id); }

  void operator()(State& state, SetOpen const& change) {
    change_streets(state, pieces_of(state.streets, change.edges), [&] { return change_edges(state.streets, change); });
  }
  void operator()(State& state, SetTime const& change) {
    change_streets(state, state.streets.pieces(change.edge), [&] { return change_edges(state.streets, change); });
  }
  void operator()(State& state, AddStreet const& change) {
    change_streets(state, {}, [&] {
      auto added = change_edges(state.streets, change);
      for (auto const edge : {change.street.from.edge, change.street.to.edge}) {
        cut(state, edge);
      }
      return added;
    });
  }

 private:
  using Draft = Table::Draft;

  void remove(State& state, city::OutletId id) {
    auto const found = state.supply.find(id);
    if (!found) {
      return;
    }
    std::vector<std::pair<ColumnIndex, Seat>> open;
    touched_.assign(state.homes.seat_count(), false);
    auto const columns = state.supply.site(*found).columns;
    edit(state, *found, [&](Lane& lane, Tenths time, Seat seat, ColumnIndex column) {
      if (!lane.count_one_less(time)) {
        touched_[seat] = true;
      } else if (lane.keeps(time, *found)) {
        open.emplace_back(column, seat);
      }
    });
    state.supply.remove(state.streets, *found);
    for (auto const column : columns) {
      find_next(state, column, open);
    }
    evaluate_touched(state);
  }

  /// Edits the lanes of all homes that the site serves, in all its columns.
  template <class Edit>
  void edit(State& state, SiteIndex number, Edit const& change) {
    auto const site = state.supply.site(number);
    std::vector<Place> points;
    for (auto const& point : site.points) {
      points.push_back(state.streets.current(point));
    }
    auto const limit = state.table.keep().limits.farthest();
    auto& wave = fresh(wave_, state.streets);
    for (auto const& point : points) {
      wave.start(state.streets, point, Heading::back, limit);
    }
    wave.spread(state.streets, Heading::back, limit);
    about_.visit(state.streets, state.homes, wave, points, limit, [&](Seat seat, Tenths time) {
      auto& drafts = draft(state, seat / lane_count, site.columns);
      for (std::size_t i = 0; i < site.columns.size(); ++i) {
        Lane lane{drafts[i].get(), seat % lane_count, state.table.keep()};
        change(lane, time, seat, site.columns[i]);
      }
    });
    put_drafts(state, site.columns);
  }

  /// The next nearest, for homes in `open` that lost one of theirs.
  void find_next(State& state, ColumnIndex column, std::span<std::pair<ColumnIndex, Seat> const> open) {
    geo::Box box;
    for (auto const& [c, seat] : open) {
      if (c == column) {
        auto const& ends = state.streets.ends(state.streets.current(state.homes.place(seat)).edge);
        box.add(state.streets.at(ends.from));
        box.add(state.streets.at(ends.to));
      }
    }
    if (box.empty()) {
      return;
    }
    nearest_.search(state.streets, state.supply, column, box, state.table.keep());
    std::vector const columns{column};
    for (auto const& [c, seat] : open) {
      if (c == column) {
        auto& drafts = draft(state, seat / lane_count, columns);
        Lane lane{drafts[0].get(), seat % lane_count, state.table.keep()};
        lane.set_nearest(nearest_.of(state.streets.current(state.homes.place(seat))));
      }
    }
    put_drafts(state, columns);
  }

  /// Copies of a group's blocks that may be written to.
  std::vector<Draft>& draft(State const& state, std::uint32_t group, std::span<ColumnIndex const> columns) {
    auto& drafts = drafts_[group];
    if (drafts.empty()) {
      for (auto const column : columns) {
        drafts.push_back(state.table.copy(column, group));
      }
    }
    return drafts;
  }

  void put_drafts(State& state, std::span<ColumnIndex const> columns) {
    for (auto& [group, drafts] : drafts_) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        state.table.put(columns[i], group, std::move(drafts[i]));
      }
    }
    drafts_.clear();
  }

  /// `change` changes the streets and says which edges are different afterwards; `before` are those that differ now.
  ///
  /// A home is touched where one of them lies on a quickest way before or after: else all its times stay.
  template <class Change>
  void change_streets(State& state, std::vector<Edge> const& before, Change const& change) {
    touched_.assign(state.homes.seat_count(), false);
    touch(state, before);
    touch(state, change());
    evaluate_touched(state);
  }

  /// Homes for which the edges, as they are now, may lie on a quickest way.
  void touch(State const& state, std::vector<Edge> const& edges) {
    // A street has many edges and a gate has two: one search for all of them, or two for each that tell more.
    constexpr std::size_t few = 4;
    for (auto const edge : edges) {
      for (auto const seat : state.homes.on_edge(edge)) {
        touched_[seat] = true;
      }
      if (edges.size() <= few && state.supply.on_edge(edge).empty()) {
        touch_crossing(state, edge);
      }
    }
    auto& wave = fresh(wave_, state.streets);
    for (auto const edge : edges) {
      if (edges.size() > few || !state.supply.on_edge(edge).empty()) {
        wave.start(state.streets.ends(edge).from, 0, limit_of(state));
        wave.start(state.streets.ends(edge).to, 0, limit_of(state));
      }
    }
    wave.spread(state.streets, Heading::back, limit_of(state));
    about_.visit(state.streets, state.homes, wave, {}, limit_of(state),
                 [&](Seat seat, Tenths) { touched_[seat] = true; });
  }

  /// Homes that are as quick at one end over this edge as in any other way: others never need it.
  void touch_crossing(State const& state, Edge edge) {
    auto const& ends = state.streets.ends(edge);
    auto const limit = limit_of(state);
    auto& to_start = fresh(wave_, state.streets);
    to_start.start(ends.from, 0, limit);
    to_start.spread(state.streets, Heading::back, limit);
    auto& to_end = fresh(other_wave_, state.streets);
    to_end.start(ends.to, 0, limit);
    to_end.spread(state.streets, Heading::back, limit);
    about_.visit(state.streets, state.homes, to_start, {}, limit, [&](Seat seat, Tenths first) {
      auto const place = state.streets.current(state.homes.place(seat));
      auto const second = HomesAbout::time_of(state.streets, to_end, {}, place);
      auto const onward = ends.forward && std::uint32_t{first} + ends.time == second;
      auto const back = ends.backward && second + ends.time == first;
      if (second <= limit && (onward || back)) {
        touched_[seat] = true;
      }
    });
  }

  [[nodiscard]] static Tenths limit_of(State const& state) { return state.table.keep().limits.farthest(); }

  void evaluate_touched(State& state) {
    std::vector<Seat> seats;
    for (Seat seat = 0; seat < touched_.size(); ++seat) {
      if (touched_[seat]) {
        seats.push_back(seat);
      }
    }
    if (!seats.empty()) {
      evaluate_seats({state.streets, state.homes, state.supply, state.table.keep(), effort_}, seats, state.table);
    }
  }

  static void cut(State& state, Edge edge) {
    if (state.streets.pieces(edge).front() != edge) {
      state.homes.cut(state.streets, edge);
      state.supply.cut(state.streets, edge);
    }
  }

  static Wave& fresh(Wave& wave, Streets const& streets) {
    wave.grow(streets.node_count());
    wave.clear();
    return wave;
  }

  Effort effort_;
  Wave wave_{0};
  Wave other_wave_{0};
  HomesAbout about_;
  NearestSites nearest_;
  std::map<std::uint32_t, std::vector<Draft>> drafts_;  ///< by group
  std::vector<bool> touched_;                           ///< by seat
};

Updater::Updater(Effort const& effort) : work_{std::make_unique<Work>(effort)} {}
Updater::~Updater() = default;
Updater::Updater(Updater&&) noexcept = default;
Updater& Updater::operator=(Updater&&) noexcept = default;

void Updater::apply(State& state, Change const& change) {
  std::visit([&](auto const& it) { (*work_)(state, it); }, change);
}

}  // namespace linquan::reach
