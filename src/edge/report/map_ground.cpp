#include "map_ground.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace linquan::report {
namespace {

/// Beyond so many stretches a map shows carriageways only, and beyond this many again it leaves out bends.
constexpr std::size_t edges_full = 5'000;
constexpr double lettering = 24;
constexpr std::size_t street_names_max = 9;
constexpr std::size_t compound_names_max = 16;

bool is_shown(walk::StreetKind kind) {
  switch (kind) {
    case walk::StreetKind::plaza:
    case walk::StreetKind::straight:
    case walk::StreetKind::gate:
    case walk::StreetKind::corridor:
    case walk::StreetKind::lift:
      return false;
    case walk::StreetKind::road:
    case walk::StreetKind::living_street:
    case walk::StreetKind::pedestrian:
    case walk::StreetKind::footway:
    case walk::StreetKind::path:
    case walk::StreetKind::cycleway:
    case walk::StreetKind::track:
    case walk::StreetKind::service:
    case walk::StreetKind::crossing:
    case walk::StreetKind::steps:
      return true;
  }
  return false;
}

bool is_wide(walk::StreetKind kind) {
  return kind == walk::StreetKind::road || kind == walk::StreetKind::living_street ||
         kind == walk::StreetKind::pedestrian;
}

geo::Box box_of_edge(walk::Graph const& graph, std::uint32_t edge) {
  geo::Box box;
  box.add(graph.nodes[graph.edges[edge].from]);
  box.add(graph.nodes[graph.edges[edge].to]);
  for (auto const point : graph.inner_points(edge)) {
    box.add(point);
  }
  return box;
}

Taken::Rect rect_of(Svg::Point middle, std::string_view text, double size) {
  auto const half = text_width(text, size) / 2 + 6;
  return {middle.x - half, middle.y - size, middle.x + half, middle.y + size * 0.35};
}

bool fits(Canvas const& canvas, Taken::Rect const& rect) {
  return canvas.holds({rect.left - 6, rect.top - 6}) && canvas.holds({rect.right + 6, rect.bottom + 6});
}

}  // namespace

Ground::Ground(city::City const& city) : city_{city} {
  auto const& graph = city.streets;
  edge_boxes_.resize(graph.edges.size());
  for (std::uint32_t edge = 0; edge < graph.edges.size(); ++edge) {
    auto const arriving_copy = edge >= graph.inner_first + graph.inner_count && graph.inner_count > 0 &&
                               edge < graph.inner_first + 2 * graph.inner_count;
    if (!arriving_copy && is_shown(graph.traits_of(edge).kind)) {
      edge_boxes_[edge] = box_of_edge(graph, edge);
    }
  }
  edges_ = geo::BoxIndex{edge_boxes_};
  std::vector<geo::Box> boxes;
  for (std::uint32_t area = 0; area < city.areas.size(); ++area) {
    if (city.areas[area].level == city::AreaLevel::compound) {
      compounds_.push_back(area);
      boxes.push_back(geo::box_of(city.areas[area].shape));
    }
  }
  compound_boxes_ = geo::BoxIndex{boxes};
}

void Ground::draw(Svg& svg, Canvas const& canvas) const {
  draw_water(svg, canvas);
  draw_compounds(svg, canvas);
  draw_streets(svg, canvas);
}

void Ground::draw_water(Svg& svg, Canvas const& canvas) const {
  PathData water{3};
  PathData rails{3};
  for (auto const& obstacle : city_.obstacles) {
    geo::Box box;
    std::ranges::for_each(obstacle.line, [&](geo::Point p) { box.add(p); });
    if (obstacle.kind == walk::Obstacle::Kind::wall || !box.touches(canvas.shown())) {
      continue;
    }
    auto& data = obstacle.kind == walk::Obstacle::Kind::water ? water : rails;
    data.move_to(canvas.at(obstacle.line.front()));
    for (std::size_t i = 1; i < obstacle.line.size(); ++i) {
      data.line_to(canvas.at(obstacle.line[i]), i + 1 == obstacle.line.size());
    }
  }
  if (!water.text().empty()) {
    svg.path(water.text(), R"(fill="none" stroke="#cfe0e6" stroke-width="9" stroke-linejoin="round")");
  }
  if (!rails.text().empty()) {
    svg.path(rails.text(), R"(fill="none" stroke="#b9bcbf" stroke-width="3" stroke-dasharray="16 8")");
  }
}

void Ground::draw_compounds(Svg& svg, Canvas const& canvas) const {
  std::vector<std::uint32_t> seen;
  compound_boxes_.visit(canvas.shown(), [&](std::uint32_t i) { seen.push_back(i); });
  std::ranges::sort(seen);
  PathData data{4};
  for (auto const i : seen) {
    for (auto const& polygon : city_.areas[compounds_[i]].shape) {
      data.ring(canvas, polygon.outer);
    }
  }
  if (!data.text().empty()) {
    svg.path(data.text(), R"(fill="#ecedea" stroke="#d3d5d0" stroke-width="2")");
  }
}

std::vector<std::uint32_t> Ground::edges_in(Canvas const& canvas) const {
  std::vector<std::uint32_t> seen;
  edges_.visit(canvas.shown(), [&](std::uint32_t edge) { seen.push_back(edge); });
  std::ranges::sort(seen);
  if (seen.size() > edges_full) {
    std::erase_if(seen, [&](std::uint32_t edge) { return !is_wide(city_.streets.traits_of(edge).kind); });
  }
  return seen;
}

void Ground::draw_streets(Svg& svg, Canvas const& canvas) const {
  auto const seen = edges_in(canvas);
  auto const spacing = seen.size() > edges_full ? 14.0 : 2.0;
  std::array<PathData, 2> data{PathData{spacing}, PathData{spacing}};
  std::array<std::uint32_t, 2> last{walk::none, walk::none};
  for (auto const edge : seen) {
    auto const wide = is_wide(city_.streets.traits_of(edge).kind) ? 1U : 0U;
    auto& path = data.at(wide);
    auto const line = city_.streets.line(edge);
    if (last.at(wide) != city_.streets.edges[edge].from || path.text().empty()) {
      path.move_to(canvas.at(line.front()));
    }
    for (std::size_t i = 1; i < line.size(); ++i) {
      path.line_to(canvas.at(line[i]), i + 1 == line.size() && seen.size() <= edges_full);
    }
    last.at(wide) = city_.streets.edges[edge].to;
  }
  constexpr std::array<std::string_view, 2> styles{
      R"(fill="none" stroke="#d4d6d7" stroke-width="3" stroke-linejoin="round")",
      R"(fill="none" stroke="#c3c6c8" stroke-width="8" stroke-linejoin="round" stroke-linecap="round")"};
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (!data.at(i).text().empty()) {
      svg.path(data.at(i).text(), seen.size() > edges_full
                                      ? R"(fill="none" stroke="#c9cccd" stroke-width="2" stroke-linejoin="round")"
                                      : styles.at(i));
    }
  }
}

void Ground::letter(Svg& svg, Canvas const& canvas, Taken& taken) const {
  letter_streets(svg, canvas, taken);
  letter_compounds(svg, canvas, taken);
}

void Ground::letter_streets(Svg& svg, Canvas const& canvas, Taken& taken) const {
  struct Named {
    double length = 0;
    double longest = 0;
    Svg::Point at;
  };
  std::map<std::uint32_t, Named> names;
  for (auto const edge : edges_in(canvas)) {
    auto const street = city_.streets.edges[edge].street;
    auto const name = street == walk::none ? walk::none : city_.streets.streets[street].name;
    auto const a = canvas.at(city_.streets.nodes[city_.streets.edges[edge].from]);
    auto const b = canvas.at(city_.streets.nodes[city_.streets.edges[edge].to]);
    Svg::Point const middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    if (name == walk::none || !canvas.holds(middle)) {
      continue;
    }
    auto& named = names[name];
    auto const length = std::hypot(a.x - b.x, a.y - b.y);
    named.length += length;
    if (length > named.longest) {
      named.longest = length;
      named.at = middle;
    }
  }
  std::vector<std::pair<double, std::uint32_t>> order;
  for (auto const& [name, named] : names) {
    order.emplace_back(-named.length, name);
  }
  std::ranges::sort(order);
  std::size_t written = 0;
  for (auto const& [length, name] : order) {
    auto const& text = city_.streets.names[name];
    auto const at = names[name].at;
    auto const rect = rect_of({at.x, at.y + lettering / 3}, text, lettering);
    if (written < street_names_max && fits(canvas, rect) && taken.take(rect)) {
      svg.text({at.x, at.y + lettering / 3}, text,
               {.size = lettering, .anchor = "middle", .fill = "#8a8f93", .bold = false, .halo = true});
      ++written;
    }
  }
}

void Ground::letter_compounds(Svg& svg, Canvas const& canvas, Taken& taken) const {
  std::vector<std::pair<double, std::uint32_t>> order;
  compound_boxes_.visit(canvas.shown(), [&](std::uint32_t i) {
    order.emplace_back(-geo::area_square_metres(city_.areas[compounds_[i]].shape), compounds_[i]);
  });
  std::ranges::sort(order);
  std::size_t written = 0;
  for (auto const& [size, area] : order) {
    auto const& name = city_.areas[area].name;
    auto const at = canvas.at(geo::inner_point(city_.areas[area].shape));
    auto const box = geo::box_of(city_.areas[area].shape);
    auto const room = canvas.at(box.high).x - canvas.at(box.low).x;
    auto const rect = rect_of(at, name, lettering);
    if (written < compound_names_max && !name.empty() && rect.right - rect.left < room * 1.3 && fits(canvas, rect) &&
        taken.take(rect)) {
      svg.text(at, name, {.size = lettering, .anchor = "middle", .fill = "#6d7276", .bold = false, .halo = true});
      ++written;
    }
  }
}

}  // namespace linquan::report
