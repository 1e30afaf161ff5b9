#pragma once

#include <memory>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

struct GroundData;

/// What lies between a city's streets, in cells of 10 m: water, rails, walls, closed compounds, and which cells each
/// street runs through. Made once for one walker's streets; never changed.
///
/// Streets that a later change adds are not in it; those that it closes are.
class Ground {
 public:
  Ground(city::City const& city, Streets const& streets);
  Ground(Ground&&) noexcept;
  Ground& operator=(Ground&&) noexcept;
  Ground(Ground const&) = delete;
  Ground& operator=(Ground const&) = delete;
  ~Ground();

  [[nodiscard]] GroundData const& data() const { return *data_; }

 private:
  std::unique_ptr<GroundData const> data_;
};

/// Draws circles: one worker's scratch.
///
/// A shape holds the streets that are reached and the ground up to 40 m beside them. It keeps out of cells with water,
/// rails and walls, of closed compounds other than the origin's own, and of streets that take 40 m more than the limit
/// or are not reached at all. A street between walls is a strip, a bridge a thread of 0.2 m; one among rails leaves a
/// dot every 60 m.
class Outline {
 public:
  /// Borrows the ground for its whole life.
  explicit Outline(Ground const& ground);
  Outline(Outline&&) noexcept;
  Outline& operator=(Outline&&) = delete;
  Outline(Outline const&) = delete;
  Outline& operator=(Outline const&) = delete;
  ~Outline();

  /// So far beyond its limits a circle has to be searched before it is drawn.
  [[nodiscard]] static Tenths beyond(Streets const& streets);
  /// One shape for each limit. Rings neither cross nor touch themselves or each other.
  std::vector<geo::MultiPolygon> draw(Circle const& circle);

 private:
  class Canvas;
  std::unique_ptr<Canvas> canvas_;
};

}  // namespace linquan::reach
