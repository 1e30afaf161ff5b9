#include "scenario_states.h"

#include <cstddef>
#include <utility>

#include "linquan/reach/catchment.h"
#include "linquan/scenario/scenario.h"
#include "linquan/standard/standard.h"

namespace linquan::api {

Result<std::vector<reach::Edit>> edits_in(std::string const& text, city::City const& city) {
  if (text == "[]") {
    // A scenario that is begun, which a file never is.
    return std::vector<reach::Edit>{};
  }
  auto const file = scenario::parse("{\"version\": 1, \"edits\": " + text + "}", "edits");
  return file ? scenario::edits_of(*file, city) : tl::unexpected<Error>{file.error()};
}

Result<Snapshot::Scored> scored(Snapshot const& snapshot, Judgement const& asked) {
  return asked.minute ? snapshot.scored_at(asked.standard, asked.person, *asked.minute)
                      : snapshot.scored(asked.standard, asked.person);
}

Result<BeforeAfter> before_and_after(Snapshot const& snapshot, Judgement const& asked,
                                     std::span<reach::Edit const> edits) {
  auto const before = scored(snapshot, asked);
  if (!before) {
    return tl::unexpected<Error>{before.error()};
  }
  auto after = before->live.after(edits);
  return after ? Result<BeforeAfter>{BeforeAfter{before->live, *std::move(after)}} : hand_on(after);
}

std::vector<Moved> moved(BeforeAfter const& states) {
  auto const& rules = states.before.standard().rules;
  auto const& homes = states.before.city().homes;
  std::vector<Moved> all(rules.size());
  for (auto const home : standard::Live::differing(states.before, states.after)) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      auto const rule = static_cast<standard::RuleIndex>(i);
      auto const was = states.before.verdict(rule, home) == standard::Verdict::met;
      auto const is = states.after.verdict(rule, home) == standard::Verdict::met;
      if (was != is) {
        (is ? all[i].gain : all[i].lose) += reach::people_of(homes[home].people, rules[i].people);
      }
    }
  }
  return all;
}

}  // namespace linquan::api
