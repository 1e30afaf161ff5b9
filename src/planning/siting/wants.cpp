#include "linquan/siting/wants.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "linquan/kinds/where.h"
#include "linquan/standard/survey.h"

namespace linquan::siting {
std::optional<Want> want_of(standard::Rule const& rule) {
  if (rule.count > 1 || rule.ratio || !rule.services.empty()) {
    return std::nullopt;
  }
  Want want{rule.kinds, rule.limit, rule.people, rule.weight, std::nullopt};
  // What needs least to stand somewhere is what gets built.
  std::ranges::stable_sort(want.kinds, {}, kinds::where_of);
  return want;
}

namespace {

std::vector<standard::RuleIndex> musts_with_gaps(standard::Evaluation const& evaluation) {
  std::vector<standard::RuleIndex> musts;
  for (standard::RuleIndex i = 0; i < evaluation.standard.rules.size(); ++i) {
    auto const has_gap = std::ranges::any_of(evaluation.gaps, [&](standard::Gap const& gap) { return gap.rule == i; });
    if (evaluation.standard.rules[i].demand == standard::Demand::must && has_gap) {
      musts.push_back(i);
    }
  }
  return musts;
}

/// nullopt: not in minutes at any hour as the first person walks, or more than one outlet is asked for.
std::optional<Want> want_for(standard::Evaluation const& evaluation, standard::RuleIndex index) {
  auto const& rule = evaluation.standard.rules[index];
  auto const& person = evaluation.persons.front().findings.person;
  auto const walker = standard::walker_of(rule, person);
  auto const same = walker.person.id == person.id && walker.unit == reach::Unit::seconds && !walker.minute;
  return same ? want_of(rule) : std::nullopt;
}

}  // namespace

SiteRequest request_of(standard::Evaluation const& evaluation) {
  SiteRequest request;
  request.walker = {evaluation.persons.front().findings.person, reach::Unit::seconds, std::nullopt};
  for (auto const rule : musts_with_gaps(evaluation)) {
    if (auto want = want_for(evaluation, rule)) {
      request.wants.push_back(*std::move(want));
    }
  }
  return request;
}

std::size_t musts_left(standard::Evaluation const& evaluation) {
  auto const musts = musts_with_gaps(evaluation);
  return static_cast<std::size_t>(std::ranges::count_if(musts, [&](auto rule) { return !want_for(evaluation, rule); }));
}

}  // namespace linquan::siting
