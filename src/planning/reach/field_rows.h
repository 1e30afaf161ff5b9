#pragma once

#include <cstddef>
#include <cstdint>

#include "linquan/reach/walker.h"

namespace linquan::reach {

/// What one step of walking beside the streets costs: to a cell's side, to its corner.
struct StepTimes {
  Tenths side = 0;
  Tenths corner = 0;
};

/// Vector loops over rows of a time field; `count` is a multiple of 32. The same bits for every instruction set.
///
/// to = the least of a cell's own time and its eight neighbours' plus the step; 65,535 where `bars` is. Reads the cells
/// before and behind the row as well.
void spread_row(Tenths const* here, std::size_t width, Tenths const* bars, StepTimes const& steps, std::size_t count,
                Tenths* to);
/// level = 65,535 where `worst` is later than `late`, else `time`, but at most 65,534.
void level_rows(Tenths const* time, Tenths const* worst, Tenths late, std::size_t count, Tenths* level);

}  // namespace linquan::reach
