#include "linquan/standard/served.h"

#include <array>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/reach/circle.h"
#include "linquan/standard/survey.h"
#include "linquan/standard/walked.h"

namespace linquan::standard {

Result<std::vector<std::vector<Served>>> served_by(city::City const& city, Rule const& rule,
                                                   AssessOptions const& options, std::span<std::uint32_t const> homes) {
  Standard alone;
  alone.rules = {rule};
  auto const survey = surveys_of(city, alone, options.person).front();
  auto const streets = walked_streets(city, survey.walker, options.edits);
  if (!streets) {
    return tl::unexpected<Error>{streets.error()};
  }
  auto const supply = supply_of(city, *streets, survey);
  auto const whole = rule.unit == reach::Unit::seconds ? 600.0 : 10.0;
  auto const limits = reach::Limits::of(std::array{rule.limit / whole}, rule.unit);
  ensure(limits.has_value(), "limits of rules were checked when the standard was read");
  reach::Circle circle{*streets};
  std::vector<std::vector<Served>> all;
  all.reserve(homes.size());
  for (auto const home : homes) {
    auto& served = all.emplace_back();
    auto const place = streets->place(city.homes[home].access);
    if (place.edge == walk::none) {
      continue;
    }
    circle.search(place, *limits);
    auto const columns = circle.outlets(supply);
    for (auto const& near : columns.front()) {
      served.push_back({near.outlet, near.time});
    }
  }
  return all;
}

}  // namespace linquan::standard
