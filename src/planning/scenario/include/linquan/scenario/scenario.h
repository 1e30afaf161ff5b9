#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/scenario.h"

/// Scenario files: edits as people write them, and what they are in a city.
namespace linquan::scenario {

/// An outlet by its id, or by its name where that is one outlet's alone.
struct OutletRef {
  std::uint64_t id = 0;  ///< 0: by name
  std::string name;
};

/// A gate by its id, or by a place at most `Gate::metres_max` from it.
struct GateRef {
  static constexpr double metres_max = 30;
  std::uint64_t id = 0;  ///< 0: by place
  std::optional<geo::Point> at;
};

struct Stand {
  geo::Point at;
  std::optional<hours::Hours> hours;
};

/// What an edit says of an outlet. For one that is there, what is not said stays as it was.
struct Said {
  std::optional<std::string> name;
  std::vector<std::string> kinds;  ///< as they were written: ids, names or aliases; empty: not said
  std::vector<Stand> stands;       ///< empty: not said
  std::optional<hours::Hours> hours;
  std::optional<kinds::ServingSet> serving;
  std::vector<std::string> services;
  std::optional<std::int64_t> capacity;
};

struct PutOutlet {
  Said said;
};
struct ChangeOutlet {
  OutletRef outlet;
  Said said;
};
struct RemoveOutlet {
  OutletRef outlet;
};
struct SetGate {
  GateRef gate;
  bool open = true;
};
struct BuildStreet {
  geo::Point from;
  geo::Point to;
  std::optional<Millimetres> length;  ///< nullopt: straight from street to street
  bool stairs = false;
};
using Written =
    std::variant<PutOutlet, ChangeOutlet, RemoveOutlet, SetGate, reach::SetStreet, reach::TimeStreet, BuildStreet>;

/// One edit and where it stands in the file.
struct Entry {
  std::uint32_t line = 0;
  Written edit;
};

struct File {
  std::string file_name;
  std::string name;  ///< of the scenario; empty where the file gives none
  std::vector<Entry> entries;
};

/// Most edits of one file.
inline constexpr std::size_t edits_max = 1'000;

/// Reads a scenario file; docs/scenarios.md explains every word.
///
/// bad_input   `scenario_file` (file, line, field, what is expected), `yaml_syntax`, `hours_not_understood`
Result<File> parse(std::string_view yaml, std::string_view file_name);

/// The edits as the city has what they name. Later ones may name an outlet that an earlier one put.
///
/// Each refusal says file and line.
/// bad_input   `scenario_outlet_many` (several outlets of that name), `scenario_kind_unknown`,
///             `scenario_place_outside`, `scenario_end_far` and `scenario_end_inside` (of a new street)
/// not_found   `scenario_outlet_unknown`, `scenario_gate_far`, what city::join() refuses, and what
///             reach::change_streets() does
Result<std::vector<reach::Edit>> edits_of(File const& file, city::City const& city);

/// Reads a file from the disk.
///
/// Refuses as read_file() and parse() do.
Result<File> load(std::filesystem::path const& path);

}  // namespace linquan::scenario
