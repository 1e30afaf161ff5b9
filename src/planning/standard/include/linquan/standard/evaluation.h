#pragma once

#include <optional>
#include <span>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/evidence.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

/// One person's city.
struct PersonResult {
  Findings findings;
  Scores scores;
};

/// A city under a standard: all that a report is made of.
struct Evaluation {
  Standard standard;
  Strictness strictness = Strictness::seen;
  std::vector<PersonResult> persons;                   ///< at least one; the first leads: the gaps are its
  city::AreaLevel level = city::AreaLevel::community;  ///< of the gaps
  std::vector<Gap> gaps;
  double engine_seconds = 0;  ///< on the clock: searching, judging and summing up for the first person
};

struct EvaluateOptions {
  std::vector<persons::Person> persons;  ///< at least one, in the order in which they are shown
  Strictness strictness = Strictness::seen;
  std::optional<city::AreaLevel> level;  ///< nullopt: gap_level()
  unsigned threads = 1;
  std::span<reach::Edit const> edits{};  ///< of the streets, as AssessOptions has them
};

/// The level by which gaps are told: communities, else the finest level that the city has areas of.
city::AreaLevel gap_level(city::City const& city);

/// Refuses as assess() does.
Result<Evaluation> evaluate(city::City const& city, Standard const& standard, EvaluateOptions const& options,
                            Progress& progress);

}  // namespace linquan::standard
