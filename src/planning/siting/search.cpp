#include "search.h"

#include <algorithm>
#include <numeric>

namespace linquan::siting {
namespace {

constexpr std::uint32_t rounds_max = 1'000;  // of the bound
constexpr std::uint32_t rounds_a_repair = 20;
constexpr std::uint32_t kicks_idle_max = 400;
constexpr std::uint64_t kicked_max = 4;  // options that a kick takes out

}  // namespace

Search::Search(Problem const& problem, unsigned threads, Watch& watch)
    : problem_{&problem}, threads_{threads}, watch_{&watch}, draft_{problem}, all_(problem.option_count()) {
  std::iota(all_.begin(), all_.end(), 0U);
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

/// Completes the draft, and where costs count tries what the other greed would have added.
void Search::pack(std::span<OptionIndex const> candidates) {
  fill(draft_, candidates, Greed::gain, *watch_);
  improve(draft_, candidates, *watch_);
  fill(draft_, candidates, Greed::gain, *watch_);
}

void Search::begin() {
  watch_->progress().step("step_site_greedy", 0);
  fill(draft_, all_, Greed::gain, *watch_);
  keep();
  if (problem_->cost >= 0) {
    draft_.clear();
    fill(draft_, all_, Greed::gain_per_cost, *watch_);
    keep();
    draft_.load(best_.chosen);
  }
  watch_->progress().step("step_site_swap", 0);
  pack(all_);
  keep();
}

/// A choice out of what the bound's inner problem picks.
void Search::repair(Dual const& dual) {
  auto const likely = dual.likely();
  draft_.clear();
  fill(draft_, likely, problem_->cost < 0 ? Greed::gain : Greed::gain_per_cost, *watch_);
  pack(likely);
  keep();
  pack(dual.active());
  keep();
}

void Search::narrow() {
  watch_->progress().step("step_site_bound", rounds_max);
  Dual dual{*problem_, threads_};
  for (std::uint32_t round = 1; round <= rounds_max && !dual.settled() && !done(); ++round) {
    dual.look();
    bound_ = std::max(best_.served, std::min(bound_, dual.bound()));
    if (round % rounds_a_repair == 0 && !done()) {
      repair(dual);
      if (dual.shrink(best_.served)) {
        dual.look();
        bound_ = std::max(best_.served, std::min(bound_, dual.bound()));
      }
      watch_->progress().advance(round);
    }
    dual.move(best_.served);
  }
  bound_ = std::max(best_.served, bound_);
  if (!done()) {
    kick(dual);
  }
}

/// Takes a few options out at random, completes and improves again: from one good choice to its neighbours.
void Search::kick(Dual const& dual) {
  auto const likely = dual.likely();
  draft_.load(best_.chosen);
  for (std::uint32_t idle = 0; idle < kicks_idle_max && !done(); ++idle) {
    auto const before = draft_.found();
    auto const taken = 1 + draw_.below(kicked_max);
    for (std::uint64_t i = 0; i < taken && !draft_.choice().chosen().empty(); ++i) {
      draft_.remove(draft_.choice().chosen()[draw_.below(draft_.choice().chosen().size())]);
    }
    auto const in = likely.empty() ? 0 : likely[draw_.below(likely.size())];
    if (!likely.empty() && !draft_.choice().holds(in) && draft_.choice().may_add(in)) {
      draft_.add(in);
    }
    pack(likely);
    if (draft_.serving().served() > best_.served) {
      idle = 0;
      keep();
    } else if (draft_.serving().served() < before.served) {
      draft_.load(before.chosen);
    }
  }
}

void Search::run() {
  if (all_.empty()) {
    bound_ = 0;
    return;
  }
  begin();
  if (!done()) {
    narrow();
  }
}

}  // namespace linquan::siting
