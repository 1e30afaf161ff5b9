#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "access.h"
#include "linquan/tables/table.h"

namespace linquan::cli {
namespace {

using Row = std::vector<tables::Value>;

/// Seven digits, the precision of our points.
double degrees(std::int32_t units) {
  return static_cast<double>(units) / 1e7;
}

std::vector<std::string> columns_of(Access const& access) {
  auto const* const unit = access.options.walker.unit == reach::Unit::seconds ? "seconds" : "metres";
  std::vector<std::string> columns{"home",     "source",     "lon",        "lat",    "people",
                                   "compound", "community",  "not_joined", "within", fmt::format("nearest_{}", unit),
                                   "outlet",   "outlet_name"};
  for (auto const kind : access.kinds) {
    auto const& id = access.city.kind_ids[kind];
    columns.push_back(fmt::format("{}_within", id));
    columns.push_back(fmt::format("{}_{}", id, unit));
  }
  if (access.capacity) {
    columns.emplace_back("capacity_per_thousand");
    columns.emplace_back("capacity_per_thousand_enhanced");
  }
  return columns;
}

tables::Value text_or_nothing(std::string const& text) {
  return text.empty() ? tables::Value{} : tables::Value{text};
}

tables::Value code_of(city::City const& city, std::uint32_t area) {
  return area < city.areas.size() ? text_or_nothing(city.areas[area].code) : tables::Value{};
}

/// Count and distance; both empty where nothing is reached.
void add_nearest(Row& row, Access const& access, reach::Seat seat, std::size_t column) {
  auto const nearest = access.table.nearest(seat, column);
  if (nearest == reach::absent) {
    row.resize(row.size() + 2);
    return;
  }
  row.emplace_back(std::int64_t{access.table.count(seat, column, 0)});
  row.emplace_back(static_cast<double>(nearest) / 10);
}

void add_outlet(Row& row, Access const& access, reach::Seat seat) {
  auto const near = access.table.site(seat, 0, 0);
  if (near.time == reach::absent) {
    row.resize(row.size() + 2);
    return;
  }
  auto const& outlet = access.city.outlets[access.supply.site(near.site).outlet];
  row.emplace_back(fmt::to_string(outlet.id.value()));
  row.push_back(text_or_nothing(outlet.name));
}

tables::Value per_thousand(reach::Catchment const& catchment, std::size_t home) {
  auto const& value = catchment.per_thousand[home];
  return value ? tables::Value{*value} : tables::Value{};
}

Row row_of(Access const& access, std::size_t index) {
  auto const& home = access.city.homes[index];
  auto const seat = access.homes.seat(index);
  Row row{fmt::to_string(home.id.value()),
          home.source,
          degrees(home.door.lon),
          degrees(home.door.lat),
          home.people.all.persons(),
          code_of(access.city, home.compound),
          code_of(access.city, home.community),
          seat == reach::no_seat ? text_or_nothing(home.unsnapped_reason) : tables::Value{}};
  add_nearest(row, access, seat, 0);
  add_outlet(row, access, seat);
  for (std::size_t kind = 0; kind < access.kinds.size(); ++kind) {
    add_nearest(row, access, seat, Access::column_of(kind, access.kinds.size()));
  }
  if (access.capacity) {
    row.push_back(per_thousand(access.capacity->plain, index));
    row.push_back(per_thousand(access.capacity->enhanced, index));
  }
  return row;
}

}  // namespace

Result<void> write_access(std::filesystem::path const& path, Access const& access) {
  auto const count = access.city.homes.size();
  if (path.extension() == ".csv") {
    return tables::write_csv(
        path, tables::RowSource{columns_of(access), count, [&](std::size_t home) { return row_of(access, home); }});
  }
  tables::Layer layer{"access", columns_of(access), {}};
  layer.features.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    layer.features.push_back({access.city.homes[i].door, row_of(access, i)});
  }
  return path.extension() == ".gpkg" ? tables::write_geopackage(path, {std::move(layer)})
                                     : tables::write_geojson(path, layer);
}

}  // namespace linquan::cli
