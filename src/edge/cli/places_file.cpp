#include "places_file.h"

#include <cstdint>

namespace linquan::cli {

double degrees(std::int32_t units) {
  return static_cast<double>(units) / 1e7;
}

tables::Value text_or_nothing(std::string const& text) {
  return text.empty() ? tables::Value{} : tables::Value{text};
}

Result<void> write_places(std::filesystem::path const& path, Places places) {
  if (path.extension() == ".csv" || path.extension() == ".xlsx") {
    tables::Sheet sheet{places.name, std::move(places.columns), {}};
    for (auto& [at, values] : places.rows) {
      sheet.rows.push_back(std::move(values));
    }
    return path.extension() == ".csv" ? tables::write_csv(path, sheet) : tables::write_xlsx(path, {std::move(sheet)});
  }
  tables::Layer layer{places.name, std::move(places.columns), {}};
  for (auto& [at, values] : places.rows) {
    layer.features.push_back({at, std::move(values)});
  }
  return path.extension() == ".gpkg" ? tables::write_geopackage(path, {std::move(layer)})
                                     : tables::write_geojson(path, layer);
}

}  // namespace linquan::cli
