#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "linquan/text/text.h"
#include "nearest.h"
#include "raw.h"

namespace linquan::tables {
namespace {

/// A column's usual names as folded() leaves them; a Chinese head may have more in front ("位置 经度", "常住人口").
struct ColumnNames {
  std::string_view wanted;
  std::span<std::string_view const> whole;
  std::span<std::string_view const> ends;
};
constexpr std::array<std::string_view, 6> lon_names{"lng", "lon", "long", "longitude", "x", "经度"};
constexpr std::array<std::string_view, 5> lat_names{"lat", "latitude", "y", "纬度", "latitud"};
constexpr std::array<std::string_view, 7> people_names{"population", "pop",  "people", "persons",
                                                       "人口",       "人数", "人口数"};
constexpr std::array<std::string_view, 1> lon_ends{"经度"};
constexpr std::array<std::string_view, 1> lat_ends{"纬度"};
constexpr std::array<std::string_view, 3> people_ends{"人口", "人口数", "人数"};
constexpr ColumnNames lon_column{"lng", lon_names, lon_ends};
constexpr ColumnNames lat_column{"lat", lat_names, lat_ends};
constexpr ColumnNames people_column{"population", people_names, people_ends};

/// An age group's column; a grid may do without.
struct AgeColumn {
  Millipersons Grid::Cell::*people;
  std::array<std::string_view, 4> names;
};
constexpr std::array<AgeColumn, 3> age_columns{{
    {&Grid::Cell::age_0_14, {"age_0_14", "0-14岁", "0—14岁", "儿童"}},
    {&Grid::Cell::age_60, {"age_60", "60岁以上", "60岁及以上", "60+"}},
    {&Grid::Cell::age_70, {"age_70", "70岁以上", "70岁及以上", "70+"}},
}};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

Result<std::size_t> find_column(Table const& table, ColumnNames const& names) {
  std::string found;
  for (auto const whole : {true, false}) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      auto const column = text::folded(table.columns[i]);
      auto const matches = whole ? std::ranges::find(names.whole, column) != names.whole.end()
                                 : std::ranges::any_of(names.ends, [&](auto end) { return ends_with(column, end); });
      if (matches) {
        return i;
      }
    }
  }
  for (auto const& column : table.columns) {
    found += (found.empty() ? "" : ", ") + column;
  }
  return refuse(ErrorKind::bad_input, "column_missing",
                {{"file", table.file},
                 {"field", std::string{names.wanted}},
                 {"column", std::string{names.wanted}},
                 {"columns", found},
                 {"found", found}});
}

struct Cell {
  std::string column;
  std::string value;
};

tl::unexpected<Error> wrong_cell(std::string_view code, Table const& table, Table::Row const& row, Cell const& cell) {
  return refuse(
      ErrorKind::bad_input, code,
      {{"file", table.file}, {"line", fmt::to_string(row.line)}, {"column", cell.column}, {"value", cell.value}});
}

struct Columns {
  std::size_t lon = 0;
  std::size_t lat = 0;
  std::size_t people = 0;
  std::array<std::optional<std::size_t>, age_columns.size()> ages;
};

Result<geo::Point> place_of(Table const& table, Table::Row const& row, Columns const& columns, geo::Crs const& crs) {
  if (auto const* const point = std::get_if<geo::Point>(&row.shape)) {
    return *point;
  }
  auto const x = text::number(row.cells[columns.lon]);
  auto const y = text::number(row.cells[columns.lat]);
  if (!x || !y) {
    return wrong_cell("coordinate_missing", table, row,
                      {table.columns[columns.lon], row.cells[columns.lon] + "," + row.cells[columns.lat]});
  }
  auto place = crs.to_wgs84(*x, *y);
  if (!place) {
    return tl::unexpected<Error>{located(std::move(place).error(), table.file, fmt::to_string(row.line))};
  }
  return place;
}

Result<Millipersons> people_in(Table const& table, Table::Row const& row, std::size_t column) {
  auto const& cell = row.cells[column];
  if (cell.empty()) {
    return Millipersons{};
  }
  auto const people = text::number(cell);
  Millipersons count;
  if (!people || !to_millipersons(*people, count)) {
    return wrong_cell(people && *people < 0 ? "people_negative" : "people_not_number", table, row,
                      {table.columns[column], cell});
  }
  return count;
}

/// The people of a row with their ages; its place is not read yet.
Result<Grid::Cell> people_of(Table const& table, Table::Row const& row, Columns const& columns) {
  Grid::Cell cell;
  auto const people = people_in(table, row, columns.people);
  if (!people) {
    return tl::unexpected<Error>{people.error()};
  }
  cell.people = *people;
  for (std::size_t i = 0; i < age_columns.size(); ++i) {
    if (!columns.ages[i]) {
      continue;
    }
    auto const aged = people_in(table, row, *columns.ages[i]);
    if (!aged) {
      return tl::unexpected<Error>{aged.error()};
    }
    cell.*age_columns[i].people = *aged;
  }
  if (cell.age_0_14 + cell.age_60 > cell.people || cell.age_70 > cell.age_60) {
    return refuse(ErrorKind::bad_input, "grid_ages", {{"file", table.file}, {"line", fmt::to_string(row.line)}});
  }
  return cell;
}

std::optional<std::size_t> find_age(Table const& table, AgeColumn const& age) {
  auto const found = std::ranges::find_if(table.columns, [&](std::string const& column) {
    return std::ranges::any_of(age.names, [&](auto name) { return text::folded(column) == text::folded(name); });
  });
  return found == table.columns.end() ? std::nullopt
                                      : std::optional{static_cast<std::size_t>(found - table.columns.begin())};
}

Result<Columns> find_columns(Table const& table) {
  Columns columns;
  auto const people = find_column(table, people_column);
  if (!people) {
    return tl::unexpected<Error>{people.error()};
  }
  columns.people = *people;
  std::ranges::transform(age_columns, columns.ages.begin(), [&](AgeColumn const& age) { return find_age(table, age); });
  auto const points = std::ranges::all_of(
      table.rows, [](Table::Row const& row) { return std::holds_alternative<geo::Point>(row.shape); });
  if (points) {
    return columns;
  }
  auto const lon = find_column(table, lon_column);
  auto const lat = find_column(table, lat_column);
  if (!lon || !lat) {
    return tl::unexpected<Error>{lon ? lat.error() : lon.error()};
  }
  columns.lon = *lon;
  columns.lat = *lat;
  return columns;
}

Result<Grid> from_table(Table const& table, geo::Crs const& crs) {
  auto const columns = find_columns(table);
  if (!columns) {
    return tl::unexpected<Error>{columns.error()};
  }
  Grid grid;
  for (auto const& row : table.rows) {
    auto cell = people_of(table, row, *columns);
    if (!cell) {
      return hand_on(cell);
    }
    auto const place = place_of(table, row, *columns, crs);
    if (!place) {
      return tl::unexpected<Error>{place.error()};
    }
    if (cell->people.count == 0) {
      ++grid.cells_empty;
    } else {
      cell->centre = *place;
      grid.cells.push_back(*cell);
    }
  }
  return grid;
}

}  // namespace

void add(Grid::Cell& to, Grid::Cell const& more) {
  to.people += more.people;
  for (auto const& age : age_columns) {
    to.*age.people += more.*age.people;
  }
}

namespace {

/// Two rows for one place mean both: their people add up. Sorted by place, so that the order of rows decides nothing.
void merge_same_places(std::vector<Grid::Cell>& cells) {
  std::ranges::sort(cells, {}, &Grid::Cell::centre);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (kept != 0 && cells[kept - 1].centre == cells[i].centre) {
      add(cells[kept - 1], cells[i]);
    } else {
      cells[kept++] = cells[i];
    }
  }
  cells.resize(kept);
}

bool is_raster(std::filesystem::path const& path) {
  auto const extension = path.extension();
  return extension == ".tif" || extension == ".tiff" || extension == ".TIF" || extension == ".TIFF";
}

Result<Grid> read_cells(std::filesystem::path const& path, geo::Crs const& crs) {
  if (auto const size = table_size(path); !size) {
    return tl::unexpected<Error>{size.error()};
  }
  if (is_raster(path)) {
    Grid grid;
    auto cells = read_raster(path, crs, grid.cells_empty);
    if (!cells) {
      return hand_on(cells);
    }
    grid.cells = *std::move(cells);
    return grid;
  }
  ReadOptions options;
  options.crs = crs;
  auto const table = read_table(path, options);
  return table ? from_table(*table, crs) : tl::unexpected<Error>{table.error()};
}

}  // namespace

Result<Grid> read_grid(std::filesystem::path const& path, geo::Crs const& crs) {
  auto grid = read_cells(path, crs);
  if (grid) {
    merge_same_places(grid->cells);
    grid->spacing_metres = nearest_median_metres(grid->cells);
  }
  return grid;
}

}  // namespace linquan::tables
