#pragma once

#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/compare/compare.h"
#include "measures.h"
#include "rows.h"

namespace linquan::compare {

/// Who gained and who lost each rule, by area of a level; most people × weight first.
std::vector<Shift> shifts_of(Found const& before, Found const& after, Rows const& rows, Measures const& measures,
                             city::AreaLevel level);

/// What the causes are looked for in.
struct Explained {
  State before;
  State after;
  standard::Standard const& standard;
  Options const& options;
  bool streets_changed = false;
};

/// Gives the first of the shifts their causes.
///
/// interrupted   `interrupted`, and what reach::change_streets() refuses
Result<void> explain(Explained const& states, std::vector<Shift>& shifts, Progress& progress);

}  // namespace linquan::compare
