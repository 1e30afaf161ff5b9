#include "linquan/report/atlas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "canvas.h"
#include "home_needs.h"
#include "linquan/report/phrases.h"
#include "linquan/report/svg.h"
#include "linquan/words/figures.h"
#include "map_frame.h"
#include "map_ground.h"
#include "map_homes.h"
#include "map_margin.h"
#include "map_outlets.h"
#include "palette.h"

namespace linquan::report {
namespace {

constexpr double height_min = 640;
constexpr double height_max = 740;
/// Two maps of the city and the head share a page.
constexpr double overview_height_max = 790;

}  // namespace

std::vector<std::uint32_t> homes_of(city::City const& city, std::uint32_t area) {
  std::vector<std::uint32_t> homes;
  for (std::uint32_t i = 0; i < city.homes.size(); ++i) {
    auto const& home = city.homes[i];
    if (area == walk::none || home.compound == area || home.community == area || home.subdistrict == area ||
        home.district == area || home.living_circle == area) {
      homes.push_back(i);
    }
  }
  return homes;
}

struct Atlas::Parts {
  Subject const& subject;
  std::vector<HomeNeeds> needs;
  Ground ground;
};

Atlas::Atlas(Subject const& subject)
    : parts_{std::make_unique<Parts>(Parts{subject, home_needs(subject), Ground{subject.city}})} {}

Atlas::~Atlas() = default;

std::string Atlas::map_of(std::uint32_t area, std::span<standard::RuleIndex const> rules) const {
  auto const& subject = parts_->subject;
  auto const homes = homes_of(subject.city, area);
  auto const box = box_of_area(subject.city, area, homes);
  Canvas const canvas{box, height_min, height_max};
  auto const below = legend_height(subject, rules);
  Svg svg{{Canvas::width, canvas.height() + below},
          subject.messages.say("report_map_title",
                               {{"area", area == walk::none ? subject.city.name : area_name(area, subject)}})};
  open_window(svg, canvas);
  parts_->ground.draw(svg, canvas);
  if (area != walk::none) {
    draw_boundary(svg, canvas, subject.city.areas[area].shape);
  }
  draw_spots(svg, spots_of(canvas, subject.city, parts_->needs, homes));
  Taken taken;
  taken.take({Canvas::width - 80, 0, Canvas::width, 120});
  taken.take({0, canvas.height() - 80, 500, canvas.height()});
  draw_outlets(svg, canvas, subject, {rules, box}, taken);
  parts_->ground.letter(svg, canvas, taken);
  draw_furniture(svg, canvas, subject.messages);
  svg.close_window();
  svg.rect({1, 1}, {Canvas::width - 2, canvas.height() - 2}, R"(fill="none" stroke="#c9cccd" stroke-width="2")");
  draw_legend(svg, canvas.height(), subject, rules);
  return svg.str();
}

std::string Atlas::overview(standard::LevelScores const& level) const {
  auto const& subject = parts_->subject;
  geo::Box box;
  for (auto const& score : level.areas) {
    box.add(geo::box_of(subject.city.areas[score.area].shape));
  }
  Canvas const canvas{box.empty() ? subject.city.box : box, height_min, overview_height_max};
  Svg svg{{Canvas::width, canvas.height() + 130},
          subject.messages.say("report_overview_title", {{"level", level_text(level.level, subject.messages)}})};
  open_window(svg, canvas);
  parts_->ground.draw(svg, canvas);
  Taken taken;
  taken.take({Canvas::width - 80, 0, Canvas::width, 120});
  taken.take({0, canvas.height() - 80, 500, canvas.height()});
  for (auto const& score : level.areas) {
    auto const outline = outline_of(canvas, subject.city.areas[score.area].shape);
    auto const style = std::string{mark_style(class_of(score.needs))};
    if (!outline.text().empty()) {
      svg.path(outline.text(), style + R"( fill-opacity="0.72" stroke-opacity="0.6")");
    }
  }
  for (auto const& score : level.areas) {
    auto const share = score.needs.share();
    auto const at = canvas.at(geo::inner_point(subject.city.areas[score.area].shape));
    auto const text = share ? fmt::format("{:.0f}", *share * 100) : std::string{"–"};
    if (taken.take({at.x - 20, at.y - 22, at.x + 20, at.y + 8})) {
      svg.text(at, text, {.size = 26, .anchor = "middle", .fill = palette::ink, .bold = true, .halo = true});
    }
  }
  draw_furniture(svg, canvas, subject.messages);
  svg.close_window();
  draw_classes(svg, {10, canvas.height() + 52}, subject.messages, true);
  svg.text({10, canvas.height() + 104}, subject.messages.say("report_overview_note"),
           {.size = 22, .fill = palette::quiet});
  svg.text({Canvas::width - 10, canvas.height() + 104}, subject.messages.say("report_osm_attribution"),
           {.size = 22, .anchor = "end", .fill = palette::quiet});
  return svg.str();
}

}  // namespace linquan::report
