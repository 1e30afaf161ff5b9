#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "arguments.h"
#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"

namespace linquan::cli {

/// One figure: a key for scripts, and the code of a sentence with {value} for people.
struct Figure {
  std::string key;
  std::string label;
  double value = 0;
  int decimals = 2;
};

struct ReachFigures {
  std::vector<Figure> figures;
  std::string simd;  ///< the path that the unnamed figures were measured with
  std::size_t homes = 0;
  std::size_t outlets = 0;
  std::size_t kinds = 0;
  std::size_t differing = 0;  ///< homes of the sample whose lanes differ from the reference: must be 0
};

/// Reach in one run: the reference, the lanes on every path, two threads, changes, growth. Puts made-up homes and
/// outlets into the city where the options ask for them.
Result<ReachFigures> measure_reach(city::City& city, BenchOptions const& options, Progress& progress);

}  // namespace linquan::cli
