#include <algorithm>
#include <utility>

#include "draft.h"

namespace linquan::siting {
namespace {

__extension__ using Wide = __int128;

/// An option in the queue, with a gain that it had once.
struct Waiting {
  std::int64_t gain = 0;
  std::int64_t cost = 1;
  OptionIndex option = 0;
};

/// True where `a` stands behind `b`.
bool behind(Waiting const& a, Waiting const& b) {
  auto const left = Wide{a.gain} * b.cost;
  auto const right = Wide{b.gain} * a.cost;
  if (left != right) {
    return left < right;
  }
  return a.gain != b.gain ? a.gain < b.gain : a.option > b.option;
}

}  // namespace

Draft::Draft(Problem const& problem)
    : problem_{&problem},
      choice_{problem},
      serving_{make_serving(problem)},
      cover_{problem.with_capacity ? nullptr : static_cast<Cover*>(serving_.get())},
      alone_(problem.option_count(), 0) {
  for (OptionIndex i = 0; i < problem.option_count(); ++i) {
    for (auto const j : problem.covered.of(i)) {
      alone_[i] += problem.weights[j];
    }
    auto const capacity = problem.options[i].capacity;
    alone_[i] = capacity == 0 ? alone_[i] : std::min(alone_[i], capacity);
  }
}

void Draft::add(OptionIndex option) {
  choice_.add(option);
  serving_->add(option);
}

void Draft::remove(OptionIndex option) {
  choice_.remove(option);
  serving_->remove(option);
}

void Draft::clear() {
  while (!choice_.chosen().empty()) {
    remove(choice_.chosen().back());
  }
}

void Draft::load(std::span<OptionIndex const> options) {
  clear();
  for (auto const option : options) {
    add(option);
  }
}

Found Draft::found() const {
  auto const chosen = choice_.chosen();
  return {{chosen.begin(), chosen.end()}, serving_->served()};
}

void fill(Draft& draft, std::span<OptionIndex const> candidates, Greed greed, Watch& watch) {
  std::vector<Waiting> queue;
  for (auto const option : candidates) {
    if (!draft.choice().holds(option) && draft.choice().may_add(option)) {
      auto const cost = greed == Greed::gain ? 1 : draft.problem().options[option].cost;
      queue.push_back({draft.alone()[option], cost, option});
    }
  }
  std::ranges::make_heap(queue, behind);
  for (std::uint32_t looked = 0; !queue.empty() && (looked % 16 != 0 || !watch.over()); ++looked) {
    std::ranges::pop_heap(queue, behind);
    auto next = queue.back();
    queue.pop_back();
    if (!draft.choice().may_add(next.option)) {
      continue;
    }
    next.gain = draft.serving().gain(next.option);
    if (next.gain == 0) {
      continue;
    }
    if (queue.empty() || behind(queue.front(), next)) {
      draft.add(next.option);
    } else {
      queue.push_back(next);
      std::ranges::push_heap(queue, behind);
    }
  }
}

std::vector<std::pair<OptionIndex, std::int64_t>> in_order(Problem const& problem,
                                                           std::span<OptionIndex const> chosen) {
  std::vector<OptionIndex> left{chosen.begin(), chosen.end()};
  std::ranges::sort(left);
  auto const serving = make_serving(problem);
  std::vector<std::pair<OptionIndex, std::int64_t>> order;
  while (!left.empty()) {
    auto best = left.begin();
    std::int64_t most = 0;
    for (auto next = left.begin(); next != left.end(); ++next) {
      auto const gained = serving->gain(*next);
      if (gained > most) {
        most = gained;
        best = next;
      }
    }
    if (most == 0) {
      break;
    }
    serving->add(*best);
    order.emplace_back(*best, most);
    left.erase(best);
  }
  return order;
}

}  // namespace linquan::siting
