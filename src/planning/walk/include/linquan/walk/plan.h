#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/walk/graph.h"

namespace linquan::walk {

/// How many objects were left out, by reason; a reason is a code with a sentence in i18n.
using Skipped = std::map<std::string, std::uint64_t>;

/// What a barrier node lets through.
enum class Passage : std::uint8_t {
  free,       ///< bollard, kerb, open gate: no barrier to a walker
  gate,       ///< a gate people use; may have hours
  residents,  ///< a gate for those who live behind it
  closed,     ///< locked, or no access at all
};

/// A vertex shared by ways through its index.
struct Vertex {
  std::int64_t source_id = 0;
  geo::Point at;
  Passage passage = Passage::free;
  bool barrier = false;  ///< mapped as gate, entrance through a wall, lift gate…: a candidate for a compound's gate
  bool signal = false;   ///< a crossing with lights, or traffic lights on foot ways
  std::int16_t kerb_millimetres = 0;
  std::uint16_t hours = UINT16_MAX;  ///< index into Plan::hours
};

/// How public a way looks: decides whether a walled compound's map swallows it.
enum class Rank : std::uint8_t {
  minor,        ///< service ways, footways, paths: inside a wall they are inner streets
  residential,  ///< inner too, unless it runs through from outside to outside without a gate
  main,         ///< tertiary and above: always public
};

/// A way one may walk, or whose access says residents only.
struct PlanStreet {
  std::int64_t source_id = 0;
  std::uint32_t name = none;            ///< index into Plan::names
  std::vector<std::uint32_t> vertices;  ///< indices into Plan::vertices
  Traits traits;
  bool residents_only = false;  ///< access=private|residents|permit: walkable only as an inner street of a compound
  bool open_to_all = false;     ///< tagged as public in so many words: never an inner street
  bool own_signal = false;      ///< the crossing itself is tagged as signalled
  Rank rank = Rank::minor;
};

/// A pedestrian area that can be crossed.
struct PlanPlaza {
  std::int64_t source_id = 0;
  std::uint32_t name = none;
  std::vector<std::vector<std::uint32_t>> rings;  ///< vertex indices; the first ring of each part is its outer one
  std::vector<bool> ring_is_outer;
  Traits traits;
};

/// A walled group of homes, given by the city or recognised in the map.
struct PlanCompound {
  std::string name;
  std::string code;            ///< the city's own, empty where none
  std::int64_t source_id = 0;  ///< OSM object (negative: relation), 0 where given in a table
  geo::MultiPolygon shape;
  bool given = false;   ///< by the city: closed whatever the map says
  bool walled = false;  ///< its rim is a wall or a fence
};

/// What nobody walks across on the way from a door to the street.
struct Obstacle {
  enum class Kind : std::uint8_t { water, rail, wall };
  Kind kind = Kind::water;
  std::vector<geo::Point> line;
  std::vector<geo::Point> openings;  ///< where it can be passed: gates in a wall
  friend bool operator==(Obstacle const&, Obstacle const&) = default;
};

/// A door in a compound, for the case that no inner street is mapped there.
struct PlanDoor {
  std::uint32_t compound = none;  ///< index into Plan::compounds
  geo::Point at;
};

/// Everything the builder needs, from whatever source.
struct Plan {
  std::vector<Vertex> vertices;
  std::vector<PlanStreet> streets;
  std::vector<PlanPlaza> plazas;
  std::vector<PlanCompound> compounds;
  std::vector<Obstacle> obstacles;
  std::vector<PlanDoor> doors;
  std::vector<hours::Hours> hours;
  std::vector<std::string> names;
  Skipped skipped;
};

/// What became of one compound.
struct BuiltCompound {
  bool closed = false;         ///< false: it turned out to be an open quarter
  bool rim_closed = false;     ///< nobody steps across its rim but at a gate (given or walled)
  bool covered = false;        ///< its streets belong to smaller compounds inside it
  bool inner_streets = false;  ///< false: homes walk straight to the gates
  std::uint32_t gates = 0;
  std::uint32_t gates_inferred = 0;
};

struct Built {
  Graph graph;
  std::vector<BuiltCompound> compounds;  ///< one for each of Plan::compounds
  std::vector<Access> doors;             ///< one for each of Plan::doors; edge == none where streets serve the compound
  Skipped skipped;
};

/// The graph of a plan: junctions become nodes, inner streets stand twice, plazas get visibility edges.
///
/// The same plan always gives the same bits.
Built build(Plan const& plan);

}  // namespace linquan::walk
