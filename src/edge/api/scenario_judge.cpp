#include "scenario_judge.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace linquan::api {
namespace {

class LiveJudge final : public tiles::Judge {
 public:
  explicit LiveJudge(standard::Live live) : live_{std::move(live)} {
    auto const homes = static_cast<std::uint32_t>(live_.city().homes.size());
    needs_.reserve(homes);
    // Once for all tiles: a hexagon far out asks thousands of homes.
    for (std::uint32_t home = 0; home < homes; ++home) {
      needs_.push_back(live_.needs(home));
    }
  }

  [[nodiscard]] standard::Needs needs(std::uint32_t home) const override { return needs_[home]; }
  [[nodiscard]] standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const override {
    return live_.verdict(rule, home);
  }
  [[nodiscard]] standard::Needs needs_of_area(std::uint32_t area) const override {
    return live_.score_of_area(area).needs;
  }

 private:
  standard::Live live_;
  std::vector<standard::Needs> needs_;
};

}  // namespace

std::shared_ptr<tiles::Judge const> judge_of(standard::Live live) {
  return std::make_shared<LiveJudge const>(std::move(live));
}

}  // namespace linquan::api
