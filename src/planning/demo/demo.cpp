#include "linquan/demo/demo.h"

#include <fmt/format.h>

#include <system_error>

#include "build.h"
#include "osm_map.h"

namespace linquan::demo {

Result<Made> write(Request const& request, Progress& progress) {
  Names names{request.seed};
  auto town = build_town(request.seed, request.people, names);
  std::error_code failure;
  std::filesystem::create_directories(request.folder, failure);
  if (auto written = write_pbf(town.map, request.folder / "city.osm.pbf", progress); !written) {
    return hand_on(written);
  }
  Made made;
  made.people = static_cast<std::uint64_t>(town.people);
  made.buildings = town.dwellings.size();
  made.compounds = town.groups.size();
  std::int64_t homes = 0;
  for (auto const& d : town.dwellings) homes += d.doors;
  std::int64_t built = 0;
  for (auto const& b : town.blocks) built += b.use != Use::empty;
  fmt::print("homes {} flats {} blocks {} of {} premises {} spots {} nodes {} ways {}\n", homes, town.flats, built, town.blocks.size(), town.premises.size(), town.spots.size(), town.map.nodes().size(), town.map.ways().size());
  return made;
}

}  // namespace linquan::demo
