#include <algorithm>

#include "live_body.h"
#include "repack.h"

namespace linquan::standard {
namespace {

/// Homes that may differ in what a rule finds, from what the two states keep apart.
class Suspects {
 public:
  Suspects(LiveBody const& a, LiveBody const& b) : a_{a}, b_{b} {}

  [[nodiscard]] std::vector<std::uint32_t> of(RuleIndex rule) const {
    auto const& fixed = *a_.fixed;
    auto const& it = fixed.rules[rule];
    auto const& survey = a_.surveys[it.survey];
    auto const& other = b_.surveys[it.survey];
    std::vector<std::uint32_t> homes;
    auto const add = [&](std::size_t begin, std::size_t end) {
      for (auto seat = begin; seat < end; ++seat) {
        homes.push_back(survey.walked.homes.home(static_cast<reach::Seat>(seat)));
      }
    };
    survey.times.homes(it.asked.column).visit_unshared(other.times.homes(it.asked.column), add);
    if (fixed.standard.rules[rule].count > 1) {
      auto const column = *survey.counted->columns[it.asked.column];
      auto const& table = survey.counted->state.table;
      for (std::uint32_t group = 0; group < table.group_count(); ++group) {
        if (table.block(column, group) != other.counted->state.table.block(column, group)) {
          auto const first = std::size_t{group} * reach::lane_count;
          add(first, std::min<std::size_t>(first + reach::lane_count, survey.walked.homes.seat_count()));
        }
      }
    }
    add_by_ratio(rule, homes);
    return homes;
  }

 private:
  void add_by_ratio(RuleIndex rule, std::vector<std::uint32_t>& homes) const {
    auto const& ratio = a_.fixed->standard.rules[rule].ratio;
    if (!ratio) {
      return;
    }
    auto const& all = a_.fixed->city->homes;
    std::vector<bool> differs(a_.fixed->city->areas.size());
    a_.outlets_in_areas[rule].visit_unshared(b_.outlets_in_areas[rule], [&](std::size_t begin, std::size_t end) {
      for (auto area = begin; area < end; ++area) {
        differs[area] = a_.outlets_in_areas[rule][area] != b_.outlets_in_areas[rule][area];
      }
    });
    if (std::ranges::find(differs, true) == differs.end()) {
      return;
    }
    for (std::uint32_t home = 0; home < all.size(); ++home) {
      if (auto const area = area_of(all[home], ratio->level); area != walk::none && differs[area]) {
        homes.push_back(home);
      }
    }
  }

  LiveBody const& a_;
  LiveBody const& b_;
};

/// Every home, where another kind is known of: the states are then far apart.
std::vector<std::uint32_t> all_differing(LiveBody const& a, LiveBody const& b) {
  std::vector<std::uint32_t> homes;
  for (std::uint32_t home = 0; home < a.fixed->city->homes.size(); ++home) {
    auto differs = a.round(home) != b.round(home);
    for (RuleIndex rule = 0; !differs && rule < a.fixed->rules.size(); ++rule) {
      differs = a.verdict(rule, home) != b.verdict(rule, home) || a.nearest(rule, home) != b.nearest(rule, home);
    }
    if (differs) {
      homes.push_back(home);
    }
  }
  return homes;
}

}  // namespace

std::vector<std::uint32_t> differing_homes(LiveBody const& a, LiveBody const& b) {
  if (a.evidence != b.evidence || a.fixed != b.fixed) {
    return all_differing(a, b);
  }
  std::vector<std::uint32_t> homes;
  Suspects const suspects{a, b};
  for (RuleIndex rule = 0; rule < a.fixed->rules.size(); ++rule) {
    for (auto const home : suspects.of(rule)) {
      if (a.nearest(rule, home) != b.nearest(rule, home) || a.verdict(rule, home) != b.verdict(rule, home)) {
        homes.push_back(home);
      }
    }
  }
  if (a.rounds) {
    a.rounds->met().visit_unshared(b.rounds->met(), [&](std::size_t begin, std::size_t end) {
      for (auto seat = begin; seat < end; ++seat) {
        auto const home = a.rounds->homes().home(static_cast<reach::Seat>(seat));
        if (a.round(home) != b.round(home)) {
          homes.push_back(home);
        }
      }
    });
  }
  tidy(homes);
  return homes;
}

}  // namespace linquan::standard
