#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "commands.h"
#include "figures.h"
#include "kind_names.h"
#include "linquan/base/file.h"
#include "linquan/city/file.h"
#include "linquan/city/join.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/outline.h"
#include "linquan/reach/serves.h"
#include "parse.h"
#include "reach_report.h"
#include "target.h"

namespace linquan::cli {
namespace {

using Form = ReachOptions::Form;

Result<reach::Streets> streets_of(city::City const& city, ReachOptions const& options) {
  auto const* person = persons::Persons::built_in().find(options.person);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", options.person}});
  }
  return reach::Streets{city.streets, {*person, options.unit, options.when}};
}

Result<std::uint32_t> find_outlet(city::City const& city, city::OutletId id) {
  auto const found = std::ranges::lower_bound(city.outlets, id, {}, &city::Outlet::id);
  if (found == city.outlets.end() || found->id != id) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(id.value())}});
  }
  return static_cast<std::uint32_t>(found - city.outlets.begin());
}

/// Where one arrives at an outlet, at the hour that was asked for.
Result<std::vector<reach::Place>> doors_of(city::City const& city, reach::Streets const& streets,
                                           ReachOptions const& options, city::OutletId id) {
  auto const index = find_outlet(city, id);
  if (!index) {
    return tl::unexpected<Error>{index.error()};
  }
  auto const& outlet = city.outlets[*index];
  reach::Question question;
  question.columns.emplace_back(outlet.kinds);
  question.ways = outlet.serving;
  question.open_at = options.when;
  reach::LeftOut left_out;
  auto site = reach::site_of(outlet, *index, streets, question, left_out);
  if (site.points.empty()) {
    return refuse(ErrorKind::not_found, left_out.unplaced > 0 ? "outlet_without_place" : "outlet_closed",
                  {{"id", fmt::to_string(id.value())}, {"name", outlet.name}});
  }
  return std::move(site.points);
}

/// The form on standard output, and drawings into a file where one is named.
template <class Report>
Result<void> hand_out(Report const& report, Console const& console) {
  auto const& options = report.options;
  if (options.out) {
    if (auto written = write_file(*options.out, geojson_of(report)); !written) {
      return written;
    }
  }
  std::string text;
  switch (options.form) {
    case Form::text:
      text = text_of(report, console.messages);
      break;
    case Form::json:
      text = json_of(report);
      break;
    case Form::geojson:
      text = options.out ? std::string{} : geojson_of(report);
      break;
  }
  std::fputs(text.c_str(), console.out);
  return {};
}

void draw(reach::Circle const& circle, CircleReport& report) {
  auto const& streets = circle.streets();
  for (auto const& piece : circle.pieces()) {
    report.streets.push_back(streets.line(piece.edge, piece.from_millimetres, piece.to_millimetres));
    report.street_limits.push_back(piece.limit);
  }
  reach::Ground const ground{report.city, streets};
  report.shapes = reach::Outline{ground}.draw(circle);
}

Result<void> find_path(reach::Circle const& circle, CircleReport& report) {
  auto const& options = report.options;
  auto const doors = doors_of(report.city, circle.streets(), options, *options.to);
  if (!doors) {
    return tl::unexpected<Error>{doors.error()};
  }
  report.path = circle.path(*doors);
  if (!report.path) {
    return refuse(ErrorKind::not_found, "outlet_not_inside", {{"id", fmt::to_string(options.to->value())}});
  }
  report.path->line.insert(report.path->line.begin(), *options.at);
  return {};
}

/// One column for each kind that is asked for; every kind of the city's where none is.
Result<std::vector<reach::Column>> columns_asked(city::City const& city, ReachOptions const& options) {
  if (options.kinds.empty()) {
    return reach::each_kind(city);
  }
  auto const kinds = parse_kinds("--kinds", fmt::format("{}", fmt::join(options.kinds, ",")), city);
  if (!kinds) {
    return tl::unexpected<Error>{kinds.error()};
  }
  std::vector<reach::Column> columns;
  for (auto const kind : *kinds) {
    columns.push_back({kind});
  }
  return columns;
}

/// With a time given, stands whose hours nobody knows count as open: how many are there?
void tell_of_unknown_hours(city::City const& city, reach::Question const& question, Console const& console) {
  if (!question.open_at) {
    return;
  }
  std::size_t all = 0;
  std::size_t unknown = 0;
  for (auto const& outlet : city.outlets) {
    auto const asked = std::ranges::any_of(question.columns, [&](reach::Column const& column) {
      return std::ranges::any_of(column, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
    });
    all += asked ? 1U : 0U;
    unknown += asked && std::ranges::any_of(outlet.stands, [](auto const& it) { return !it.hours; }) ? 1U : 0U;
  }
  if (unknown > 0) {
    tell(console, "reach_hours_unknown", {{"unknown", grouped(unknown)}, {"all", grouped(all)}});
  }
}

Result<void> from_place(city::City const& city, reach::Streets const& streets, ReachOptions const& options,
                        Console const& console) {
  auto columns = columns_asked(city, options);
  if (!columns) {
    return hand_on(columns);
  }
  if (auto fit = check_place("--at", *options.at, city.box); !fit) {
    return fit;
  }
  auto const access = city::join(city, *options.at);
  if (!access) {
    return tl::unexpected<Error>{access.error()};
  }
  reach::Question question;
  question.columns = *columns;
  question.open_at = options.when;
  reach::Circle circle{streets};
  circle.search(streets.place(*access), options.limits, reach::Outline::beyond(streets));
  tell_of_unknown_hours(city, question, console);
  CircleReport report{city, options, circle, std::move(*columns), {}, {}, {}, {}, {}, {}};
  report.outlets = circle.outlets(reach::supply_of(city, streets, question));
  report.street_length = reach::Circle::street_length(circle.pieces());
  if (options.form == Form::geojson || options.out) {
    draw(circle, report);
  }
  if (options.to) {
    if (auto found = find_path(circle, report); !found) {
      return found;
    }
  }
  return hand_out(report, console);
}

Result<void> of_outlet(city::City const& city, reach::Streets const& streets, ReachOptions const& options,
                       Console const& console) {
  auto const doors = doors_of(city, streets, options, *options.outlet);
  if (!doors) {
    return tl::unexpected<Error>{doors.error()};
  }
  reach::Homes const homes{city.homes, streets};
  auto clientele = reach::serves(streets, homes, city.homes, *doors, options.limits.farthest());
  auto const index = *find_outlet(city, *options.outlet);
  return hand_out(ClienteleReport{city, options, city.outlets[index], std::move(clientele)}, console);
}

}  // namespace

Result<void> run_reach(ReachOptions const& options, Console const& console, Progress& progress) {
  if (auto fit = check_target(options.city, options.out, {".geojson", ".json"}); !fit) {
    return fit;
  }
  progress.step("step_open", 0);
  auto const city = city::load(options.city);
  if (!city) {
    return tl::unexpected<Error>{city.error()};
  }
  progress.step("step_reach", 0);
  auto const streets = streets_of(*city, options);
  if (!streets) {
    return tl::unexpected<Error>{streets.error()};
  }
  return options.outlet ? of_outlet(*city, *streets, options, console) : from_place(*city, *streets, options, console);
}

}  // namespace linquan::cli
