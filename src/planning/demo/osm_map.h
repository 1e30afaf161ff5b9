#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "plane.h"

namespace linquan::demo {

using Tags = std::vector<std::pair<std::string, std::string>>;
/// A node's or way's number in the map; its OSM id is one more.
using NodeRef = std::uint32_t;
using WayRef = std::uint32_t;
inline constexpr std::uint32_t nothing = UINT32_MAX;

/// The town as OSM objects, kept until all of them are known: a PBF holds nodes before ways.
class OsmMap {
 public:
  explicit OsmMap(Earth const& earth) : earth_{earth} {}

  NodeRef node(At at);
  NodeRef node(At at, Tags tags);
  void tag(NodeRef node, Tags tags);
  WayRef way(std::vector<NodeRef> nodes, Tags tags);
  /// A closed way through new nodes.
  WayRef area(std::vector<At> const& ring, Tags tags);
  void tag_way(WayRef way, Tags tags);
  /// A multipolygon of one outer way and inner ways.
  void multipolygon(WayRef outer, std::vector<WayRef> inner, Tags tags);

  [[nodiscard]] geo::Point point(NodeRef node) const { return points_[node]; }
  [[nodiscard]] static std::int64_t id(std::uint32_t ref) { return std::int64_t{ref} + 1; }
  [[nodiscard]] Earth const& earth() const { return earth_; }

  struct Way {
    std::vector<NodeRef> nodes;
    Tags tags;
  };
  struct Relation {
    WayRef outer = 0;
    std::vector<WayRef> inner;
    Tags tags;
  };
  struct Tagged {
    NodeRef node = 0;
    Tags tags;
  };
  [[nodiscard]] std::vector<geo::Point> const& nodes() const { return points_; }
  [[nodiscard]] std::vector<Way> const& ways() const { return ways_; }
  [[nodiscard]] std::vector<Relation> const& relations() const { return relations_; }
  [[nodiscard]] std::vector<Tagged> const& tagged() const { return tagged_; }

 private:
  Earth earth_;
  std::vector<geo::Point> points_;
  std::vector<Tagged> tagged_;
  std::vector<std::uint32_t> tags_of_;  ///< index into tagged_ for each node, or `nothing`
  std::vector<Way> ways_;
  std::vector<Relation> relations_;
};

/// Writes the map as .osm.pbf, sorted, without dates: the same map gives the same bytes.
///
/// machine   `file_unwritable`
Result<void> write_pbf(OsmMap const& map, std::filesystem::path const& path, Progress& progress);

}  // namespace linquan::demo
