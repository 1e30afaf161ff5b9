#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <system_error>
#include <utility>

#include "gdal_door.h"
#include "linquan/base/limits.h"
#include "raw.h"

namespace linquan::tables {
namespace {

std::string lower_extension(std::filesystem::path const& path) {
  auto extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

}  // namespace

tl::unexpected<Error> too_large(std::filesystem::path const& path, std::string_view what, std::size_t limit) {
  return refuse(ErrorKind::bad_input, "table_too_large",
                {{"file", path.string()}, {"what", std::string{what}}, {"limit", fmt::to_string(limit)}});
}

tl::unexpected<Error> empty_table(std::filesystem::path const& path) {
  return refuse(ErrorKind::bad_input, "table_empty", {{"file", path.string()}});
}

Error located(Error error, std::filesystem::path const& path, std::string const& line) {
  error.args.emplace_back("file", path.string());
  error.args.emplace_back("line", line);
  return error;
}

Result<std::uint64_t> table_size(std::filesystem::path const& path) {
  if (auto const ordinary = ordinary_path(path); !ordinary) {
    return tl::unexpected<Error>{ordinary.error()};
  }
  std::error_code failure;
  if (auto const status = std::filesystem::status(path, failure);
      !failure && !std::filesystem::is_regular_file(status)) {
    return unreadable(path, std::filesystem::exists(status) ? Fault::no_file : Fault::missing);
  }
  auto const bytes = std::filesystem::file_size(path, failure);
  if (failure) {
    return unreadable(path,
                      failure == std::errc::permission_denied           ? Fault::forbidden
                      : failure == std::errc::no_such_file_or_directory ? Fault::missing
                                                                        : Fault::broken,
                      failure.message());
  }
  if (bytes == 0) {
    return empty_table(path);
  }
  if (bytes > limits::table_file_bytes) {
    return too_large(path, "bytes", limits::table_file_bytes);
  }
  return bytes;
}

Result<Table> read_table(std::filesystem::path const& path, ReadOptions const& options) {
  if (auto const size = table_size(path); !size) {
    return tl::unexpected<Error>{size.error()};
  }
  auto const extension = lower_extension(path);
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv") {
    return read_csv(path, options);
  }
  if (extension == ".xlsx") {
    return read_xlsx(path, options);
  }
  if (extension == ".gpkg") {
    return read_vector(path, options, "GPKG");
  }
  if (extension == ".geojson" || extension == ".json") {
    return read_vector(path, options, "GeoJSON");
  }
  if (extension == ".shp") {
    return read_vector(path, options, "ESRI Shapefile");
  }
  return refuse(ErrorKind::bad_input, "table_format", {{"file", path.string()}, {"extension", extension}});
}

bool to_millipersons(double people, Millipersons& to) {
  constexpr double people_max = 1e10;
  if (!(people >= 0 && people <= people_max)) {
    return false;
  }
  to = {static_cast<std::int64_t>(std::floor(people * 1000.0 + 0.5))};
  return true;
}

}  // namespace linquan::tables
