#pragma once

#include <string>
#include <utility>
#include <vector>

#include "linquan/city/outlets.h"

/// Small places and tables for the tests of outlets.
namespace linquan::city::outlet_town {

/// A place `east` and `north` metres from the middle of the test's city (within a decimetre).
inline geo::Point at(double east, double north) {
  return {1'172'000'000 + static_cast<std::int32_t>(east * 108.6),
          342'600'000 + static_cast<std::int32_t>(north * 90.1)};
}

inline kinds::KindIndex kind(std::string_view id) {
  return kinds::Kinds::built_in().find(id).value();
}

inline std::string kind_ids(Outlet const& outlet) {
  std::string ids;
  for (auto const index : outlet.kinds) {
    ids += (ids.empty() ? "" : " ") + kinds::Kinds::built_in()[index].id;
  }
  return ids;
}

inline Outlet outlet(std::string source, std::string name, std::vector<kinds::KindIndex> kinds, geo::Point place) {
  Outlet one;
  one.sources = {std::move(source)};
  one.id = OutletId{id_of(one.sources.front())};
  one.name = std::move(name);
  one.kinds = std::move(kinds);
  one.stands.push_back({place, {}, std::nullopt});
  return one;
}

inline Outlet unplaced(std::string source, std::string name, std::vector<kinds::KindIndex> kinds, std::string address) {
  auto one = outlet(std::move(source), std::move(name), std::move(kinds), {});
  one.stands.clear();
  one.placing = Placing::unplaced;
  one.placing_permille = 0;
  one.address = std::move(address);
  return one;
}

inline geo::MultiPolygon square(double west, double south, double east, double north) {
  return {{{at(west, south), at(east, south), at(east, north), at(west, north)}, {}}};
}

inline tables::Table table(std::vector<std::string> columns, std::vector<std::vector<std::string>> rows) {
  tables::Table made;
  made.file = "outlets.xlsx";
  made.sheet = "Sheet1";
  made.columns = std::move(columns);
  std::uint32_t line = 2;
  for (auto& cells : rows) {
    made.rows.push_back(tables::Table::Row{std::move(cells), {}, line++});
  }
  return made;
}

inline std::string arg(Error::Args const& args, std::string_view name) {
  for (auto const& [key, value] : args) {
    if (key == name) {
      return value;
    }
  }
  return "(none)";
}

inline Notice const* notice(Report const& report, std::string_view code) {
  for (auto const& one : report.notices) {
    if (one.code == code) {
      return &one;
    }
  }
  return nullptr;
}

}  // namespace linquan::city::outlet_town
