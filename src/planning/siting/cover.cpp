#include "problem.h"
#include "serving.h"

namespace linquan::siting {

Cover::Cover(Problem const& problem)
    : problem_{&problem}, demands_(problem.demand_count()), loss_(problem.option_count()) {
  for (DemandIndex j = 0; j < problem.demand_count(); ++j) {
    demands_[j].weight = problem.weights[j];
  }
}

std::int64_t Cover::gain(OptionIndex option) {
  std::int64_t gained = 0;
  for (auto const j : problem_->covered.of(option)) {
    gained += demands_[j].count == 0 ? demands_[j].weight : 0;
  }
  return gained;
}

std::int64_t Cover::gain_beside(OptionIndex option, std::vector<std::int64_t>& shared,
                                std::vector<OptionIndex>& touched) const {
  std::int64_t gained = 0;
  for (auto const j : problem_->covered.of(option)) {
    auto const& demand = demands_[j];
    if (demand.count == 0) {
      gained += demand.weight;
    } else if (demand.count == 1) {
      if (shared[demand.owner] == 0) {
        touched.push_back(demand.owner);
      }
      shared[demand.owner] += demand.weight;
    }
  }
  return gained;
}

void Cover::add(OptionIndex option) {
  for (auto const j : problem_->covered.of(option)) {
    auto& demand = demands_[j];
    if (demand.count == 0) {
      served_ += demand.weight;
      loss_[option] += demand.weight;
    } else if (demand.count == 1) {
      loss_[demand.owner] -= demand.weight;
    }
    ++demand.count;
    demand.owner ^= option;
  }
}

void Cover::remove(OptionIndex option) {
  for (auto const j : problem_->covered.of(option)) {
    auto& demand = demands_[j];
    --demand.count;
    demand.owner ^= option;
    if (demand.count == 0) {
      served_ -= demand.weight;
    } else if (demand.count == 1) {
      loss_[demand.owner] += demand.weight;
    }
  }
  loss_[option] = 0;
}

std::unique_ptr<Serving> make_serving(Problem const& problem) {
  if (problem.with_capacity) {
    return std::make_unique<Flow>(problem);
  }
  return std::make_unique<Cover>(problem);
}

}  // namespace linquan::siting
