#include "linquan/siting/wants.h"

#include <algorithm>

#include "linquan/kinds/kinds.h"
#include "linquan/standard/survey.h"

namespace linquan::siting {
namespace {

bool fits_premises(std::string const& id) {
  auto const& table = kinds::Kinds::built_in();
  auto const found = table.find(id);
  return found && table[*found].premises;
}

}  // namespace

std::optional<Want> want_of(standard::Rule const& rule) {
  if (rule.count > 1 || rule.ratio || !rule.services.empty()) {
    return std::nullopt;
  }
  Want want{rule.kinds, rule.limit, rule.people, rule.weight, std::nullopt};
  std::stable_partition(want.kinds.begin(), want.kinds.end(), fits_premises);
  return want;
}

SiteRequest request_of(standard::Evaluation const& evaluation) {
  SiteRequest request;
  auto const& person = evaluation.persons.front().findings.person;
  request.walker = {person, reach::Unit::seconds, std::nullopt};
  for (standard::RuleIndex i = 0; i < evaluation.standard.rules.size(); ++i) {
    auto const& rule = evaluation.standard.rules[i];
    auto const walker = standard::walker_of(rule, person);
    auto const same = walker.person.id == person.id && walker.unit == reach::Unit::seconds && !walker.minute;
    auto const gaps = std::ranges::any_of(evaluation.gaps, [&](standard::Gap const& gap) { return gap.rule == i; });
    auto want = want_of(rule);
    if (rule.demand == standard::Demand::must && same && gaps && want) {
      request.wants.push_back(*std::move(want));
    }
  }
  return request;
}

}  // namespace linquan::siting
