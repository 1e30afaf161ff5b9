#include "linquan/api/snapshot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <thread>

#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"
#include "linquan/siting/remedies.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

namespace linquan::api {
namespace {

unsigned threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

/// A sight and the finders that nobody uses just now.
struct Snapshot::Seen {
  std::once_flag once;
  std::unique_ptr<answers::Sight> sight;
  std::mutex mutex;
  std::vector<std::unique_ptr<answers::CircleFinder>> idle;
};

/// One standard and person: the evaluation, and the gaps of each level that was asked for.
struct Snapshot::Evaluations {
  std::mutex mutex;
  std::unique_ptr<standard::Evaluation> evaluation;
  struct Level {
    std::shared_ptr<std::vector<standard::Gap> const> gaps;
    std::size_t remedies = 0;  ///< so many of the first know what would change them
  };
  std::map<city::AreaLevel, Level> levels;

  Result<void> evaluate(city::City const& city, standard::Standard const& rules, persons::Person const& person);
  Result<Level> level_of(city::City const& city, Asked const& asked);
};

Snapshot::Snapshot(city::City city) : city_{std::move(city)} {}
Snapshot::~Snapshot() = default;

Snapshot::Seen& Snapshot::seen(reach::Walker const& walker) const {
  Seen* found = nullptr;
  {
    std::scoped_lock const lock{mutex_};
    auto& slot = seen_[{walker.person.id, walker.unit}];
    if (!slot) {
      slot = std::make_unique<Seen>();
    }
    found = slot.get();
  }
  std::call_once(found->once, [&] { found->sight = std::make_unique<answers::Sight>(city_, walker); });
  return *found;
}

answers::Sight const& Snapshot::sight(reach::Walker const& walker) const {
  return *seen(walker).sight;
}

void Snapshot::with_finder(answers::Sight const& sight, std::function<void(answers::CircleFinder&)> const& use) const {
  auto& seen = this->seen(sight.walker());
  std::unique_ptr<answers::CircleFinder> finder;
  {
    std::scoped_lock const lock{seen.mutex};
    if (!seen.idle.empty()) {
      finder = std::move(seen.idle.back());
      seen.idle.pop_back();
    }
  }
  if (!finder) {
    finder = std::make_unique<answers::CircleFinder>(sight);
  }
  use(*finder);
  std::scoped_lock const lock{seen.mutex};
  seen.idle.push_back(std::move(finder));
}

Result<void> Snapshot::Evaluations::evaluate(city::City const& city, standard::Standard const& rules,
                                             persons::Person const& person) {
  SilentProgress silent;
  standard::EvaluateOptions options;
  options.persons.push_back(person);
  options.threads = threads();
  auto made = standard::evaluate(city, rules, options, silent);
  if (!made) {
    return hand_on(made);
  }
  evaluation = std::make_unique<standard::Evaluation>(std::move(*made));
  levels[evaluation->level].gaps = std::make_shared<std::vector<standard::Gap>>(evaluation->gaps);
  return {};
}

/// The gaps of a level, with remedies for as many as are asked for.
Result<Snapshot::Evaluations::Level> Snapshot::Evaluations::level_of(city::City const& city, Asked const& asked) {
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
    request.asked = {findings.person, evaluation->strictness, threads(), {}};
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
    std::scoped_lock const lock{mutex_};
    auto& slot = evaluations_[{asked.standard, asked.person}];
    if (!slot) {
      slot = std::make_unique<Evaluations>();
    }
    found = slot.get();
  }
  std::unique_lock const lock{found->mutex, std::try_to_lock};
  if (!lock) {
    return refuse(ErrorKind::busy, "evaluation_running");
  }
  if (!found->evaluation) {
    auto const rules = standard::load(asked.standard, kinds::Kinds::built_in());
    if (!rules) {
      return tl::unexpected<Error>{rules.error()};
    }
    if (auto made = found->evaluate(city_, *rules, *person); !made) {
      return hand_on(made);
    }
  }
  auto level = found->level_of(city_, asked);
  if (!level) {
    return hand_on(level);
  }
  return Judged{*found->evaluation, asked.level.value_or(found->evaluation->level), std::move(level->gaps)};
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
