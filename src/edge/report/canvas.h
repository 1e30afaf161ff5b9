#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/geo/point.h"
#include "linquan/report/svg.h"

namespace linquan::report {

/// The window of a map: a box of the city on a sheet whose unit is a tenth of a millimetre of paper.
class Canvas {
 public:
  static constexpr double width = 1'800;

  /// As high as the box asks for, within bounds that leave room for text on the page.
  Canvas(geo::Box const& box, double height_min, double height_max);

  [[nodiscard]] Svg::Point at(geo::Point place) const;
  [[nodiscard]] geo::Point place(Svg::Point at) const;
  [[nodiscard]] double height() const { return height_; }
  [[nodiscard]] bool holds(Svg::Point at) const { return at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height_; }
  /// What the window shows, the margins that the box does not fill included.
  [[nodiscard]] geo::Box const& shown() const { return shown_; }
  [[nodiscard]] double units_per_metre() const { return scale_ * 1'000; }

 private:
  geo::Frame frame_;
  double scale_ = 1;  ///< units for a millimetre on the ground
  double height_ = 0;
  geo::Box shown_;
};

/// The line as SVG path data in whole units, points nearer than `spacing` to the one before left out.
class PathData {
 public:
  explicit PathData(double spacing) : spacing_{spacing} {}
  void move_to(Svg::Point at);
  void line_to(Svg::Point at, bool keep = false);
  void close() { text_ += 'z'; }
  void ring(Canvas const& canvas, geo::Ring const& ring);
  [[nodiscard]] std::string const& text() const { return text_; }

 private:
  double spacing_;
  std::int64_t x_ = 0;
  std::int64_t y_ = 0;
  std::string text_;
};

/// Places that are taken, so that letters do not lie on each other.
class Taken {
 public:
  struct Rect {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
  };
  /// Takes the place where it is free.
  bool take(Rect const& wanted);

 private:
  std::vector<Rect> rects_;
};

}  // namespace linquan::report
