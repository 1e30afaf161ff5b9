#include <fmt/format.h>
#include <gdal_priv.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "gdal_door.h"
#include "linquan/base/limits.h"
#include "raw.h"
#include "reproject.h"

namespace linquan::tables {
namespace {

constexpr int side_max = 1'000'000;
constexpr std::int64_t pixels_max = 500'000'000;

/// What turns a pixel into a place.
struct Raster {
  std::array<double, 6> corner{};
  std::optional<double> nodata;
  int width = 0;
};

class PixelReader {
 public:
  PixelReader(std::filesystem::path const& path, Raster const& raster, Reproject const& reproject)
      : path_{path}, raster_{raster}, reproject_{reproject} {}

  Result<void> add_line(std::vector<double> const& values, int line) {
    for (int column = 0; column < raster_.width; ++column) {
      auto const people = values[static_cast<std::size_t>(column)];
      if (std::isnan(people) || (raster_.nodata && people == *raster_.nodata)) {
        continue;
      }
      if (auto added = add(people, column, line); !added) {
        return added;
      }
    }
    return {};
  }
  std::vector<Grid::Cell> take() { return std::move(cells_); }
  [[nodiscard]] std::uint64_t empty() const { return empty_; }

 private:
  Result<void> add(double people, int column, int line) {
    auto const pixel = fmt::format("{},{}", column + 1, line + 1);
    Millipersons count;
    if (!to_millipersons(people, count)) {
      return refuse(ErrorKind::bad_input, people < 0 ? "people_negative_pixel" : "people_not_number",
                    {{"file", path_.string()}, {"line", pixel}, {"value", fmt::format("{}", people)}});
    }
    if (count.count == 0) {
      ++empty_;
      return {};
    }
    auto const x = column + 0.5;
    auto const y = line + 0.5;
    auto const& c = raster_.corner;
    auto at = reproject_.to_wgs84(c[0] + x * c[1] + y * c[2], c[3] + x * c[4] + y * c[5]);
    if (!at) {
      return tl::unexpected<Error>{located(std::move(at).error(), path_, pixel)};
    }
    if (cells_.size() >= limits::table_rows) {
      return too_large(path_, "people_cells", limits::table_rows);
    }
    cells_.push_back({*at, count});
    return {};
  }

  std::filesystem::path const& path_;
  Raster const& raster_;
  Reproject const& reproject_;
  std::vector<Grid::Cell> cells_;
  std::uint64_t empty_ = 0;
};

Result<Raster> describe(std::filesystem::path const& path, GDALDataset& dataset) {
  if (dataset.GetRasterCount() != 1) {
    return refuse(ErrorKind::bad_input, "grid_bands",
                  {{"file", path.string()}, {"bands", fmt::to_string(dataset.GetRasterCount())}});
  }
  Raster raster;
  raster.width = dataset.GetRasterXSize();
  auto const height = dataset.GetRasterYSize();
  if (raster.width > side_max || height > side_max || std::int64_t{raster.width} * height > pixels_max) {
    return too_large(path, "pixels", static_cast<std::size_t>(pixels_max));
  }
  if (dataset.GetGeoTransform(raster.corner.data()) != CE_None) {
    return unreadable(path, Fault::no_place);
  }
  int has_nodata = 0;
  auto const nodata = dataset.GetRasterBand(1)->GetNoDataValue(&has_nodata);
  if (has_nodata != 0) {
    raster.nodata = nodata;
  }
  return raster;
}

}  // namespace

Result<std::vector<Grid::Cell>> read_raster(std::filesystem::path const& path, geo::Crs const& crs,
                                            std::uint64_t& cells_empty) {
  Complaints complaints;
  auto const dataset = open_dataset(path, {"GTiff", GDAL_OF_RASTER}, complaints);
  if (!dataset) {
    return tl::unexpected<Error>{dataset.error()};
  }
  auto const raster = describe(path, **dataset);
  if (!raster) {
    return tl::unexpected<Error>{raster.error()};
  }
  Reproject const reproject{(*dataset)->GetSpatialRef(), crs};
  if (!reproject.good()) {
    return unreadable(path, Fault::broken, complaints.reason());
  }
  PixelReader pixels{path, *raster, reproject};
  std::vector<double> values(static_cast<std::size_t>(raster->width));
  auto* const band = (*dataset)->GetRasterBand(1);
  for (int line = 0; line < (*dataset)->GetRasterYSize(); ++line) {
    if (band->RasterIO(GF_Read, 0, line, raster->width, 1, values.data(), raster->width, 1, GDT_Float64, 0, 0,
                       nullptr) != CE_None) {
      return unreadable(path, Fault::broken, complaints.reason());
    }
    if (auto added = pixels.add_line(values, line); !added) {
      return hand_on(added);
    }
  }
  cells_empty = pixels.empty();
  return pixels.take();
}

}  // namespace linquan::tables
