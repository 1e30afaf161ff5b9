#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/tables/table.h"

namespace linquan::tables {

/// One line of a sheet before anybody knows which of them is the head.
struct RawRow {
  std::uint32_t line = 0;
  std::vector<std::string> cells;
};

/// Cells that a workbook shows as one: 0-based columns, 1-based lines, all bounds included.
struct Merge {
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  std::uint32_t first_column = 0;
  std::uint32_t last_column = 0;
};

struct RawSheet {
  std::string name;
  std::vector<RawRow> rows;  ///< by line, ascending; cells tidied
  std::vector<Merge> merges;
};

/// Finds the head (one row or two), fills merged cells downwards and drops what is empty. False where there is no head.
bool shape_table(RawSheet sheet, Table& table);

Result<Table> read_csv(std::filesystem::path const& path, ReadOptions const& options);
Result<Table> read_xlsx(std::filesystem::path const& path, ReadOptions const& options);
/// GeoPackage, GeoJSON and Shapefile through the one GDAL driver named.
Result<Table> read_vector(std::filesystem::path const& path, ReadOptions const& options, std::string const& driver);
/// Population as a one-band GeoTIFF: every pixel with people, by its centre.
Result<std::vector<Grid::Cell>> read_raster(std::filesystem::path const& path, geo::Crs const& crs,
                                            std::uint64_t& cells_empty);

/// `table_too_large`: what there is too much of, and how much is allowed.
tl::unexpected<Error> too_large(std::filesystem::path const& path, std::string_view what, std::size_t limit);
tl::unexpected<Error> empty_table(std::filesystem::path const& path);
/// The same refusal with the file and the line that it is about.
Error located(Error error, std::filesystem::path const& path, std::string const& line);

/// The file's size, or a refusal where it is none, no file, or larger than a table may be.
Result<std::uint64_t> table_size(std::filesystem::path const& path);

/// Thousandths of a person, half of one upwards; nullopt where the number is negative or beyond any city.
bool to_millipersons(double people, Millipersons& to);

}  // namespace linquan::tables
