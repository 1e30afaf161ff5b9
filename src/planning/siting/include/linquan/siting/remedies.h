#pragma once

#include <cstddef>
#include <span>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/gaps.h"

namespace linquan::siting {

struct RemedyRequest {
  standard::AssessOptions asked;  ///< as the gaps were found
  std::size_t fronts = 10;        ///< so many gaps, the first ones, look along street fronts too
  Millimetres every{100'000};     ///< along these
};

/// Says what would change each of `gaps`: the best of each means, as people of the gap for whom the rule is then met.
///
/// A kind's table entry says where it may be: which outlets may take it on, and whether an ordinary room on a street
/// front fits. A gate counts where it lets nobody pass as the rule's walker walks. What is told holds for one remedy
/// alone. The same for any number of threads.
/// interrupted   `interrupted`, and what reach::change_streets() refuses
Result<void> add_remedies(city::City const& city, standard::Standard const& standard, std::span<standard::Gap> gaps,
                          RemedyRequest const& request, Progress& progress);

}  // namespace linquan::siting
