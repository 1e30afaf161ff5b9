#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/walk/plan.h"

/// The decisions that turn OSM tags into walking. Every row of tag_table.cpp has a test; private to this module.
namespace linquan::osm {

/// Reads a tag by key; empty where absent. Keeps this table free of libosmium.
class TagReader {
 public:
  TagReader() = default;
  TagReader(TagReader const&) = delete;
  TagReader& operator=(TagReader const&) = delete;
  TagReader(TagReader&&) = delete;
  TagReader& operator=(TagReader&&) = delete;
  virtual ~TagReader() = default;
  [[nodiscard]] virtual std::string_view operator[](char const* key) const = 0;
};

enum class Access : std::uint8_t { nobody, residents, everybody, designated };

/// What a way or area is to a walker.
struct WayDecision {
  bool walkable = false;
  std::string_view reason;  ///< why not: a code of Skipped; empty where it is no street at all
  bool area = false;        ///< a pedestrian area that can be crossed
  bool residents_only = false;
  bool open_to_all = false;
  bool own_signal = false;
  walk::Rank rank = walk::Rank::minor;
  walk::Traits traits;
  std::string hours;        ///< opening hours in OSM syntax; empty: always
  std::string conditional;  ///< a conditional restriction; empty: none
  bool open_otherwise = true;
};
WayDecision decide_way(TagReader const& tags, bool closed_ring);

struct NodeDecision {
  walk::Passage passage = walk::Passage::free;
  bool barrier = false;
  bool signal = false;
  std::int16_t kerb_millimetres = 0;
  std::string hours;
  std::string conditional;
  bool open_otherwise = true;
};
NodeDecision decide_node(TagReader const& tags);

/// What nobody crosses between a door and the street; nullopt: no obstacle.
std::optional<walk::Obstacle::Kind> decide_obstacle(TagReader const& tags);

enum class Dwelling : std::uint8_t { no, vague, yes };
/// Whether people live in a building.
Dwelling decide_dwelling(TagReader const& tags);

/// Whether a residential area's own rim is a wall or fence.
bool is_walled(TagReader const& tags);

}  // namespace linquan::osm
