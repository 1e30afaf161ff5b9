#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/walk/plan.h"

namespace linquan::osm {

enum class ObjectType : std::uint8_t { node, way, relation };

/// An OSM object's name: "way/123".
struct Ref {
  ObjectType type = ObjectType::node;
  std::int64_t id = 0;
  friend auto operator<=>(Ref const&, Ref const&) = default;
};
std::string to_string(Ref ref);

/// A building, dwelling or not.
struct Building {
  Ref ref;
  geo::MultiPolygon shape;
  bool dwelling = false;    ///< certainly or probably lived in (tag table in buildings.cpp)
  bool vague = false;       ///< building=yes without any other hint
  double levels = 0;        ///< 0: unknown
  std::uint32_t flats = 0;  ///< 0: unknown
  struct Entrance {
    std::int64_t node = 0;
    geo::Point at;
    bool main = false;
  };
  std::vector<Entrance> entrances;
  std::string name;
  std::string street;  ///< addr:street
  std::string number;  ///< addr:housenumber
};

/// A named or tagged place that may be an outlet of some kind.
struct Place {
  Ref ref;
  geo::Point at;
  geo::MultiPolygon shape;  ///< empty for nodes
  std::vector<std::pair<std::string, std::string>> tags;
};

/// A house number or a named thing that a register's address can be matched to.
struct AddressPoint {
  geo::Point at;
  std::string street;
  std::string number;
  std::string name;
};

/// All that one or several OSM files say, read once.
struct Extract {
  walk::Plan plan;
  std::vector<Building> buildings;
  std::vector<Place> places;
  std::vector<AddressPoint> addresses;
  geo::Box box;
  std::string timestamp;  ///< newest object's date, ISO; empty where files carry none
  std::uint64_t objects = 0;
};

/// Reads .osm.pbf, .osm, .osm.gz, .osm.bz2; the same object in several files counts once (the newest version).
///
/// bad_input   `osm_unreadable` (file, reason), `osm_empty`
/// interrupted when progress asks to stop
Result<Extract> read(std::span<std::filesystem::path const> files, Progress& progress);

}  // namespace linquan::osm
