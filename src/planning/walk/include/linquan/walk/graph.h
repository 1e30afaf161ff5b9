#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/shared_vector.h"
#include "linquan/base/units.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/persons/persons.h"

namespace linquan::walk {

using NodeIndex = std::uint32_t;
using EdgeIndex = std::uint32_t;
inline constexpr std::uint32_t none = UINT32_MAX;

/// What one walks on. A wait, a stair or a lift is judged by it; drawings colour by it.
enum class StreetKind : std::uint8_t {
  road,  ///< a carriageway one may walk along
  living_street,
  pedestrian,
  footway,
  path,
  cycleway,
  track,
  service,
  corridor,  ///< indoors
  crossing,  ///< over a carriageway
  steps,
  lift,
  plaza,     ///< a visibility edge across a pedestrian area, or its rim
  straight,  ///< from a home to its compound's gate where no inner street is mapped
  gate,      ///< of no length: through a gate or barrier
};
inline constexpr std::size_t street_kind_count = 15;

/// Public streets, and the two copies of a compound's inner streets: *out* leads only outward, *in* is never left.
enum class Zone : std::uint8_t { open, out, in };

enum class Wheels : std::uint8_t { unknown, yes, limited, no };

/// What all pieces of one way have in common.
struct Traits {
  StreetKind kind = StreetKind::road;
  Zone zone = Zone::open;
  bool forward = true;  ///< may be walked from `from` to `to`
  bool backward = true;
  bool bridge = false;  ///< footbridge or other bridge
  bool tunnel = false;  ///< underpass, arcade tunnel
  Wheels wheels = Wheels::unknown;
  std::int16_t incline_permille = 0;  ///< rising in the forward direction; 0 also where unknown
  std::int16_t kerb_millimetres = 0;
  std::uint16_t hours = UINT16_MAX;  ///< index into Graph::hours; UINT16_MAX: always open
  friend bool operator==(Traits const&, Traits const&) = default;
};

struct Edge {
  NodeIndex from = 0;
  NodeIndex to = 0;
  std::uint32_t start_millimetres = 0;  ///< running sum along its way where the edge begins
  std::uint32_t length_millimetres = 0;
  std::uint32_t street = none;    ///< index into Graph::streets
  std::uint32_t first_point = 0;  ///< inner points (ends left out) in Graph::points
  std::uint16_t point_count = 0;
  std::uint16_t traits = 0;     ///< index into Graph::traits
  std::uint8_t waits_from = 0;  ///< halves of a signal's wait at its start, for persons who wait
  std::uint8_t waits_to = 0;    ///< the same at its end
  friend bool operator==(Edge const&, Edge const&) = default;
};

/// A street as its source knows it.
struct Street {
  std::int64_t source_id = 0;  ///< OSM way; 0 where made by us
  std::uint32_t name = none;   ///< index into Graph::names
  friend bool operator==(Street const&, Street const&) = default;
};

/// A mapped or inferred way through a compound's rim, or a barrier on an open street.
struct Gate {
  std::int64_t source_id = 0;  ///< OSM node; 0 where inferred
  geo::Point at;
  NodeIndex node = none;  ///< on the public side
  std::uint32_t compound =
      none;  ///< index into the list of compounds the builder was given; none: an open street's gate
  std::uint16_t hours = UINT16_MAX;
  bool inferred = false;
  bool open = true;              ///< false: mapped as closed to residents too (locked, no access)
  std::vector<EdgeIndex> edges;  ///< the edges of StreetKind::gate that it opens
  friend bool operator==(Gate const&, Gate const&) = default;
};

/// The pedestrian network of one place: values only, built once, never changed.
///
/// Edges [inner_first, inner_first + inner_count) are the *out* copies of inner streets, the next inner_count their
/// *in* copies in the same order.
struct Graph {
  SharedVector<geo::Point> nodes;
  SharedVector<std::uint32_t> node_compound;  ///< for nodes of inner copies, else `none`
  SharedVector<std::uint32_t>
      node_component;  ///< weakly connected part, numbered by falling street length; 0 is the main one
  SharedVector<Edge> edges;
  SharedVector<geo::Point> points;
  SharedVector<Traits> traits;
  SharedVector<hours::Hours> hours;
  SharedVector<Street> streets;
  SharedVector<std::string> names;
  SharedVector<Gate> gates;
  SharedVector<std::uint64_t>
      component_millimetres;  ///< streets once each, without lines across plazas and straight links
  EdgeIndex inner_first = 0;
  EdgeIndex inner_count = 0;

  [[nodiscard]] Traits const& traits_of(EdgeIndex edge) const { return traits[edges[edge].traits]; }
  /// The *in* copy of an *out* edge; any other edge itself.
  [[nodiscard]] EdgeIndex arriving(EdgeIndex edge) const {
    return edge >= inner_first && edge < inner_first + inner_count ? edge + inner_count : edge;
  }
  [[nodiscard]] std::span<geo::Point const> inner_points(EdgeIndex edge) const {
    return std::span{points.values()}.subspan(edges[edge].first_point, edges[edge].point_count);
  }
  /// The whole line, ends included.
  [[nodiscard]] std::vector<geo::Point> line(EdgeIndex edge) const;
};

/// Where a door meets the streets: a place on an edge, never rounded to a node.
struct Access {
  EdgeIndex edge = none;
  std::uint32_t offset_millimetres = 0;  ///< from the edge's `from`
  std::uint32_t door_millimetres = 0;    ///< straight from the door to that place
  friend bool operator==(Access const&, Access const&) = default;
};

enum class Direction : std::uint8_t { forward, backward };

/// Whether `person` may walk `edge` in `direction` at `minute` (nullopt: at any hour that has an opening).
bool may_walk(Graph const& graph, EdgeIndex edge, Direction direction, persons::Person const& person,
              std::optional<hours::MinuteOfWeek> minute);

/// The wait at one signal: red² / (2 · cycle) for 60 s of red in a cycle of 90 s.
inline constexpr WalkTime signal_wait{200};

/// Edges are cut so that none is longer; a single straight longer than `straight_max` is left out and counted.
inline constexpr std::int64_t edge_millimetres_max = 2'000'000;
inline constexpr std::int64_t straight_millimetres_max = 4'000'000;

/// Time over the whole edge. Symmetric; waits only for persons who wait.
WalkTime edge_time(Graph const& graph, EdgeIndex edge, persons::Person const& person);

/// Times from a place on an edge to its two ends, each with the waits at that end. They add up to edge_time(): the
/// point's running sum is rounded once.
struct PartTimes {
  WalkTime to_start;
  WalkTime to_end;
};
PartTimes part_times(Graph const& graph, EdgeIndex edge, std::uint32_t offset_millimetres,
                     persons::Person const& person);

/// The edges at each node, in both directions, as flat arrays.
struct Adjacency {
  struct Arc {
    NodeIndex to = 0;
    EdgeIndex edge = 0;
    Direction direction = Direction::forward;
  };
  std::vector<std::uint32_t> first;  ///< node_count + 1
  std::vector<Arc> arcs;
  [[nodiscard]] std::span<Arc const> at(NodeIndex node) const {
    return std::span{arcs}.subspan(first[node], first[node + 1] - first[node]);
  }
};
Adjacency adjacency_of(Graph const& graph);

}  // namespace linquan::walk
