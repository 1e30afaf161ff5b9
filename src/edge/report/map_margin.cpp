#include "map_margin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "linquan/report/phrases.h"
#include "map_homes.h"
#include "map_outlets.h"
#include "needs_words.h"
#include "palette.h"

namespace linquan::report {
namespace {

constexpr double line_height = 44;
constexpr double letters = 26;
constexpr double column = Canvas::width / 3;

std::size_t lines_of(std::size_t rules) {
  return (rules + 2) / 3;
}

}  // namespace

void draw_furniture(Svg& svg, Canvas const& canvas, words::Messages const& messages) {
  constexpr std::array<int, 8> lengths{20, 50, 100, 200, 500, 1'000, 2'000, 5'000};
  auto metres = lengths.front();
  for (auto const length : lengths) {
    metres = length * canvas.units_per_metre() < 420 ? length : metres;
  }
  auto const wide = metres * canvas.units_per_metre();
  auto const y = canvas.height() - 36;
  svg.rect({24, y - 36}, {wide + 52, 60}, R"(fill="#ffffff" fill-opacity="0.85" rx="6")");
  svg.path(fmt::format("M50 {}v12h{}v-12", number(y - 4), number(wide)),
           R"(fill="none" stroke="#2f3336" stroke-width="3")");
  auto const text = metres < 1'000 ? messages.say("report_metres", {{"n", fmt::to_string(metres)}})
                                   : messages.say("report_kilometres", {{"n", fmt::to_string(metres / 1'000)}});
  svg.text({50 + wide / 2, y - 10}, text, {.size = 24, .anchor = "middle", .fill = palette::ink});
  svg.rect({Canvas::width - 74, 18}, {56, 96}, R"(fill="#ffffff" fill-opacity="0.85" rx="6")");
  svg.polygon({{Canvas::width - 46, 26}, {Canvas::width - 30, 74}, {Canvas::width - 46, 62}, {Canvas::width - 62, 74}},
              R"(fill="#2f3336")");
  svg.text({Canvas::width - 46, 104}, messages.say("report_north"),
           {.size = 26, .anchor = "middle", .fill = palette::ink, .bold = true});
}

void draw_classes(Svg& svg, Svg::Point at, words::Messages const& messages, bool as_fill) {
  auto x = at.x;
  auto const title = messages.say("report_legend_needs");
  svg.text({x, at.y}, title, {.size = letters, .fill = palette::ink, .bold = true});
  x += text_width(title, letters) + 34;
  for (std::size_t i = 0; i < needs_classes; ++i) {
    auto const served = static_cast<NeedsClass>(i);
    if (as_fill) {
      svg.rect({x - 14, at.y - 22}, {32, 26}, mark_style(served));
    } else {
      svg.path(mark_path(served, {x, at.y - 9}), mark_style(served));
    }
    auto const text = class_text(served, messages);
    svg.text({x + 28, at.y}, text, {.size = letters, .fill = palette::ink});
    x += 28 + text_width(text, letters) + 40;
  }
}

double legend_height(Subject const& /*subject*/, std::span<standard::RuleIndex const> rules) {
  return (2.0 + static_cast<double>(lines_of(rules.size()))) * line_height + 24;
}

void draw_legend(Svg& svg, double top, Subject const& subject, std::span<standard::RuleIndex const> rules) {
  auto const& messages = subject.messages;
  auto y = top + line_height;
  draw_classes(svg, {10, y}, messages, false);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto const x = 10 + static_cast<double>(i % 3) * column;
    y += i % 3 == 0 ? line_height : 0;
    draw_number(svg, {x + 20, y - 9}, rules[i]);
    auto const& rule = subject.standard().rules[rules[i]];
    svg.text({x + 52, y}, shortened(rule_name(rule, messages), letters, column - 70),
             {.size = letters, .fill = palette::ink});
  }
  y += line_height;
  svg.text({10, y}, messages.say(rules.empty() ? "report_map_note" : "report_map_note_numbers"),
           {.size = 22, .fill = palette::quiet});
  svg.text({Canvas::width - 10, y}, messages.say("report_osm_attribution"),
           {.size = 22, .anchor = "end", .fill = palette::quiet});
}

}  // namespace linquan::report
