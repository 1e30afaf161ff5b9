#include "linquan/report/plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "home_needs.h"
#include "linquan/report/svg.h"
#include "map_homes.h"
#include "palette.h"

namespace linquan::report {
namespace {

constexpr double letters = 13;
constexpr double name_width = 200;
constexpr double top = 64;
constexpr double row_height = 26;

std::string percent(double share) {
  return fmt::format("{:.0f} %", share * 100);
}

void title_of(Svg& svg, std::string_view title) {
  svg.text({0, 20}, title, {.size = 16, .fill = palette::ink, .bold = true});
}

void row_name(Svg& svg, double y, std::string_view name, double width = name_width) {
  svg.text({width - 10, y}, shortened(name, letters, width - 12),
           {.size = letters, .anchor = "end", .fill = palette::ink});
}

/// From this share on a cell is as dark as it gets.
constexpr double darkest = 0.6;

/// White to a dark blue grey: its lightness alone tells the share.
std::string shade(double share) {
  auto const depth = std::sqrt(std::clamp(share / darkest, 0.0, 1.0));
  auto const mix = [&](double light, double dark) { return std::lround(light + (dark - light) * depth); };
  return fmt::format("fill=\"#{:02x}{:02x}{:02x}\"", mix(246, 27), mix(247, 74), mix(248, 107));
}

/// The ink that can be read on shade().
std::string_view ink_on(double share) {
  return share > 0.14 ? "#ffffff" : palette::ink;
}

void draw_strip(Svg& svg, StripRow const& row, double y, double cell) {
  row_name(svg, y + 17, row.name);
  for (std::size_t i = 0; i < row.shares.size(); ++i) {
    // A step apart, what lies farther than the axis goes.
    auto const x = name_width + static_cast<double>(i) * cell + (i + 1 == row.shares.size() ? 8 : 0);
    svg.rect({x, y}, {cell - 1, row_height - 4}, shade(row.shares[i]));
    if (row.shares[i] >= 0.05) {
      svg.text({x + cell / 2, y + 16}, fmt::format("{:.0f}", row.shares[i] * 100),
               {.size = 10.5, .anchor = "middle", .fill = ink_on(row.shares[i])});
    }
  }
  auto const limit = name_width + row.limit * cell - 0.5;
  svg.line({limit, y - 2}, {limit, y + row_height - 2}, R"(stroke="#c4560a" stroke-width="2.5")");
}

}  // namespace

std::string strip_plot(StripPlot const& plot) {
  auto const steps = plot.rows.empty() ? std::size_t{1} : plot.rows.front().shares.size();
  auto const cell = 540 / static_cast<double>(steps);
  auto const right = name_width + 540 + 20;
  auto const bottom = top + static_cast<double>(plot.rows.size()) * row_height;
  Svg svg{{900, bottom + 44}, plot.title};
  title_of(svg, plot.title);
  Svg::Lettering const head{.size = 11, .anchor = "end", .fill = palette::quiet};
  svg.text({right + 50, top - 12}, plot.met, head);
  svg.text({right + 120, top - 12}, plot.median, head);
  svg.text({name_width + 548 - cell / 2, top - 12}, plot.farther,
           {.size = 11, .anchor = "middle", .fill = palette::quiet});
  auto y = top;
  for (auto const& row : plot.rows) {
    draw_strip(svg, row, y, cell);
    svg.text({right + 50, y + 17}, row.met ? percent(*row.met) : "–",
             {.size = letters, .anchor = "end", .fill = palette::ink, .bold = true});
    svg.text({right + 120, y + 17}, row.median ? fmt::format("{:.{}f}", *row.median, plot.decimals) : "–",
             {.size = letters, .anchor = "end", .fill = palette::ink});
    y += row_height;
  }
  for (std::size_t i = 0; i < plot.ticks.size(); ++i) {
    svg.text({name_width + static_cast<double>(i) * cell, bottom + 14}, plot.ticks[i],
             {.size = 11, .anchor = "middle", .fill = palette::quiet});
  }
  svg.text({name_width + 270, bottom + 34}, plot.axis, {.size = 12, .anchor = "middle", .fill = palette::quiet});
  return svg.str();
}

namespace {

struct Pen {
  std::string_view dash;
  std::string_view colour;
};
constexpr std::array<Pen, 8> pens{{{"none", "#2f3336"},
                                   {"8 4", "#2b6a99"},
                                   {"2 3", "#c4560a"},
                                   {"12 4 2 4", "#767b80"},
                                   {"none", "#2b6a99"},
                                   {"8 4", "#c4560a"},
                                   {"2 3", "#2f3336"},
                                   {"12 4 2 4", "#8c3a08"}}};

constexpr double plot_left = 52;
constexpr double plot_right = 640;
constexpr double plot_top = 50;
constexpr double plot_bottom = 390;

void draw_axes(Svg& svg, CurvePlot const& plot, std::size_t steps) {
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    auto const y = plot_bottom - (plot_bottom - plot_top) * tenth / 10;
    svg.line({plot_left, y}, {plot_right, y}, R"(stroke="#d9dbdd" stroke-width="1")");
    svg.text({plot_left - 8, y + 4}, fmt::format("{} %", tenth * 10),
             {.size = 11, .anchor = "end", .fill = palette::quiet});
  }
  for (std::size_t step = 0; step <= steps; step += 5) {
    auto const x = plot_left + (plot_right - plot_left) * static_cast<double>(step) / static_cast<double>(steps);
    svg.line({x, plot_bottom}, {x, plot_bottom + 5}, R"(stroke="#767b80" stroke-width="1")");
    svg.text({x, plot_bottom + 19}, fmt::to_string(step), {.size = 11, .anchor = "middle", .fill = palette::quiet});
  }
  svg.text({(plot_left + plot_right) / 2, plot_bottom + 40}, plot.axis,
           {.size = 12, .anchor = "middle", .fill = palette::quiet});
  svg.text({0, plot_top - 12}, plot.share_axis, {.size = 12, .fill = palette::quiet});
}

/// Heights of names beside the ends of curves, moved apart where they would lie on each other.
std::vector<double> name_places(std::vector<double> const& ends) {
  constexpr double apart = 20;
  std::vector<std::size_t> order(ends.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return ends[i]; });
  std::vector<double> places(ends.size());
  auto last = plot_top - apart;
  for (auto const i : order) {
    places[i] = last = std::max(ends[i], last + apart);
  }
  auto below = plot_bottom + 6;
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    places[*i] = below = std::min(places[*i], below);
    below -= apart;
  }
  return places;
}

}  // namespace

std::string curve_plot(CurvePlot const& plot) {
  auto const steps =
      plot.curves.empty() ? std::size_t{1} : std::max<std::size_t>(plot.curves.front().shares.size(), 2) - 1;
  Svg svg{{900, plot_bottom + 50}, plot.title};
  title_of(svg, plot.title);
  draw_axes(svg, plot, steps);
  auto const y_of = [](double share) { return plot_bottom - (plot_bottom - plot_top) * share; };
  std::vector<double> ends;
  for (auto const& curve : plot.curves) {
    ends.push_back(y_of(curve.shares.empty() ? 0 : curve.shares.back()));
  }
  auto const names = name_places(ends);
  for (std::size_t c = 0; c < plot.curves.size(); ++c) {
    auto const& curve = plot.curves[c];
    auto const& pen = pens.at(c % pens.size());
    std::vector<Svg::Point> points;
    for (std::size_t i = 0; i < curve.shares.size(); ++i) {
      points.push_back({plot_left + (plot_right - plot_left) * static_cast<double>(i) / static_cast<double>(steps),
                        y_of(curve.shares[i])});
    }
    svg.polyline(points, fmt::format(R"(stroke="{}" stroke-width="2.2" stroke-dasharray="{}")", pen.colour, pen.dash));
    svg.line({plot_right + 4, ends[c]}, {plot_right + 26, names[c]}, R"(stroke="#c9cccd" stroke-width="1")");
    svg.line({plot_right + 28, names[c]}, {plot_right + 54, names[c]},
             fmt::format(R"(stroke="{}" stroke-width="2.2" stroke-dasharray="{}")", pen.colour, pen.dash));
    auto const text = fmt::format("{}  {}", percent(curve.shares.empty() ? 0 : curve.shares.back()), curve.name);
    svg.text({plot_right + 60, names[c] + 4}, shortened(text, letters, 196), {.size = letters, .fill = palette::ink});
  }
  return svg.str();
}

std::string matrix_plot(Matrix const& matrix) {
  constexpr double head_height = 128;
  auto const columns = std::max<std::size_t>(matrix.columns.size(), 1);
  auto const cell = std::min(46.0, 725 / static_cast<double>(columns));
  auto const bottom = head_height + static_cast<double>(matrix.rows.size()) * row_height;
  Svg svg{{940, bottom + 30}, matrix.title};
  title_of(svg, matrix.title);
  for (std::size_t c = 0; c < matrix.columns.size(); ++c) {
    auto const x = name_width + (static_cast<double>(c) + 0.5) * cell;
    svg.open(fmt::format("transform=\"translate({} {}) rotate(-50)\"", number(x), number(head_height - 8)));
    svg.text({0, 0}, shortened(matrix.columns[c], 11.5, 112), {.size = 11.5, .fill = palette::ink});
    svg.close();
  }
  for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
    auto const y = head_height + static_cast<double>(r) * row_height;
    row_name(svg, y + 17, matrix.rows[r].name);
    for (std::size_t c = 0; c < matrix.rows[r].shares.size(); ++c) {
      auto const& share = matrix.rows[r].shares[c];
      auto const served =
          share ? class_of(standard::Needs{std::llround(*share * 1e6), 1'000'000 - std::llround(*share * 1e6), 0})
                : NeedsClass::unknown;
      constexpr std::array<std::string_view, needs_classes> fills{
          R"(fill="#dce8f1")", R"(fill="#f5cf9f")", R"(fill="#dd8534")", R"(fill="#8c3a08")", R"(fill="#eceded")"};
      auto const x = name_width + static_cast<double>(c) * cell;
      svg.rect({x, y}, {cell - 2, row_height - 2}, fills.at(static_cast<std::size_t>(served)));
      svg.text({x + cell / 2 - 1, y + 15}, share ? fmt::format("{:.0f}", std::floor(*share * 100)) : "–",
               {.size = cell < 28 ? 10.0 : 11.5,
                .anchor = "middle",
                .fill = served == NeedsClass::farthest ? "#ffffff" : palette::ink});
    }
  }
  svg.text({0, bottom + 22}, matrix.note, {.size = 12, .fill = palette::quiet});
  return svg.str();
}

std::string change_plot(ChangePlot const& plot) {
  constexpr double right = 780;
  auto const bottom = top + static_cast<double>(plot.rows.size()) * row_height;
  auto const x_of = [](double share) { return name_width + (right - name_width) * share; };
  Svg svg{{900, bottom + 44}, plot.title};
  title_of(svg, plot.title);
  svg.circle({name_width + 6, 40}, 5, R"(fill="#ffffff" stroke="#4a4f53" stroke-width="2")");
  svg.text({name_width + 18, 44}, plot.before, {.size = 12, .fill = palette::ink});
  auto const second = name_width + 40 + text_width(plot.before, 12);
  svg.circle({second, 40}, 5.5, R"(fill="#2b6a99")");
  svg.text({second + 12, 44}, plot.after, {.size = 12, .fill = palette::ink});
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    svg.line({x_of(tenth / 10.0), top - 6}, {x_of(tenth / 10.0), bottom}, R"(stroke="#d9dbdd" stroke-width="1")");
    svg.text({x_of(tenth / 10.0), bottom + 15}, fmt::format("{} %", tenth * 10),
             {.size = 11, .anchor = "middle", .fill = palette::quiet});
  }
  svg.text({(name_width + right) / 2, bottom + 36}, plot.axis,
           {.size = 12, .anchor = "middle", .fill = palette::quiet});
  auto y = top + 10;
  for (auto const& row : plot.rows) {
    row_name(svg, y + 5, row.name);
    if (row.before && row.after) {
      auto const lost = *row.after < *row.before;
      svg.line({x_of(*row.before), y}, {x_of(*row.after), y},
               lost ? R"(stroke="#c4560a" stroke-width="3" stroke-dasharray="5 3")"
                    : R"(stroke="#2b6a99" stroke-width="3")");
      svg.text({892, y + 5}, fmt::format("{:+.1f}", (*row.after - *row.before) * 100),
               {.size = letters, .anchor = "end", .fill = palette::ink, .bold = true});
    }
    if (row.before) {
      svg.circle({x_of(*row.before), y}, 5, R"(fill="#ffffff" stroke="#4a4f53" stroke-width="2")");
    }
    if (row.after) {
      svg.circle({x_of(*row.after), y}, 5.5,
                 row.before && *row.after < *row.before ? R"(fill="#c4560a")" : R"(fill="#2b6a99")");
    }
    y += row_height;
  }
  return svg.str();
}

}  // namespace linquan::report
