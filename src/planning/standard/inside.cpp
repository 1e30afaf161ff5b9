#include "linquan/standard/inside.h"

#include <algorithm>

#include "linquan/geo/box_index.h"
#include "linquan/geo/point.h"

namespace linquan::standard {

std::vector<std::vector<std::uint32_t>> outlets_inside(city::City const& city) {
  std::vector<geo::Box> boxes;
  boxes.reserve(city.areas.size());
  for (auto const& area : city.areas) {
    boxes.push_back(geo::box_of(area.shape));
  }
  geo::BoxIndex const index{boxes};
  std::vector<std::vector<std::uint32_t>> inside(city.areas.size());
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    auto const& stands = city.outlets[i].stands;
    if (stands.empty()) {
      continue;
    }
    geo::Box at;
    at.add(stands.front().at);
    index.visit(at, [&](std::uint32_t area) {
      if (geo::contains(city.areas[area].shape, stands.front().at)) {
        inside[area].push_back(i);
      }
    });
  }
  return inside;
}

std::uint32_t area_of(city::Home const& home, city::AreaLevel level) {
  switch (level) {
    case city::AreaLevel::compound:
      return home.compound;
    case city::AreaLevel::community:
      return home.community;
    case city::AreaLevel::subdistrict:
      return home.subdistrict;
    case city::AreaLevel::district:
      return home.district;
    case city::AreaLevel::living_circle:
      return home.living_circle;
  }
  return walk::none;
}

}  // namespace linquan::standard
