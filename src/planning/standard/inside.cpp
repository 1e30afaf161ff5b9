#include "linquan/standard/inside.h"

#include <algorithm>

namespace linquan::standard {

namespace {

geo::BoxIndex boxes_of(city::City const& city) {
  std::vector<geo::Box> boxes;
  boxes.reserve(city.areas.size());
  for (auto const& area : city.areas) {
    boxes.push_back(geo::box_of(area.shape));
  }
  return geo::BoxIndex{boxes};
}

}  // namespace

AreasAt::AreasAt(city::City const& city) : city_{city}, index_{boxes_of(city)} {}

std::vector<std::uint32_t> AreasAt::operator()(geo::Point at) const {
  std::vector<std::uint32_t> areas;
  geo::Box box;
  box.add(at);
  index_.visit(box, [&](std::uint32_t area) {
    if (geo::contains(city_.areas[area].shape, at)) {
      areas.push_back(area);
    }
  });
  std::ranges::sort(areas);
  return areas;
}

std::vector<std::vector<std::uint32_t>> outlets_inside(city::City const& city) {
  AreasAt const areas_at{city};
  std::vector<std::vector<std::uint32_t>> inside(city.areas.size());
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    if (auto const& stands = city.outlets[i].stands; !stands.empty()) {
      for (auto const area : areas_at(stands.front().at)) {
        inside[area].push_back(i);
      }
    }
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
