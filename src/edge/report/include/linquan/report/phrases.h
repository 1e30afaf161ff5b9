#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/report/subject.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

namespace linquan::report {

/// A share of whole numbers for a cell; nothing where the whole is 0.
std::optional<double> ratio(std::int64_t part, std::int64_t whole);

/// The name in the report's language; the other one where it has none.
std::string const& name_of(standard::Name const& name, words::Messages const& messages);
/// A rule's name, else those of its kinds.
std::string rule_name(standard::Rule const& rule, words::Messages const& messages);
/// The names of kinds in the report's language: "便利店、综合超市", "Convenience store, Supermarket".
std::string kind_names(std::span<std::string const> ids, words::Messages const& messages);
std::string const& person_name(persons::Person const& person, words::Messages const& messages);

/// Who walks under a rule that names somebody; "as asked" under the others.
std::string walker_text(standard::Rule const& rule, words::Messages const& messages);
/// What an input is to the city: "map", "outlets".
std::string role_text(city::InputFile const& input, words::Messages const& messages);
/// Whose data an input is; empty where it says nothing.
std::string attribution_text(city::InputFile const& input, words::Messages const& messages);

/// A walk in minutes with one decimal, or whole metres; rounded up, so that a walk over a limit never reads as within
/// it.
std::string walk_text(reach::Tenths walk, reach::Unit unit, words::Messages const& messages);
/// The number alone, rounded in the same way.
double walk_value(reach::Tenths walk, reach::Unit unit);
/// "min" or "m".
std::string unit_text(reach::Unit unit, words::Messages const& messages);

/// "people of 60 and over".
std::string age_text(reach::AgeGroup group, words::Messages const& messages);
std::string mark_text(standard::Mark mark, words::Messages const& messages);
std::string demand_text(standard::Demand demand, words::Messages const& messages);
std::string level_text(city::AreaLevel level, words::Messages const& messages);
/// The grade's name, "below the first grade", or "undecidable"; empty where the standard has no grades, and for a whole
/// city or what lies outside all areas: grades are for areas.
std::string grade_text(standard::Score const& score, Subject const& subject);

std::string area_name(std::uint32_t area, Subject const& subject);

}  // namespace linquan::report
