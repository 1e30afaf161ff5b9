#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "ground.h"
#include "osm_map.h"
#include "plane.h"

namespace linquan::demo {

/// What a block of the town is used for.
enum class Use : std::uint8_t {
  empty,         ///< beyond the town's edge
  old_town,      ///< fine lanes, small houses
  old_compound,  ///< walled, six storeys
  new_compound,  ///< walled, high
  open_quarter,  ///< bars of flats on public streets
  village,
  park,
  campus,
  commerce,
  works,
  waterside,  ///< touched by the lake
};

enum class Rank : std::uint8_t { lane, tertiary, secondary, primary };

/// A way on to a straight road: where along it, and the node that stands there.
struct Stop {
  std::int64_t along = 0;
  NodeRef node = nothing;
};

/// How a road gets over or under what it crosses.
enum class Over : std::uint8_t { none, bridge, tunnel, foot_tunnel };

/// A straight public street between two junctions. Whoever joins it adds a stop; it becomes ways when all have joined.
struct Road {
  At a;
  At b;
  NodeRef from = nothing;  ///< set where the junction is known before the ways are made
  NodeRef to = nothing;
  Rank rank = Rank::tertiary;
  std::uint32_t name = nothing;
  bool exists = false;
  bool wanted = false;  ///< someone lives beside it
  bool joinable = false;
  Over over = Over::none;
  std::int64_t over_from = 0;
  std::int64_t over_to = 0;
  std::vector<Stop> stops;
  /// Sidewalks of their own, left and right of a→b; only where has_walks.
  bool has_walks = false;
  std::array<std::vector<Stop>, 2> walk_stops;
};

/// A gate of a compound as it was planned.
struct Gate {
  NodeRef node = nothing;  ///< nothing: the street crosses the rim without a node
  At at;
  bool mapped = true;   ///< tagged as a gate in the map
  bool closed = false;  ///< locked for residents too
  std::string hours;    ///< empty: at all hours
};

/// People who live together: a compound, a quarter or a village.
struct Group {
  Use use = Use::old_compound;
  std::string name;
  std::string code;  ///< compounds only
  std::vector<At> ring;
  WayRef way = nothing;
  std::string wall;  ///< "ring", "own", "none"
  bool inner_streets = true;
  std::vector<Gate> gates;
  std::uint32_t block = 0;
  std::uint32_t community = nothing;
  std::int64_t households = 0;
  std::int64_t people = 0;
  std::int64_t age_0_14 = 0;
  std::int64_t age_60 = 0;
  std::int64_t age_70 = 0;
};

struct Dwelling {
  At at;
  std::uint32_t group = 0;
  std::int32_t flats = 1;
  std::uint16_t doors = 1;  ///< homes an importer finds: mapped entrances, or one
  std::int32_t occupied_permille = 900;
  std::int64_t people = 0;
};

/// A place for a shop on a street front.
struct Premise {
  At at;
  std::uint32_t street = nothing;  ///< index into Town::names
  std::uint32_t number = 0;
  std::uint8_t parity = 0;
  std::int32_t coordinate = 0;  ///< along the street, for numbering
  std::uint32_t block = 0;
  Rank rank = Rank::lane;
  bool taken = false;
  WayRef building = nothing;  ///< its number goes onto this one
};

/// A free place inside a block for a school, a playground, a canteen.
struct Spot {
  At at;
  std::uint32_t block = 0;
  std::uint32_t group = nothing;
  bool taken = false;
};

/// A way down to the metro.
struct Entrance {
  At at;
  NodeRef node = nothing;
  std::uint32_t road = nothing;
};

struct Block {
  std::int32_t i = 0;
  std::int32_t j = 0;
  Use use = Use::empty;
  bool cut = false;                                                        ///< the river or a railway runs through it
  bool shore = false;                                                      ///< the lake touches it
  Quad quad;                                                               ///< inside its four streets
  std::array<std::uint32_t, 4> roads{nothing, nothing, nothing, nothing};  ///< south, east, north, west; joinable ones
  std::array<std::vector<std::int64_t>, 4> ways_in;  ///< where something passes the front, along that side
  std::int64_t far_permille = 0;                     ///< distance from the centre in thousandths of the radius
  std::int64_t people = 0;
  std::uint32_t community = nothing;
};

enum class Level : std::uint8_t { community, subdistrict, district, living_circle };

struct Area {
  Level level = Level::community;
  std::string code;
  std::string name;
  std::string state;
  std::vector<At> ring;
  std::uint32_t parent = nothing;  ///< the district's, subdistrict's or circle's number
  std::int64_t people = 0;
};

/// Everything about the made-up town, filled step by step by write().
struct Town {
  Town(std::uint64_t seed_, std::int64_t people_, std::int64_t radius)
      : seed{seed_}, people{people_}, ground{seed_, radius}, map{Earth{seed_}} {}

  std::uint64_t seed;
  std::int64_t people;
  Ground ground;
  OsmMap map;

  std::int32_t columns = 0;  ///< of blocks
  std::int32_t rows = 0;
  std::vector<std::int32_t> xs;  ///< columns + 1 lines from south to north
  std::vector<std::int32_t> ys;
  std::vector<Road> roads;  ///< first those from south to north, then those from west to east, then block-inner ones
  std::vector<NodeRef> junctions;
  std::vector<std::string> names;  ///< of streets
  std::vector<Block> blocks;
  std::vector<Group> groups;
  std::vector<Dwelling> dwellings;
  std::vector<Premise> premises;
  std::vector<Spot> spots;
  std::vector<Entrance> entrances;
  std::vector<Area> areas;
  std::int64_t flats = 0;

  /// The area of `level` that holds block `number`, as an index into areas.
  [[nodiscard]] std::uint32_t area_of(std::uint32_t number, Level level) const;
  [[nodiscard]] At junction_at(std::int32_t i, std::int32_t j) const;
  /// As an index into junctions, whose rows hold one more than there are columns.
  [[nodiscard]] std::size_t junction(std::int32_t i, std::int32_t j) const {
    return static_cast<std::size_t>((std::int64_t{columns} + 1) * j + i);
  }
  [[nodiscard]] std::uint32_t northward(std::int32_t i, std::int32_t j) const {
    return static_cast<std::uint32_t>(i * rows + j);
  }
  [[nodiscard]] std::uint32_t eastward(std::int32_t i, std::int32_t j) const {
    return static_cast<std::uint32_t>((columns + 1) * rows + j * columns + i);
  }
  [[nodiscard]] std::uint32_t block_number(std::int32_t i, std::int32_t j) const {
    return static_cast<std::uint32_t>(j * columns + i);
  }
};

}  // namespace linquan::demo
