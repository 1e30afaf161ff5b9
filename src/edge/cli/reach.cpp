#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.h"
#include "figures.h"
#include "linquan/answers/circle.h"
#include "linquan/base/file.h"
#include "opened.h"
#include "reach_report.h"
#include "target.h"

namespace linquan::cli {
namespace {

using Form = ReachOptions::Form;

/// The form on standard output, and drawings into a file where one is named.
template <class Report>
Result<void> hand_out(Report const& report, ReachOptions const& options, Console const& console) {
  auto const drawing = [&] { return geojson_of(report).dump() + "\n"; };
  if (options.out) {
    if (auto written = write_file(*options.out, drawing()); !written) {
      return written;
    }
  }
  std::string text;
  switch (options.form) {
    case Form::text:
      text = text_of(report, console.messages);
      break;
    case Form::json:
      text = json_of(report).dump() + "\n";
      break;
    case Form::geojson:
      text = options.out ? std::string{} : drawing();
      break;
  }
  std::fputs(text.c_str(), console.out);
  return {};
}

/// With a time given, stands whose hours nobody knows count as open: how many are there?
void tell_of_unknown_hours(CircleReport const& report, Console const& console) {
  if (!report.question.when) {
    return;
  }
  std::size_t all = 0;
  std::size_t unknown = 0;
  for (auto const& outlet : report.sight.town().city().outlets) {
    auto const asked =
        std::ranges::any_of(report.kinds, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
    all += asked ? 1U : 0U;
    unknown += asked && std::ranges::any_of(outlet.stands, [](auto const& it) { return !it.hours; }) ? 1U : 0U;
  }
  if (unknown > 0) {
    tell(console, "reach_hours_unknown", {{"unknown", grouped(unknown)}, {"all", grouped(all)}});
  }
}

Result<void> from_place(answers::Sight const& sight, ReachOptions const& options, Console const& console) {
  answers::CircleFinder finder{sight};
  auto const drawn =
      options.form == Form::geojson || options.out ? answers::Drawn::everything : answers::Drawn::nothing;
  auto const report = finder.find(sight, options, drawn, "--");
  if (!report) {
    return tl::unexpected<Error>{report.error()};
  }
  tell_of_unknown_hours(*report, console);
  return hand_out(*report, options, console);
}

Result<void> of_outlet(answers::Sight const& sight, ReachOptions const& options, Console const& console) {
  auto const report = answers::find_clientele(sight, options, *options.outlet);
  if (!report) {
    return tl::unexpected<Error>{report.error()};
  }
  return hand_out(*report, options, console);
}

}  // namespace

Result<void> run_reach(ReachOptions const& options, Console const& console, Progress& progress) {
  if (auto fit = check_target(options.city, options.out, {".geojson", ".json"}); !fit) {
    return fit;
  }
  auto const town = open_town(options.city, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  progress.step("step_reach", 0);
  auto const walker = answers::walker_of(options);
  if (!walker) {
    return tl::unexpected<Error>{walker.error()};
  }
  answers::Sight const sight{*town, *walker};
  return options.outlet ? of_outlet(sight, options, console) : from_place(sight, options, console);
}

}  // namespace linquan::cli
