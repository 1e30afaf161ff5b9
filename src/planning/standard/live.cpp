#include "linquan/standard/live.h"

#include <algorithm>
#include <utility>

#include "live_body.h"
#include "live_renewal.h"

namespace linquan::standard {

Live::Live(std::shared_ptr<LiveBody const> body) : body_{std::move(body)} {}

Result<Live> Live::of(std::shared_ptr<city::City const> city, Standard standard, AssessOptions const& options,
                      Progress& progress) {
  auto body = LiveBody::of(std::move(city), std::move(standard), options, progress);
  if (!body) {
    return hand_on(body);
  }
  return Live{std::move(*body)};
}

Result<Live> Live::after(std::span<reach::Edit const> edits) const {
  auto scratch = body_->fixed->take_scratch();
  auto body = LiveRenewal{*body_, *scratch}.after(edits);
  body_->fixed->give_back(std::move(scratch));
  if (!body) {
    return hand_on(body);
  }
  return Live{std::move(*body)};
}

city::City const& Live::city() const {
  return *body_->fixed->city;
}

Standard const& Live::standard() const {
  return body_->fixed->standard;
}

persons::Person const& Live::person() const {
  return body_->fixed->options.person;
}

std::span<reach::Edit const> Live::street_edits() const {
  return body_->street_edits;
}

Verdict Live::verdict(RuleIndex rule, std::uint32_t home) const {
  return body_->verdict(rule, home);
}

reach::Tenths Live::nearest(RuleIndex rule, std::uint32_t home) const {
  return body_->nearest(rule, home);
}

Verdict Live::round(std::uint32_t home) const {
  return body_->round(home);
}

Needs Live::needs(std::uint32_t home) const {
  Needs needs;
  auto const& rules = standard().rules;
  for (RuleIndex i = 0; i < rules.size(); ++i) {
    auto const people = reach::people_of(city().homes[home].people, rules[i].people).count * rules[i].weight;
    auto const one = verdict(i, home);
    (one == Verdict::met ? needs.met : one == Verdict::unmet ? needs.unmet : needs.unknown) += people;
  }
  return needs;
}

Score const& Live::score() const {
  return *body_->scores[whole_city];
}

Score const& Live::score_of_area(std::uint32_t area) const {
  return *body_->scores[scope_of_area(area)];
}

Score const& Live::score_outside(city::AreaLevel level) const {
  auto const& score = body_->scores[scope_outside(static_cast<std::size_t>(level))];
  return score ? *score : this->score();
}

Findings Live::findings() const {
  return body_->findings();
}

Scores Live::scores() const {
  Scores all;
  all.city = score();
  for (std::size_t number = 0; number < level_count; ++number) {
    if (!body_->fixed->has_level.at(number)) {
      continue;
    }
    auto& level = all.levels.emplace_back();
    level.level = static_cast<city::AreaLevel>(number);
    for (std::uint32_t area = 0; area < city().areas.size(); ++area) {
      if (city().areas[area].level == level.level) {
        level.areas.push_back(score_of_area(area));
      }
    }
    level.outside = score_outside(level.level);
  }
  return all;
}

std::vector<Gap> Live::gaps(city::AreaLevel level) const {
  return standard::gaps(city(), standard(), findings(), level, body_->fixed->options.threads);
}

std::vector<std::uint32_t> Live::differing(Live const& a, Live const& b) {
  return differing_homes(*a.body_, *b.body_);
}

}  // namespace linquan::standard
