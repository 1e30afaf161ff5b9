#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/geo/crs.h"
#include "linquan/geo/point.h"

namespace linquan::tables {

/// What a row of a vector file carries as geometry, already in WGS-84.
using Shape = std::variant<std::monostate, geo::Point, geo::MultiPolygon>;

/// A table as text: what the file holds, cells tidied (text::tidy), nothing interpreted.
struct Table {
  struct Row {
    std::vector<std::string> cells;  ///< one for each column
    Shape shape;
    std::uint32_t line = 0;  ///< the row's number in the file as its user sees it (Excel row, CSV line; 1-based)
  };
  std::string file;
  std::string sheet;  ///< empty for formats without sheets
  std::string encoding;
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

struct ReadOptions {
  geo::Crs crs = geo::Crs::wgs84();     ///< for geometry of files that state none of their own
  std::string sheet;                    ///< empty: the first sheet with a head
  bool encoding_declared_utf8 = false;  ///< refuse GBK text instead of recognising it
};

/// Reads .csv/.txt/.tsv (UTF-8 or GBK), .xlsx, .gpkg, .geojson/.json, .shp; all but the first by GDAL with only that
/// one driver allowed. CSV is parsed here, because GDAL knows neither GBK nor the lines of rows.
///
/// In sheets merged cells are filled downwards, a head of two rows is joined ("位置 经度"), empty rows are dropped,
/// title lines above the head are skipped: the head is the first row with words in more than half of the columns, at
/// least two. A file that states its own coordinate system is read by that (GeoJSON states WGS-84 unless it says
/// otherwise), others by `options.crs`. Lines have no shape here. A shape that crosses itself is refused.
///
/// bad_input   `table_unreadable` (file, reason), `table_empty`, `table_too_large`, `table_format`, `sheet_missing`,
///             `not_utf8` and `table_not_text` (line), `geometry_invalid` (row, reason), `coordinate_range` and
///             `coordinate_swapped` (file and line added)
Result<Table> read_table(std::filesystem::path const& path, ReadOptions const& options);

/// Numbers of people on a grid: centres of cells in WGS-84.
struct Grid {
  struct Cell {
    geo::Point centre;
    Millipersons people;
    Millipersons age_0_14{};  ///< parts of `people`, where the grid has them
    Millipersons age_60{};    ///< 60 and over
    Millipersons age_70{};    ///< 70 and over, part of age_60
  };
  std::vector<Cell> cells;    ///< only those with people
  double spacing_metres = 0;  ///< median distance of a cell to its nearest neighbour
  std::uint64_t cells_empty = 0;
};

/// The people of one cell joined to another's.
void add(Grid::Cell& to, Grid::Cell const& more);

/// A population grid: CSV (or another table) with lng,lat,population and, where it has them, age_0_14,age_60,age_70
/// (names found in Chinese and English), or a one-band GeoTIFF, whose own coordinate system and no-data value count.
/// Sorted by place; cells of one place are added up.
///
/// bad_input   `people_negative` (of a raster `people_negative_pixel`) and `people_not_number` (line, or "column,row"
///             of the pixel), `grid_ages` (age groups beyond the cell's people), `coordinate_missing`,
///             `coordinate_range`, `coordinate_swapped`, `column_missing`, `grid_bands`, and those of read_table()
Result<Grid> read_grid(std::filesystem::path const& path, geo::Crs const& crs);

/// A typed cell of a table that we write; text never turns into a number in the user's Excel.
using Value = std::variant<std::monostate, std::string, double, std::int64_t>;

/// How a workbook shows the numbers of a column: 1234567 as 1,234,567; 12.34 as 12.3; 0.5 as 50.00 %.
enum class CellFormat : std::uint8_t { plain, whole, tenths, percent };

/// How a workbook shows and prints a sheet: A4 across, the head and the frozen columns on every page. A column is as
/// wide as what stands in it, up to a bound from which on text wraps.
struct SheetLook {
  std::vector<std::string> titles{};  ///< lines above the head, the first one large; a sheet with any has no filter
  std::vector<CellFormat> formats{};  ///< by column; those that are not named are plain
  std::uint16_t frozen_columns = 0;   ///< that stay when one scrolls to the right
  std::optional<double> pass_mark{};  ///< shares below it are shaded
};

struct Sheet {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
  std::optional<SheetLook> look{};  ///< nullopt: cells and a head, nothing else; CSV knows no looks
};

/// A long table whose rows are made one by one as they are written, so that its cells never stand in memory together.
struct RowSource {
  std::vector<std::string> columns;
  std::size_t row_count = 0;
  std::function<std::vector<Value>(std::size_t)> row;
};

/// Each writer leaves the whole file or nothing, and the same bytes for the same input (creation dates are fixed).
/// In CSV an apostrophe guards text that a spreadsheet would run as a formula; read_table() takes it off again.
///
/// machine     `file_unwritable`
/// bad_input   `sheet_too_large`, `sheet_name`
Result<void> write_xlsx(std::filesystem::path const& path, std::vector<Sheet> const& sheets);
Result<void> write_csv(std::filesystem::path const& path, Sheet const& sheet);
Result<void> write_csv(std::filesystem::path const& path, RowSource const& rows);

/// One feature of a vector file that we write.
using Line = std::vector<geo::Point>;
struct Feature {
  std::variant<geo::Point, Line, geo::MultiPolygon> shape;
  std::vector<Value> values;  ///< one for each column
};
struct Layer {
  std::string name;
  std::vector<std::string> columns;
  std::vector<Feature> features;
  std::string style{};  ///< for QGIS, as its QML; empty: none. GeoPackages carry it, GeoJSON cannot
};
/// GeoJSON (RFC 7946, seven digits), written by us line by line.
Result<void> write_geojson(std::filesystem::path const& path, Layer const& layer);
/// One GeoPackage with a table for each layer, through GDAL. Styles stand in its table `layer_styles`, where QGIS finds
/// them by itself.
Result<void> write_geopackage(std::filesystem::path const& path, std::vector<Layer> const& layers);

}  // namespace linquan::tables
