#include "elsewhere.h"

#include <fmt/format.h>

#include <algorithm>

namespace linquan::city {

Result<void> check_on_map(std::filesystem::path const& file, std::string const& crs, geo::Box const& map,
                          std::span<geo::Point const> places) {
  constexpr double near_metres = 3000;
  auto const near = geo::widened(map, near_metres);
  if (places.empty() || map.empty() ||
      std::ranges::any_of(places, [&](geo::Point place) { return near.contains(place); })) {
    return {};
  }
  auto const degrees = [](geo::Point p) {
    return fmt::format("{:.4f}, {:.4f}", geo::lat_degrees(p), geo::lon_degrees(p));
  };
  return refuse(ErrorKind::bad_input, "table_elsewhere",
                {{"file", file.filename().string()},
                 {"count", fmt::to_string(places.size())},
                 {"first", degrees(places.front())},
                 {"low", degrees(map.low)},
                 {"high", degrees(map.high)},
                 {"crs", crs}});
}

}  // namespace linquan::city
