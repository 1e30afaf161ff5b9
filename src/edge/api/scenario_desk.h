#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "linquan/api/snapshot.h"
#include "linquan/base/result.h"
#include "linquan/reach/scenario.h"
#include "linquan/standard/live.h"

namespace linquan::api {

/// The edits of a stored scenario, as this city has what they name. `text`: a JSON list in the words of
/// docs/scenarios.md, which is YAML too.
///
/// Refuses as scenario::parse() and scenario::edits_of() do.
Result<std::vector<reach::Edit>> edits_in(std::string const& text, city::City const& city);

/// A city under a standard before and after edits.
struct BeforeAfter {
  standard::Live before;
  standard::Live after;
};

/// Evaluations that scenarios start from, one for each standard and person, of the snapshot that is answered from. For
/// many threads.
class ScenarioDesk {
 public:
  /// The first question about a standard and person takes as long as an evaluation; the next ones as long as the edits.
  ///
  /// usage   `standard_unknown`, `person_unknown`
  /// busy    `evaluation_running`
  /// and as standard::Live::after() refuses
  Result<BeforeAfter> evaluated(std::shared_ptr<Snapshot const> const& snapshot, std::string const& standard,
                                std::string const& person, std::span<reach::Edit const> edits);

 private:
  struct Bases;
  std::mutex mutex_;
  std::shared_ptr<Bases> bases_;
};

/// People of a rule's age group who gain and who lose by edits.
struct Moved {
  Millipersons gain;  ///< met now, and not before
  Millipersons lose;  ///< the other way round
};
/// By rule of the standard.
std::vector<Moved> moved(BeforeAfter const& states);

}  // namespace linquan::api
