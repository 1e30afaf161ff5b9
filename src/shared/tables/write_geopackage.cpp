#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "gdal_door.h"
#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "linquan/text/text.h"
#include "values.h"

namespace linquan::tables {
namespace {

struct ReleaseFeature {
  void operator()(OGRFeature* feature) const { OGRFeature::DestroyFeature(feature); }
};
using FeaturePointer = std::unique_ptr<OGRFeature, ReleaseFeature>;

/// Whole numbers, else numbers, else text: the narrowest type that holds every value of the column.
OGRFieldType type_of(Layer const& layer, std::size_t column) {
  auto any = false;
  auto real = false;
  for (auto const& feature : layer.features) {
    auto const* const value = column < feature.values.size() ? &feature.values[column] : nullptr;
    if (value == nullptr || std::holds_alternative<std::monostate>(*value)) {
      continue;
    }
    if (std::holds_alternative<std::string>(*value)) {
      return OFTString;
    }
    any = true;
    real = real || std::holds_alternative<double>(*value);
  }
  if (!any) {
    return OFTString;
  }
  return real ? OFTReal : OFTInteger64;
}

OGRwkbGeometryType geometry_type(Layer const& layer) {
  if (layer.features.empty()) {
    return wkbUnknown;
  }
  constexpr std::array<OGRwkbGeometryType, 3> types{wkbPoint, wkbLineString, wkbMultiPolygon};
  auto const first = layer.features.front().shape.index();
  auto const same = std::ranges::all_of(layer.features, [&](auto const& f) { return f.shape.index() == first; });
  return same ? types[first] : wkbUnknown;
}

std::unique_ptr<OGRGeometry> geometry_of(geo::Point p) {
  return std::make_unique<OGRPoint>(geo::lon_degrees(p), geo::lat_degrees(p));
}

std::unique_ptr<OGRGeometry> geometry_of(Line const& line) {
  auto to = std::make_unique<OGRLineString>();
  for (auto const p : line) {
    to->addPoint(geo::lon_degrees(p), geo::lat_degrees(p));
  }
  return to;
}

void add_ring(OGRPolygon& to, geo::Ring const& ring) {
  if (ring.empty()) {
    return;
  }
  auto closed = std::make_unique<OGRLinearRing>();
  for (auto const p : ring) {
    closed->addPoint(geo::lon_degrees(p), geo::lat_degrees(p));
  }
  closed->closeRings();
  to.addRingDirectly(closed.release());
}

std::unique_ptr<OGRGeometry> geometry_of(geo::MultiPolygon const& shape) {
  auto to = std::make_unique<OGRMultiPolygon>();
  for (auto const& polygon : shape) {
    auto part = std::make_unique<OGRPolygon>();
    add_ring(*part, polygon.outer);
    for (auto const& hole : polygon.holes) {
      add_ring(*part, hole);
    }
    to->addGeometryDirectly(part.release());
  }
  return to;
}

void set_value(OGRFeature& to, int field, Value const& value) {
  if (auto const* const whole = std::get_if<std::int64_t>(&value);
      whole != nullptr && to.GetFieldDefnRef(field)->GetType() == OFTInteger64) {
    to.SetField(field, static_cast<GIntBig>(*whole));
    return;
  }
  auto const text = shown(value);
  if (!text.empty()) {
    to.SetField(field, text::is_utf8(text) ? text.c_str() : text::tidy(text).c_str());
  }
}

OGRLayer* begin_layer(GDALDataset& dataset, Layer const& layer, OGRSpatialReference& wgs84) {
  auto* const to = dataset.CreateLayer(layer.name.c_str(), &wgs84, geometry_type(layer), nullptr);
  if (to == nullptr) {
    return nullptr;
  }
  for (std::size_t i = 0; i < layer.columns.size(); ++i) {
    OGRFieldDefn field{layer.columns[i].c_str(), type_of(layer, i)};
    if (to->CreateField(&field) != OGRERR_NONE) {
      return nullptr;
    }
  }
  return to;
}

bool add_layer(GDALDataset& dataset, Layer const& layer, OGRSpatialReference& wgs84) {
  auto* const to = begin_layer(dataset, layer, wgs84);
  if (to == nullptr) {
    return false;
  }
  for (auto const& feature : layer.features) {
    ensure(feature.values.size() <= layer.columns.size(), "a feature has more values than its layer has columns");
    FeaturePointer row{OGRFeature::CreateFeature(to->GetLayerDefn())};
    for (std::size_t i = 0; i < feature.values.size(); ++i) {
      set_value(*row, static_cast<int>(i), feature.values[i]);
    }
    row->SetGeometryDirectly(std::visit([](auto const& shape) { return geometry_of(shape); }, feature.shape).release());
    if (to->CreateFeature(row.get()) != OGRERR_NONE) {
      return false;
    }
  }
  return true;
}

/// The row by which QGIS finds a layer's style: the columns, their names and their order are QGIS's own.
bool add_style(OGRLayer& to, Layer const& layer) {
  FeaturePointer row{OGRFeature::CreateFeature(to.GetLayerDefn())};
  // QGIS asks for the empty text there and finds no style where nothing stands.
  row->SetField("f_table_catalog", "");
  row->SetField("f_table_schema", "");
  row->SetField("f_table_name", layer.name.c_str());
  row->SetField("f_geometry_column", "geom");
  row->SetField("styleName", layer.name.c_str());
  row->SetField("styleQML", layer.style.c_str());
  row->SetField("useAsDefault", 1);
  row->SetField("update_time", "2000/01/01 00:00:00+00");
  return to.CreateFeature(row.get()) == OGRERR_NONE;
}

bool add_styles(GDALDataset& dataset, std::vector<Layer> const& layers) {
  auto const styled = [](Layer const& layer) { return !layer.style.empty(); };
  if (std::ranges::none_of(layers, styled)) {
    return true;
  }
  std::array<char, 7> key{"FID=id"};
  std::array<char*, 2> options{key.data(), nullptr};
  auto* const to = dataset.CreateLayer("layer_styles", nullptr, wkbNone, options.data());
  if (to == nullptr) {
    return false;
  }
  for (auto const* const name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
                                 "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time"}) {
    OGRFieldDefn field{name, OFTString};
    if (std::string_view{name} == "useAsDefault") {
      field.SetType(OFTInteger);
      field.SetSubType(OFSTBoolean);
    } else if (std::string_view{name} == "update_time") {
      field.SetType(OFTDateTime);
    }
    if (to->CreateField(&field) != OGRERR_NONE) {
      return false;
    }
  }
  return std::ranges::all_of(layers, [&](Layer const& layer) { return !styled(layer) || add_style(*to, layer); });
}

bool add_layers(GDALDataset& dataset, std::vector<Layer> const& layers) {
  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (dataset.StartTransaction() != OGRERR_NONE) {
    return false;
  }
  auto const all = std::ranges::all_of(layers, [&](Layer const& layer) { return add_layer(dataset, layer, wgs84); });
  return all && add_styles(dataset, layers) && dataset.CommitTransaction() == OGRERR_NONE;
}

}  // namespace

Result<void> write_geopackage(std::filesystem::path const& path, std::vector<Layer> const& layers) {
  Complaints complaints;
  register_drivers();
  // The pending file is thrown away after any failure, so SQLite's own journal beside it has nothing to save.
  CPLConfigOptionSetter const journal{"OGR_SQLITE_JOURNAL", "MEMORY", false};
  CPLConfigOptionSetter const synchronous{"OGR_SQLITE_SYNCHRONOUS", "OFF", false};
  // The same layers give the same bytes: no clock in the table of contents.
  CPLConfigOptionSetter const date{"OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z", false};

  PendingFile pending{path};
  auto const name = ordinary_path(pending.path());
  if (!name) {
    return unwritable(path, "a virtual path is not a file");
  }
  auto* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  ensure(driver != nullptr, "GDAL has no GeoPackage driver");
  Dataset dataset{driver->Create(name->c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
  auto const whole = dataset != nullptr && add_layers(*dataset, layers);
  dataset.reset();
  if (!whole || complaints.failed()) {
    return unwritable(path, complaints.reason());
  }
  return pending.commit();
}

}  // namespace linquan::tables
