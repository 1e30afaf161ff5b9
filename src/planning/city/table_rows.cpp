#include "table_rows.h"

#include <utility>

#include "linquan/text/text.h"

#include <fmt/format.h>

namespace linquan::city::rows {

std::string place_of(tables::Table const& table) {
  auto const name = table.file.substr(table.file.find_last_of("/\\") + 1);
  return table.sheet.empty() ? name : fmt::format("{}:{}", name, table.sheet);
}

SourceRef source_of(tables::Table const& table, std::uint32_t line) {
  return fmt::format("{}!{}", place_of(table), line);
}

namespace {

/// A row's own word for its coordinate system (坐标系) goes before what was declared for all tables.
Result<geo::Crs> crs_of(tables::Table const& table, tables::Table::Row const& row, Columns const& columns,
                        geo::Crs const& declared) {
  auto const name = columns.cell(row, "crs");
  if (name.empty() || name == declared.name()) {
    return declared;
  }
  auto crs = geo::Crs::parse(name);
  if (!crs) {
    auto error = std::move(crs).error();
    error.args.emplace_back("file", place_of(table));
    error.args.emplace_back("line", std::to_string(row.line));
    return tl::unexpected<Error>{std::move(error)};
  }
  return crs;
}

}  // namespace

Result<std::optional<geo::Point>> point_of(tables::Table const& table, tables::Table::Row const& row,
                                           Columns const& columns, geo::Crs const& crs, geo::Box const& expected) {
  auto const x = text::number(columns.cell(row, "lng"));
  auto const y = text::number(columns.cell(row, "lat"));
  if (!x || !y) {
    return std::optional<geo::Point>{};
  }
  auto const own = crs_of(table, row, columns, crs);
  if (!own) {
    return tl::unexpected<Error>{own.error()};
  }
  auto point = own->to_wgs84(*x, *y);
  auto const swapped = point && !expected.empty() && geo::looks_swapped(*x, *y, expected);
  if (point && !swapped) {
    return std::optional<geo::Point>{*point};
  }
  auto error = point
                   ? Error{ErrorKind::bad_input,
                           "coordinate_swapped",
                           {{"x", std::string{columns.cell(row, "lng")}}, {"y", std::string{columns.cell(row, "lat")}}}}
                   : point.error();
  error.args.emplace_back("file", place_of(table));
  error.args.emplace_back("line", std::to_string(row.line));
  return tl::unexpected<Error>{std::move(error)};
}

}  // namespace linquan::city::rows
