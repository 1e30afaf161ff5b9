#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "canvas.h"
#include "change_facts.h"
#include "linquan/report/change_pages.h"
#include "linquan/report/svg.h"
#include "linquan/words/change_text.h"
#include "linquan/words/shift_text.h"
#include "map_frame.h"
#include "map_ground.h"
#include "map_margin.h"
#include "palette.h"

namespace linquan::report {
namespace {

constexpr double height_min = 640;
constexpr double height_max = 740;
constexpr double letters = 26;
/// Homes beyond so many are drawn one mark a square.
constexpr std::size_t marks_max = 250;
constexpr double square = 28;
constexpr auto gained_style = R"(fill="#2b6a99" stroke="#ffffff" stroke-width="2")";
constexpr auto lost_style = R"(fill="#8c3a08" stroke="#ffffff" stroke-width="2")";

using Places = std::set<std::pair<long long, long long>>;

/// Where homes of the shifts stand, each place once.
Places places_of(ChangeSubject const& subject, Canvas const& canvas, std::vector<compare::Shift const*> const& shifts,
                 bool gained) {
  std::set<std::uint32_t> homes;
  for (auto const* const shift : shifts) {
    if (shift->gained == gained) {
      homes.insert(shift->homes.begin(), shift->homes.end());
    }
  }
  Places places;
  for (auto const home : homes) {
    auto at = canvas.at((gained ? subject.after() : subject.before()).homes[home].door);
    if (homes.size() > marks_max) {
      at = {(std::floor(at.x / square) + 0.5) * square, (std::floor(at.y / square) + 0.5) * square};
    }
    if (canvas.holds(at)) {
      places.emplace(std::llround(at.x), std::llround(at.y));
    }
  }
  return places;
}

std::string triangle(long long x, long long y, bool up) {
  return up ? fmt::format("M{} {}l12 21h-24z", x, y - 14) : fmt::format("M{} {}l12-21h-24z", x, y + 14);
}

/// Those who gained stand a little above their place and those who lost a little below, so that both can be seen.
void draw_homes(Svg& svg, ChangeSubject const& subject, Canvas const& canvas,
                std::vector<compare::Shift const*> const& shifts) {
  std::string data;
  for (auto const& [x, y] : places_of(subject, canvas, shifts, true)) {
    data += triangle(x, y - 3, true);
  }
  if (!data.empty()) {
    svg.path(data, gained_style);
  }
  data.clear();
  for (auto const& [x, y] : places_of(subject, canvas, shifts, false)) {
    data += triangle(x, y + 3, false);
  }
  if (!data.empty()) {
    svg.path(data, lost_style);
  }
}

enum class Sign : std::uint8_t { opened, closed, here, away, offers };

void draw_sign(Svg& svg, Svg::Point at, Sign sign) {
  constexpr auto ring = R"(fill="#ffffff" stroke="#2f3336" stroke-width="4")";
  auto const stroke = [&](std::string const& data) {
    svg.path(data, R"(fill="none" stroke="#2f3336" stroke-width="5")");
  };
  auto const x = std::llround(at.x);
  auto const y = std::llround(at.y);
  if (sign == Sign::offers) {
    svg.rect({at.x - 13, at.y - 13}, {26, 26}, ring);
    return;
  }
  svg.circle(at, 17,
             sign == Sign::away ? R"(fill="#ffffff" stroke="#2f3336" stroke-width="4" stroke-dasharray="7 5")" : ring);
  if (sign == Sign::opened) {
    stroke(fmt::format("M{} {}h20m-10-10v20", x - 10, y));
  } else if (sign == Sign::closed) {
    stroke(fmt::format("M{} {}l14 14m0-14l-14 14", x - 7, y - 7));
  } else if (sign == Sign::here) {
    svg.circle(at, 7, R"(fill="#2f3336")");
  }
}

void letter(Svg& svg, Canvas const& canvas, Svg::Point at, std::string const& name, Taken& taken) {
  auto const text = shortened(name, letters, 360);
  auto const wide = text_width(text, letters);
  for (auto const& place : {Svg::Point{at.x + 24, at.y + 9}, Svg::Point{at.x - 24 - wide, at.y + 9},
                            Svg::Point{at.x - wide / 2, at.y - 24}, Svg::Point{at.x - wide / 2, at.y + 46}}) {
    if (place.x > 4 && place.x + wide < Canvas::width - 4 && place.y > 26 && place.y < canvas.height() - 4 &&
        taken.take({place.x, place.y - 24, place.x + wide, place.y + 6})) {
      svg.text(place, text, {.size = letters, .fill = palette::ink, .bold = true, .halo = true});
      return;
    }
  }
}

void draw_outlet(Svg& svg, Canvas const& canvas, city::Outlet const& outlet, Sign sign, std::string const& name,
                 Taken& taken) {
  for (auto const& stand : outlet.stands) {
    auto const at = canvas.at(stand.at);
    if (canvas.holds(at)) {
      draw_sign(svg, at, sign);
      letter(svg, canvas, at, name, taken);
    }
  }
}

void draw_outlets(Svg& svg, ChangeSubject const& subject, Canvas const& canvas, Taken& taken) {
  for (auto const& change : outlet_changes(subject)) {
    auto const name = words::outlet_name(change.city(subject), change.latest().id, subject.messages);
    switch (change.what) {
      case OutletChange::What::opened:
        draw_outlet(svg, canvas, *change.after, Sign::opened, name, taken);
        break;
      case OutletChange::What::closed:
        draw_outlet(svg, canvas, *change.before, Sign::closed, name, taken);
        break;
      case OutletChange::What::moved:
        draw_outlet(svg, canvas, *change.before, Sign::away, name, taken);
        draw_outlet(svg, canvas, *change.after, Sign::here, name, taken);
        break;
      case OutletChange::What::offers:
        draw_outlet(svg, canvas, *change.after, Sign::offers, name, taken);
        break;
    }
  }
}

void draw_legend(Svg& svg, double top, words::Messages const& messages) {
  auto const y = top + 46;
  auto x = 24.0;
  auto const word = [&](std::string_view code) {
    auto const text = messages.say(code);
    svg.text({x + 24, y}, text, {.size = letters, .fill = palette::ink});
    x += 24 + text_width(text, letters) + 44;
  };
  svg.path(triangle(std::llround(x), std::llround(y - 9), true), gained_style);
  word("report_home_gained");
  svg.path(triangle(std::llround(x), std::llround(y - 9), false), lost_style);
  word("report_home_lost");
  constexpr std::array<std::pair<Sign, std::string_view>, 5> signs{{{Sign::opened, "change_opened"},
                                                                    {Sign::closed, "change_closed"},
                                                                    {Sign::here, "report_moved_here"},
                                                                    {Sign::away, "report_moved_away"},
                                                                    {Sign::offers, "change_offers"}}};
  for (auto const& [sign, code] : signs) {
    draw_sign(svg, {x, y - 9}, sign);
    word(code);
  }
  svg.text({10, y + 46}, messages.say("report_change_map_note"), {.size = 22, .fill = palette::quiet});
  svg.text({Canvas::width - 10, y + 46}, messages.say("report_osm_attribution"),
           {.size = 22, .anchor = "end", .fill = palette::quiet});
}

}  // namespace

struct ChangeAtlas::Parts {
  ChangeSubject const& subject;
  Ground ground;

  /// The area, its homes that gained or lost, and the outlets that made them do so.
  [[nodiscard]] geo::Box box_of(geo::MultiPolygon const* shape,
                                std::vector<compare::Shift const*> const& shifts) const {
    auto box = shape == nullptr ? subject.after().box : geo::box_of(*shape);
    for (auto const* const shift : shifts) {
      auto const& city = shift->gained ? subject.after() : subject.before();
      for (auto const home : shift->homes) {
        box.add(city.homes[home].door);
      }
      for (auto const& cause : shift->causes) {
        for (auto const id : cause.outlets) {
          auto const found = std::ranges::lower_bound(city.outlets, id, {}, &city::Outlet::id);
          if (found != city.outlets.end() && found->id == id && !found->stands.empty() &&
              cause.why != compare::Why::streets) {
            box.add(found->stands.front().at);
          }
        }
      }
    }
    return box;
  }
};

ChangeAtlas::ChangeAtlas(ChangeSubject const& subject)
    : parts_{std::make_unique<Parts>(Parts{subject, Ground{subject.after()}})} {}

ChangeAtlas::~ChangeAtlas() = default;

std::string ChangeAtlas::map_of(compare::AreaChange const* area,
                                std::vector<compare::Shift const*> const& shifts) const {
  auto const& subject = parts_->subject;
  auto const& messages = subject.messages;
  auto const* const shape = area == nullptr             ? nullptr
                            : area->after != walk::none ? &subject.after().areas[area->after].shape
                                                        : &subject.before().areas[area->before].shape;
  Canvas const canvas{parts_->box_of(shape, shifts), height_min, height_max};
  auto const name = area == nullptr ? subject.after().name : words::area_text(*area, messages);
  Svg svg{{Canvas::width, canvas.height() + 110}, messages.say("report_change_map_title", {{"area", name}})};
  open_window(svg, canvas);
  parts_->ground.draw(svg, canvas);
  if (shape != nullptr) {
    draw_boundary(svg, canvas, *shape);
  }
  draw_homes(svg, subject, canvas, shifts);
  Taken taken;
  taken.take({Canvas::width - 80, 0, Canvas::width, 120});
  taken.take({0, canvas.height() - 80, 500, canvas.height()});
  draw_outlets(svg, subject, canvas, taken);
  parts_->ground.letter(svg, canvas, taken);
  draw_furniture(svg, canvas, messages);
  svg.close_window();
  svg.rect({1, 1}, {Canvas::width - 2, canvas.height() - 2}, R"(fill="none" stroke="#c9cccd" stroke-width="2")");
  draw_legend(svg, canvas.height(), messages);
  return svg.str();
}

}  // namespace linquan::report
