#include "live_fixed.h"

#include <array>
#include <utility>

#include "linquan/standard/ratio.h"
#include "live_scratch.h"

namespace linquan::standard {

LiveFixed::LiveFixed(std::shared_ptr<city::City const> the_city, Standard the_standard,
                     AssessOptions const& the_options)
    : city{std::move(the_city)},
      standard{std::move(the_standard)},
      options{the_options},
      surveys{surveys_of(*city, standard, options.person)},
      areas_at{*city} {
  options.edits = {};
  rules.resize(standard.rules.size());
  for (std::size_t survey = 0; survey < surveys.size(); ++survey) {
    for (auto const& asked : surveys[survey].asked) {
      auto const& rule = standard.rules[asked.rule];
      auto& made = rules[asked.rule];
      made.survey = survey;
      made.asked = asked;
      made.here = kinds_here(*city, rule.kinds);
      made.people_known = people_known(*city, rule.people);
      made.outlets_asked = rule.ratio ? outlets_asked(*city, rule) : std::vector<std::int64_t>{};
    }
  }
  for (std::uint16_t i = 0; i < standard.headlines.size(); ++i) {
    for (auto const rule : standard.headlines[i].rules) {
      rules[rule].headlines.push_back(i);
    }
  }
  for (auto const& list : standard.lists) {
    auto& kinds = lists.emplace_back();
    for (auto const& id : list.kinds) {
      kinds.push_back(kinds_here(*city, std::array{id}));
    }
  }
  if (standard.round) {
    for (auto const& stop : standard.round->stops) {
      stops.push_back(kinds_here(*city, stop));
    }
  }
  for (auto const& area : city->areas) {
    has_level.at(static_cast<std::size_t>(area.level)) = true;
  }
}

LiveFixed::~LiveFixed() = default;

std::unique_ptr<LiveScratch> LiveFixed::take_scratch() const {
  std::lock_guard const lock{mutex_};
  if (idle_.empty()) {
    return std::make_unique<LiveScratch>();
  }
  auto scratch = std::move(idle_.back());
  idle_.pop_back();
  return scratch;
}

void LiveFixed::give_back(std::unique_ptr<LiveScratch> scratch) const {
  std::lock_guard const lock{mutex_};
  idle_.push_back(std::move(scratch));
}

}  // namespace linquan::standard
