#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/geo/box_index.h"
#include "linquan/geo/point.h"
#include "linquan/walk/graph.h"

namespace linquan::city {

/// Finds where a door meets the streets (DESIGN "Snapping"): the nearest walkable edge that can be reached without
/// crossing water, rail, a wall or a compound's rim, within 150 m.
class Snapper {
 public:
  static constexpr double metres_max = 150;

  /// Borrows the city's streets, areas and obstacles for its whole life.
  explicit Snapper(City const& city);

  enum class For : std::uint8_t {
    home,    ///< starts inside its compound; no corridors
    outlet,  ///< a shop in a compound's rim may open to the street outside
  };
  struct Snapped {
    walk::Access access;  ///< edge == walk::none: not snapped
    geo::Point foot;
    std::string reason;                 ///< code; empty where snapped
    std::uint32_t metres = UINT32_MAX;  ///< to the nearest street of any sort within 1 km
  };
  [[nodiscard]] Snapped snap(geo::Point at, std::uint32_t compound, For purpose) const;

  /// The smallest closed compound (index into City::areas) that holds the point; `walk::none` where there is none.
  [[nodiscard]] std::uint32_t compound_at(geo::Point at) const;

 private:
  struct Piece {
    walk::EdgeIndex edge = 0;
    std::uint32_t offset = 0;  ///< of its start along the edge, millimetres
    std::uint32_t length = 0;
    geo::Point a;
    geo::Point b;
  };
  struct Candidate {
    std::int64_t away = 0;
    walk::Access access;
    geo::Point foot;
  };
  struct Fence {
    std::uint32_t obstacle = walk::none;  ///< index into obstacles, or
    std::uint32_t compound = walk::none;  ///< whose rim it is
    geo::Point a;
    geo::Point b;
  };

  void add_pieces();
  void add_fences();
  [[nodiscard]] std::vector<Candidate> candidates(geo::Point at, std::uint32_t compound, For purpose, double metres,
                                                  bool second_choice) const;
  [[nodiscard]] bool usable(walk::EdgeIndex edge, std::uint32_t compound, For purpose, bool second_choice) const;
  [[nodiscard]] char const* blocked_by(geo::Point at, geo::Point foot, For purpose) const;
  [[nodiscard]] bool stops(Fence const& fence, geo::Point at, geo::Point foot, For purpose) const;
  [[nodiscard]] std::size_t without_fragments(std::vector<Candidate> const& all, std::size_t chosen) const;
  [[nodiscard]] std::uint32_t nearest_metres(geo::Point at) const;

  City const& city_;
  walk::Graph const& graph_;
  std::vector<Piece> pieces_;
  geo::BoxIndex piece_index_;
  std::vector<Fence> fences_;
  geo::BoxIndex fence_index_;
  std::vector<std::uint32_t> closed_;
  std::vector<double> closed_area_;
  geo::BoxIndex closed_index_;
};

}  // namespace linquan::city
