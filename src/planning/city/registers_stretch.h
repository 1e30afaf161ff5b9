#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registers_index.h"

/// Where on a street a house is of which only the community is known.
namespace linquan::city::registers {

/// One of several places, and how far the farthest other one is.
struct Middle {
  geo::Point at;
  std::int64_t radius = INT64_MAX;
};

/// A street as far as it runs through an area or along its rim.
struct Stretch {
  std::vector<geo::Point> places;  ///< every few metres, ascending
  Middle middle;
};

/// The lines of every street by its name. Not for several threads: what was asked once is kept.
class StreetLines {
 public:
  explicit StreetLines(walk::Graph const* graph);

  /// Without places where there is no such street there. `area` outlives this.
  Stretch const& inside(std::string_view street, Area const& area);

 private:
  [[nodiscard]] std::vector<geo::Point> places_inside(std::span<walk::EdgeIndex const> edges, Area const& area) const;

  walk::Graph const* graph_;
  std::map<std::pair<std::string, Area const*>, Stretch> stretches_;
  std::map<std::string, std::vector<walk::EdgeIndex>, std::less<>> edges_;
};

/// A place on the stretch for the number `main`, judged by the numbers that are known on the street.
///
/// Between two numbers of its side it lies in proportion, as near as the stretch allows. Beyond the last one it lies as
/// far as numbers there usually take, but no farther than half way to the stretch's end, which halves the worst error.
/// Without any number, or without a number of its own (0), it lies in the middle. Where that leaves more than 500 m of
/// doubt, nothing is guessed.
std::optional<Guess> on_stretch(Stretch const& stretch, std::span<House const> houses, std::int32_t main);

}  // namespace linquan::city::registers
