#include "linquan/reach/nearest_times.h"

#include <algorithm>
#include <functional>
#include <variant>

#include "edits.h"
#include "linquan/base/share_out.h"
#include "wave.h"

namespace linquan::reach {
namespace {

bool in_column(Supply const& supply, SiteIndex site, std::size_t column) {
  return std::ranges::binary_search(supply.site(site).columns, static_cast<ColumnIndex>(column));
}

/// Calls `visit(node, time)` for the ends of a point's edge from which one walks to it.
template <class Visit>
void visit_starts(Streets const& streets, Place const& point, Visit const& visit) {
  auto const& ends = streets.ends(point.edge);
  auto const by = [&](bool may, Node node, Tenths part) {
    if (may && part != absent) {
      visit(node, std::uint32_t{point.door} + part);
    }
  };
  by(ends.forward, ends.from, point.to_start);
  by(ends.backward, ends.to, point.to_end);
}

/// Calls `visit(from, to, time)` for each direction in which an edge is walked.
template <class Visit>
void visit_arcs(Streets const& streets, Edge edge, Visit const& visit) {
  auto const& ends = streets.ends(edge);
  if (ends.forward) {
    visit(ends.from, ends.to, ends.time);
  }
  if (ends.backward) {
    visit(ends.to, ends.from, ends.time);
  }
}

/// From a home's door to the nearest site of a column, once the nodes' times are right.
Tenths time_from(Walked const& walked, SharedArray<Tenths> const& nodes, std::size_t column, Place const& home,
                 Tenths limit) {
  auto const& ends = walked.streets.ends(home.edge);
  auto best = std::uint32_t{absent};
  auto const by = [&](bool may, Tenths part, Node node) {
    if (may && part != absent && nodes[node] != absent) {
      best = std::min(best, std::uint32_t{home.door} + part + nodes[node]);
    }
  };
  by(ends.backward, home.to_start, ends.from);
  by(ends.forward, home.to_end, ends.to);
  for (auto const& point : walked.supply.on_edge(home.edge)) {
    if (in_column(walked.supply, point.site, column)) {
      auto const place = walked.streets.current(point.place);
      if (auto const along = walked.streets.along(home, place); along != absent) {
        best = std::min(best, std::uint32_t{home.door} + along + place.door);
      }
    }
  }
  return best <= limit ? static_cast<Tenths>(best) : absent;
}

}  // namespace

std::vector<Edge> change_walked(Walked& walked, Change const& change) {
  std::vector<Edge> edges;
  auto const add = [&](std::vector<Edge> const& some) { edges.insert(edges.end(), some.begin(), some.end()); };
  if (auto const* const open = std::get_if<SetOpen>(&change)) {
    add(change_edges(walked.streets, *open));
  } else if (auto const* const time = std::get_if<SetTime>(&change)) {
    add(change_edges(walked.streets, *time));
  } else if (auto const* const added = std::get_if<AddStreet>(&change)) {
    auto const cut = std::vector{added->street.from.edge, added->street.to.edge};
    add(pieces_of(walked.streets, cut));
    add(change_edges(walked.streets, *added));
    add(pieces_of(walked.streets, cut));
    for (auto const edge : cut) {
      if (walked.streets.pieces(edge).front() != edge) {
        walked.homes.cut(walked.streets, edge);
        walked.supply.cut(walked.streets, edge);
      }
    }
  }
  return edges;
}

NearestTimes::NearestTimes(Walked const& walked, Tenths limit, unsigned threads) : limit_{limit} {
  columns_.resize(walked.supply.column_count());
  SilentProgress silent;
  share_out(columns_.size(), threads, silent, [&] {
    return [&, wave = Wave{walked.streets.node_count()}](std::size_t column) mutable {
      wave.clear();
      for (auto const site : walked.supply.in_column(static_cast<ColumnIndex>(column))) {
        for (auto const& point : walked.supply.site(site).points) {
          wave.start(walked.streets, walked.streets.current(point), Heading::back, limit);
        }
      }
      wave.spread(walked.streets, Heading::back, limit);
      SharedArray<Tenths> nodes{walked.streets.node_count(), absent};
      for (auto const node : wave.reached()) {
        nodes.set(node, wave.time(node));
      }
      SharedArray<Tenths> homes{walked.homes.seat_count(), absent};
      for (Seat seat = 0; seat < walked.homes.seat_count(); ++seat) {
        auto const place = walked.streets.current(walked.homes.place(seat));
        if (auto const time = time_from(walked, nodes, column, place, limit); time != absent) {
          homes.set(seat, time);
        }
      }
      columns_[column] = {std::move(nodes), std::move(homes)};
    };
  });
}

/// Old times that something lost may have made are taken back, with all that followed from them; what is left, and what
/// is new, then spreads as in any search. Both walk only over nodes whose times change or may.
class NearestRenewal::Work {
 public:
  std::span<Seat const> renew(NearestTimes& times, std::size_t column, Walked const& before, Walked const& after,
                              Differences const& differences) {
    column_ = column;
    limit_ = times.limit_;
    nodes_ = &times.columns_[column].nodes;
    begin(before, after);
    take_back(before, differences);
    nodes_->resize(after.streets.node_count(), absent);
    offer_what_is_left(after);
    offer_what_is_new(after, differences);
    spread(after.streets);
    return renew_homes(times.columns_[column].homes, before, after, differences);
  }

 private:
  struct Entry {
    std::uint32_t time = 0;
    Node node = 0;
    friend auto operator<=>(Entry const&, Entry const&) = default;
  };
  struct Old {
    Node node = 0;
    Tenths time = absent;
  };

  void begin(Walked const& before, Walked const& after) {
    seen_.resize(std::max<std::size_t>(seen_.size(), after.streets.node_count()));
    seated_.resize(std::max<std::size_t>(seated_.size(), before.homes.seat_count()));
    if (++stamp_ == 0) {
      std::ranges::fill(seen_, 0);
      std::ranges::fill(seated_, 0);
      stamp_ = 1;
    }
    touched_.clear();
  }

  /// Finds every node with a quickest way over something that differs: they hang together along quickest ways.
  void take_back(Walked const& before, Differences const& differences) {
    auto const lost = [&](Node node, std::uint32_t time) {
      if (time == (*nodes_)[node] && time <= limit_ && mark(node)) {
        touched_.push_back({node, static_cast<Tenths>(time)});
      }
    };
    for (auto const site : differences.before) {
      if (in_column(before.supply, site, column_)) {
        for (auto const& point : before.supply.site(site).points) {
          visit_starts(before.streets, before.streets.current(point), lost);
        }
      }
    }
    for (auto const edge : differences.edges) {
      if (edge < before.streets.edge_count()) {
        visit_arcs(before.streets, edge,
                   [&](Node from, Node to, Tenths time) { lost(from, std::uint32_t{time} + (*nodes_)[to]); });
        visit_points(before, edge, lost);
      }
    }
    for (std::size_t i = 0; i < touched_.size(); ++i) {
      auto const [node, time] = touched_[i];
      for (auto const& arc : before.streets.arriving(node)) {
        lost(arc.to, std::uint32_t{time} + arc.time);
      }
    }
    for (auto const& old : touched_) {
      nodes_->set(old.node, absent);
    }
  }

  /// To nodes that lost their time: over neighbours that kept theirs, and from outlets beside them.
  void offer_what_is_left(Walked const& after) {
    for (auto const& old : touched_) {
      for (auto const& arc : after.streets.leaving(old.node)) {
        offer(old.node, std::uint32_t{arc.time} + (*nodes_)[arc.to]);
        visit_points(after, arc.edge, [&](Node node, std::uint32_t time) {
          if (node == old.node) {
            offer(node, time);
          }
        });
      }
    }
  }

  void offer_what_is_new(Walked const& after, Differences const& differences) {
    auto const gained = [&](Node node, std::uint32_t time) { offer(node, time); };
    for (auto const site : differences.after) {
      if (in_column(after.supply, site, column_)) {
        for (auto const& point : after.supply.site(site).points) {
          visit_starts(after.streets, after.streets.current(point), gained);
        }
      }
    }
    for (auto const edge : differences.edges) {
      visit_arcs(after.streets, edge,
                 [&](Node from, Node to, Tenths time) { offer(from, std::uint32_t{time} + (*nodes_)[to]); });
      visit_points(after, edge, gained);
    }
  }

  template <class Visit>
  void visit_points(Walked const& walked, Edge edge, Visit const& visit) const {
    for (auto const& point : walked.supply.on_edge(edge)) {
      if (in_column(walked.supply, point.site, column_)) {
        visit_starts(walked.streets, walked.streets.current(point.place), visit);
      }
    }
  }

  void offer(Node node, std::uint32_t time) {
    if (time <= limit_ && time < (*nodes_)[node]) {
      heap_.push_back({time, node});
      std::ranges::push_heap(heap_, std::greater{});
    }
  }

  void spread(Streets const& streets) {
    while (!heap_.empty()) {
      std::ranges::pop_heap(heap_, std::greater{});
      auto const [time, node] = heap_.back();
      heap_.pop_back();
      auto const known = (*nodes_)[node];
      if (time >= known) {
        continue;
      }
      if (mark(node)) {
        touched_.push_back({node, known});
      }
      nodes_->set(node, static_cast<Tenths>(time));
      for (auto const& arc : streets.arriving(node)) {
        offer(arc.to, time + arc.time);
      }
    }
  }

  std::span<Seat const> renew_homes(SharedArray<Tenths>& homes, Walked const& before, Walked const& after,
                                    Differences const& differences) {
    changed_.clear();
    auto const on_edge = [&](Edge edge) {
      for (auto const seat : after.homes.on_edge(edge)) {
        if (seated_[seat] == stamp_) {
          continue;
        }
        seated_[seat] = stamp_;
        auto const place = after.streets.current(after.homes.place(seat));
        auto const time = time_from(after, *nodes_, column_, place, limit_);
        if (time != homes[seat]) {
          homes.set(seat, time);
          changed_.push_back(seat);
        }
      }
    };
    for (auto const& old : touched_) {
      if ((*nodes_)[old.node] != old.time) {
        for (auto const& arc : after.streets.arriving(old.node)) {
          on_edge(arc.edge);
        }
      }
    }
    std::ranges::for_each(differences.edges, on_edge);
    auto const beside = [&](Walked const& walked, std::vector<SiteIndex> const& sites) {
      for (auto const site : sites) {
        for (auto const& point : walked.supply.site(site).points) {
          on_edge(after.streets.current(point).edge);
        }
      }
    };
    beside(before, differences.before);
    beside(after, differences.after);
    return changed_;
  }

  bool mark(Node node) {
    auto const fresh = seen_[node] != stamp_;
    seen_[node] = stamp_;
    return fresh;
  }

  std::size_t column_ = 0;
  Tenths limit_ = 0;
  SharedArray<Tenths>* nodes_ = nullptr;
  std::vector<std::uint32_t> seen_;    ///< by node: the call that touched it last
  std::vector<std::uint32_t> seated_;  ///< by seat
  std::uint32_t stamp_ = 0;
  std::vector<Old> touched_;
  std::vector<Entry> heap_;
  std::vector<Seat> changed_;
};

NearestRenewal::NearestRenewal() : work_{std::make_unique<Work>()} {}
NearestRenewal::~NearestRenewal() = default;
NearestRenewal::NearestRenewal(NearestRenewal&&) noexcept = default;
NearestRenewal& NearestRenewal::operator=(NearestRenewal&&) noexcept = default;

std::span<Seat const> NearestRenewal::renew(NearestTimes& times, std::size_t column, Walked const& before,
                                            Walked const& after, Differences const& differences) {
  return work_->renew(times, column, before, after, differences);
}

}  // namespace linquan::reach
