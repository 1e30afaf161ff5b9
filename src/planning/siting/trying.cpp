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
  [[nodiscard]] static bool one_more(std::vector<std::vector<std::int64_t>>& flow, Coverage const& coverage,
                                     std::vector<OptionIndex> const& set, std::vector<std::int64_t>& left);

  Coverage const& coverage_;
  Budget const& budget_;
  std::vector<OptionIndex> set_, best_;
  std::int64_t most_ = 0;
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
      if ((days_[who] >> day & 1U) == 0 || seen[day]) {
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

/// One path, found breadth first, from an option with room to a demand not served in full.
bool Trying::one_more(std::vector<std::vector<std::int64_t>>& flow, Coverage const& coverage,
                      std::vector<OptionIndex> const& set, std::vector<std::int64_t>& left) {
  constexpr auto none = SIZE_MAX;
  for (std::size_t start = 0; start < set.size(); ++start) {
    auto const used = std::accumulate(flow[start].begin(), flow[start].end(), std::int64_t{0});
    auto const capacity = coverage.options[set[start]].capacity;
    if (capacity != 0 && used >= capacity) {
      continue;
    }
    std::vector<std::size_t> queue{start};
    std::vector<std::size_t> before(set.size(), none);
    std::vector<DemandIndex> by(set.size(), 0);
    for (std::size_t at = 0; at < queue.size(); ++at) {
      auto const here = queue[at];
      for (auto const j : coverage.of(set[here])) {
        if (left[j] > 0) {
          auto amount = capacity == 0 ? left[j] : std::min(left[j], capacity - used);
          for (auto k = here; k != start; k = before[k]) {
            amount = std::min(amount, flow[k][by[k]]);
          }
          left[j] -= amount;
          auto taken = j;
          for (auto k = here;; k = before[k]) {
            flow[k][taken] += amount;
            if (k == start) {
              return true;
            }
            flow[k][by[k]] -= amount;
            taken = by[k];
          }
        }
        for (std::size_t other = 0; other < set.size(); ++other) {
          if (other != start && before[other] == none && flow[other][j] > 0) {
            before[other] = here;
            by[other] = j;
            queue.push_back(other);
          }
        }
      }
    }
  }
  return false;
}

std::int64_t Trying::served(std::vector<OptionIndex> const& set) const {
  auto left = coverage_.weights;
  std::vector<std::vector<std::int64_t>> flow(set.size(), std::vector<std::int64_t>(left.size(), 0));
  while (one_more(flow, coverage_, set, left)) {
  }
  return std::accumulate(coverage_.weights.begin(), coverage_.weights.end(), std::int64_t{0}) -
         std::accumulate(left.begin(), left.end(), std::int64_t{0});
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
