#pragma once

#include <cstdint>
#include <vector>

#include "linquan/standard/live.h"
#include "linquan/tiles/judge.h"

namespace linquan::api {

/// What a state of an evaluation says, in the form in which tiles ask. Every home's needs are summed up once for all
/// tiles: a hexagon far out asks thousands of homes.
class LiveJudge final : public tiles::Judge {
 public:
  explicit LiveJudge(standard::Live live);
  /// The same, and of homes that do not differ it takes an earlier state's sums; both states stem from one Live::of().
  LiveJudge(standard::Live live, LiveJudge const& earlier);

  /// Whether no home and no area says anything else than it did earlier; false of what was made without an earlier one.
  [[nodiscard]] bool as_before() const { return as_before_; }

  [[nodiscard]] standard::Needs needs(std::uint32_t home) const override { return needs_[home]; }
  [[nodiscard]] standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const override {
    return live_.verdict(rule, home);
  }
  [[nodiscard]] standard::Needs needs_of_area(std::uint32_t area) const override {
    return live_.score_of_area(area).needs;
  }
  [[nodiscard]] standard::Tally tally_of_area(standard::RuleIndex rule, std::uint32_t area) const override {
    return live_.score_of_area(area).rules[rule];
  }

 private:
  standard::Live live_;
  std::vector<standard::Needs> needs_;
  bool as_before_ = false;
};

}  // namespace linquan::api
