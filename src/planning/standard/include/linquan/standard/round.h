#pragma once

#include <cstdint>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/walked.h"

namespace linquan::standard {

/// Whether the quickest round from each home past an outlet of every stop and home again, in the best order, keeps the
/// limit.
///
/// The way home is counted like the way out from home to that outlet; between outlets the direction walked counts, or
/// the way past home where that is shorter. No outlet farther from home than half of the limit, and no leg longer than
/// that, is in a round within the limit.
/// Where no round is within the limit and nobody knows of a stop's kinds here, the verdict is `unknown`. The same
/// values for any number of threads.
/// `book`: of the city, with the edits of the options. Refuses as assess() does.
Result<std::vector<Verdict>> round_verdicts(city::City const& city, Round const& round, Evidence const& evidence,
                                            AssessOptions const& options, WalkedBook& book, Progress& progress);

/// The slow, obvious twin: every choice of outlets in every order. For tests.
std::vector<Verdict> round_verdicts_plainly(city::City const& city, Round const& round, Evidence const& evidence,
                                            AssessOptions const& options);

}  // namespace linquan::standard
