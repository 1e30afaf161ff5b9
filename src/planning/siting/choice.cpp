#include "choice.h"

#include <algorithm>

namespace linquan::siting {

Choice::Choice(Problem const& problem)
    : problem_{&problem},
      position_(problem.option_count(), none),
      at_place_(problem.places, none),
      too_near_(problem.option_count(), 0),
      week_{problem.per_day} {}

bool Choice::may_add(OptionIndex option) const {
  auto const& added = problem_->options[option];
  return chosen_.size() < problem_->count && at_place_[added.place] == none && too_near_[option] == 0 &&
         (problem_->cost < 0 || cost_ + added.cost <= problem_->cost) && week_.allows(added.days);
}

bool Choice::may_swap(OptionIndex out, OptionIndex in) const {
  auto const& removed = problem_->options[out];
  auto const& added = problem_->options[in];
  auto const there = at_place_[added.place];
  if ((there != none && there != out) || (problem_->cost >= 0 && cost_ - removed.cost + added.cost > problem_->cost)) {
    return false;
  }
  if (too_near_[in] > (too_near_[in] != 0 && std::ranges::binary_search(problem_->apart.of(in), out) ? 1 : 0)) {
    return false;
  }
  return week_.allows(added.days, removed.days);
}

void Choice::count(OptionIndex option, std::int32_t change) {
  auto const& counted = problem_->options[option];
  cost_ += change * counted.cost;
  for (auto const other : problem_->apart.of(option)) {
    too_near_[other] += change;
  }
  week_.count(counted.days, change);
}

void Choice::add(OptionIndex option) {
  position_[option] = static_cast<std::uint32_t>(chosen_.size());
  chosen_.push_back(option);
  at_place_[problem_->options[option].place] = option;
  count(option, 1);
}

void Choice::remove(OptionIndex option) {
  auto const position = position_[option];
  chosen_[position] = chosen_.back();
  position_[chosen_[position]] = position;
  chosen_.pop_back();
  position_[option] = none;
  at_place_[problem_->options[option].place] = none;
  count(option, -1);
}

}  // namespace linquan::siting
