#include "near_pairs.h"

#include <algorithm>

#include "linquan/geo/box_index.h"

namespace linquan::siting {
namespace {

/// Calls `visit` with the number of every one of `others` less than `spacing` away from `place`.
class About {
 public:
  About(std::span<geo::Point const> others, Millimetres spacing) : others_{others}, spacing_{spacing} {
    std::vector<geo::Box> boxes(others.size());
    std::ranges::transform(others, boxes.begin(), [](geo::Point at) { return geo::Box{at, at}; });
    index_ = geo::BoxIndex{boxes};
  }

  template <class Visit>
  void visit(geo::Point place, Visit const& visit) const {
    index_.visit(geo::widened({place, place}, spacing_.metres()), [&](std::uint32_t i) {
      if (geo::distance(place, others_[i]) < spacing_) {
        visit(i);
      }
    });
  }

 private:
  std::span<geo::Point const> others_;
  Millimetres spacing_;
  geo::BoxIndex index_;
};

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> near_pairs(std::span<geo::Point const> places,
                                                                Millimetres spacing) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  if (spacing.count <= 0) {
    return pairs;
  }
  About const about{places, spacing};
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    about.visit(places[i], [&](std::uint32_t other) {
      if (i < other) {
        pairs.emplace_back(i, other);
      }
    });
  }
  std::ranges::sort(pairs);
  return pairs;
}

std::vector<char> near_any(std::span<geo::Point const> places, std::span<geo::Point const> others,
                           Millimetres spacing) {
  std::vector<char> near(places.size());
  if (spacing.count <= 0) {
    return near;
  }
  About const about{others, spacing};
  std::ranges::transform(places, near.begin(), [&](geo::Point place) {
    char found = 0;
    about.visit(place, [&](std::uint32_t) { found = 1; });
    return found;
  });
  return near;
}

}  // namespace linquan::siting
