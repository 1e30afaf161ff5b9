#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/city/people.h"
#include "linquan/geo/box_index.h"

namespace linquan::city {
namespace {

__extension__ using Wide = __int128;

/// Twice the area of a ring in square units of 1e-7 degrees: exact, so that no rounding decides which area is smaller.
/// Areas of one city are compared at one latitude, where these units stand for the same square metres.
Wide twice_area(geo::Ring const& ring) {
  Wide sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const a = ring[i];
    auto const b = ring[(i + 1) % ring.size()];
    sum += Wide{a.lon} * b.lat - Wide{b.lon} * a.lat;
  }
  return sum < 0 ? -sum : sum;
}

Wide twice_area(geo::MultiPolygon const& shape) {
  Wide sum = 0;
  for (auto const& polygon : shape) {
    sum += twice_area(polygon.outer);
    for (auto const& hole : polygon.holes) {
      sum -= twice_area(hole);
    }
  }
  return sum;
}

constexpr std::size_t level_count = 5;
using ByLevel = std::array<std::uint32_t, level_count>;

/// Which areas hold a place: of each level the smallest one, and of two of the same size the one with the smaller id.
class AreaFinder {
 public:
  explicit AreaFinder(std::span<Area const> areas) : areas_{areas} {
    std::vector<geo::Box> boxes;
    for (auto const& area : areas) {
      sizes_.push_back(twice_area(area.shape));
      boxes.push_back(geo::box_of(area.shape));
      if (boxes.back().empty()) {
        // An index needs a box for everything; nothing lies in this one.
        boxes.back().add(geo::Point{INT32_MIN, INT32_MIN});
      }
    }
    index_ = geo::BoxIndex{boxes};
  }

  [[nodiscard]] ByLevel at(geo::Point p) const {
    ByLevel found;
    found.fill(walk::none);
    geo::Box box;
    box.add(p);
    index_.visit(box, [&](std::uint32_t area) {
      auto& best = found[static_cast<std::size_t>(areas_[area].level)];
      if ((best == walk::none || before(area, best)) && geo::contains(areas_[area].shape, p)) {
        best = area;
      }
    });
    return found;
  }

 private:
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const {
    return sizes_[a] != sizes_[b] ? sizes_[a] < sizes_[b] : areas_[a].id < areas_[b].id;
  }

  std::span<Area const> areas_;
  std::vector<Wide> sizes_;
  geo::BoxIndex index_;
};

std::uint32_t of(ByLevel const& found, AreaLevel level) {
  return found[static_cast<std::size_t>(level)];
}

}  // namespace

void assign_areas(City& city) {
  AreaFinder const finder{city.areas};
  for (auto& home : city.homes) {
    auto const found = finder.at(home.door);
    home.compound = of(found, AreaLevel::compound);
    home.community = of(found, AreaLevel::community);
    home.subdistrict = of(found, AreaLevel::subdistrict);
    home.district = of(found, AreaLevel::district);
    home.living_circle = of(found, AreaLevel::living_circle);
  }
  for (auto& outlet : city.outlets) {
    // One without a stand keeps the community that its register gave it.
    if (!outlet.stands.empty()) {
      outlet.community = of(finder.at(outlet.stands.front().at), AreaLevel::community);
    }
  }
}

}  // namespace linquan::city
