#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "canvas.h"
#include "home_needs.h"
#include "linquan/report/svg.h"

namespace linquan::report {

/// A home, or the homes of a square, on a map.
struct Spot {
  Svg::Point at;
  NeedsClass served = NeedsClass::unknown;
};

/// One spot a home, or where they are too many one a square of the map; homes whose needs nobody counts are left out.
std::vector<Spot> spots_of(Canvas const& canvas, city::City const& city, std::vector<HomeNeeds> const& needs,
                           std::span<std::uint32_t const> homes);

/// The mark of a class about the origin: its shape and its size tell it apart as much as its colour does.
std::string mark_path(NeedsClass served, Svg::Point at);
std::string_view mark_style(NeedsClass served);

/// Best first, so that unmet needs lie on top.
void draw_spots(Svg& svg, std::span<Spot const> spots);

}  // namespace linquan::report
