#include <algorithm>
#include <array>

#include "linquan/answers/level_word.h"
#include "linquan/tiles/layer.h"
#include "linquan/tiles/tiles.h"
#include "told.h"

namespace linquan::tiles {
namespace {

constexpr std::int32_t margin = 64;
/// In units of a tile: a quarter of a point of a screen that shows it on 512.
constexpr std::int32_t tolerance = 2;

std::string_view word_of(walk::StreetKind kind) {
  static constexpr std::array<std::string_view, walk::street_kind_count> words{
      "road",     "living_street", "pedestrian", "footway", "path",  "cycleway", "track", "service",
      "corridor", "crossing",      "steps",      "lift",    "plaza", "straight", "gate"};
  return words.at(static_cast<std::size_t>(kind));
}

Line line_in(std::vector<geo::Point> const& points, TileId tile) {
  Line line;
  line.reserve(points.size());
  for (auto const p : points) {
    line.push_back(pixel_of(world_of(p), tile));
  }
  return line;
}

/// The ring's part of the tile, simpler; empty where there is none.
Line ring_in(geo::Ring const& ring, TileId tile) {
  return cut_ring(simplified_ring(line_in(ring, tile), tile.z == zoom_max ? 0 : tolerance), Window{margin});
}

std::vector<Rings> polygons_in(geo::MultiPolygon const& shape, TileId tile) {
  std::vector<Rings> polygons;
  for (auto const& polygon : shape) {
    auto outer = ring_in(polygon.outer, tile);
    if (outer.empty()) {
      continue;
    }
    auto& rings = polygons.emplace_back();
    rings.push_back(std::move(outer));
    for (auto const& hole : polygon.holes) {
      if (auto ring = ring_in(hole, tile); !ring.empty()) {
        rings.push_back(std::move(ring));
      }
    }
  }
  return polygons;
}

std::string kinds_text(city::City const& city, city::Outlet const& outlet) {
  std::string text;
  for (auto const kind : outlet.kinds) {
    text += (text.empty() ? "" : ",") + city.kind_ids[kind];
  }
  return text;
}

}  // namespace

Tile outlets(Points const& places, city::City const& city, TileId tile, std::span<kinds::KindIndex const> kinds) {
  Layer layer{"outlets", features_max};
  if (tile.z < (kinds.empty() ? outlets_zoom_min : kinds_zoom_min)) {
    return told(layer);
  }
  Properties properties;
  for (auto const& entry : places.in(tile)) {
    auto const& outlet = city.outlets[entry.number];
    if (!kinds.empty() && std::ranges::find_first_of(outlet.kinds, kinds) == outlet.kinds.end()) {
      continue;
    }
    properties.clear();
    properties.emplace_back("id", std::to_string(outlet.id.value()));
    properties.emplace_back("kinds", kinds_text(city, outlet));
    if (tile.z >= names_zoom_min) {
      properties.emplace_back("name", outlet.name);
    }
    layer.add_point(std::nullopt, pixel_of(entry.at, tile), properties);
  }
  return told(layer);
}

Tile streets(Ground const& ground, city::City const& city, TileId tile) {
  Layer layer{"streets", features_max};
  if (tile.z < streets_zoom_min) {
    return told(layer);
  }
  auto const& graph = city.streets;
  for (auto const edge : ground.edges(tile, margin)) {
    auto const line = simplified(line_in(graph.line(edge), tile), tile.z == zoom_max ? 0 : tolerance);
    auto const pieces = cut(line, Window{margin});
    auto const& traits = graph.traits_of(edge);
    Properties properties{{"kind", std::string{word_of(traits.kind)}}, {"inner", traits.zone != walk::Zone::open}};
    auto const street = graph.edges[edge].street;
    if (street != walk::none && graph.streets[street].name != walk::none) {
      properties.emplace_back("name", graph.names[graph.streets[street].name]);
    }
    if (traits.bridge || traits.tunnel) {
      properties.emplace_back(traits.bridge ? "bridge" : "tunnel", true);
    }
    layer.add_lines(std::nullopt, pieces, properties);
  }
  return told(layer);
}

Tile gates(Ground const& ground, city::City const& city, TileId tile, std::function<bool(std::uint32_t)> const& open) {
  Layer layer{"gates", features_max};
  if (tile.z < gates_zoom_min) {
    return told(layer);
  }
  for (auto const& entry : ground.gates().in(tile)) {
    auto const& gate = city.gates[entry.number];
    Properties properties{{"id", std::to_string(gate.id.value())},
                          {"open", open(entry.number)},
                          {"inferred", city.streets.gates[gate.graph_gate].inferred}};
    if (gate.compound != walk::none) {
      properties.emplace_back("compound", city.areas[gate.compound].name);
    }
    layer.add_point(std::nullopt, pixel_of(entry.at, tile), properties);
  }
  return told(layer);
}

Tile areas(Ground const& ground, city::City const& city, TileId tile, city::AreaLevel level, Judge const* judge,
           States const* states) {
  Layer layer{"areas", features_max};
  for (auto const number : ground.areas(city, level, tile, margin)) {
    auto const& area = city.areas[number];
    auto const polygons = polygons_in(area.shape, tile);
    Properties properties{{"id", std::to_string(area.id.value())},
                          {"level", std::string{answers::level_word(level)}},
                          {"code", area.code},
                          {"name", area.name}};
    auto const kept = states == nullptr ? States::const_iterator{} : states->find(area.code);
    auto const& state = states == nullptr || kept == states->end() ? area.state : kept->second;
    if (!state.empty()) {
      properties.emplace_back("state", state);
    }
    if (judge != nullptr) {
      add_score(properties, judge->needs_of_area(number));
    }
    layer.add_polygons(std::nullopt, polygons, properties);
  }
  return told(layer);
}

city::AreaLevel level_at(city::City const& city, std::uint32_t zoom) {
  using enum city::AreaLevel;
  constexpr std::uint32_t communities_from = 13;
  constexpr std::uint32_t subdistricts_from = 11;
  auto const wanted = zoom >= communities_from ? community : zoom >= subdistricts_from ? subdistrict : district;
  auto const has = [&](city::AreaLevel level) {
    return std::ranges::any_of(city.areas, [&](city::Area const& area) { return area.level == level; });
  };
  if (!has(wanted)) {
    for (auto const other : {community, subdistrict, district, living_circle}) {
      if (has(other)) {
        return other;
      }
    }
  }
  return wanted;
}

}  // namespace linquan::tiles
