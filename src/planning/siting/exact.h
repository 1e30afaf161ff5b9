#pragma once

#include <cstddef>
#include <optional>

#include "draft.h"
#include "problem.h"
#include "watch.h"

namespace linquan::siting {

/// Entries of the matrix that the exact solver would be given.
std::size_t exact_entries(Problem const& problem);

/// What CBC finds beyond `known`.
struct Exact {
  Found found;          ///< `known`, or better; counted anew in whole numbers
  bool proven = false;  ///< CBC says that nothing serves more
};

/// Branches and cuts with CBC until it proves the optimum or the watch is over. It computes in floating point: its
/// proof holds as far as its tolerance of 1e-9.
Exact find_exactly(Problem const& problem, Found const& known, Watch& watch);

}  // namespace linquan::siting
