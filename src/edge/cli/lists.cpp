#include "lists.h"

#include <fmt/format.h>
#include <algorithm>

#include <initializer_list>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "figures.h"
#include "linquan/geo/point.h"
#include "summary.h"

namespace linquan::cli {
namespace {

using tables::Sheet;
using tables::Value;

Sheet sheet(std::string name, Messages const& messages, std::initializer_list<std::string_view> columns) {
  Sheet result{std::move(name), {}, {}};
  for (auto const column : columns) {
    result.columns.push_back(messages.say(column));
  }
  return result;
}

Value metres_of(std::uint32_t metres) {
  return metres == UINT32_MAX ? Value{} : Value{static_cast<std::int64_t>(metres)};
}

Sheet unsnapped(city::City const& city, Messages const& messages) {
  auto list = sheet("homes_unsnapped", messages,
                    {"column_source", "column_lng", "column_lat", "column_metres", "column_reason"});
  for (auto const& home : farthest_homes(city, city.report.unsnapped.size())) {
    list.rows.push_back({home.source, geo::lon_degrees(home.at), geo::lat_degrees(home.at), metres_of(home.metres),
                         messages.say(home.reason)});
  }
  return list;
}

std::string kinds_of(city::City const& city, city::Outlet const& outlet, Messages const& messages) {
  std::string names;
  for (auto const kind : outlet.kinds) {
    names += (names.empty() ? "" : messages.say("list_comma")) + kind_name(city.kind_ids.at(kind), messages.language());
  }
  return names;
}

std::vector<Value> outlet_row(city::City const& city, city::Outlet const& outlet, Messages const& messages) {
  auto const community = outlet.community == walk::none ? std::string{} : city.areas.at(outlet.community).name;
  return {outlet.sources.empty() ? std::string{} : outlet.sources.front(),
          outlet.name,
          kinds_of(city, outlet, messages),
          outlet.address,
          outlet.telephone,
          community};
}

Sheet unplaced(city::City const& city, Messages const& messages) {
  auto list =
      sheet("outlets_unplaced", messages,
            {"column_source", "column_name", "column_kinds", "column_address", "column_telephone", "column_community"});
  for (auto const& outlet : city.outlets) {
    if (outlet.stands.empty()) {
      list.rows.push_back(outlet_row(city, outlet, messages));
    }
  }
  return list;
}

/// Whether any of its stands meets a street.
bool is_joined(city::Outlet const& outlet) {
  return std::ranges::any_of(outlet.stands, [](city::Stand const& stand) { return !stand.accesses.empty(); });
}

Sheet doubtful(city::City const& city, Messages const& messages) {
  auto list = sheet("outlets_doubtful", messages,
                    {"column_source", "column_name", "column_kinds", "column_address", "column_telephone",
                     "column_community", "column_sure", "column_doubts"});
  for (auto const& outlet : city.outlets) {
    auto const joined = outlet.stands.empty() || is_joined(outlet);
    if (joined && outlet.marks.empty() && (outlet.stands.empty() || outlet.placing_permille == 1000)) {
      continue;
    }
    std::string doubts = joined ? std::string{} : messages.say("doubt_not_joined");
    for (auto const& mark : outlet.marks) {
      doubts += (doubts.empty() ? "" : messages.say("list_comma")) + messages.say("mark_" + mark);
    }
    auto row = outlet_row(city, outlet, messages);
    row.emplace_back(outlet.placing_permille / 1000.0);
    row.emplace_back(doubts);
    list.rows.push_back(std::move(row));
  }
  return list;
}

Sheet doubles(city::City const& city, Messages const& messages) {
  auto list = sheet("doubles", messages, {"column_kept", "column_merged", "column_name", "column_metres"});
  for (auto const& pair : city.report.doubles) {
    list.rows.push_back({pair.kept, pair.merged, pair.name, metres_of(pair.metres)});
  }
  return list;
}

Sheet gates(city::City const& city, Messages const& messages) {
  auto list = sheet("gates", messages,
                    {"column_id", "column_source", "column_lat", "column_lng", "column_compound", "column_state"});
  for (auto const& gate : city.gates) {
    auto const& of_streets = city.streets.gates.at(gate.graph_gate);
    auto const compound = gate.compound == walk::none ? std::string{} : city.areas.at(gate.compound).name;
    auto const* const state = !of_streets.open ? "gate_locked" : of_streets.inferred ? "gate_inferred" : "gate_mapped";
    list.rows.push_back({fmt::to_string(gate.id.value()), gate.source, geo::lat_degrees(of_streets.at),
                         geo::lon_degrees(of_streets.at), compound, messages.say(state)});
  }
  return list;
}

Sheet matches(city::Matched const& matched, Messages const& messages) {
  auto list = sheet("matches", messages,
                    {"column_state", "column_thing", "column_id", "column_name", "column_was", "column_now",
                     "column_sure", "column_metres"});
  using Part = std::pair<std::string_view, std::vector<city::Matched::Line> const*>;
  for (auto const& [state, lines] : {Part{"match_doubtful", &matched.doubtful}, Part{"match_gone", &matched.gone},
                                     Part{"match_fresh", &matched.fresh}, Part{"match_same", &matched.same}}) {
    for (auto const& line : *lines) {
      // Ids exceed what a spreadsheet's numbers hold exactly: they are text.
      list.rows.push_back({messages.say(state), messages.say("thing_" + line.thing), fmt::to_string(line.id), line.name,
                           line.was, line.now, line.sure_permille / 1000.0, metres_of(line.metres)});
    }
  }
  return list;
}

}  // namespace

std::vector<Sheet> lists_of(city::City const& city, city::Matched const* matched, Messages const& messages) {
  std::vector<Sheet> sheets{unsnapped(city, messages), unplaced(city, messages), doubtful(city, messages),
                            doubles(city, messages), gates(city, messages)};
  if (matched != nullptr) {
    sheets.push_back(matches(*matched, messages));
  }
  return sheets;
}

Result<void> write_tables(std::filesystem::path const& folder, std::string_view workbook,
                          std::vector<Sheet> const& sheets) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault) {
    return refuse(ErrorKind::machine, "file_unwritable", {{"path", folder.string()}, {"reason", fault.message()}});
  }
  for (auto const& list : sheets) {
    if (auto written = tables::write_csv(folder / (list.name + ".csv"), list); !written) {
      return written;
    }
  }
  return tables::write_xlsx(folder / fmt::format("{}.xlsx", workbook), sheets);
}

Result<void> write_lists(std::filesystem::path const& folder, std::vector<Sheet> const& sheets) {
  return write_tables(folder, "lists", sheets);
}

}  // namespace linquan::cli
