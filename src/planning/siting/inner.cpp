#include "inner.h"

#include <algorithm>

#include "week.h"

namespace linquan::siting {
namespace {

constexpr unsigned price_bits = 20;
constexpr std::uint32_t none = UINT32_MAX;
/// Beyond this the price would no longer fit; any price gives a bound.
constexpr std::int64_t price_max = INT64_MAX / 4;

}  // namespace

void Inner::take(std::span<OptionIndex const> options) {
  options_.assign(options.begin(), options.end());
  alike_.assign(problem_->places, true);
  std::vector<Days> days(problem_->places, 0);
  for (auto const option : options_) {
    auto const& taken = problem_->options[option];
    alike_[taken.place] =
        alike_[taken.place] && (days[taken.place] == 0 || days[taken.place] == taken.days || problem_->per_day == 0);
    days[taken.place] = taken.days;
  }
  of_place_.assign(problem_->places, none);
  reduced_.resize(options_.size());
}

/// All that is worth something; of a place that excludes, the best one.
void Inner::gather(std::vector<std::uint32_t>& open) {
  for (std::uint32_t i = 0; i < options_.size(); ++i) {
    if (reduced_[i] <= 0) {
      continue;
    }
    auto const place = problem_->options[options_[i]].place;
    if (!alike_[place]) {
      open.push_back(i);
    } else if (of_place_[place] == none) {
      of_place_[place] = static_cast<std::uint32_t>(open.size());
      open.push_back(i);
    } else if (auto& best = open[of_place_[place]]; reduced_[i] > reduced_[best]) {
      best = i;
    }
  }
  for (auto const i : open) {
    of_place_[problem_->options[options_[i]].place] = none;
  }
}

/// Keeps what finds a day: in the order of worth that is the best there is, since the days make a matroid.
void Inner::keep_days(std::vector<std::uint32_t>& open) const {
  Week week{problem_->per_day};
  std::size_t kept = 0;
  for (std::size_t i = 0; i < open.size() && kept < problem_->count; ++i) {
    auto const days = problem_->options[options_[open[i]]].days;
    if (week.allows(days)) {
      week.count(days, 1);
      open[kept++] = open[i];
    }
  }
  open.resize(kept);
}

Inner::Pick Inner::pick(std::span<std::int64_t const> worth, Price price) {
  for (std::uint32_t i = 0; i < options_.size(); ++i) {
    auto const paid = price == 0 ? 0 : (Wide{price} * problem_->options[options_[i]].cost) >> price_bits;
    reduced_[i] = static_cast<std::int64_t>(std::max<Wide>(worth[i] - paid, -INT64_MAX / 2));
  }
  Pick picked;
  auto& open = picked.options;
  gather(open);
  auto const better = [&](std::uint32_t a, std::uint32_t b) {
    return reduced_[a] != reduced_[b] ? reduced_[a] > reduced_[b] : a < b;
  };
  if (problem_->per_day != 0) {
    std::ranges::sort(open, better);
    keep_days(open);
  } else if (open.size() > problem_->count) {
    std::ranges::nth_element(open, open.begin() + problem_->count, better);
    open.resize(problem_->count);
  }
  picked.worth = price == 0 ? 0 : ((Wide{price} * problem_->cost) >> price_bits) + 1;
  auto least = INT64_MAX;
  for (auto const i : open) {
    picked.worth += reduced_[i];
    picked.spent += problem_->options[options_[i]].cost;
    least = std::min(least, reduced_[i]);
  }
  picked.displaced = open.size() == problem_->count ? least : 0;
  return picked;
}

/// The two picks on either side of the budget, in the proportion that just spends it.
void Inner::mix(Pick const& cheap, Pick const& dear) {
  auto const between = static_cast<double>(dear.spent - cheap.spent);
  auto const part = between > 0 ? static_cast<double>(problem_->cost - cheap.spent) / between : 0.0;
  std::vector<double> share(options_.size(), 0);
  for (auto const i : cheap.options) {
    share[i] += 1 - part;
  }
  for (auto const i : dear.options) {
    share[i] += part;
  }
  for (std::uint32_t i = 0; i < share.size(); ++i) {
    if (share[i] > 0) {
      shares_.emplace_back(i, share[i]);
    }
  }
}

void Inner::solve(std::span<std::int64_t const> worth) {
  shares_.clear();
  auto dear = pick(worth, 0);
  auto best = Price{0};
  if (problem_->cost < 0 || dear.spent <= problem_->cost) {
    for (auto const i : dear.options) {
      shares_.emplace_back(i, 1.0);
    }
    worth_ = dear.worth;
    displaced_ = dear.displaced;
    return;
  }
  // Spending shrinks as its price grows: from the last price outwards, then halving.
  auto low = price_ - price_ / 64;
  auto high = price_ + price_ / 64 + 1;
  for (auto at_low = pick(worth, low); low > 0 && at_low.spent <= problem_->cost; at_low = pick(worth, low)) {
    high = low;
    low -= low / 2 + 1;
  }
  auto cheap = pick(worth, high);
  while (cheap.spent > problem_->cost && high < price_max) {
    low = high;
    high *= 2;
    cheap = pick(worth, high);
  }
  dear = pick(worth, low);
  while (high - low > 1 + (high >> 20U)) {
    auto const middle = low + (high - low) / 2;
    auto half = pick(worth, middle);
    (half.spent > problem_->cost ? low : high) = middle;
    (half.spent > problem_->cost ? dear : cheap) = std::move(half);
  }
  mix(cheap, dear);
  best = cheap.worth <= dear.worth ? high : low;
  price_ = high;
  auto const last = pick(worth, best);
  worth_ = last.worth;
  displaced_ = last.displaced;
}

}  // namespace linquan::siting
