#include "search.h"

#include <algorithm>
#include <numeric>

namespace linquan::siting {
namespace {

constexpr std::uint32_t rounds_max = 3'000;  // of the bound
constexpr std::uint32_t rounds_a_repair = 20;
constexpr std::uint32_t kicks_idle_max = 500;
constexpr std::uint64_t kicked_max = 4;  // options that a kick takes out

/// Adds what still may be added and gains, exchanges what serves less, and adds again.
void complete(Draft& draft, std::span<OptionIndex const> candidates, Watch& watch) {
  fill(draft, candidates, Greed::gain, watch);
  improve(draft, candidates, watch);
  fill(draft, candidates, Greed::gain, watch);
}

}  // namespace

Found greedy_and_swaps(Problem const& problem, Watch& watch) {
  std::vector<OptionIndex> all(problem.option_count());
  std::iota(all.begin(), all.end(), 0U);
  watch.progress().step("step_site_greedy", 0);
  Draft draft{problem};
  fill(draft, all, Greed::gain, watch);
  auto best = draft.found();
  if (problem.cost >= 0) {
    draft.clear();
    fill(draft, all, Greed::gain_per_cost, watch);
    complete(draft, all, watch);
    auto const by_cost = draft.found();
    draft.load(best.chosen);
    best = by_cost.served > best.served ? by_cost : best;
  }
  watch.progress().step("step_site_swap", 0);
  complete(draft, all, watch);
  return draft.serving().served() > best.served ? draft.found() : best;
}

Search::Search(Problem const& problem, unsigned threads, Watch& watch)
    : problem_{&problem}, threads_{threads}, watch_{&watch}, draft_{problem}, likely_(problem.option_count()) {
  bound_ = std::accumulate(problem.weights.begin(), problem.weights.end(), std::int64_t{0});
}

bool Search::done() {
  return best_.served >= bound_ || watch_->over();
}

void Search::keep() {
  if (draft_.serving().served() > best_.served) {
    best_ = draft_.found();
  }
}

void Search::lower(Dual const& dual) {
  bound_ = std::max(best_.served, std::min(bound_, dual.bound()));
}

void Search::run() {
  if (problem_->option_count() == 0) {
    return;
  }
  best_ = greedy_and_swaps(*problem_, *watch_);
  if (!done()) {
    narrow();
  }
  if (!done()) {
    kick();
  }
}

/// Better and better prices; from time to time a choice out of what they favour.
void Search::narrow() {
  watch_->progress().step("step_site_bound", rounds_max);
  Dual dual{*problem_, threads_};
  for (std::uint32_t round = 1; round <= rounds_max && !dual.settled() && !done(); ++round) {
    dual.look();
    lower(dual);
    if (round % rounds_a_repair == 0 && !done()) {
      repair(dual);
      if (dual.shrink(best_.served)) {
        dual.look();
      }
      lower(dual);
      watch_->progress().advance(round);
    }
    dual.move(best_.served);
  }
}

void Search::repair(Dual const& dual) {
  auto const likely = dual.likely();
  for (auto const option : likely) {
    likely_[option] = true;
  }
  draft_.clear();
  fill(draft_, likely, problem_->cost < 0 ? Greed::gain : Greed::gain_per_cost, *watch_);
  complete(draft_, likely, *watch_);
  complete(draft_, dual.active(), *watch_);
  keep();
}

/// Takes a few options out at random, puts another in, completes and improves: from a good choice to its neighbours.
void Search::kick() {
  std::vector<OptionIndex> likely;
  for (OptionIndex option = 0; option < likely_.size(); ++option) {
    if (likely_[option]) {
      likely.push_back(option);
    }
  }
  if (likely.empty()) {
    return;
  }
  watch_->progress().step("step_site_swap", 0);
  draft_.load(best_.chosen);
  for (std::uint32_t idle = 0; idle < kicks_idle_max && !done(); ++idle) {
    auto const before = draft_.found();
    auto const chosen = draft_.choice().chosen();
    auto const taken = std::min<std::uint64_t>(1 + draw_.below(kicked_max), chosen.size());
    for (std::uint64_t i = 0; i < taken; ++i) {
      draft_.remove(draft_.choice().chosen()[draw_.below(chosen.size() - i)]);
    }
    auto const in = likely[draw_.below(likely.size())];
    if (!draft_.choice().holds(in) && draft_.choice().may_add(in)) {
      draft_.add(in);
    }
    complete(draft_, likely, *watch_);
    if (draft_.serving().served() < before.served) {
      draft_.load(before.chosen);
    }
    idle = draft_.serving().served() > before.served ? 0 : idle;
    keep();
  }
}

}  // namespace linquan::siting
