#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "linquan/reach/homes.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/simd.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/walker.h"

namespace linquan::reach {

/// From one row to another, and the time between them.
struct Hop {
  std::uint32_t row = 0;
  Tenths time = 0;
};

/// A part of the streets as flat arrays: from row i lead hops[first[i]] … hops[first[i + 1] - 1].
struct Rows {
  std::uint32_t count = 0;
  std::uint32_t const* first = nullptr;
  Hop const* hops = nullptr;
  std::uint64_t* due = nullptr;  ///< one bit a row: its times are not handed on yet; all clear afterwards
};

/// Where the times to an outlet go: each column has `stride` values, lane by lane: the nearest time, then a count for
/// each limit, then, where the three nearest are asked for, the second and third time and the three outlets' numbers.
struct Tally {
  Tenths* columns = nullptr;
  std::size_t stride = 0;
  Tenths limits[limits_max] = {};
  std::size_t limit_count = 0;
  bool three = false;
};

/// One way to come to an outlet: over a node's row, and so long from there.
struct Step {
  Tenths const* row = nullptr;
  Tenths time = 0;
};

/// The loops over lanes. Every path gives the same bits.
struct Kernels {
  Simd simd = Simd::plain;
  /// Hands times on from row to row, the lowest first, until nothing changes; how many rows were handed on.
  std::uint32_t (*settle)(Rows const& rows, Tenths* times) = nullptr;
  /// x = the least of row + time over all steps; whether any lane is within the limit.
  bool (*arrive)(std::span<Step const> steps, Tenths limit, Tenths* x) = nullptr;
  /// Counts the outlet `number` with its times `x` in some columns.
  void (*count)(Tally const& tally, std::span<ColumnIndex const> columns, Tenths const* x, Tenths number) = nullptr;
};

/// The loops for an instruction set that this machine has (available_simd()).
Kernels const& kernels(Simd simd);

}  // namespace linquan::reach
