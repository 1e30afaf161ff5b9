#pragma once

#include <cstddef>
#include <cstdint>

#include "linquan/base/progress.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/simd.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::reach {

/// From which side the streets are searched. The bits are the same.
enum class Side : std::uint8_t { smaller, homes, outlets };

struct Effort {
  unsigned threads = 1;
  Simd simd = available_simd().front();
  Side side = Side::smaller;
};

/// What every home reaches. The same bits for any number of threads, any instruction set and either side.
///
/// Memory: the table (homes × columns × Table::values() × 2 bytes) and a few MiB a thread. When `progress` says stop,
/// the blocks that are still open stay null: ask progress.stopped() afterwards.
Table all_homes(Streets const& streets, Homes const& homes, Supply const& supply, Keep const& keep,
                Effort const& effort, Progress& progress);

}  // namespace linquan::reach
