// Compiled once for each instruction set: the library includes this file again with other settings.
#include "field_rows.h"

#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "field_rows.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace linquan::reach::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Tag = hn::ScalableTag<Tenths>;
constexpr Tag tag;
constexpr std::size_t lanes = hn::MaxLanes(tag);
static_assert(lanes <= 32);

void spread_row(Tenths const* here, std::size_t width, Tenths const* bars, StepTimes const& steps, std::size_t count,
                Tenths* to) {
  auto const side = hn::Set(tag, steps.side);
  auto const corner = hn::Set(tag, steps.corner);
  auto const* const below = here - width;
  auto const* const above = here + width;
  auto const at = [](Tenths const* from) { return hn::LoadU(tag, from); };
  for (std::size_t i = 0; i < count; i += lanes) {
    auto const sides = hn::Min(hn::Min(at(below + i), at(above + i)), hn::Min(at(here + i - 1), at(here + i + 1)));
    auto const corners =
        hn::Min(hn::Min(at(below + i - 1), at(below + i + 1)), hn::Min(at(above + i - 1), at(above + i + 1)));
    auto const beside = hn::Min(hn::SaturatedAdd(sides, side), hn::SaturatedAdd(corners, corner));
    hn::StoreU(hn::Or(hn::Min(beside, at(here + i)), at(bars + i)), tag, to + i);
  }
}

void level_rows(Tenths const* time, Tenths const* worst, Tenths late, std::size_t count, Tenths* level) {
  auto const last = hn::Set(tag, late);
  auto const most = hn::Set(tag, static_cast<Tenths>(absent - 1));
  auto const all = hn::Set(tag, absent);
  for (std::size_t i = 0; i < count; i += lanes) {
    auto const known = hn::Min(hn::LoadU(tag, time + i), most);
    hn::StoreU(hn::IfThenElse(hn::Gt(hn::LoadU(tag, worst + i), last), all, known), tag, level + i);
  }
}

}  // namespace linquan::reach::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace linquan::reach {

HWY_EXPORT(spread_row);
HWY_EXPORT(level_rows);

void spread_row(Tenths const* here, std::size_t width, Tenths const* bars, StepTimes const& steps, std::size_t count,
                Tenths* to) {
  HWY_DYNAMIC_DISPATCH(spread_row)(here, width, bars, steps, count, to);
}

void level_rows(Tenths const* time, Tenths const* worst, Tenths late, std::size_t count, Tenths* level) {
  HWY_DYNAMIC_DISPATCH(level_rows)(time, worst, late, count, level);
}

}  // namespace linquan::reach
#endif
