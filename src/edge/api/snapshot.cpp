#include "linquan/api/snapshot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <thread>

#include "linquan/base/progress.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

namespace linquan::api {

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
  std::map<city::AreaLevel, std::vector<standard::Gap>> gaps;  ///< never erased: what stands there stays in its place
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

Result<Snapshot::Judged> Snapshot::judged(std::string_view standard, std::string_view person,
                                          std::optional<city::AreaLevel> level) const {
  auto const ids = standard::built_in_ids();
  if (std::ranges::find(ids, standard) == ids.end()) {
    // Not load(): it would take the word for the path of a file.
    return refuse(ErrorKind::usage, "standard_unknown",
                  {{"word", std::string{standard}}, {"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  auto walker = answers::person_named(person);
  if (!walker) {
    return hand_on(walker);
  }
  Evaluations* found = nullptr;
  {
    std::scoped_lock const lock{mutex_};
    auto& slot = evaluations_[{std::string{standard}, std::string{person}}];
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
    auto rules = standard::load(standard, kinds::Kinds::built_in());
    if (!rules) {
      return hand_on(rules);
    }
    SilentProgress silent;
    standard::EvaluateOptions options;
    options.persons.push_back(std::move(*walker));
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    auto evaluation = standard::evaluate(city_, *rules, options, silent);
    if (!evaluation) {
      return hand_on(evaluation);
    }
    found->evaluation = std::make_unique<standard::Evaluation>(std::move(*evaluation));
    found->gaps[found->evaluation->level] = found->evaluation->gaps;
  }
  auto const& evaluation = *found->evaluation;
  auto const asked = level.value_or(evaluation.level);
  auto at = found->gaps.find(asked);
  if (at == found->gaps.end()) {
    auto gaps = standard::gaps(city_, evaluation.standard, evaluation.persons.front().findings, asked);
    at = found->gaps.emplace(asked, std::move(gaps)).first;
  }
  return Judged{evaluation, asked, at->second};
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
