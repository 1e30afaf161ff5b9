#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/api/snapshot.h"
#include "linquan/base/result.h"
#include "linquan/hours/hours.h"
#include "linquan/reach/scenario.h"
#include "linquan/standard/live.h"

namespace linquan::api {

/// The edits of a stored scenario, as this city has what they name. `text`: a JSON list in the words of
/// docs/scenarios.md, which is YAML too.
///
/// Refuses as scenario::parse() and scenario::edits_of() do.
Result<std::vector<reach::Edit>> edits_in(std::string const& text, city::City const& city);

/// By what a city is judged.
struct Judgement {
  std::string standard;
  std::string person;
  std::optional<hours::MinuteOfWeek> minute;  ///< nullopt: at any hour
};

/// What the standard says of the snapshot, or of a later one.
///
/// Refuses as Snapshot::scored() does.
Result<Snapshot::Scored> scored(Snapshot const& snapshot, Judgement const& asked);

/// A city under a standard before and after edits.
struct BeforeAfter {
  standard::Live before;
  standard::Live after;
};

/// What a standard says of the snapshot, or of a later one, and what it would say after the edits: takes as long as the
/// edits, once somebody has asked about the standard.
///
/// Refuses as Snapshot::scored() and standard::Live::after() do.
Result<BeforeAfter> before_and_after(Snapshot const& snapshot, Judgement const& asked,
                                     std::span<reach::Edit const> edits);

/// People of a rule's age group who gain and who lose by edits.
struct Moved {
  Millipersons gain;  ///< met now, and not before
  Millipersons lose;  ///< the other way round
};
/// By rule of the standard.
std::vector<Moved> moved(BeforeAfter const& states);

}  // namespace linquan::api
