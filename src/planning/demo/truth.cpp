#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "files.h"
#include "linquan/base/file.h"

namespace linquan::demo {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view workbook_file = "outlets.xlsx";
constexpr std::string_view bureau_file = "outlets_gcj02.csv";
constexpr std::string_view ledger_file = "register.xlsx";

void put_place(Json& to, geo::Point p) {
  // Divided, not multiplied: so the shortest text of the number has seven digits.
  to["lng"] = static_cast<double>(p.lon) / 1e7;
  to["lat"] = static_cast<double>(p.lat) / 1e7;
}

std::string osm_name(Outlet const& outlet) {
  return outlet.way != nothing ? "way/" + std::to_string(OsmMap::id(outlet.way))
                               : "node/" + std::to_string(OsmMap::id(outlet.node));
}

/// The line of a row in its file: the head is line 1.
std::size_t line_of(std::size_t index) {
  return index + 2;
}

Json doubles(Told const& told) {
  struct Lines {
    std::size_t workbook = 0;
    std::size_t bureau = 0;
    std::size_t ledger = 0;
  };
  std::map<std::uint32_t, Lines> lines;
  auto const note = [&](std::vector<Row> const& rows, std::size_t Lines::*line) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      lines[rows[i].outlet].*line = line_of(i);
    }
  };
  note(told.books.workbook, &Lines::workbook);
  note(told.books.bureau, &Lines::bureau);
  note(told.books.ledger, &Lines::ledger);
  auto list = Json::array();
  for (auto const& [number, at] : lines) {
    auto const& outlet = told.offered.outlets[number];
    auto const records =
        (outlet.sources.map ? 1 : 0) + (at.workbook != 0 ? 1 : 0) + (at.bureau != 0 ? 1 : 0) + (at.ledger != 0 ? 1 : 0);
    if (records < 2) {
      continue;
    }
    Json one{{"name", outlet.name}, {"kind", offers()[outlet.offer].kind}};
    if (outlet.sources.map) {
      one["osm"] = osm_name(outlet);
    }
    for (auto const& [file, line] :
         {std::pair{workbook_file, at.workbook}, {bureau_file, at.bureau}, {ledger_file, at.ledger}}) {
      if (line != 0) {
        one["rows"][std::string{file}] = line;
      }
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json gcj_rows(Told const& told) {
  auto list = Json::array();
  for (std::size_t i = 0; i < told.books.bureau.size(); ++i) {
    auto const& row = told.books.bureau[i];
    Json one{{"row", line_of(i)}, {"name", row.name}};
    put_place(one, told.town.map.earth().to_point(row.at));
    list.push_back(std::move(one));
  }
  return Json{{"file", bureau_file}, {"crs", "gcj02"}, {"rows", std::move(list)}};
}

Json ledger_rows(Told const& told) {
  auto list = Json::array();
  for (std::size_t i = 0; i < told.books.ledger.size(); ++i) {
    auto const& row = told.books.ledger[i];
    auto const& outlet = told.offered.outlets[row.outlet];
    Json one{{"row", line_of(i)}, {"name", row.name}, {"address", row.address}};
    one["by"] = !row.placeable ? "nothing" : outlet.number != 0 ? "street" : "compound";
    auto const community = told.town.area_of(outlet.block, Level::community);
    one["community"] = community == nothing ? "" : told.town.areas[community].code;
    put_place(one, told.town.map.earth().to_point(outlet.at));
    list.push_back(std::move(one));
  }
  return Json{{"file", ledger_file}, {"rows", std::move(list)}};
}

struct Book {
  std::string_view file;
  std::vector<Row> const* rows;
};

std::array<Book, 3> books_of(Told const& told) {
  return {
      Book{workbook_file, &told.books.workbook}, {bureau_file, &told.books.bureau}, {ledger_file, &told.books.ledger}};
}

Json misspelt(Told const& told) {
  auto list = Json::array();
  for (auto const& book : books_of(told)) {
    for (std::size_t i = 0; i < book.rows->size(); ++i) {
      auto const& row = (*book.rows)[i];
      if (row.misspelt) {
        auto const& offer = offers()[told.offered.outlets[row.outlet].offer];
        list.push_back({{"file", book.file}, {"row", line_of(i)}, {"word", row.word}, {"kind", offer.kind}});
      }
    }
  }
  return list;
}

Json many_kinds(Told const& told) {
  auto list = Json::array();
  for (auto const& book : books_of(told)) {
    for (std::size_t i = 0; i < book.rows->size(); ++i) {
      auto const& row = (*book.rows)[i];
      auto const& outlet = told.offered.outlets[row.outlet];
      if (outlet.second != UINT16_MAX && !row.misspelt) {
        list.push_back({{"file", book.file},
                        {"row", line_of(i)},
                        {"kinds", {offers()[outlet.offer].kind, offers()[outlet.second].kind}}});
      }
    }
  }
  return list;
}

Json wrong_licences(Told const& told) {
  auto list = Json::array();
  for (std::size_t i = 0; i < told.books.workbook.size(); ++i) {
    auto const& outlet = told.offered.outlets[told.books.workbook[i].outlet];
    if (outlet.licence_wrong) {
      list.push_back({{"file", workbook_file}, {"row", line_of(i)}, {"licence", outlet.licence}});
    }
  }
  return list;
}

struct GapKinds {
  Gap gap;
  std::string_view name;
  std::string_view kind;
  std::int64_t metres;
};
constexpr std::array gap_kinds{GapKinds{Gap::repairs, "no_repairs", "repair_small", 500},
                               GapKinds{Gap::repairs, "no_repairs", "tailor", 500},
                               GapKinds{Gap::repairs, "no_repairs", "repair_bike", 500},
                               GapKinds{Gap::market, "no_market", "market", 500},
                               GapKinds{Gap::elder_care, "no_elder_care", "daycare_elder", 300},
                               GapKinds{Gap::elder_care, "no_elder_care", "canteen", 300}};

std::int64_t distance_to_ring(std::vector<At> const& ring, At p) {
  std::int64_t nearest = INT64_MAX;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    auto const a = ring[i];
    auto const b = ring[(i + 1) % ring.size()];
    auto const length = std::max<std::int64_t>(1, distance(a, b));
    nearest =
        std::min(nearest, distance(p, between(a, b, std::clamp<std::int64_t>(along(a, b, p), 0, length), length)));
  }
  return nearest;
}

/// Decimetres, as the crow flies, from a settlement's rim to the nearest outlet of a kind. Who walks has farther to go.
std::optional<std::int64_t> nearest_to(Told const& told, Group const& group, std::string_view kind) {
  auto const& earth = told.town.map.earth();
  std::vector<At> ring;
  for (auto const corner : group.ring) {
    ring.push_back(earth.bent(corner));
  }
  std::optional<std::int64_t> nearest;
  for (auto const& outlet : told.offered.outlets) {
    auto const second = outlet.second != UINT16_MAX && offers()[outlet.second].kind == kind;
    if (offers()[outlet.offer].kind != kind && !second) {
      continue;
    }
    auto const at = earth.bent(outlet.at);
    auto const off = inside(ring, at) ? 0 : distance_to_ring(ring, at);
    nearest = std::min(nearest.value_or(off), off);
  }
  return nearest;
}

/// Settlements near a barren place that lie farther from a kind than its rule allows, however one walks.
Json gaps(Told const& told) {
  auto list = Json::array();
  for (auto const& group : told.town.groups) {
    for (auto const& asked : gap_kinds) {
      auto const planted = std::ranges::any_of(told.offered.barren, [&](Barren const& one) {
        return one.gap == asked.gap && distance(one.centre, between(group.ring[0], group.ring[2], 1, 2)) < 2'500;
      });
      if (!planted || group.people == 0) {
        continue;
      }
      auto const nearest = nearest_to(told, group, asked.kind);
      // Surveys in the tables are off by up to 13 m.
      if (nearest && *nearest < (asked.metres + 20) * 10) {
        continue;
      }
      Json one{{"gap", asked.name}, {"kind", asked.kind}, {"metres", asked.metres}, {"settlement", group.name}};
      if (!group.code.empty()) {
        one["compound"] = group.code;
      }
      one["people"] = group.people;
      put_place(one, told.town.map.earth().to_point(between(group.ring[0], group.ring[2], 1, 2)));
      if (nearest) {
        one["nearest_straight_metres"] = *nearest / 10;
      }
      list.push_back(std::move(one));
    }
  }
  return list;
}

Json compounds(Told const& told) {
  auto list = Json::array();
  for (auto const& group : told.town.groups) {
    if (group.code.empty()) {
      continue;
    }
    auto gates = Json::array();
    for (auto const& gate : group.gates) {
      Json one;
      if (gate.node != nothing) {
        one["osm"] = "node/" + std::to_string(OsmMap::id(gate.node));
      }
      put_place(one, told.town.map.earth().to_point(gate.at));
      one["mapped"] = gate.mapped;
      one["open"] = !gate.closed;
      if (!gate.hours.empty()) {
        one["opening_hours"] = gate.hours;
      }
      gates.push_back(std::move(one));
    }
    list.push_back({{"code", group.code},
                    {"name", group.name},
                    {"osm", "way/" + std::to_string(OsmMap::id(group.way))},
                    {"wall", group.wall},
                    {"inner_streets", group.inner_streets},
                    {"people", group.people},
                    {"gates", std::move(gates)}});
  }
  return list;
}

Json totals(Told const& told) {
  Json by_kind;
  for (auto const& outlet : told.offered.outlets) {
    auto& count = by_kind[std::string{offers()[outlet.offer].kind}];
    count = count.is_null() ? 1 : count.get<int>() + 1;
  }
  std::int64_t homes = 0;
  for (auto const& dwelling : told.town.dwellings) {
    homes += dwelling.doors;
  }
  return {{"people", told.town.people},
          {"homes", homes},
          {"outlets", told.offered.outlets.size()},
          {"outlets_by_kind", std::move(by_kind)}};
}

/// One entry a line: large lists stay readable and comparable.
std::string printed(Json const& truth) {
  std::string text = "{\n";
  for (auto const& [key, value] : truth.items()) {
    text += (text.size() > 2 ? ",\n" : "") + Json(key).dump() + ": ";
    if (!value.is_array() || value.empty()) {
      text += value.dump();
      continue;
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      text += (i == 0 ? "[\n" : ",\n") + value[i].dump();
    }
    text += "\n]";
  }
  return text + "\n}\n";
}

}  // namespace

Result<void> write_truth(Told const& told, std::filesystem::path const& folder) {
  Json truth{{"note", "synthetic: what linquan demo-city planted; no input"}, {"seed", told.town.seed}};
  truth["totals"] = totals(told);
  truth["doubles"] = doubles(told);
  truth["gcj02"] = gcj_rows(told);
  truth["address_only"] = ledger_rows(told);
  truth["misspelt"] = misspelt(told);
  truth["many_kinds"] = many_kinds(told);
  truth["licences_wrong"] = wrong_licences(told);
  truth["gaps"] = gaps(told);
  truth["compounds"] = compounds(told);
  return write_file(folder / "truth.json", printed(truth));
}

}  // namespace linquan::demo
