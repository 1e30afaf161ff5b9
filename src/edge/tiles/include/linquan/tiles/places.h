#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/geo/box_index.h"
#include "linquan/tiles/grid.h"

namespace linquan::tiles {

/// Points in an order in which those of any tile are neighbours.
class Points {
 public:
  struct Entry {
    std::uint64_t code = 0;  ///< morton()
    World at;
    std::uint32_t number = 0;  ///< what it is a place of
    std::uint32_t part = 0;    ///< one of its places: a stand of an outlet
  };
  Points() = default;
  explicit Points(std::vector<Entry> entries);

  /// Those of a tile.
  [[nodiscard]] std::span<Entry const> in(TileId tile) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  std::vector<Entry> entries_;
};

/// Where the outlets stand; made anew where any of them changed.
Points outlet_places(city::City const& city);

/// What no change of an outlet touches: where homes, streets, gates and areas of a city are. Made once for a city.
class Ground {
 public:
  explicit Ground(city::City const& city);

  [[nodiscard]] Points const& homes() const { return homes_; }
  [[nodiscard]] Points const& gates() const { return gates_; }
  /// Edges that touch a tile widened by `margin` units; rising. Of a compound's inner streets only one copy.
  [[nodiscard]] std::vector<std::uint32_t> edges(TileId tile, std::int32_t margin) const;
  /// Areas of a level whose boxes touch it; rising.
  [[nodiscard]] std::vector<std::uint32_t> areas(city::City const& city, city::AreaLevel level, TileId tile,
                                                 std::int32_t margin) const;

 private:
  Points homes_;
  Points gates_;
  std::vector<std::uint32_t> edge_numbers_;
  geo::BoxIndex edges_;
  geo::BoxIndex areas_;
};

}  // namespace linquan::tiles
