#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/walker.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

/// Rules that one run of the engine answers: the same walker, hour and ways of serving.
struct Survey {
  /// A rule and where its answer stands.
  struct Asked {
    RuleIndex rule = 0;
    reach::ColumnIndex column = 0;
    std::size_t limit = 0;  ///< of limits, where its outlets are counted; only with Rule::count > 1
  };
  reach::Walker walker;
  reach::Question question;                        ///< its columns are the needs' kinds
  std::vector<std::vector<std::string>> services;  ///< by column: one of these is on the outlet's list; empty: any
  std::vector<Asked> asked;
  reach::Limits limits;  ///< the last one is the horizon
};

/// Who walks where a rule is asked for somebody, when, and in what the way is measured.
reach::Walker walker_of(Rule const& rule, persons::Person const& asked);

/// The runs that answer every rule for a person, in the order of the rules.
std::vector<Survey> surveys_of(city::City const& city, Standard const& standard, persons::Person const& person);

/// Whether one of `services` is on the outlet's list under one of `kinds`; true where none is asked for.
bool offers(city::Outlet const& outlet, reach::Column const& kinds, std::vector<std::string> const& services);

/// Where and for what one outlet counts, with no columns where it does not; unlike reach::site_of() it asks for
/// services too.
reach::Supply::Site site_of(city::Outlet const& outlet, std::uint32_t number, reach::Streets const& streets,
                            Survey const& survey);

/// The outlets that count; unlike reach::supply_of() it asks for services too.
reach::Supply supply_of(city::City const& city, reach::Streets const& streets, Survey const& survey);

}  // namespace linquan::standard
