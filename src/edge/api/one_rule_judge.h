#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "linquan/city/city.h"
#include "linquan/standard/standard.h"
#include "linquan/tiles/judge.h"

namespace linquan::api {

/// What a single rule says of homes and areas, as if the standard had no other. Its weight then changes no share.
class OneRuleJudge final : public tiles::Judge {
 public:
  OneRuleJudge(std::shared_ptr<tiles::Judge const> whole, std::shared_ptr<standard::Standard const> standard,
               city::City const& city, standard::RuleIndex rule)
      : whole_{std::move(whole)}, standard_{std::move(standard)}, city_{city}, rule_{rule} {}

  [[nodiscard]] standard::Needs needs(std::uint32_t home) const override;
  [[nodiscard]] standard::Verdict verdict(standard::RuleIndex rule, std::uint32_t home) const override {
    return whole_->verdict(rule, home);
  }
  [[nodiscard]] standard::Needs needs_of_area(std::uint32_t area) const override;
  [[nodiscard]] standard::Tally tally_of_area(standard::RuleIndex rule, std::uint32_t area) const override {
    return whole_->tally_of_area(rule, area);
  }

 private:
  std::shared_ptr<tiles::Judge const> whole_;
  std::shared_ptr<standard::Standard const> standard_;
  city::City const& city_;
  standard::RuleIndex rule_;
};

}  // namespace linquan::api
