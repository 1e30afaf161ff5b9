#include "dual.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

namespace linquan::siting {
namespace {

constexpr std::int64_t parts_of_weight = 1024;
constexpr std::int64_t price_limit = std::int64_t{1} << 30U;
constexpr std::size_t worth_a_thread = 500'000;  // demands of options; fewer are summed sooner than a thread starts
constexpr double keep_of_path = 0.9;
constexpr double memory_of_picks = 0.95;
constexpr int idle_max = 15;
constexpr double stride_factor = 0.85;
constexpr double stride_min = 3e-4;

}  // namespace

Dual::Dual(Problem const& problem, unsigned threads)
    : problem_{&problem},
      threads_{threads},
      active_(problem.option_count()),
      picked_(problem.option_count(), 0),
      inner_{problem},
      slope_(problem.demand_count(), 0),
      path_(problem.demand_count(), 0) {
  std::int64_t heaviest = 0;
  for (auto const weight : problem.weights) {
    heaviest = std::max(heaviest, weight);
  }
  while (((heaviest * parts_of_weight) >> shift_) > price_limit) {
    ++shift_;
  }
  for (auto const weight : problem.weights) {
    price_max_.push_back(static_cast<std::int32_t>((weight * parts_of_weight) >> shift_));
    price_.push_back(price_max_.back() / 2);
  }
  std::iota(active_.begin(), active_.end(), 0U);
  collect();
}

/// Lists anew what the active options cover. A demand that none of them covers is not to be had: its price is its
/// weight, which nobody gets.
void Dual::collect() {
  covered_ = {};
  std::vector<bool> reached(problem_->demand_count());
  for (auto const option : active_) {
    for (auto const j : problem_->covered.of(option)) {
      covered_.items.push_back(j);
      reached[j] = true;
    }
    covered_.close();
  }
  for (DemandIndex j = 0; j < reached.size(); ++j) {
    if (!reached[j]) {
      price_[j] = price_max_[j];
      if (!best_price_.empty()) {
        best_price_[j] = price_max_[j];
      }
    }
  }
  if (problem_->with_capacity) {
    covering_ = turned(covered_, problem_->demand_count());
  }
  worth_.assign(active_.size(), 0);
  inner_.take(active_);
}

void Dual::sum_up() {
  auto const sum = [this](std::uint32_t from, std::uint32_t to) {
    for (auto i = from; i < to; ++i) {
      std::int64_t worth = 0;
      for (auto const j : covered_.of(i)) {
        worth += price_[j];
      }
      worth_[i] = worth;
    }
  };
  auto const count = covered_.size();
  auto const workers =
      static_cast<std::uint32_t>(std::clamp<std::size_t>(covered_.items.size() / worth_a_thread, 1, threads_));
  std::vector<std::jthread> others;
  for (std::uint32_t t = 1; t < workers; ++t) {
    others.emplace_back(sum, count / workers * t, t + 1 == workers ? count : count / workers * (t + 1));
  }
  sum(0, workers == 1 ? count : count / workers);
}

/// Each option takes the dearest demands first, by price for each unit of weight, up to its capacity.
void Dual::sum_with_capacity() {
  std::vector<DemandIndex> dearest(problem_->demand_count());
  std::iota(dearest.begin(), dearest.end(), 0U);
  std::ranges::sort(dearest, [&](DemandIndex a, DemandIndex b) {
    auto const left = Wide{price_[a]} * problem_->weights[b];
    auto const right = Wide{price_[b]} * problem_->weights[a];
    return left != right ? left > right : a < b;
  });
  std::vector<std::int64_t> room(active_.size());
  for (std::uint32_t i = 0; i < room.size(); ++i) {
    auto const capacity = problem_->options[active_[i]].capacity;
    room[i] = capacity == 0 ? INT64_MAX : capacity;
    worth_[i] = 0;
  }
  for (auto const j : dearest) {
    auto const weight = problem_->weights[j];
    for (auto const i : covering_.of(j)) {
      auto const taken = std::min(weight, room[i]);
      worth_[i] += static_cast<std::int64_t>((Wide{price_[j]} * taken + weight - 1) / weight);
      room[i] -= taken;
    }
  }
}

Wide Dual::total() const {
  Wide sum = inner_.worth() << shift_;
  for (DemandIndex j = 0; j < problem_->demand_count(); ++j) {
    sum += problem_->weights[j] * parts_of_weight - (std::int64_t{price_[j]} << shift_);
  }
  return sum;
}

void Dual::look() {
  if (problem_->with_capacity) {
    sum_with_capacity();
  } else {
    sum_up();
  }
  inner_.solve(worth_);
  auto const now = total();
  auto const least = std::numeric_limits<std::int64_t>::max();
  if (bound_ == least || now < best_total_) {
    auto const better = bound_ == least || now < best_total_ - (best_total_ >> 20U);
    best_total_ = now;
    bound_ = static_cast<std::int64_t>(now / parts_of_weight);
    best_price_ = price_;
    idle_ = better ? 0 : idle_ + 1;
  } else {
    ++idle_;
  }
  for (auto const option : active_) {
    picked_[option] *= memory_of_picks;
  }
  for (auto const& [position, share] : inner_.shares()) {
    picked_[active_[position]] += (1 - memory_of_picks) * share;
  }
}

/// Adds to the slopes what a picked option takes of its demands.
void Dual::follow(std::uint32_t position, double share) {
  auto const capacity = problem_->options[active_[position]].capacity;
  if (capacity == 0) {
    for (auto const j : covered_.of(position)) {
      slope_[j] += share;
    }
    return;
  }
  auto const demands = covered_.of(position);
  std::vector<DemandIndex> dearest{demands.begin(), demands.end()};
  std::ranges::sort(dearest, [&](DemandIndex a, DemandIndex b) {
    auto const left = Wide{price_[a]} * problem_->weights[b];
    auto const right = Wide{price_[b]} * problem_->weights[a];
    return left != right ? left > right : a < b;
  });
  auto room = capacity;
  for (auto const j : dearest) {
    auto const taken = std::min(room, problem_->weights[j]);
    room -= taken;
    slope_[j] += share * static_cast<double>(taken) / static_cast<double>(problem_->weights[j]);
  }
}

void Dual::move(std::int64_t served) {
  if (idle_ >= idle_max) {
    stride_ *= stride_factor;
    idle_ = 0;
    price_ = best_price_;
  }
  std::ranges::fill(slope_, -1.0);
  for (auto const& [position, share] : inner_.shares()) {
    follow(position, share);
  }
  double length = 0;
  for (DemandIndex j = 0; j < problem_->demand_count(); ++j) {
    bool const stays = (slope_[j] < 0 && price_[j] == price_max_[j]) || (slope_[j] > 0 && price_[j] == 0);
    path_[j] = keep_of_path * path_[j] + (1 - keep_of_path) * (stays ? 0.0 : slope_[j]);
    length += path_[j] * path_[j] * price_max_[j];
  }
  auto const gap = static_cast<double>(total() - Wide{served} * parts_of_weight) / std::exp2(shift_);
  auto const step = stride_ * std::max(gap, 1.0) / std::max(length, 1e-9);
  for (DemandIndex j = 0; j < problem_->demand_count(); ++j) {
    auto const next = price_[j] - step * path_[j] * price_max_[j];
    price_[j] = static_cast<std::int32_t>(std::clamp(next, 0.0, static_cast<double>(price_max_[j])));
  }
}

bool Dual::settled() const {
  return stride_ < stride_min || active_.empty();
}

bool Dual::shrink(std::int64_t served) {
  auto const missing = (Wide{served} + 1) * parts_of_weight - total();
  std::vector<bool> picked(active_.size());
  for (auto const& [position, share] : inner_.shares()) {
    picked[position] = true;
  }
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < active_.size(); ++i) {
    auto const brings = Wide{inner_.reduced()[i] - inner_.displaced()} << shift_;
    if (picked[i] || brings >= missing) {
      active_[kept++] = active_[i];
    }
  }
  if (kept == active_.size()) {
    return false;
  }
  active_.resize(kept);
  collect();
  return true;
}

std::vector<OptionIndex> Dual::likely() const {
  constexpr double seldom = 0.01;
  std::vector<OptionIndex> options;
  for (auto const option : active_) {
    if (picked_[option] > seldom) {
      options.push_back(option);
    }
  }
  std::ranges::sort(options, [&](OptionIndex a, OptionIndex b) {
    return picked_[a] != picked_[b] ? picked_[a] > picked_[b] : a < b;
  });
  return options;
}

}  // namespace linquan::siting
