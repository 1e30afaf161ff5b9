#include <algorithm>
#include <vector>

#include "draft.h"

namespace linquan::siting {
namespace {

constexpr OptionIndex nothing = UINT32_MAX;

/// Swaps where no capacity binds: one look at a candidate's demands tells its gain beside each chosen option's loss.
class Swaps {
 public:
  explicit Swaps(Draft& draft) : draft_{draft}, shared_(draft.problem().option_count(), 0) { weigh(); }

  /// True where the candidate came in.
  bool bring_in(OptionIndex in) {
    if (draft_.choice().holds(in) || (draft_.alone()[in] <= least_loss_ && !room_)) {
      return false;
    }
    auto const gain = draft_.cover()->gain_beside(in, shared_, touched_);
    bool const free = gain > 0 && draft_.choice().may_add(in);
    auto const out = free ? nothing : weakest(in, gain);
    for (auto const option : touched_) {
      shared_[option] = 0;
    }
    touched_.clear();
    if (!free && out == nothing) {
      return false;
    }
    if (!free) {
      draft_.remove(out);
    }
    draft_.add(in);
    weigh();
    return true;
  }

 private:
  [[nodiscard]] OptionIndex weakest(OptionIndex in, std::int64_t gain) const {
    auto out = nothing;
    std::int64_t most = 0;
    for (auto const option : draft_.choice().chosen()) {
      auto const more = gain + shared_[option] - draft_.cover()->loss(option);
      if ((more > most || (more == most && most > 0 && option < out)) && draft_.choice().may_swap(option, in)) {
        most = more;
        out = option;
      }
    }
    return out;
  }

  void weigh() {
    auto const chosen = draft_.choice().chosen();
    room_ = chosen.size() < draft_.problem().count;
    least_loss_ = INT64_MAX;
    for (auto const option : chosen) {
      least_loss_ = std::min(least_loss_, draft_.cover()->loss(option));
    }
  }

  Draft& draft_;
  std::vector<std::int64_t> shared_;
  std::vector<OptionIndex> touched_;
  std::int64_t least_loss_ = 0;
  bool room_ = false;
};

/// Where capacities bind each gain costs a search for a flow: only so many candidates are tried for each chosen option.
constexpr std::uint32_t tries_max = 200;

/// The candidate that serves most in the place of what was just removed, if it serves more than `least`.
OptionIndex best_instead(Draft& draft, std::span<OptionIndex const> candidates, std::int64_t least, Watch& watch) {
  auto best = nothing;
  std::uint32_t tried = 0;
  for (auto const in : candidates) {
    if (draft.alone()[in] <= least || tried == tries_max || watch.over()) {
      break;
    }
    if (draft.choice().holds(in) || !draft.choice().may_add(in)) {
      continue;
    }
    ++tried;
    auto const gain = draft.serving().gain(in);
    if (gain > least) {
      least = gain;
      best = in;
    }
  }
  return best;
}

void improve_flow(Draft& draft, std::span<OptionIndex const> candidates, Watch& watch) {
  std::vector<OptionIndex> strongest{candidates.begin(), candidates.end()};
  std::ranges::stable_sort(strongest, [&](auto a, auto b) { return draft.alone()[a] > draft.alone()[b]; });
  bool better = true;
  while (better && !watch.over()) {
    better = false;
    auto const chosen = draft.found().chosen;
    for (auto const out : chosen) {
      auto const before = draft.serving().served();
      draft.remove(out);
      auto const in = best_instead(draft, strongest, before - draft.serving().served(), watch);
      draft.add(in == nothing ? out : in);
      better = better || in != nothing;
      fill(draft, strongest, Greed::gain, watch);
    }
  }
}

}  // namespace

void improve(Draft& draft, std::span<OptionIndex const> candidates, Watch& watch) {
  if (draft.cover() == nullptr) {
    improve_flow(draft, candidates, watch);
    return;
  }
  Swaps swaps{draft};
  std::size_t idle = 0;
  for (std::size_t at = 0; idle < candidates.size(); at = at + 1 == candidates.size() ? 0 : at + 1) {
    if (at % 32 == 0 && watch.over()) {
      break;
    }
    idle = swaps.bring_in(candidates[at]) ? 0 : idle + 1;
  }
}

}  // namespace linquan::siting
