#pragma once

#include <span>

#include "canvas.h"
#include "linquan/report/subject.h"
#include "linquan/report/svg.h"

namespace linquan::report {

/// Rules whose outlets a map shows, and about what.
struct Marked {
  std::span<standard::RuleIndex const> rules;
  geo::Box box;  ///< of the area; not empty
};

/// The nearest outlets that each rule asks for, with the rule's number. Of a rule without any in the window, an arrow
/// at the rim points to the nearest one with its distance as the crow flies.
void draw_outlets(Svg& svg, Canvas const& canvas, Subject const& subject, Marked const& marked, Taken& taken);

/// A rule's number in its frame, as on the map.
void draw_number(Svg& svg, Svg::Point at, std::size_t rule);

}  // namespace linquan::report
