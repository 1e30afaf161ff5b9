#include <gtest/gtest.h>

#include <string>

#include "canvas.h"
#include "linquan/report/plots.h"
#include "linquan/report/svg.h"

namespace linquan::report {
namespace {

std::size_t count_of(std::string const& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(Svg, WritesNumbersWithOneDecimalAndNoMore) {
  EXPECT_EQ(number(12.34), "12.3");
  EXPECT_EQ(number(12.0), "12");
  EXPECT_EQ(number(-0.01), "0");
}

TEST(Svg, EscapesWhatNamesHold) {
  EXPECT_EQ(escaped("A & B <\"c\">\n"), "A &amp; B &lt;&quot;c&quot;&gt; ");
}

TEST(Svg, ShortensBetweenLettersAndCountsWideOnes) {
  EXPECT_EQ(shortened("和平社区", 10, 100), "和平社区");
  EXPECT_EQ(shortened("和平社区", 10, 30), "和平…");
  EXPECT_GT(text_width("和平", 10), text_width("ab", 10));
}

TEST(Canvas, KeepsTheBoxInsideAndItsShape) {
  geo::Box box;
  box.add(geo::from_degrees(117.18, 34.25));
  box.add(geo::from_degrees(117.20, 34.26));
  Canvas const canvas{box, 800, 1'150};
  auto const low = canvas.at(box.low);
  auto const high = canvas.at(box.high);
  EXPECT_TRUE(canvas.holds(low));
  EXPECT_TRUE(canvas.holds(high));
  EXPECT_LT(high.y, low.y) << "north is up";
  auto const metres = geo::distance(box.low, {box.high.lon, box.low.lat}).metres();
  EXPECT_NEAR((high.x - low.x) / canvas.units_per_metre(), metres, metres / 100);
  EXPECT_EQ(canvas.at(canvas.place({200, 300})).x, canvas.at(canvas.place({200, 300})).x);
  EXPECT_NEAR(canvas.at(canvas.place({200, 300})).y, 300, 0.5);
}

TEST(Canvas, DrawsABoxOfOneHomeToo) {
  geo::Box box;
  box.add(geo::from_degrees(117.18, 34.25));
  Canvas const canvas{box, 800, 1'150};
  EXPECT_EQ(number(canvas.at(box.low).x), "900");
}

TEST(PathData, LeavesOutWhatIsNotSeen) {
  PathData data{5};
  data.move_to({10, 10});
  data.line_to({12, 11});
  data.line_to({20, 4});
  data.line_to({21, 4}, true);
  EXPECT_EQ(data.text(), "M10 10l10-6l1 0");
}

TEST(Taken, GivesAPlaceOnce) {
  Taken taken;
  EXPECT_TRUE(taken.take({0, 0, 10, 10}));
  EXPECT_FALSE(taken.take({9, 9, 20, 20}));
  EXPECT_TRUE(taken.take({10, 0, 20, 10}));
}

TEST(Plots, StripShowsTheShareOfEachStepAndDashesWhereNothingIsKnown) {
  StripPlot const plot{"t",
                       "min",
                       {"0", "", "2"},
                       "farther",
                       "share",
                       "median",
                       {{"market", {0.25, 0.04, 0.71}, 2, 0.29, 1.5}, {"<none>", {0, 0, 0}, 2, {}, {}}}};
  auto const svg = strip_plot(plot);
  EXPECT_EQ(count_of(svg, ">25<"), 1U);
  EXPECT_EQ(count_of(svg, ">4<"), 0U) << "too small a share for letters";
  EXPECT_EQ(count_of(svg, ">29 %<"), 1U);
  EXPECT_EQ(count_of(svg, ">–<"), 2U);
  EXPECT_EQ(count_of(svg, "&lt;none&gt;"), 1U);
}

TEST(Plots, CurvesEndWithTheirNamesApartFromOneAnother) {
  CurvePlot const plot{"t", "min", "share", {{"market", {0, 0.5, 0.90}}, {"repair", {0, 0.4, 0.91}}}};
  auto const svg = curve_plot(plot);
  auto const places = [&](std::string_view name) {
    auto const text = svg.rfind("<text", svg.find(name));
    auto const y = svg.find("y=\"", text) + 3;
    return std::stod(svg.substr(y, 8));
  };
  EXPECT_GE(std::abs(places("market") - places("repair")), 19.9);
}

TEST(Plots, ChangesTellGainsFromLossesWithoutColour) {
  ChangePlot const plot{"t", "share", "2025", "2026", {{"up", 0.5, 0.75}, {"down", 0.5, 0.4}, {"new", {}, 0.5}}};
  auto const svg = change_plot(plot);
  EXPECT_EQ(count_of(svg, ">+25.0<"), 1U);
  EXPECT_EQ(count_of(svg, ">-10.0<"), 1U);
  EXPECT_EQ(count_of(svg, "stroke-dasharray"), 1U) << "a loss is dashed";
}

TEST(Plots, MatrixRoundsSharesDown) {
  Matrix const matrix{"t", "note", {"a", "b"}, {{"area", {0.9999, std::nullopt}}}};
  auto const svg = matrix_plot(matrix);
  EXPECT_EQ(count_of(svg, ">99<"), 1U);
  EXPECT_EQ(count_of(svg, ">–<"), 1U);
}

}  // namespace
}  // namespace linquan::report
