#pragma once

#include <span>

#include "canvas.h"
#include "linquan/report/subject.h"
#include "linquan/report/svg.h"

namespace linquan::report {

/// North arrow and scale bar in the lower corners.
void draw_furniture(Svg& svg, Canvas const& canvas, words::Messages const& messages);

/// How high the legend of these rules is, in units of the map.
double legend_height(Subject const& subject, std::span<standard::RuleIndex const> rules);
/// Below the map: what marks and numbers mean, and whose data it is.
void draw_legend(Svg& svg, double top, Subject const& subject, std::span<standard::RuleIndex const> rules);

/// The classes of needs as marks with their words, from left to right; how far it came.
void draw_classes(Svg& svg, Svg::Point at, words::Messages const& messages, bool as_fill);

}  // namespace linquan::report
