#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "draft.h"
#include "linquan/geo/point.h"
#include "linquan/walk/part_way.h"

namespace linquan::walk {
namespace {

geo::Point middle(Draft const& draft, DraftStreet const& street, std::uint32_t segment) {
  return part_way(draft.vertices[street.plan.vertices[segment]].at,
                  draft.vertices[street.plan.vertices[segment + 1]].at, 0.5);
}

std::int64_t length(Draft const& draft, DraftStreet const& street, std::uint32_t segment) {
  return geo::distance(draft.vertices[street.plan.vertices[segment]].at,
                       draft.vertices[street.plan.vertices[segment + 1]].at)
      .count;
}

/// Where segment a–b crosses segment c–d, as a share of a–b; nullopt where they only touch or do not meet.
std::optional<double> crossing_share(geo::Point a, geo::Point b, geo::Point c, geo::Point d) {
  if (!geo::segments_cross(a, b, c, d)) {
    return std::nullopt;
  }
  auto const x = [&](geo::Point p) { return static_cast<double>(p.lon) - a.lon; };
  auto const y = [&](geo::Point p) { return static_cast<double>(p.lat) - a.lat; };
  auto const divisor = x(b) * (y(d) - y(c)) - y(b) * (x(d) - x(c));
  return (x(c) * (y(d) - y(c)) - y(c) * (x(d) - x(c))) / divisor;
}

bool may_be_inner(PlanStreet const& street, bool rim_closed) {
  if (street.residents_only) {
    return true;
  }
  return rim_closed && !street.open_to_all && street.rank != Rank::main;
}

/// Cuts a street where it crosses the rim, so that each of its segments is wholly inside or wholly outside.
void cut_at_rim(Draft& draft, std::uint32_t s, geo::MultiPolygon const& shape) {
  auto street = draft.streets[s].plan.vertices;
  auto inner = draft.streets[s].inner;
  std::vector<std::uint32_t> vertices{street.front()};
  std::vector<std::uint32_t> marks;
  for (std::size_t i = 0; i + 1 < street.size(); ++i) {
    auto const a = draft.vertices[street[i]].at;
    auto const b = draft.vertices[street[i + 1]].at;
    std::vector<double> shares;
    for (auto const& polygon : shape) {
      auto const along_ring = [&](geo::Ring const& ring) {
        for (std::size_t k = 0; k < ring.size(); ++k) {
          if (auto const share = crossing_share(a, b, ring[k], ring[(k + 1) % ring.size()])) {
            shares.push_back(*share);
          }
        }
      };
      along_ring(polygon.outer);
      std::ranges::for_each(polygon.holes, along_ring);
    }
    std::ranges::sort(shares);
    for (auto const share : shares) {
      vertices.push_back(draft.add_vertex(part_way(a, b, share)));
      marks.push_back(inner[i]);
    }
    vertices.push_back(street[i + 1]);
    marks.push_back(inner[i]);
  }
  draft.streets[s].plan.vertices = std::move(vertices);
  draft.streets[s].inner = std::move(marks);
}

/// One compound's way from a shape on the map to a closed place with inner streets and gates.
class Closing {
 public:
  Closing(Draft& draft, std::uint32_t compound)
      : draft_{draft}, compound_{compound}, plan_{draft.plan.compounds[compound]}, box_{geo::box_of(plan_.shape)} {}

  [[nodiscard]] geo::Box const& box() const { return box_; }

  /// Closed by the city, by a wall, or because most of its street length is private.
  void decide(SegmentIndex const& index) {
    auto& built = draft_.compounds[compound_];
    built.rim_closed = plan_.given || plan_.walled;
    std::int64_t all = 0;
    std::int64_t residents_only = 0;
    for (auto const ref : index.touching(box_)) {
      auto const& street = draft_.streets[ref.street];
      if (geo::contains(plan_.shape, middle(draft_, street, ref.segment))) {
        auto const millimetres = length(draft_, street, ref.segment);
        all += millimetres;
        residents_only += street.plan.residents_only ? millimetres : 0;
      }
    }
    built.closed = built.rim_closed || (residents_only > 0 && 2 * residents_only >= all);
  }

  void cut(std::vector<SegmentRef> const& near) {
    std::vector<std::uint32_t> streets;
    for (auto const ref : near) {
      if (may_be_inner(draft_.streets[ref.street].plan, draft_.compounds[compound_].rim_closed) &&
          (streets.empty() || streets.back() != ref.street)) {
        streets.push_back(ref.street);
      }
    }
    streets.erase(std::unique(streets.begin(), streets.end()), streets.end());
    for (auto const s : streets) {
      cut_at_rim(draft_, s, plan_.shape);
    }
  }

  /// Marks what lies inside; a segment already taken by a smaller compound stays with it.
  void mark(std::vector<SegmentRef> const& near) {
    auto const rim_closed = draft_.compounds[compound_].rim_closed;
    for (auto const ref : near) {
      auto& street = draft_.streets[ref.street];
      if (street.inner[ref.segment] < dropped && geo::contains(plan_.shape, middle(draft_, street, ref.segment))) {
        draft_.compounds[compound_].covered = true;
      }
      if (street.inner[ref.segment] == none && may_be_inner(street.plan, rim_closed) &&
          geo::contains(plan_.shape, middle(draft_, street, ref.segment))) {
        street.inner[ref.segment] = compound_;
        inner_.push_back(ref);
      }
    }
  }

  /// Residential streets that lead through from outside to outside without a gate are public, whatever the wall says.
  void open_through_streets(Incidence const& incidence) {
    std::map<std::uint32_t, std::uint32_t> root;
    auto const find = [&](std::uint32_t v) {
      while (root.at(v) != v) {
        v = root[v] = root[root[v]];
      }
      return v;
    };
    std::vector<SegmentRef> through;
    for (auto const ref : inner_) {
      auto const& plan = draft_.streets[ref.street].plan;
      if (plan.rank == Rank::residential && !plan.residents_only) {
        through.push_back(ref);
        root.try_emplace(plan.vertices[ref.segment], plan.vertices[ref.segment]);
        root.try_emplace(plan.vertices[ref.segment + 1], plan.vertices[ref.segment + 1]);
        root[find(plan.vertices[ref.segment])] = find(plan.vertices[ref.segment + 1]);
      }
    }
    std::map<std::uint32_t, int> exits;
    for (auto const& [vertex, unused] : root) {
      exits[find(vertex)] += is_open_exit(incidence, vertex) ? 1 : 0;
    }
    for (auto const ref : through) {
      auto& street = draft_.streets[ref.street];
      if (exits[find(street.plan.vertices[ref.segment])] >= 2) {
        street.inner[ref.segment] = none;
      }
    }
  }

 private:
  [[nodiscard]] bool is_open_exit(Incidence const& incidence, std::uint32_t vertex) const {
    auto const leads_out = std::ranges::any_of(incidence.at(vertex), [&](SegmentRef ref) {
      auto const& street = draft_.streets[ref.street];
      return street.inner[ref.segment] == none && street.plan.rank != Rank::minor;
    });
    return leads_out && !barrier_near(incidence, vertex);
  }

  /// Any barrier among the vertices of the streets that meet here, within the set-back.
  [[nodiscard]] bool barrier_near(Incidence const& incidence, std::uint32_t vertex) const {
    auto const at = draft_.vertices[vertex].at;
    return std::ranges::any_of(incidence.at(vertex), [&](SegmentRef ref) {
      return std::ranges::any_of(draft_.streets[ref.street].plan.vertices, [&](std::uint32_t other) {
        auto const& it = draft_.vertices[other];
        return it.barrier && geo::distance(at, it.at).count <= gate_setback_millimetres;
      });
    });
  }

  Draft& draft_;
  std::uint32_t compound_;
  PlanCompound const& plan_;
  geo::Box box_;
  std::vector<SegmentRef> inner_;
};

std::vector<SegmentRef> private_ways_of_compounds(Draft const& draft) {
  std::vector<SegmentRef> found;
  for (std::uint32_t s = 0; s < draft.streets.size(); ++s) {
    auto const& street = draft.streets[s];
    for (std::uint32_t i = 0; i < street.segment_count(); ++i) {
      if (street.inner[i] != none && street.plan.residents_only) {
        found.push_back({s, i});
      }
    }
  }
  return found;
}

/// Gives the private ways that meet this segment, and belong to nobody yet, to its compound.
void hand_on(Draft& draft, Incidence const& incidence, SegmentRef ref, std::vector<SegmentRef>& queue) {
  auto const compound = draft.streets[ref.street].inner[ref.segment];
  for (auto const end : {ref.segment, ref.segment + 1}) {
    for (auto const other : incidence.at(draft.streets[ref.street].plan.vertices[end])) {
      auto& street = draft.streets[other.street];
      if (street.plan.residents_only && street.inner[other.segment] == none) {
        street.inner[other.segment] = compound;
        queue.push_back(other);
      }
    }
  }
}

/// Private ways that lead on from a compound beyond its drawn rim belong to it; all others carry nobody.
void settle_private_ways(Draft& draft) {
  Incidence const incidence{draft};
  auto queue = private_ways_of_compounds(draft);
  for (std::size_t next = 0; next < queue.size(); ++next) {
    hand_on(draft, incidence, queue[next], queue);
  }
  for (auto& street : draft.streets) {
    if (street.plan.residents_only && std::ranges::count(street.inner, none) > 0) {
      std::ranges::replace(street.inner, none, dropped);
      ++draft.skipped["private_street"];
    }
  }
}

/// Moves a compound's edge along its streets to the gate that mappers drew some steps inside or outside the rim.
class GateSearch {
 public:
  GateSearch(Draft& draft, Incidence const& incidence) : draft_{draft}, incidence_{incidence} {}

  void run() {
    auto const original = draft_.vertices.size();
    for (std::uint32_t vertex = 0; vertex < original; ++vertex) {
      if (!draft_.vertices[vertex].barrier) {
        settle(vertex);
      }
    }
  }

 private:
  [[nodiscard]] std::uint32_t& mark(SegmentRef ref) { return draft_.streets[ref.street].inner[ref.segment]; }

  void settle(std::uint32_t vertex) {
    auto const around = incidence_.at(vertex);
    auto const has_public = std::ranges::any_of(around, [&](auto ref) { return mark(ref) == none; });
    if (!has_public) {
      return;
    }
    for (auto const ref : around) {
      auto const compound = mark(ref);
      if (compound == none || compound == dropped) {
        continue;
      }
      if (move_to_barrier(vertex, ref, compound, none)) {
        continue;
      }
      for (auto const other : around) {
        if (mark(other) == none && draft_.streets[other.street].plan.rank != Rank::main &&
            move_to_barrier(vertex, other, none, compound)) {
          break;
        }
      }
    }
  }

  /// Follows a chain of `from` segments without junctions up to a barrier and re-marks what it walked over.
  bool move_to_barrier(std::uint32_t vertex, SegmentRef first, std::uint32_t from, std::uint32_t to) {
    std::vector<SegmentRef> walked;
    std::int64_t millimetres = 0;
    for (auto ref = first; mark(ref) == from;) {
      auto const& street = draft_.streets[ref.street];
      walked.push_back(ref);
      millimetres += length(draft_, street, ref.segment);
      if (millimetres > gate_setback_millimetres) {
        return false;
      }
      auto const a = street.plan.vertices[ref.segment];
      vertex = a == vertex ? street.plan.vertices[ref.segment + 1] : a;
      if (draft_.vertices[vertex].barrier) {
        std::ranges::for_each(walked, [&](auto one) { mark(one) = to; });
        return true;
      }
      auto const around = incidence_.at(vertex);
      if (around.size() != 2) {
        return false;
      }
      auto const is_same = around[0].street == ref.street && around[0].segment == ref.segment;
      ref = is_same ? around[1] : around[0];
    }
    return false;
  }

  Draft& draft_;
  Incidence const& incidence_;
};

/// Smallest first, so that a compound inside another keeps its own streets.
std::vector<std::uint32_t> by_size(Plan const& plan) {
  std::vector<std::uint32_t> order(plan.compounds.size());
  std::iota(order.begin(), order.end(), 0U);
  std::vector<double> area;
  area.reserve(plan.compounds.size());
  for (auto const& compound : plan.compounds) {
    area.push_back(geo::area_square_metres(compound.shape));
  }
  std::ranges::stable_sort(order, [&](auto a, auto b) {
    return std::pair{!plan.compounds[a].given, area[a]} < std::pair{!plan.compounds[b].given, area[b]};
  });
  return order;
}

}  // namespace

void close_compounds(Draft& draft) {
  std::vector<Closing> closed;
  {
    SegmentIndex const index{draft};
    std::vector<std::vector<SegmentRef>> near;
    for (auto const c : by_size(draft.plan)) {
      Closing closing{draft, c};
      closing.decide(index);
      if (draft.compounds[c].closed) {
        near.push_back(index.touching(closing.box()));
        closed.push_back(closing);
      }
    }
    for (std::size_t i = 0; i < closed.size(); ++i) {
      closed[i].cut(near[i]);
    }
  }
  if (!closed.empty()) {
    SegmentIndex const index{draft};
    for (auto& closing : closed) {
      closing.mark(index.touching(closing.box()));
    }
    Incidence const incidence{draft};
    for (auto& closing : closed) {
      closing.open_through_streets(incidence);
    }
  }
  settle_private_ways(draft);
  if (!closed.empty()) {
    Incidence const incidence{draft};
    GateSearch{draft, incidence}.run();
  }
}

}  // namespace linquan::walk
