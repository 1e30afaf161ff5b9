#include "map_outlets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/report/phrases.h"
#include "palette.h"

namespace linquan::report {
namespace {

constexpr Svg::Size frame_size{40, 32};
/// So many of a rule are drawn, the nearest ones to the area.
constexpr std::size_t outlets_max = 8;

std::vector<kinds::KindIndex> asked_of(city::City const& city, standard::Rule const& rule) {
  std::vector<kinds::KindIndex> asked;
  for (std::size_t kind = 0; kind < city.kind_ids.size(); ++kind) {
    if (std::ranges::find(rule.kinds, city.kind_ids[kind]) != rule.kinds.end()) {
      asked.push_back(static_cast<kinds::KindIndex>(kind));
    }
  }
  return asked;
}

/// The stands of all outlets of any of these kinds.
std::vector<geo::Point> stands_of(city::City const& city, std::vector<kinds::KindIndex> const& asked) {
  std::vector<geo::Point> places;
  for (auto const& outlet : city.outlets) {
    auto const wanted =
        std::ranges::any_of(outlet.kinds, [&](auto kind) { return std::ranges::binary_search(asked, kind); });
    for (auto const& stand : outlet.stands) {
      if (wanted) {
        places.push_back(stand.at);
      }
    }
  }
  return places;
}

Taken::Rect around(Svg::Point at) {
  return {at.x - frame_size.width / 2, at.y - frame_size.height / 2, at.x + frame_size.width / 2,
          at.y + frame_size.height / 2};
}

/// From a box to a place, in whole millimetres; 0 inside.
std::int64_t away(geo::Box const& box, geo::Point p) {
  geo::Point const nearest{std::clamp(p.lon, box.low.lon, box.high.lon), std::clamp(p.lat, box.low.lat, box.high.lat)};
  return geo::distance(nearest, p).count;
}

/// The nearest free place for a number about an outlet.
std::optional<Svg::Point> free_place(Svg::Point at, Canvas const& canvas, Taken& taken) {
  constexpr std::array<Svg::Point, 5> offsets{{{0, 0}, {26, -20}, {-26, -20}, {26, 20}, {-26, 20}}};
  for (auto const& offset : offsets) {
    Svg::Point const place{at.x + offset.x, at.y + offset.y};
    if (canvas.holds({place.x - 24, place.y - 20}) && canvas.holds({place.x + 24, place.y + 20}) &&
        taken.take(around(place))) {
      return place;
    }
  }
  return std::nullopt;
}

/// Where the ray from the middle of the window towards `to` meets a frame within it.
Svg::Point at_rim(Canvas const& canvas, Svg::Point to) {
  constexpr double inset_x = 70;
  constexpr double inset_y = 40;
  auto const half_x = Canvas::width / 2 - inset_x;
  auto const half_y = canvas.height() / 2 - inset_y;
  auto const dx = to.x - Canvas::width / 2;
  auto const dy = to.y - canvas.height() / 2;
  auto const stretch = std::min(half_x / std::max(std::abs(dx), 1.0), half_y / std::max(std::abs(dy), 1.0));
  return {Canvas::width / 2 + dx * stretch, canvas.height() / 2 + dy * stretch};
}

void draw_arrow(Svg& svg, Canvas const& canvas, Subject const& subject, std::size_t rule, geo::Point nearest,
                Taken& taken) {
  auto const middle = canvas.place({Canvas::width / 2, canvas.height() / 2});
  auto const target = canvas.at(nearest);
  auto rim = at_rim(canvas, target);
  for (int tries = 0; tries < 8 && !taken.take({rim.x - 65, rim.y - 34, rim.x + 65, rim.y + 34}); ++tries) {
    rim.y += rim.y < canvas.height() / 2 ? 70 : -70;
  }
  auto const dx = target.x - rim.x;
  auto const dy = target.y - rim.y;
  auto const length = std::max(std::hypot(dx, dy), 1.0);
  Svg::Point const way{dx / length, dy / length};
  Svg::Point const tip{rim.x + way.x * 46, rim.y + way.y * 36};
  svg.polygon({tip,
               {tip.x - way.x * 18 - way.y * 10, tip.y - way.y * 18 + way.x * 10},
               {tip.x - way.x * 18 + way.y * 10, tip.y - way.y * 18 - way.x * 10}},
              R"(fill="#2f3336")");
  draw_number(svg, rim, rule);
  auto const metres = geo::distance(middle, nearest).metres();
  auto const text = metres < 995
                        ? subject.messages.say("report_metres", {{"n", fmt::format("{:.0f}", metres)}})
                        : subject.messages.say("report_kilometres", {{"n", fmt::format("{:.1f}", metres / 1000)}});
  auto const below = rim.y < canvas.height() / 2;
  svg.text({rim.x, below ? rim.y + 42 : rim.y - 24}, text,
           {.size = 22, .anchor = "middle", .fill = palette::ink, .halo = true});
}

}  // namespace

void draw_number(Svg& svg, Svg::Point at, std::size_t rule) {
  svg.rect({at.x - frame_size.width / 2, at.y - frame_size.height / 2}, frame_size,
           R"(rx="8" fill="#ffffff" stroke="#2f3336" stroke-width="2.5")");
  svg.text({at.x, at.y + 8}, fmt::to_string(rule + 1),
           {.size = 24, .anchor = "middle", .fill = palette::ink, .bold = true});
}

void draw_outlets(Svg& svg, Canvas const& canvas, Subject const& subject, Marked const& marked, Taken& taken) {
  for (auto const rule : marked.rules) {
    auto stands = stands_of(subject.city, asked_of(subject.city, subject.standard().rules[rule]));
    if (stands.empty()) {
      continue;
    }
    auto const nearest = std::min(stands.size(), outlets_max);
    std::ranges::partial_sort(stands, stands.begin() + static_cast<std::ptrdiff_t>(nearest), {}, [&](geo::Point p) {
      return std::pair{away(marked.box, p), p};
    });
    auto inside = false;
    for (std::size_t i = 0; i < nearest; ++i) {
      auto const at = canvas.at(stands[i]);
      if (!canvas.holds(at)) {
        continue;
      }
      inside = true;
      svg.circle(at, 6, R"(fill="#2f3336" stroke="#ffffff" stroke-width="2")");
      if (auto const place = free_place(at, canvas, taken)) {
        draw_number(svg, *place, rule);
      }
    }
    if (!inside) {
      draw_arrow(svg, canvas, subject, rule, stands.front(), taken);
    }
  }
}

}  // namespace linquan::report
