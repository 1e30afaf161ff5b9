#pragma once

#include <vector>

#include "canvas.h"
#include "linquan/city/city.h"
#include "linquan/geo/box_index.h"
#include "linquan/report/svg.h"

namespace linquan::report {

/// Streets that a map shows: each once, without lines that nobody sees on the ground.
class Ground {
 public:
  explicit Ground(city::City const& city);

  /// Water, compounds and streets, in quiet greys.
  void draw(Svg& svg, Canvas const& canvas) const;
  /// Names of the longest streets and of compounds, as far as there is room.
  void letter(Svg& svg, Canvas const& canvas, Taken& taken) const;

 private:
  void draw_water(Svg& svg, Canvas const& canvas) const;
  void draw_compounds(Svg& svg, Canvas const& canvas) const;
  void draw_streets(Svg& svg, Canvas const& canvas) const;
  void letter_streets(Svg& svg, Canvas const& canvas, Taken& taken) const;
  void letter_compounds(Svg& svg, Canvas const& canvas, Taken& taken) const;
  [[nodiscard]] std::vector<std::uint32_t> edges_in(Canvas const& canvas) const;

  city::City const& city_;
  std::vector<geo::Box> edge_boxes_;  ///< empty for what is not shown
  geo::BoxIndex edges_;
  std::vector<std::uint32_t> compounds_;
  geo::BoxIndex compound_boxes_;
};

}  // namespace linquan::report
