#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/siting/solve.h"

namespace linquan::siting {
namespace {

constexpr std::size_t options_max = 24;
constexpr std::size_t day_count = 7;

/// Tries every choice, with slow and obvious arithmetic of its own: the truth that the quick code is held against.
class Trying {
 public:
  Trying(Coverage const& coverage, Budget const& budget) : coverage_{coverage}, budget_{budget} {}

  void from(OptionIndex next);
  [[nodiscard]] Solution best() const;

 private:
  [[nodiscard]] bool allowed() const;
  [[nodiscard]] std::int64_t served(std::vector<OptionIndex> const& set) const;

  Coverage const& coverage_;
  Budget const& budget_;
  std::vector<OptionIndex> set_, best_;
  std::int64_t most_ = 0;
};

/// Who serves how much of what: filled by one path at a time, each found breadth first.
class Shares {
 public:
  Shares(Coverage const& coverage, std::vector<OptionIndex> const& set)
      : coverage_{coverage},
        set_{set},
        left_{coverage.weights},
        flow_(set.size(), std::vector<std::int64_t>(left_.size(), 0)) {}

  bool one_more() {
    for (std::size_t start = 0; start < set_.size(); ++start) {
      if (room(start) > 0 && one_more_for(start)) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] std::int64_t served() const {
    std::int64_t all = 0;
    for (auto const& row : flow_) {
      all += std::accumulate(row.begin(), row.end(), std::int64_t{0});
    }
    return all;
  }

 private:
  static constexpr auto none = SIZE_MAX;

  [[nodiscard]] std::int64_t room(std::size_t member) const {
    auto const capacity = coverage_.options[set_[member]].capacity;
    auto const used = std::accumulate(flow_[member].begin(), flow_[member].end(), std::int64_t{0});
    return capacity == 0 ? INT64_MAX : capacity - used;
  }

  /// From an option with room, over options that could give up a demand, to a demand that is not served in full.
  bool one_more_for(std::size_t start) {
    queue_ = {start};
    before_.assign(set_.size(), none);
    by_.assign(set_.size(), 0);
    for (std::size_t at = 0; at < queue_.size(); ++at) {
      auto const here = queue_[at];
      for (auto const j : coverage_.of(set_[here])) {
        if (left_[j] > 0) {
          shift(start, here, j);
          return true;
        }
        reach_others(start, here, j);
      }
    }
    return false;
  }
  void reach_others(std::size_t start, std::size_t here, DemandIndex j) {
    for (std::size_t other = 0; other < set_.size(); ++other) {
      if (other != start && before_[other] == none && flow_[other][j] > 0) {
        before_[other] = here;
        by_[other] = j;
        queue_.push_back(other);
      }
    }
  }
  void shift(std::size_t start, std::size_t end, DemandIndex j) {
    auto amount = std::min(left_[j], room(start));
    for (auto k = end; k != start; k = before_[k]) {
      amount = std::min(amount, flow_[k][by_[k]]);
    }
    left_[j] -= amount;
    for (auto k = end; k != start; k = before_[k]) {
      flow_[k][j] += amount;
      flow_[k][by_[k]] -= amount;
      j = by_[k];
    }
    flow_[start][j] += amount;
  }

  Coverage const& coverage_;
  std::vector<OptionIndex> const& set_;
  std::vector<std::int64_t> left_;
  std::vector<std::vector<std::int64_t>> flow_;
  std::vector<std::size_t> queue_, before_;
  std::vector<DemandIndex> by_;
};

/// Finds each option a day, moving others on: one search for each (Kuhn's way).
class Diary {
 public:
  explicit Diary(std::uint32_t per_day) : per_day_{per_day} {}

  bool place(Days days) {
    days_.push_back(days);
    day_.push_back(day_count);
    std::array<bool, day_count> seen{};
    return move(days_.size() - 1, seen);
  }
  [[nodiscard]] std::vector<std::uint8_t> const& day() const { return day_; }

 private:
  bool move(std::size_t who, std::array<bool, day_count>& seen) {
    for (std::uint8_t day = 0; day < day_count; ++day) {
      if (!on(days_[who], day) || seen[day]) {
        continue;
      }
      seen[day] = true;
      if (free(day) || others_move(day, seen)) {
        day_[who] = day;
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool free(std::uint8_t day) const { return std::ranges::count(day_, day) < std::int64_t{per_day_}; }
  bool others_move(std::uint8_t day, std::array<bool, day_count>& seen) {
    for (std::size_t other = 0; other < day_.size(); ++other) {
      if (day_[other] == day && move(other, seen)) {
        return true;
      }
    }
    return false;
  }

  std::uint32_t per_day_;
  std::vector<Days> days_;
  std::vector<std::uint8_t> day_;
};

bool Trying::allowed() const {
  std::int64_t cost = 0;
  for (std::size_t i = 0; i < set_.size(); ++i) {
    auto const& option = coverage_.options[set_[i]];
    cost += option.cost;
    for (std::size_t k = 0; k < i; ++k) {
      if (coverage_.options[set_[k]].place == option.place ||
          std::ranges::count(coverage_.apart, std::pair{set_[k], set_[i]}) != 0) {
        return false;
      }
    }
  }
  if ((budget_.count && set_.size() > *budget_.count) || (budget_.cost && cost > *budget_.cost)) {
    return false;
  }
  Diary diary{budget_.per_day.value_or(0)};
  return !budget_.per_day ||
         std::ranges::all_of(set_, [&](OptionIndex i) { return diary.place(coverage_.options[i].days); });
}

std::int64_t Trying::served(std::vector<OptionIndex> const& set) const {
  Shares shares{coverage_, set};
  while (shares.one_more()) {
  }
  return shares.served();
}

void Trying::from(OptionIndex next) {
  auto const now = served(set_);
  if (now > most_) {
    most_ = now;
    best_ = set_;
  }
  for (auto i = next; i < coverage_.options.size(); ++i) {
    set_.push_back(i);
    if (allowed()) {
      from(i + 1);
    }
    set_.pop_back();
  }
}

Solution Trying::best() const {
  Solution solution;
  auto left = best_;
  while (!left.empty()) {
    auto const gain = [&](OptionIndex i) {
      auto with = solution.chosen;
      with.push_back(i);
      return served(with) - solution.served;
    };
    auto const next = std::ranges::max_element(left, {}, gain);
    if (gain(*next) == 0) {
      break;
    }
    solution.gained.push_back(gain(*next));
    solution.chosen.push_back(*next);
    solution.served += solution.gained.back();
    left.erase(next);
  }
  Diary diary{budget_.per_day.value_or(0)};
  for (auto const i : solution.chosen) {
    if (budget_.per_day) {
      diary.place(coverage_.options[i].days);
    }
  }
  solution.day = diary.day();
  solution.bound = solution.served;
  solution.optimal = true;
  return solution;
}

}  // namespace

Solution solve_by_trying(Coverage const& coverage, Budget const& budget) {
  ensure(coverage.options.size() <= options_max, "solve_by_trying is for 24 options at most");
  Trying trying{coverage, budget};
  trying.from(0);
  return trying.best();
}

}  // namespace linquan::siting
