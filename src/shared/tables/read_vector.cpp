#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "gdal_door.h"
#include "linquan/base/limits.h"
#include "linquan/text/text.h"
#include "raw.h"
#include "reproject.h"

namespace linquan::tables {
namespace {

tl::unexpected<Error> invalid_geometry(std::filesystem::path const& path, std::uint32_t row, std::string_view reason) {
  return refuse(ErrorKind::bad_input, "geometry_invalid",
                {{"file", path.string()}, {"row", fmt::to_string(row)}, {"reason", std::string{reason}}});
}

/// Turns the shapes of one file's rows into ours; keeps what is needed to say where one is wrong.
class ShapeReader {
 public:
  ShapeReader(std::filesystem::path const& path, Reproject const& reproject, Complaints& complaints)
      : path_{path}, reproject_{reproject}, complaints_{complaints} {}

  Result<Shape> read(OGRGeometry const* geometry, std::uint32_t row) {
    row_ = row;
    if (geometry == nullptr || geometry->IsEmpty() != 0) {
      return Shape{};
    }
    std::unique_ptr<OGRGeometry> const straight{geometry->getLinearGeometry()};
    if (straight == nullptr) {
      return invalid("its curves cannot be made straight");
    }
    switch (wkbFlatten(straight->getGeometryType())) {
      case wkbPoint:
        return point(*straight->toPoint());
      case wkbMultiPoint:
        return straight->toMultiPoint()->getNumGeometries() == 1 ? point(*straight->toMultiPoint()->getGeometryRef(0))
                                                                 : invalid("several points in one row");
      case wkbPolygon:
      case wkbMultiPolygon:
        return polygons(*straight);
      case wkbGeometryCollection:
        return invalid("a collection of shapes of different kinds");
      default:
        return Shape{};
    }
  }

 private:
  tl::unexpected<Error> invalid(std::string_view reason) const { return invalid_geometry(path_, row_, reason); }

  Result<geo::Point> place(double x, double y) const {
    auto place = reproject_.to_wgs84(x, y);
    if (!place) {
      return tl::unexpected<Error>{located(std::move(place).error(), path_, fmt::to_string(row_))};
    }
    return place;
  }

  Result<Shape> point(OGRPoint const& p) const {
    auto const at = place(p.getX(), p.getY());
    return at ? Result<Shape>{Shape{*at}} : tl::unexpected<Error>{at.error()};
  }

  Result<Shape> polygons(OGRGeometry const& geometry) {
    if (auto sound = check(geometry); !sound) {
      return hand_on(sound);
    }
    geo::MultiPolygon shape;
    auto const add = [&](OGRPolygon const& from) -> Result<void> {
      auto polygon = convert(from);
      if (!polygon) {
        return hand_on(polygon);
      }
      shape.push_back(*std::move(polygon));
      return {};
    };
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
      auto added = add(*geometry.toPolygon());
      return added ? Result<Shape>{Shape{std::move(shape)}} : hand_on(added);
    }
    for (auto const* const part : *geometry.toMultiPolygon()) {
      if (part->IsEmpty() != 0) {
        continue;
      }
      if (auto added = add(*part); !added) {
        return hand_on(added);
      }
    }
    return Shape{std::move(shape)};
  }

  /// Limits first: judging whether a shape crosses itself takes time and memory by its points.
  Result<void> check(OGRGeometry const& geometry) {
    std::size_t points = 0;
    auto const count = [&](OGRPolygon const& polygon) {
      for (auto const* const ring : polygon) {
        points += static_cast<std::size_t>(std::max(ring->getNumPoints(), 0));
      }
    };
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
      count(*geometry.toPolygon());
    } else {
      for (auto const* const part : *geometry.toMultiPolygon()) {
        count(*part);
      }
    }
    if (points > limits::polygon_points) {
      return refuse(
          ErrorKind::bad_input, "table_shape_points",
          {{"file", path_.string()}, {"row", fmt::to_string(row_)}, {"limit", fmt::to_string(limits::polygon_points)}});
    }
    complaints_.forget();
    if (geometry.IsValid() == 0) {
      auto const reason = complaints_.reason();
      complaints_.forget();
      return invalid(reason.empty() ? "the shape crosses itself or is not closed" : reason);
    }
    complaints_.forget();
    return {};
  }

  Result<geo::Polygon> convert(OGRPolygon const& from) const {
    geo::Polygon polygon;
    for (auto const* const ring : from) {
      auto points = convert(*ring);
      if (!points) {
        return hand_on(points);
      }
      if (ring == from.getExteriorRing()) {
        polygon.outer = *std::move(points);
        if (polygon.outer.size() < 3) {
          return invalid("the shape is smaller than a centimetre");
        }
      } else if (points->size() >= 3) {
        polygon.holes.push_back(*std::move(points));
      }
    }
    return polygon;
  }

  Result<geo::Ring> convert(OGRLinearRing const& from) const {
    geo::Ring ring;
    for (int i = 0; i < from.getNumPoints(); ++i) {
      auto const at = place(from.getX(i), from.getY(i));
      if (!at) {
        return tl::unexpected<Error>{at.error()};
      }
      if (ring.empty() || ring.back() != *at) {
        ring.push_back(*at);
      }
    }
    while (ring.size() > 1 && ring.front() == ring.back()) {
      ring.pop_back();
    }
    return ring;
  }

  std::filesystem::path const& path_;
  Reproject const& reproject_;
  Complaints& complaints_;
  std::uint32_t row_ = 0;
};

/// Text of a file that may not say how it is encoded (a shapefile without .cpg): bytes that are no text at all become
/// U+FFFD.
std::string tidied(char const* bytes) {
  auto const decoded = text::decode(bytes);
  return text::tidy(decoded ? decoded->text : std::string{bytes});
}

/// GDAL would take a shapefile's text for Western where no .cpg tells; offices in China leave GBK there. So the bytes
/// come as they are, and tidied() recognises them.
bool hides_encoding(std::filesystem::path path, std::string const& driver) {
  auto const told = [&](char const* extension) {
    std::error_code ignored;
    return std::filesystem::exists(path.replace_extension(extension), ignored);
  };
  return driver == "ESRI Shapefile" && !told(".cpg") && !told(".CPG");
}

Result<std::vector<std::string>> cells_of(std::filesystem::path const& path, OGRFeature& feature) {
  auto const columns = feature.GetFieldCount();
  std::vector<std::string> cells(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    if (!feature.IsFieldSetAndNotNull(i)) {
      continue;
    }
    auto& cell = cells[static_cast<std::size_t>(i)];
    cell = tidied(feature.GetFieldAsString(i));
    if (cell.size() > limits::table_cell_bytes) {
      return too_large(path, "cell_bytes", limits::table_cell_bytes);
    }
  }
  return cells;
}

Result<void> read_rows(std::filesystem::path const& path, OGRLayer& layer, geo::Crs const& crs, Complaints& complaints,
                       Table& table) {
  Reproject const reproject{layer.GetSpatialRef(), crs};
  if (!reproject.good()) {
    return unreadable(path, Fault::broken, complaints.reason());
  }
  ShapeReader shapes{path, reproject, complaints};
  std::uint32_t row = 0;
  for (auto const& feature : layer) {
    ++row;
    if (row > limits::table_rows) {
      return too_large(path, "rows", limits::table_rows);
    }
    if (complaints.failed()) {
      return unreadable(path, Fault::broken, complaints.reason());
    }
    auto cells = cells_of(path, *feature);
    if (!cells) {
      return hand_on(cells);
    }
    auto shape = shapes.read(feature->GetGeometryRef(), row);
    if (!shape) {
      return hand_on(shape);
    }
    auto const blank = std::ranges::all_of(*cells, [](auto const& cell) { return cell.empty(); });
    if (!blank || !std::holds_alternative<std::monostate>(*shape)) {
      table.rows.push_back({*std::move(cells), *std::move(shape), row});
    }
  }
  // A file that was cut ends its rows early and says so only here.
  return complaints.failed() ? Result<void>{unreadable(path, Fault::broken, complaints.reason())} : Result<void>{};
}

OGRLayer* chosen_layer(GDALDataset& dataset, std::string const& name) {
  for (auto* const layer : dataset.GetLayers()) {
    if (name.empty() || name == layer->GetName()) {
      return layer;
    }
  }
  return nullptr;
}

}  // namespace

Result<Table> read_vector(std::filesystem::path const& path, ReadOptions const& options, std::string const& driver) {
  Complaints complaints;
  std::optional<CPLConfigOptionSetter> raw;
  if (hides_encoding(path, driver)) {
    raw.emplace("SHAPE_ENCODING", "", false);
  }
  auto const dataset = open_dataset(path, {driver, GDAL_OF_VECTOR}, complaints);
  if (!dataset) {
    return tl::unexpected<Error>{dataset.error()};
  }
  auto* const layer = chosen_layer(**dataset, driver == "GPKG" ? options.sheet : std::string{});
  if (layer == nullptr) {
    return options.sheet.empty()
               ? empty_table(path)
               : refuse(ErrorKind::bad_input, "sheet_missing", {{"file", path.string()}, {"sheet", options.sheet}});
  }
  auto const& definition = *layer->GetLayerDefn();
  if (static_cast<std::size_t>(definition.GetFieldCount()) > limits::table_columns) {
    return too_large(path, "columns", limits::table_columns);
  }
  Table table;
  table.file = path.string();
  table.sheet = driver == "GPKG" ? layer->GetName() : "";
  table.encoding = "utf-8";
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    table.columns.push_back(tidied(definition.GetFieldDefn(i)->GetNameRef()));
  }
  if (auto read = read_rows(path, *layer, options.crs, complaints, table); !read) {
    return hand_on(read);
  }
  return table.rows.empty() ? Result<Table>{empty_table(path)} : Result<Table>{std::move(table)};
}

}  // namespace linquan::tables
