#pragma once

#include <span>

#include "linquan/city/city.h"
#include "linquan/siting/sites.h"
#include "linquan/standard/evaluation.h"
#include "linquan/words/messages.h"

namespace linquan::report {

/// Sites that stand in the report, with what was looked for.
struct Sites {
  siting::Plan const& plan;
  std::span<siting::Want const> wants;
};

/// What a report tells of, and in which language.
struct Subject {
  city::City const& city;
  standard::Evaluation const& evaluation;
  words::Messages const& messages;
  Sites const* sites = nullptr;  ///< nullptr: none are asked for

  [[nodiscard]] standard::Standard const& standard() const { return evaluation.standard; }
  /// Of the person whose gaps are told.
  [[nodiscard]] standard::Scores const& scores() const { return evaluation.persons.front().scores; }
  [[nodiscard]] standard::Findings const& findings() const { return evaluation.persons.front().findings; }
};

}  // namespace linquan::report
