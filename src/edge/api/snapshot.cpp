#include "linquan/api/snapshot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <span>
#include <thread>

#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"
#include "linquan/siting/remedies.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/live.h"
#include "linquan/standard/standard.h"

namespace linquan::api {
namespace {

/// So long a request waits for somebody else's evaluation.
constexpr std::chrono::milliseconds patience{300};

unsigned threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

/// Finders that nobody uses just now, good for all sights of the same ways.
struct Idle {
  std::mutex mutex;
  std::vector<std::unique_ptr<answers::CircleFinder>> finders;
};

/// A sight, once it is made, and its finders.
struct Snapshot::Seen {
  std::mutex mutex;
  std::optional<answers::Sight> sight;
  std::shared_ptr<Idle> idle = std::make_shared<Idle>();
};

/// One standard and person: the evaluation, and the gaps of each level that was asked for.
struct Snapshot::Evaluations {
  std::timed_mutex mutex;
  /// A state before any correction of the streets.
  struct Mapped {
    town::Town town;
    standard::Live live;
  };
  std::optional<Mapped> mapped;
  std::optional<town::Town> of;  ///< what was evaluated last
  std::optional<standard::Live> live;
  std::shared_ptr<standard::Evaluation const> evaluation;
  struct Level {
    std::shared_ptr<std::vector<standard::Gap> const> gaps;
    std::size_t remedies = 0;  ///< so many of the first know what would change them
  };
  std::map<city::AreaLevel, Level> levels;

  /// Whether it holds in this town too, or in a later one.
  [[nodiscard]] bool holds_in(town::Town const& town) const {
    return of && (of->change() >= town.change() || (of->same_streets(town) && town.outlets_since(*of).empty()));
  }
  Result<void> evaluate(town::Town const& town, standard::Standard const& rules, persons::Person const& person);
  void keep(town::Town const& town);
  Result<Level> level_of(Asked const& asked);
};

struct Snapshot::Judgements {
  std::mutex mutex;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Evaluations>> evaluations;
};

Snapshot::Snapshot(town::Town town, search::Index index)
    : town_{std::move(town)}, index_{std::move(index)}, judgements_{std::make_shared<Judgements>()} {}
Snapshot::~Snapshot() = default;

std::shared_ptr<Snapshot const> Snapshot::after(town::News const& news) const {
  auto index = index_;
  for (auto const& outlet : news.outlets) {
    index = outlet.entry ? index.with(*outlet.entry, news.change) : index.without(outlet.id, news.change);
  }
  auto next = std::make_shared<Snapshot>(town_.after(news), std::move(index));
  next->judgements_ = judgements_;
  std::scoped_lock const lock{mutex_};
  for (auto const& [walker, seen] : seen_) {
    std::scoped_lock const seen_lock{seen->mutex};
    if (!seen->sight) {
      continue;
    }
    auto const made = std::make_shared<Seen>();
    made->sight = seen->sight->of(next->town_);
    if (made->sight->ways() == seen->sight->ways()) {
      made->idle = seen->idle;
    }
    next->seen_.emplace(walker, made);
  }
  return next;
}

Snapshot::Seen& Snapshot::seen(reach::Walker const& walker) const {
  std::shared_ptr<Seen> found;
  {
    std::scoped_lock const lock{mutex_};
    auto& slot = seen_[{walker.person.id, walker.unit}];
    if (!slot) {
      slot = std::make_shared<Seen>();
    }
    found = slot;
  }
  std::scoped_lock const lock{found->mutex};
  if (!found->sight) {
    found->sight.emplace(town_, walker);
  }
  return *found;
}

answers::Sight const& Snapshot::sight(reach::Walker const& walker) const {
  return *seen(walker).sight;
}

void Snapshot::with_finder(answers::Sight const& sight, std::function<void(answers::CircleFinder&)> const& use) const {
  auto const idle = seen(sight.walker()).idle;
  std::unique_ptr<answers::CircleFinder> finder;
  {
    std::scoped_lock const lock{idle->mutex};
    if (!idle->finders.empty()) {
      finder = std::move(idle->finders.back());
      idle->finders.pop_back();
    }
  }
  if (!finder) {
    finder = std::make_unique<answers::CircleFinder>(sight);
  }
  use(*finder);
  std::scoped_lock const lock{idle->mutex};
  idle->finders.push_back(std::move(finder));
}

/// Brings what was evaluated last forward to this town; the first time, everything is asked.
Result<void> Snapshot::Evaluations::evaluate(town::Town const& town, standard::Standard const& rules,
                                             persons::Person const& person) {
  if (!mapped) {
    SilentProgress silent;
    auto made = standard::Live::of(std::make_shared<city::City const>(town.city()), rules,
                                   {person, standard::Strictness::seen, threads(), {}}, silent);
    if (!made) {
      return hand_on(made);
    }
    mapped.emplace(Mapped{town, std::move(*made)});
  }
  // An edit of a street that is taken back is asked of a state from before it.
  auto const goes_on = live && of->same_streets(town);
  auto edits = town.outlets_since(goes_on ? *of : mapped->town);
  if (!goes_on) {
    std::ranges::move(town.street_edits(std::nullopt), std::back_inserter(edits));
  }
  auto next = (goes_on ? *live : mapped->live).after(edits);
  if (!next) {
    return hand_on(next);
  }
  live = std::move(*next);
  keep(town);
  return {};
}

/// The state in the form in which answers and reports are made of it.
void Snapshot::Evaluations::keep(town::Town const& town) {
  auto made = std::make_shared<standard::Evaluation>();
  made->standard = live->standard();
  made->persons.push_back({live->findings(), live->scores()});
  made->level = standard::gap_level(town.imported());
  made->gaps = live->gaps(made->level);
  levels.clear();
  levels[made->level].gaps = std::make_shared<std::vector<standard::Gap>>(made->gaps);
  evaluation = std::move(made);
  of = town;
}

/// The gaps of a level, with remedies for as many as are asked for.
Result<Snapshot::Evaluations::Level> Snapshot::Evaluations::level_of(Asked const& asked) {
  auto const& city = of->city();
  auto const& findings = evaluation->persons.front().findings;
  auto const level = asked.level.value_or(evaluation->level);
  auto& it = levels[level];
  if (!it.gaps) {
    it.gaps = std::make_shared<std::vector<standard::Gap>>(
        standard::gaps(city, evaluation->standard, findings, level, threads()));
  }
  auto const wanted = std::min(asked.remedies, it.gaps->size());
  if (it.remedies < wanted) {
    // A copy: others may just be telling of those that are there.
    auto more = std::make_shared<std::vector<standard::Gap>>(*it.gaps);
    for (auto& gap : *more) {
      gap.remedies.clear();
    }
    siting::RemedyRequest request;
    auto const edits = of->street_edits(std::nullopt);
    request.asked = {findings.person, evaluation->strictness, threads(), edits};
    SilentProgress silent;
    auto found = siting::add_remedies(city, evaluation->standard, std::span{*more}.first(wanted), request, silent);
    if (!found) {
      return hand_on(found);
    }
    it = {std::move(more), wanted};
  }
  return it;
}

Result<Snapshot::Judged> Snapshot::judged(Asked const& asked) const {
  auto const ids = standard::built_in_ids();
  if (std::ranges::find(ids, asked.standard) == ids.end()) {
    // Not load(): it would take the word for the path of a file.
    return refuse(ErrorKind::usage, "standard_unknown",
                  {{"word", asked.standard}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  auto const person = answers::person_named(asked.person);
  if (!person) {
    return tl::unexpected<Error>{person.error()};
  }
  Evaluations* found = nullptr;
  {
    std::scoped_lock const lock{judgements_->mutex};
    auto& slot = judgements_->evaluations[{asked.standard, asked.person}];
    if (!slot) {
      slot = std::make_unique<Evaluations>();
    }
    found = slot.get();
  }
  // What a change touches is evaluated within milliseconds, the whole city is not.
  std::unique_lock const lock{found->mutex, patience};
  if (!lock) {
    return refuse(ErrorKind::busy, "evaluation_running");
  }
  if (!found->holds_in(town_)) {
    auto const rules = standard::load(asked.standard, kinds::Kinds::built_in());
    if (!rules) {
      return tl::unexpected<Error>{rules.error()};
    }
    if (auto made = found->evaluate(town_, *rules, *person); !made) {
      return hand_on(made);
    }
  }
  auto level = found->level_of(asked);
  if (!level) {
    return hand_on(level);
  }
  return Judged{found->evaluation, *found->evaluation, asked.level.value_or(found->evaluation->level),
                std::move(level->gaps), *found->of};
}

void Current::set(std::shared_ptr<Snapshot const> snapshot) {
  std::scoped_lock const lock{mutex_};
  snapshot_ = std::move(snapshot);
}

std::shared_ptr<Snapshot const> Current::get() const {
  std::scoped_lock const lock{mutex_};
  return snapshot_;
}

}  // namespace linquan::api
