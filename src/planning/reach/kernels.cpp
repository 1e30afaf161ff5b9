// Compiled once for each instruction set: the library includes this file again with other settings.
#include "kernels.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace linquan::reach::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<Tenths>;
using Vector = hn::Vec<Tag>;
constexpr Tag tag;
constexpr std::size_t width = hn::MaxLanes(tag);
/// So many vectors of a row are held in registers at once.
constexpr std::size_t held = lane_count / width < 8 ? lane_count / width : 8;
constexpr std::size_t held_lanes = held * width;

/// Improves a row by another one that is `time` away; whether any lane changed.
HWY_INLINE bool improve(Tenths const* from, Tenths time, Tenths* to) {
  auto const rest = hn::Set(tag, time);
  auto changed = hn::Zero(tag);
  for (std::size_t part = 0; part < lane_count; part += held_lanes) {
    std::array<Vector, held> known;
    std::array<Vector, held> best;
    for (std::size_t v = 0; v < held; ++v) {
      known[v] = hn::Load(tag, to + part + v * width);
      best[v] = hn::Min(known[v], hn::SaturatedAdd(hn::Load(tag, from + part + v * width), rest));
      changed = hn::Or(changed, hn::Xor(known[v], best[v]));
    }
    for (std::size_t v = 0; v < held; ++v) {
      hn::Store(best[v], tag, to + part + v * width);
    }
  }
  return !hn::AllTrue(tag, hn::Eq(changed, hn::Zero(tag)));
}

std::uint32_t settle(Rows const& rows, Tenths* times) {
  std::uint32_t handed_on = 0;
  std::size_t const words = (rows.count + 63) / 64;
  for (std::size_t word = 0; word < words;) {
    if (rows.due[word] == 0) {
      ++word;
      continue;
    }
    auto const row = word * 64 + static_cast<std::size_t>(std::countr_zero(rows.due[word]));
    rows.due[word] &= rows.due[word] - 1;
    ++handed_on;
    for (auto h = rows.first[row]; h < rows.first[row + 1]; ++h) {
      auto const& hop = rows.hops[h];
      if (improve(times + row * lane_count, hop.time, times + std::size_t{hop.row} * lane_count)) {
        auto const target = std::size_t{hop.row} / 64;
        rows.due[target] |= std::uint64_t{1} << (hop.row % 64);
        word = target < word ? target : word;
      }
    }
  }
  return handed_on;
}

bool arrive(std::span<Step const> steps, Tenths limit, Tenths* x) {
  auto least = hn::Set(tag, absent);
  for (std::size_t lane = 0; lane < lane_count; lane += width) {
    auto best = hn::Set(tag, absent);
    for (auto const& step : steps) {
      best = hn::Min(best, hn::SaturatedAdd(hn::Load(tag, step.row + lane), hn::Set(tag, step.time)));
    }
    hn::Store(best, tag, x + lane);
    least = hn::Min(least, best);
  }
  return !hn::AllTrue(tag, hn::Gt(least, hn::Set(tag, limit)));
}

/// Puts a time and its outlet among the three nearest. Outlets come by rising id, so an equal time stays behind.
HWY_INLINE void place_among_three(Tenths* column, std::size_t lane, std::size_t limit_count, Vector x, Vector id) {
  auto* const times = column + lane;
  auto* const more = column + (1 + limit_count) * lane_count + lane;
  auto const first = hn::Load(tag, times);
  auto const second = hn::Load(tag, more);
  auto const third = hn::Load(tag, more + lane_count);
  auto const before_third = hn::Lt(x, third);
  if (hn::AllFalse(tag, before_third)) {
    return;
  }
  auto const before_first = hn::Lt(x, first);
  auto const before_second = hn::Lt(x, second);
  hn::Store(hn::Min(x, first), tag, times);
  hn::Store(hn::IfThenElse(before_first, first, hn::Min(x, second)), tag, more);
  hn::Store(hn::IfThenElse(before_second, second, hn::Min(x, third)), tag, more + lane_count);
  auto* const ids = more + std::size_t{2} * lane_count;
  auto const first_id = hn::Load(tag, ids);
  auto const second_id = hn::Load(tag, ids + lane_count);
  auto const third_id = hn::Load(tag, ids + std::size_t{2} * lane_count);
  hn::Store(hn::IfThenElse(before_first, id, first_id), tag, ids);
  hn::Store(hn::IfThenElse(before_first, first_id, hn::IfThenElse(before_second, id, second_id)), tag,
            ids + lane_count);
  hn::Store(hn::IfThenElse(before_second, second_id, hn::IfThenElse(before_third, id, third_id)), tag,
            ids + std::size_t{2} * lane_count);
}

template <bool Three>
HWY_INLINE void count_column(Tally const& tally, Tenths* column, Tenths const* x, Tenths number) {
  auto const one = hn::Set(tag, Tenths{1});
  auto const id = hn::Set(tag, number);
  for (std::size_t lane = 0; lane < lane_count; lane += width) {
    auto const time = hn::Load(tag, x + lane);
    for (std::size_t i = 0; i < tally.limit_count; ++i) {
      // 1 where time <= limit, 0 elsewhere, without a mask.
      auto const within = hn::Min(hn::SaturatedSub(hn::Set(tag, static_cast<Tenths>(tally.limits[i] + 1)), time), one);
      auto* const count = column + (1 + i) * lane_count + lane;
      hn::Store(hn::SaturatedAdd(hn::Load(tag, count), within), tag, count);
    }
    if constexpr (Three) {
      place_among_three(column, lane, tally.limit_count, time, id);
    } else {
      hn::Store(hn::Min(hn::Load(tag, column + lane), time), tag, column + lane);
    }
  }
}

void count(Tally const& tally, std::span<ColumnIndex const> columns, Tenths const* x, Tenths number) {
  for (auto const column : columns) {
    auto* const values = tally.columns + column * tally.stride;
    if (tally.three) {
      count_column<true>(tally, values, x, number);
    } else {
      count_column<false>(tally, values, x, number);
    }
  }
}

constexpr Kernels table(Simd simd) {
  return {simd, settle, arrive, count};
}

}  // namespace linquan::reach::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace linquan::reach {
namespace {

struct Available {
  std::array<Kernels, 3> kernels{};
  std::array<Simd, 3> names{};
  std::size_t count = 0;
  void add(Kernels const& table) {
    kernels[static_cast<std::size_t>(table.simd)] = table;
    names[count++] = table.simd;
  }
};

Available const& available() {
  static auto const found = [] {
    Available all;
    [[maybe_unused]] auto const supported = hwy::SupportedTargets();
#if HWY_TARGETS & HWY_AVX3
    if ((supported & HWY_AVX3) != 0) {
      all.add(N_AVX3::table(Simd::avx512));
    }
#endif
#if HWY_TARGETS & HWY_AVX2
    if ((supported & HWY_AVX2) != 0) {
      all.add(N_AVX2::table(Simd::avx2));
    }
#endif
    all.add(HWY_STATIC_DISPATCH(table)(Simd::plain));
    return all;
  }();
  return found;
}

}  // namespace

Kernels const& kernels(Simd simd) {
  return available().kernels[static_cast<std::size_t>(simd)];
}

std::span<Simd const> available_simd() {
  auto const& all = available();
  return {all.names.data(), all.count};
}

std::string_view name_of(Simd simd) {
  switch (simd) {
    case Simd::avx512:
      return "avx512";
    case Simd::avx2:
      return "avx2";
    case Simd::plain:
      break;
  }
  return "plain";
}

}  // namespace linquan::reach
#endif
