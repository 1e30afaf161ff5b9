#include "scenario_desk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "linquan/answers/sight.h"
#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
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

struct ScenarioDesk::Bases {
  struct Base {
    std::mutex mutex;
    std::optional<standard::Live> live;
  };
  std::shared_ptr<Snapshot const> snapshot;
  std::mutex mutex;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Base>> by_question;
};

Result<BeforeAfter> ScenarioDesk::evaluated(std::shared_ptr<Snapshot const> const& snapshot,
                                            std::string const& standard, std::string const& person,
                                            std::span<reach::Edit const> edits) {
  auto const ids = standard::built_in_ids();
  if (std::ranges::find(ids, standard) == ids.end()) {
    return refuse(ErrorKind::usage, "standard_unknown",
                  {{"word", standard}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  auto const who = answers::person_named(person);
  if (!who) {
    return tl::unexpected<Error>{who.error()};
  }
  std::shared_ptr<Bases> bases;
  {
    std::scoped_lock const lock{mutex_};
    if (!bases_ || bases_->snapshot != snapshot) {
      bases_ = std::make_shared<Bases>();
      bases_->snapshot = snapshot;
    }
    bases = bases_;
  }
  std::unique_lock slots{bases->mutex};
  auto& slot = bases->by_question[{standard, person}];
  if (!slot) {
    slot = std::make_unique<Bases::Base>();
  }
  auto& base = *slot;
  slots.unlock();
  std::unique_lock const lock{base.mutex, std::try_to_lock};
  if (!lock) {
    return refuse(ErrorKind::busy, "evaluation_running");
  }
  if (!base.live) {
    auto rules = standard::load(standard, kinds::Kinds::built_in());
    if (!rules) {
      return hand_on(rules);
    }
    SilentProgress silent;
    standard::AssessOptions options;
    options.person = *who;
    std::shared_ptr<city::City const> const city{snapshot, &snapshot->city()};
    auto made = standard::Live::of(city, *std::move(rules), options, silent);
    if (!made) {
      return hand_on(made);
    }
    base.live = *std::move(made);
  }
  auto after = base.live->after(edits);
  return after ? Result<BeforeAfter>{BeforeAfter{*base.live, *std::move(after)}} : hand_on(after);
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
