#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/city/outlets.h"
#include "linquan/geo/box_index.h"
#include "linquan/tables/table.h"

namespace linquan::city {

/// A dwelling building whose homes share its people; homes are numbered [first_home, first_home + home_count).
struct Dwelling {
  geo::Point at;
  std::int64_t floor_square_metres = 1;  ///< footprint × levels; ≥ 1
  std::uint32_t flats = 0;               ///< 0: unknown
  std::string name;
  std::string compound_name;  ///< of the closed or named compound it stands in; empty where none
  std::uint32_t first_home = 0;
  std::uint32_t home_count = 0;
};

/// A place on a walkable street nearest to `centre`, no farther than `metres`; nullopt where there is none.
using StreetFinder = std::function<std::optional<geo::Point>(geo::Point centre, double metres)>;

/// Spreads the grid's people over dwellings and homes.
///
/// A cell's people go to the dwellings nearer to it than to any other cell, by floor area, else onto a street of the
/// cell as a new home (HomeSource::street), else they count as unplaced. Only cells inside `within` (empty: all) count.
/// Whole millipersons by largest remainder: homes' people + unplaced == given, exactly.
///
/// At the border: a cell is inside where its centre is, a dwelling where its place is, and what is outside is as if it
/// were not there. So nobody of an inside cell moves to a dwelling or street beyond the boundary, and a dwelling inside
/// that lies in an outside cell takes people of the nearest inside cell within reach. A cell reaches 0.75 of its
/// diagonal (see people_grid.cpp). People are added to what homes have; street homes are appended.
struct Spread {
  Millipersons given;
  Millipersons unplaced;
  std::uint64_t cells_on_dwellings = 0;  ///< cells of a grid, rows of a table
  std::uint64_t cells_on_streets = 0;    ///< of a table: rows that became a home of their own
  std::uint64_t cells_unplaced = 0;
};
Spread spread_grid(tables::Grid const& grid, geo::MultiPolygon const& within, std::span<Dwelling const> dwellings,
                   StreetFinder const& street, std::vector<Home>& homes);

/// The city's own table of compounds, buildings or communities (`--homes`): columns found by name, Chinese or English.
///
/// Rows with a place (lng/lat or a shape): a building or compound of that place; rows with a name of a compound or an
/// area's code or name: spread over the dwellings in it. Ages where the table has them. The columns are listed in
/// people_columns.h. All rows count, as a table has no boundary; a refused table leaves `homes` as they were. Rows that
/// are not known by name, doubtful or without people are told in report.notices, one notice for each reason.
/// bad_input   `people_negative`, `column_missing`, `homes_no_place` (a table without any place at all),
///             `coordinate_range`, `coordinate_swapped`
Result<Spread> spread_table(tables::Table const& table, geo::Crs const& crs, std::span<Area const> areas,
                            std::span<Dwelling const> dwellings, StreetFinder const& street, std::vector<Home>& homes,
                            Report& report, ColumnChoice const& chosen = {});

/// Areas with level, code and name from a vector file (`--areas`).
///
/// Rows of one level and code are parts of one area. Ids are made from level and code, else level and name, and where
/// two areas share these from a place inside them too; they never depend on the order of rows.
/// bad_input   `area_level` (row, what is allowed), `area_shape` (row without polygon), `geometry_invalid` (crosses
///             itself), `column_missing` (no level)
Result<std::vector<Area>> read_areas(tables::Table const& table, ColumnChoice const& chosen = {});

/// Adds the areas of a further file to those known. One that is given again with the same shape is told and left out;
/// further parts of one code are joined to it and told; areas that only share a name stay two.
///
/// bad_input   `area_twice` one code, two shapes that overlap: nobody can tell which one holds
Result<void> add_areas(std::vector<Area>& known, std::vector<Area> more, Report& report);

/// The boundary file (`--within`): the union of its polygons, which may overlap; points and lines in it are left out.
///
/// bad_input   `within_shape` (no polygon in it), `geometry_invalid` (crosses itself)
Result<geo::MultiPolygon> read_within(tables::Table const& table);

/// Sets each home's community, subdistrict, district, living circle and compound; community also of outlets, by their
/// first stand (one without a stand keeps its own).
///
/// Where several areas of one level hold a place, the smallest one counts, and of the same size that of the smaller id.
void assign_areas(City& city);

}  // namespace linquan::city
