#include "one_rule_judge.h"

#include "linquan/reach/catchment.h"

namespace linquan::api {
namespace {

standard::Needs needs_of(standard::Tally const& tally) {
  return {tally.met.count, tally.unmet.count, tally.unknown.count};
}

}  // namespace

standard::Needs OneRuleJudge::needs(std::uint32_t home) const {
  standard::Tally tally;
  tally.add(whole_->verdict(rule_, home), reach::people_of(city_.homes[home].people, standard_->rules[rule_].people));
  return needs_of(tally);
}

standard::Needs OneRuleJudge::needs_of_area(std::uint32_t area) const {
  return needs_of(whole_->tally_of_area(rule_, area));
}

}  // namespace linquan::api
