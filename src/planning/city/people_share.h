#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linquan/city/people.h"
#include "linquan/geo/box_index.h"

namespace linquan::city {

/// Dwellings that have homes, in an order of their own: by place, then floor area, name and first home's source.
///
/// Largest remainders break ties by position, so that only such an order makes the shares independent of the order in
/// which a map happens to list its buildings. A dwelling is spoken of by its rank in this order.
class DwellingOrder {
 public:
  DwellingOrder(std::span<Dwelling const> dwellings, std::span<Home const> homes);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ranked_.size()); }
  [[nodiscard]] Dwelling const& at(std::uint32_t rank) const { return *ranked_[rank]; }
  /// Ranks of those whose place lies in the shape, ascending.
  [[nodiscard]] std::vector<std::uint32_t> inside(geo::MultiPolygon const& shape) const;
  /// Ranks of those no farther than `metres`, ascending.
  [[nodiscard]] std::vector<std::uint32_t> near(geo::Point centre, double metres) const;

 private:
  std::vector<Dwelling const*> ranked_;
  geo::BoxIndex index_;
};

/// `total` in parts proportional to `weights` (not all 0), each age group within the part it belongs to.
///
/// No part gets more people of 60 and over, nor of these with its children, than people at all: ages are shared by the
/// people already shared, so that a remainder never lands on an empty part. Expects the same of `total` itself.
std::vector<People> split_people(People const& total, std::span<std::int64_t const> weights);

/// Adds `people` to the homes of these dwellings: by floor area, and evenly over the homes of each.
void share(People const& people, std::span<std::uint32_t const> ranks, DwellingOrder const& dwellings,
           std::vector<Home>& homes);

/// A new home that stands on its own, with its id from its source.
Home lone_home(SourceRef source, HomeSource kind, geo::Point door, People const& people);

}  // namespace linquan::city
