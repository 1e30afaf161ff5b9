#include "linquan/standard/live.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "linquan/base/ensure.h"
#include "linquan/standard/evidence.h"

namespace linquan::standard {

struct Live::Body {
  std::shared_ptr<city::City const> city;  ///< as it was given
  Standard standard;
  AssessOptions options;
  std::vector<reach::Edit> street_edits;
  city::City now;  ///< with the outlets as the edits leave them
  Findings findings;
  Scores scores;

  Result<void> ask(Progress& progress) {
    options.edits = street_edits;
    auto found = assess(now, standard, options, progress);
    if (!found) {
      return hand_on(found);
    }
    findings = std::move(*found);
    scores = standard::score(now, standard, findings, {now, options.strictness}, options.threads);
    return {};
  }
};

Live::Live(std::shared_ptr<Body const> body) : body_{std::move(body)} {}

Result<Live> Live::of(std::shared_ptr<city::City const> city, Standard standard, AssessOptions const& options,
                      Progress& progress) {
  auto body = std::make_shared<Body>();
  body->city = std::move(city);
  body->standard = std::move(standard);
  body->options = options;
  body->street_edits.assign(options.edits.begin(), options.edits.end());
  body->now = *body->city;
  if (auto asked = body->ask(progress); !asked) {
    return hand_on(asked);
  }
  return Live{std::move(body)};
}

Result<Live> Live::after(std::span<reach::Edit const> edits) const {
  auto body = std::make_shared<Body>(*body_);
  auto outlets = reach::changed_outlets(body->now, edits);
  if (!outlets) {
    return hand_on(outlets);
  }
  body->now.outlets = std::move(*outlets);
  std::ranges::copy_if(edits, std::back_inserter(body->street_edits), [](reach::Edit const& edit) {
    return !std::holds_alternative<reach::PutOutlet>(edit) && !std::holds_alternative<reach::RemoveOutlet>(edit);
  });
  SilentProgress silent;
  if (auto asked = body->ask(silent); !asked) {
    return hand_on(asked);
  }
  return Live{std::move(body)};
}

city::City const& Live::city() const {
  return *body_->city;
}

Standard const& Live::standard() const {
  return body_->standard;
}

persons::Person const& Live::person() const {
  return body_->options.person;
}

std::span<reach::Edit const> Live::street_edits() const {
  return body_->street_edits;
}

Verdict Live::verdict(RuleIndex rule, std::uint32_t home) const {
  return body_->findings.rules[rule].verdicts[home];
}

reach::Tenths Live::nearest(RuleIndex rule, std::uint32_t home) const {
  return body_->findings.rules[rule].nearest[home];
}

Verdict Live::round(std::uint32_t home) const {
  return body_->findings.round.empty() ? Verdict::unknown : body_->findings.round[home];
}

Needs Live::needs(std::uint32_t home) const {
  Needs needs;
  auto const& rules = body_->standard.rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    Tally one;
    one.add(verdict(static_cast<RuleIndex>(i), home),
            reach::people_of(body_->city->homes[home].people, rules[i].people));
    needs.met += one.met.count * rules[i].weight;
    needs.unmet += one.unmet.count * rules[i].weight;
    needs.unknown += one.unknown.count * rules[i].weight;
  }
  return needs;
}

Score const& Live::score() const {
  return body_->scores.city;
}

Score const& Live::score_of_area(std::uint32_t area) const {
  auto const level = std::ranges::find(body_->scores.levels, body_->city->areas[area].level, &LevelScores::level);
  return *std::ranges::find(level->areas, area, &Score::area);
}

Score const& Live::score_outside(city::AreaLevel level) const {
  auto const found = std::ranges::find(body_->scores.levels, level, &LevelScores::level);
  return found == body_->scores.levels.end() ? body_->scores.city : found->outside;
}

Findings Live::findings() const {
  return body_->findings;
}

Scores Live::scores() const {
  return body_->scores;
}

std::vector<Gap> Live::gaps(city::AreaLevel level) const {
  return standard::gaps(body_->now, body_->standard, body_->findings, level, body_->options.threads);
}

std::vector<std::uint32_t> Live::differing(Live const& a, Live const& b) {
  std::vector<std::uint32_t> homes;
  auto const differs = [&](std::uint32_t home) {
    for (RuleIndex rule = 0; rule < a.standard().rules.size(); ++rule) {
      if (a.verdict(rule, home) != b.verdict(rule, home) || a.nearest(rule, home) != b.nearest(rule, home)) {
        return true;
      }
    }
    return a.round(home) != b.round(home);
  };
  for (std::uint32_t home = 0; home < a.city().homes.size(); ++home) {
    if (differs(home)) {
      homes.push_back(home);
    }
  }
  return homes;
}

}  // namespace linquan::standard
