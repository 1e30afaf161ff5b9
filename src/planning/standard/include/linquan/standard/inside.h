#pragma once

#include <cstdint>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/geo/box_index.h"
#include "linquan/geo/point.h"

namespace linquan::standard {

/// Tells in which areas a place lies.
class AreasAt {
 public:
  /// Borrows the city for its whole life.
  explicit AreasAt(city::City const& city);

  /// Indices into City::areas, ascending.
  [[nodiscard]] std::vector<std::uint32_t> operator()(geo::Point at) const;

 private:
  city::City const& city_;
  geo::BoxIndex index_;
};

/// Which outlets stand in which areas, by their first stand; areas of one level may share an outlet where they overlap.
std::vector<std::vector<std::uint32_t>> outlets_inside(city::City const& city);

/// The home's area of a level; `walk::none` where it lies in none.
std::uint32_t area_of(city::Home const& home, city::AreaLevel level);

}  // namespace linquan::standard
