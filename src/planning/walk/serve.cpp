#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "draft.h"
#include "linquan/geo/point.h"
#include "linquan/walk/part_way.h"

namespace linquan::walk {
namespace {

/// How far a compound's rim may be from the street that its gate opens to.
constexpr double street_metres_max = 60;
/// How near to the rim a mapped gate must be to count as the compound's.
constexpr std::int64_t rim_millimetres_max = 15'000;
/// Distance between the places of a rim at which a gate could be inferred.
constexpr double sample_metres = 10;
/// Of one straight wall: beyond ten kilometres, which only a broken map has, they lie farther apart.
constexpr int samples_max = 1000;

struct StreetFoot {
  SegmentRef ref;
  geo::Foot foot;
};

/// The public street nearest to a place, first by distance, then in the draft's order.
std::optional<StreetFoot> nearest_street(Draft const& draft, SegmentIndex const& index, geo::Point at) {
  geo::Box box;
  box.add(at);
  std::optional<StreetFoot> best;
  for (auto const ref : index.touching(geo::widened(box, street_metres_max))) {
    auto const& street = draft.streets[ref.street];
    auto const kind = street.plan.traits.kind;
    if (street.inner[ref.segment] != none || kind == StreetKind::lift || kind == StreetKind::corridor) {
      continue;
    }
    auto const foot = geo::nearest_on_segment(at, draft.vertices[street.plan.vertices[ref.segment]].at,
                                              draft.vertices[street.plan.vertices[ref.segment + 1]].at);
    if (foot.away.count <= static_cast<std::int64_t>(street_metres_max * 1000) &&
        (!best || foot.away < best->foot.away)) {
      best = StreetFoot{ref, foot};
    }
  }
  return best;
}

std::int64_t to_rim(geo::MultiPolygon const& shape, geo::Point at) {
  auto best = INT64_MAX;
  for (auto const& polygon : shape) {
    for (std::size_t k = 0; k < polygon.outer.size(); ++k) {
      auto const next = polygon.outer[(k + 1) % polygon.outer.size()];
      best = std::min(best, geo::nearest_on_segment(at, polygon.outer[k], next).away.count);
    }
  }
  return best;
}

/// A gate to be: a vertex on the rim and where its way meets the street.
struct GatePlace {
  std::uint32_t vertex = none;
  StreetFoot street;
};

class Serving {
 public:
  Serving(Draft& draft, SegmentIndex const& index, std::uint32_t compound)
      : draft_{draft}, index_{index}, plan_{draft.plan.compounds[compound]} {}

  [[nodiscard]] std::vector<GatePlace> gates(std::vector<std::uint32_t> const& barriers) const {
    std::vector<GatePlace> places;
    auto const box = geo::widened(geo::box_of(plan_.shape), 20);
    for (auto const vertex : barriers) {
      auto const at = draft_.vertices[vertex].at;
      if (box.contains(at) && to_rim(plan_.shape, at) <= rim_millimetres_max) {
        if (auto const street = nearest_street(draft_, index_, at)) {
          places.push_back({vertex, *street});
        }
      }
    }
    if (places.empty()) {
      infer(places);
    }
    return places;
  }

 private:
  void infer(std::vector<GatePlace>& places) const {
    std::optional<std::pair<geo::Point, StreetFoot>> best;
    for (auto const& polygon : plan_.shape) {
      for (std::size_t k = 0; k < polygon.outer.size(); ++k) {
        auto const a = polygon.outer[k];
        auto const b = polygon.outer[(k + 1) % polygon.outer.size()];
        auto const steps = std::min(samples_max, 1 + static_cast<int>(geo::distance(a, b).metres() / sample_metres));
        for (int step = 0; step < steps; ++step) {
          auto const at = part_way(a, b, static_cast<double>(step) / steps);
          auto const street = nearest_street(draft_, index_, at);
          if (street && (!best || street->foot.away < best->second.foot.away)) {
            best = std::pair{at, *street};
          }
        }
      }
    }
    if (best) {
      places.push_back({draft_.add_vertex(best->first), best->second});
    }
  }

  Draft& draft_;
  SegmentIndex const& index_;
  PlanCompound const& plan_;
};

void add_straight(Draft& draft, std::uint32_t from, std::uint32_t to, std::uint32_t inner_of) {
  PlanStreet street;
  street.traits.kind = StreetKind::straight;
  street.vertices = {from, to};
  draft.add_street(std::move(street), inner_of);
}

/// Puts a vertex into a street at each foot; later feet of one street first, so that positions stay true.
void connect(Draft& draft, std::vector<GatePlace> places) {
  std::ranges::sort(places, [](auto const& a, auto const& b) {
    auto const key = [](GatePlace const& place) {
      return std::tuple{place.street.ref.street, place.street.ref.segment, place.street.foot.along, place.vertex};
    };
    return key(a) > key(b);
  });
  for (auto const& place : places) {
    auto& street = draft.streets[place.street.ref.street];
    auto const segment = place.street.ref.segment;
    auto const ends = {street.plan.vertices[segment], street.plan.vertices[segment + 1]};
    if (std::ranges::find(ends, place.vertex) != ends.end()) {
      continue;  // The gate already stands on the street.
    }
    auto const foot = draft.add_vertex(place.street.foot.at);
    street.plan.vertices.insert(street.plan.vertices.begin() + segment + 1, foot);
    street.inner.insert(street.inner.begin() + segment, street.inner[segment]);
    add_straight(draft, place.vertex, foot, none);
  }
}

/// What only the drawn streets can tell: which compounds have some, and which are closed after all.
void settle_closed(Draft& draft) {
  for (auto const& street : draft.streets) {
    for (auto const mark : street.inner) {
      if (mark < dropped) {
        draft.compounds[mark].inner_streets = true;
      }
    }
  }
  for (auto& built : draft.compounds) {
    // Private streets alone make a compound only where there are some: without them it is an open quarter.
    built.closed = built.closed && (built.inner_streets || (built.rim_closed && !built.covered));
    built.rim_closed = built.rim_closed && built.closed;
  }
}

std::vector<std::uint32_t> barriers_of(Draft const& draft) {
  std::vector<std::uint32_t> barriers;
  for (std::uint32_t v = 0; v < draft.vertices.size(); ++v) {
    if (draft.vertices[v].barrier) {
      barriers.push_back(v);
    }
  }
  return barriers;
}

/// The gates of each closed compound without streets of its own; the others have none here.
std::vector<std::vector<GatePlace>> find_gates(Draft& draft) {
  auto const barriers = barriers_of(draft);
  SegmentIndex const index{draft};
  std::vector<std::vector<GatePlace>> gates(draft.compounds.size());
  for (std::uint32_t c = 0; c < draft.compounds.size(); ++c) {
    if (draft.compounds[c].closed && !draft.compounds[c].inner_streets) {
      gates[c] = Serving{draft, index, c}.gates(barriers);
    }
  }
  return gates;
}

}  // namespace

void serve_compounds_without_streets(Draft& draft) {
  settle_closed(draft);
  auto const gates = find_gates(draft);
  std::vector<GatePlace> all;
  for (auto const& places : gates) {
    all.insert(all.end(), places.begin(), places.end());
  }
  connect(draft, std::move(all));
  for (std::uint32_t d = 0; d < draft.plan.doors.size(); ++d) {
    auto const& door = draft.plan.doors[d];
    if (!gates[door.compound].empty()) {
      draft.door_vertices[d] = draft.add_vertex(door.at);
      for (auto const& gate : gates[door.compound]) {
        add_straight(draft, draft.door_vertices[d], gate.vertex, door.compound);
      }
    }
  }
}

}  // namespace linquan::walk
