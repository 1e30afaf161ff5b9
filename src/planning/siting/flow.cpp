#include <algorithm>
#include <numeric>

#include "problem.h"
#include "serving.h"

namespace linquan::siting {

Flow::Flow(Problem const& problem)
    : problem_{&problem},
      left_{problem.weights},
      parts_(problem.demand_count()),
      room_(problem.option_count()),
      seen_(problem.option_count(), 0) {
  auto const all = std::accumulate(left_.begin(), left_.end(), std::int64_t{0});
  for (OptionIndex i = 0; i < room_.size(); ++i) {
    room_[i] = problem.options[i].capacity == 0 ? all : problem.options[i].capacity;
  }
}

std::int64_t Flow::amount(DemandIndex demand, OptionIndex option) const {
  for (auto const& part : parts_[demand]) {
    if (part.option == option) {
      return part.amount;
    }
  }
  return 0;
}

void Flow::give(DemandIndex demand, OptionIndex option, std::int64_t amount) {
  if (option == nobody) {
    left_[demand] += amount;
    return;
  }
  auto& parts = parts_[demand];
  auto const part = std::ranges::find(parts, option, &Part::option);
  if (part == parts.end()) {
    parts.push_back({option, amount});
  } else if ((part->amount += amount) == 0) {
    parts.erase(part);
  }
}

void Flow::move(DemandIndex demand, OptionIndex from, OptionIndex to, std::int64_t amount) {
  give(demand, from, -amount);
  give(demand, to, amount);
  steps_.push_back({demand, from, -amount});
  steps_.push_back({demand, to, amount});
}

/// Lets `option` serve up to `wanted` more: what is left over, or what others serve who find something else instead.
std::int64_t Flow::pull(OptionIndex option, std::int64_t wanted) {
  seen_[option] = search_;
  std::int64_t pulled = 0;
  for (auto const j : problem_->covered.of(option)) {
    auto const taken = std::min(wanted - pulled, left_[j]);
    if (taken > 0) {
      move(j, nobody, option, taken);
      pulled += taken;
    }
  }
  for (auto const j : problem_->covered.of(option)) {
    if (pulled == wanted) {
      break;
    }
    pulled += pull_from_others(option, j, wanted - pulled);
  }
  return pulled;
}

std::int64_t Flow::pull_from_others(OptionIndex option, DemandIndex demand, std::int64_t wanted) {
  std::int64_t pulled = 0;
  auto const others = parts_[demand];  // a copy: the search changes the parts
  for (auto const& [other, unused] : others) {
    auto const most = std::min(wanted - pulled, amount(demand, other));
    if (seen_[other] == search_ || most <= 0) {
      continue;
    }
    auto const freed = pull(other, most);
    if (freed > 0) {
      move(demand, other, option, freed);
      pulled += freed;
    }
  }
  return pulled;
}

/// Searches until nothing more reaches the option: the flow is then the largest again.
std::int64_t Flow::fill(OptionIndex option, std::int64_t room) {
  std::int64_t filled = 0;
  while (filled < room) {
    ++search_;
    auto const pulled = pull(option, room - filled);
    if (pulled == 0) {
      break;
    }
    filled += pulled;
  }
  return filled;
}

std::int64_t Flow::gain(OptionIndex option) {
  steps_.clear();
  auto const gained = fill(option, room_[option]);
  while (!steps_.empty()) {
    auto const& last = steps_.back();
    give(last.demand, last.option, -last.amount);
    steps_.pop_back();
  }
  return gained;
}

void Flow::add(OptionIndex option) {
  steps_.clear();
  auto const gained = fill(option, room_[option]);
  room_[option] -= gained;
  served_ += gained;
  chosen_.push_back(option);
}

void Flow::remove(OptionIndex option) {
  for (auto const j : problem_->covered.of(option)) {
    auto const freed = amount(j, option);
    if (freed > 0) {
      move(j, option, nobody, freed);
      room_[option] += freed;
      served_ -= freed;
    }
  }
  chosen_.erase(std::ranges::find(chosen_, option));
  for (auto const other : chosen_) {
    auto const gained = fill(other, room_[other]);
    room_[other] -= gained;
    served_ += gained;
  }
  steps_.clear();
}

}  // namespace linquan::siting
