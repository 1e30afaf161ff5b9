#pragma once

#include <cstdint>
#include <vector>

#include "linquan/standard/assess.h"

namespace linquan::standard {

/// What a rule says of a home that is joined to a street and whose people are known.
///
/// `nearest` and `count` (within the rule's limit; only where the rule asks for several) are what it has of the rule's
/// outlets, `ratio` what its area's ratio says, `met` where there is none. `absence_is_known()` is asked only where
/// something lacks.
template <class AbsenceIsKnown>
Verdict judged(Rule const& rule, reach::Tenths nearest, std::uint32_t count, Verdict ratio,
               AbsenceIsKnown const& absence_is_known) {
  auto const enough = rule.count == 1 ? nearest <= rule.limit : count >= rule.count;
  if (enough && ratio != Verdict::unmet) {
    return ratio;
  }
  return absence_is_known() ? Verdict::unmet : Verdict::unknown;
}

/// What rules that count together say: all are met; or one is not; or else of one nobody knows.
template <class VerdictOf>
Verdict together(std::vector<RuleIndex> const& rules, VerdictOf const& verdict_of) {
  auto all = Verdict::met;
  for (auto const rule : rules) {
    auto const one = verdict_of(rule);
    if (one == Verdict::unmet) {
      return one;
    }
    all = one == Verdict::unknown ? one : all;
  }
  return all;
}

}  // namespace linquan::standard
