#include "linquan/reach/circle_speed.h"

#include <chrono>
#include <random>

#include "linquan/reach/circle.h"
#include "linquan/reach/outline.h"

namespace linquan::reach {

std::vector<double> circle_seconds(city::City const& city, Streets const& streets, std::size_t count,
                                   std::uint64_t seed) {
  std::vector<Place> origins;
  for (auto const& home : city.homes) {
    if (home.access.edge != walk::none) {
      origins.push_back(streets.place(home.access));
    }
  }
  std::vector<double> seconds;
  if (origins.empty()) {
    return seconds;
  }
  Ground const ground{city, streets};
  Outline outline{ground};
  Circle circle{streets};
  // The generator's numbers are the same everywhere; a distribution's would not be.
  std::mt19937_64 draw{seed};
  for (std::size_t i = 0; i < count; ++i) {
    auto const& origin = origins[draw() % origins.size()];
    auto const begin = std::chrono::steady_clock::now();
    circle.search(origin, Limits{}, Outline::beyond(streets));
    auto const shapes = outline.draw(circle);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return seconds;
}

}  // namespace linquan::reach
