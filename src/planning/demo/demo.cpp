#include "linquan/demo/demo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <system_error>
#include <utility>

#include "areas.h"
#include "books.h"
#include "build.h"
#include "files.h"
#include "names.h"
#include "osm_map.h"
#include "outlets.h"

namespace linquan::demo {
namespace {

constexpr std::uint32_t people_min = 20'000;
constexpr std::uint32_t people_max = 3'000'000;

Result<void> make_folder(std::filesystem::path const& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) {
    return refuse(ErrorKind::machine, "file_unwritable", {{"path", folder.string()}, {"reason", failure.message()}});
  }
  return {};
}

Result<void> write_all(Told const& told, std::filesystem::path const& folder, Progress& progress) {
  if (auto done = write_pbf(told.town.map, folder / "city.osm.pbf", progress); !done) {
    return done;
  }
  using Writer = Result<void> (*)(Told const&, std::filesystem::path const&);
  constexpr std::array<Writer, 6> writers{
      write_outlet_tables,
      [](Told const& all, std::filesystem::path const& to) { return write_people_tables(all.town, to); },
      [](Told const& all, std::filesystem::path const& to) { return write_area_files(all.town, to); },
      [](Told const& all, std::filesystem::path const& to) { return write_candidates(all.town, to); },
      [](Told const& all, std::filesystem::path const& to) { return write_readme(all.town, to); },
      write_truth};
  progress.step("step_demo_tables", writers.size());
  for (std::size_t i = 0; i < writers.size(); ++i) {
    if (progress.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
    if (auto done = writers[i](told, folder); !done) {
      return done;
    }
    progress.advance(i + 1);
  }
  return {};
}

}  // namespace

Result<Made> write(Request const& request, Progress& progress) {
  if (request.people < people_min || request.people > people_max) {
    return refuse(ErrorKind::usage, "demo_people",
                  {{"people", fmt::to_string(request.people)},
                   {"least", fmt::to_string(people_min)},
                   {"most", fmt::to_string(people_max)}});
  }
  progress.step("step_demo_town", 0);
  Names names{request.seed};
  auto town = build_town(request.seed, request.people, names);
  divide_town(town, names);
  auto offered = place_outlets(town);
  auto const books = keep_books(town, offered.outlets);
  draw_outlets(town, offered.outlets);
  if (auto made = make_folder(request.folder); !made) {
    return hand_on(made);
  }
  if (auto written = write_all({town, offered, books}, request.folder, progress); !written) {
    return hand_on(written);
  }
  auto const coded = std::ranges::count_if(town.groups, [](Group const& group) { return !group.code.empty(); });
  auto const streets = std::ranges::count_if(town.map.ways(), [](OsmMap::Way const& way) {
    return std::ranges::any_of(way.tags, [](auto const& tag) { return tag.first == "highway"; });
  });
  return Made{static_cast<std::uint64_t>(town.people), town.dwellings.size(), static_cast<std::uint64_t>(coded),
              offered.outlets.size(), static_cast<std::uint64_t>(streets)};
}

}  // namespace linquan::demo
