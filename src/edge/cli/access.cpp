#include "access.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "access_told.h"
#include "commands.h"
#include "kind_names.h"
#include "linquan/answers/sight.h"
#include "linquan/reach/all_homes.h"
#include "measure.h"
#include "opened.h"
#include "target.h"

namespace linquan::cli {
namespace {

reach::Question question_of(AccessOptions const& options, std::vector<kinds::KindIndex> const& kinds) {
  reach::Question question;
  question.columns.push_back(kinds);
  for (std::size_t i = 0; kinds.size() > 1 && i < kinds.size(); ++i) {
    question.columns.push_back({kinds[i]});
  }
  question.ways = options.ways;
  question.open_at = options.walker.minute;
  question.unknown_hours_count = options.unknown_hours_count;
  return question;
}

/// The zones of the enhanced form: thirds of the limit.
Result<reach::Limits> thirds(AccessOptions const& options) {
  auto const tenths = static_cast<double>(options.limit.farthest());
  auto const whole = tenths / (options.walker.unit == reach::Unit::seconds ? 600 : 10);
  return reach::Limits::of(std::array{whole / 3, 2 * whole / 3, whole}, options.walker.unit);
}

Result<std::optional<Capacity>> capacity_of(reach::Setting const& setting, AccessOptions const& options,
                                            Progress& progress) {
  if (!options.capacity) {
    return std::nullopt;
  }
  auto zones = thirds(options);
  if (!zones) {
    return hand_on(zones);
  }
  reach::CatchmentQuestion question;
  question.demand = *options.capacity;
  auto const ask = [&] { return reach::catchment_of(setting, question, options.threads, progress); };
  Capacity capacity;
  question.zones = options.limit;
  capacity.plain = ask();
  question.zones = *zones;
  question.weights = reach::gaussian_zones;
  capacity.enhanced = ask();
  return capacity;
}

Result<void> tell_access(Access const& access, Stopwatch const& watch, Console const& console, Progress& progress) {
  if (access.options.out) {
    progress.step("step_access_write", 0);
    if (auto written = write_access(*access.options.out, access); !written) {
      return written;
    }
  }
  if (console.json) {
    auto object = json_of(access, console.messages);
    object["seconds"] = watch.seconds();
    object["peak_memory_bytes"] = peak_memory_bytes();
    std::fputs((object.dump() + "\n").c_str(), console.out);
    return {};
  }
  std::fputs(text_of(access, console.messages).c_str(), console.out);
  return {};
}

}  // namespace

Result<void> run_access(AccessOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  if (auto fit = check_target(options.city, options.out, {}); !fit) {
    return fit;
  }
  auto const town = open_town(options.city, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  auto const& city = town->city();
  auto const kinds = parse_kinds("--kinds", options.kinds, city);
  if (!kinds) {
    return tl::unexpected<Error>{kinds.error()};
  }
  if (options.capacity && kinds->size() != 1) {
    return refuse(ErrorKind::usage, "usage_access_capacity");
  }
  answers::Ways const ways{*town, options.walker};
  auto const& streets = ways.streets();
  auto const& homes = ways.homes();
  reach::LeftOut left_out;
  auto const supply = reach::supply_of(city, streets, question_of(options, *kinds), &left_out);
  auto const table = reach::all_homes(streets, homes, supply, {options.limit, options.out.has_value()},
                                      {.threads = options.threads}, progress);
  auto capacity = capacity_of({city, streets, homes, supply}, options, progress);
  if (!capacity) {
    return hand_on(capacity);
  }
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  return tell_access({city, options, *kinds, homes, supply, left_out, table, *capacity}, watch, console, progress);
}

}  // namespace linquan::cli
