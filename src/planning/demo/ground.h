#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "plane.h"

namespace linquan::demo {

/// What the town had to grow around: the lake in the south-west, the old river bed, two railway lines.
///
/// River and rails are graphs of functions: one number tells on which side of them a place lies.
class Ground {
 public:
  enum class Line : std::uint8_t { river, rail_north_south, rail_east_west };
  static constexpr std::array lines{Line::river, Line::rail_north_south, Line::rail_east_west};

  /// `radius` of the town in decimetres.
  Ground(std::uint64_t seed, std::int64_t radius);

  /// Signed decimetres from the line's middle, measured along one axis.
  [[nodiscard]] std::int64_t side(Line line, At p) const;
  /// The place on the line at this x (or y, for the railway from north to south).
  [[nodiscard]] At on(Line line, std::int64_t coordinate) const;
  /// Half of the width that nothing may be built on.
  [[nodiscard]] static std::int64_t half_width(Line line);
  [[nodiscard]] std::vector<At> const& lake() const { return lake_; }
  [[nodiscard]] At lake_centre() const { return lake_centre_; }
  /// A ring around the lake at `permille` of its size.
  [[nodiscard]] std::vector<At> lake_ring(std::int64_t permille) const;
  /// Dry and at least `margin` away from river and rails.
  [[nodiscard]] bool free(At p, std::int64_t margin) const;
  [[nodiscard]] std::int64_t radius() const { return radius_; }

  /// What a straight way from `a` to `b` meets.
  struct Way {
    bool blocked = false;  ///< by the lake, by several lines, or by running along one
    bool crosses = false;  ///< one line, square enough for a bridge
    Line line = Line::river;
    std::int64_t from = 0;  ///< decimetres along the way where the crossing begins and ends
    std::int64_t to = 0;
  };
  [[nodiscard]] Way judge(At a, At b) const;

 private:
  std::int64_t radius_;
  std::array<std::int64_t, 4> phase_{};
  At lake_centre_;
  std::vector<At> lake_;
};

}  // namespace linquan::demo
