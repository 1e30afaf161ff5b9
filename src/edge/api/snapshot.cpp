#include "linquan/api/snapshot.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <iterator>
#include <span>
#include <thread>
#include <tuple>

#include "linquan/base/progress.h"
#include "linquan/persons/persons.h"
#include "linquan/siting/remedies.h"
#include "linquan/standard/gaps.h"
#include "linquan/standard/standard.h"

namespace linquan::api {
namespace {

/// So many evaluations at an hour are kept: each is as large as the city's homes are many.
/// How often who waits looks whether it should stop.
constexpr std::chrono::milliseconds glance{50};

unsigned threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

/// One of those that wait for somebody else's evaluation, while it lasts.
class Waiting {
 public:
  explicit Waiting(std::atomic<std::size_t>& count) : count_{count}, among_{++count_ <= Snapshot::waiting_max()} {}
  Waiting(Waiting const&) = delete;
  Waiting& operator=(Waiting const&) = delete;
  Waiting(Waiting&&) = delete;
  Waiting& operator=(Waiting&&) = delete;
  ~Waiting() { --count_; }
  [[nodiscard]] bool among() const { return among_; }

 private:
  std::atomic<std::size_t>& count_;
  bool among_;
};

/// The mutex once it is free: at once, or after a wait with an end.
///
/// busy, interrupted   as Snapshot::scored() has them
Result<std::unique_lock<std::timed_mutex>> taken(std::timed_mutex& mutex, std::atomic<std::size_t>& count,
                                                 Progress const& progress) {
  std::unique_lock lock{mutex, std::try_to_lock};
  if (lock) {
    return lock;
  }
  Waiting const waiting{count};
  auto const last = std::chrono::steady_clock::now() + Snapshot::patience;
  while (waiting.among() && std::chrono::steady_clock::now() < last) {
    if (lock.try_lock_for(glance)) {
      return lock;
    }
    if (progress.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
  }
  return refuse(ErrorKind::busy, "evaluation_running");
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

/// One standard and person: the state of the newest town that anybody asked for, and what reports are made of it.
struct Snapshot::Evaluations {
  std::chrono::steady_clock::time_point last_asked;  ///< of Judgements::mutex

  std::timed_mutex mutex;        ///< of the two states
  std::optional<Scored> mapped;  ///< asked whole, before any correction of the streets
  std::optional<Scored> newest;

  struct Level {
    std::shared_ptr<std::vector<standard::Gap> const> gaps;
    std::size_t remedies = 0;  ///< so many of the first know what would change them
  };
  std::timed_mutex told_mutex;  ///< of all below
  std::optional<town::Town> told;
  std::shared_ptr<standard::Evaluation const> evaluation;
  std::map<city::AreaLevel, Level> levels;

  /// What is asked of it, and who else waits.
  struct Question {
    town::Town const& town;
    standard::Standards const& standards;
    std::string const& standard;
    persons::Person const& person;
    std::atomic<std::size_t>& waiting;
  };
  Result<Scored> forward(Question const& question, Progress& progress);
  Result<Judged> judged(Scored const& scored, Asked const& asked, std::atomic<std::size_t>& waiting);

 private:
  void tell_of(Scored const& scored);
  Result<Level> level_of(Asked const& asked);
};

/// One standard and person at a minute of the week.
struct Snapshot::AtHour {
  std::string standard;
  std::string person;
  hours::MinuteOfWeek minute;
  std::optional<Scored> scored;
  std::shared_ptr<standard::Evaluation const> evaluation;  ///< null until somebody asks for it
  std::map<city::AreaLevel, std::shared_ptr<std::vector<standard::Gap> const>> gaps;
};

struct Snapshot::Judgements {
  std::timed_mutex at_hours;  ///< of evaluations at an hour: one after the other, because each takes all cores
  std::deque<AtHour> kept_at_hours;
  std::atomic<std::size_t> waiting = 0;  ///< for somebody else's evaluation
  std::mutex mutex;                      ///< of all below; nothing is worked out under it
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Evaluations>> evaluations;
  /// What is kept at hours, for those who need not wait for another hour's evaluation: the newest comes first.
  std::deque<std::tuple<std::string, std::string, hours::MinuteOfWeek, Scored>> scored_at_hours;
};

Snapshot::Snapshot(town::Town town, search::Index index, standard::Standards standards)
    : town_{std::move(town)},
      index_{std::move(index)},
      judgements_{std::make_shared<Judgements>()},
      standards_{std::make_shared<standard::Standards const>(std::move(standards))} {}
Snapshot::~Snapshot() = default;

std::size_t Snapshot::waiting_max() {
  return std::size_t{2} * threads();
}

std::shared_ptr<Snapshot const> Snapshot::after(town::News const& news) const {
  std::vector<search::Index::Changed> changed;
  for (auto const& outlet : news.outlets) {
    changed.push_back({outlet.id, outlet.entry ? &*outlet.entry : nullptr});
  }
  auto next =
      std::make_shared<Snapshot>(town_.after(news), changed.empty() ? index_ : index_.after(changed, news.change));
  next->judgements_ = judgements_;
  next->standards_ = standards_;
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

std::shared_ptr<answers::Sight const> Snapshot::sight_at(reach::Walker const& walker) const {
  constexpr std::size_t kept = 4;
  auto const is_it = [&](std::shared_ptr<answers::Sight const> const& one) {
    auto const& its = one->walker();
    return its.person.id == walker.person.id && its.unit == walker.unit && its.minute == walker.minute;
  };
  {
    std::scoped_lock const lock{mutex_};
    if (auto const found = std::ranges::find_if(timed_, is_it); found != timed_.end()) {
      return *found;
    }
  }
  auto made = std::make_shared<answers::Sight const>(town_, walker);
  std::scoped_lock const lock{mutex_};
  if (timed_.size() >= kept) {
    timed_.erase(timed_.begin());
  }
  return timed_.emplace_back(std::move(made));
}

void Snapshot::with_sight(reach::Walker const& walker,
                          std::function<void(answers::Sight const&, answers::CircleFinder&)> const& use) const {
  if (walker.minute) {
    auto const timed = sight_at(walker);
    answers::CircleFinder finder{*timed};
    use(*timed, finder);
    return;
  }
  auto const& any_hour = sight(walker);
  with_finder(any_hour, [&](answers::CircleFinder& finder) { use(any_hour, finder); });
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

namespace {

/// Whether a state says of an earlier town of these what it says of a later one.
bool holds_in(town::Town const& town, town::Town const& of) {
  return of.change() >= town.change() || (of.same_streets(town) && town.outlets_since(of).empty());
}

Result<Snapshot::Scored> asked_whole(town::Town const& town, Result<standard::Standard> rules,
                                     persons::Person const& person, Progress& progress) {
  if (!rules) {
    return hand_on(rules);
  }
  auto made = standard::Live::of(std::make_shared<city::City const>(town.city()), std::move(*rules),
                                 {person, standard::Strictness::seen, threads(), {}}, progress);
  if (!made) {
    return hand_on(made);
  }
  return Snapshot::Scored{std::move(*made), town};
}

}  // namespace

/// Brings the newest state forward to this town; the first time, everything is asked.
Result<Snapshot::Scored> Snapshot::Evaluations::forward(Question const& question, Progress& progress) {
  auto waited = taken(mutex, question.waiting, progress);
  if (!waited) {
    return hand_on(waited);
  }
  auto& lock = *waited;
  auto const& town = question.town;
  if (!mapped) {
    auto made = asked_whole(town, question.standards.find(question.standard), question.person, progress);
    if (!made) {
      return made;
    }
    mapped = std::move(*made);
  }
  if (newest && holds_in(town, newest->town)) {
    if (newest->town.change() < town.change()) {
      newest->town = town;  // So that the next one need not compare the two again.
    }
    return *newest;
  }
  // An edit of a street that is taken back is asked of a state from before it.
  auto const goes_on = newest && newest->town.same_streets(town);
  auto const from = goes_on ? *newest : *mapped;
  // States are values: what comes next is worked out while others ask what there is.
  lock.unlock();
  auto edits = town.outlets_since(from.town);
  if (!goes_on) {
    std::ranges::move(town.street_edits(std::nullopt), std::back_inserter(edits));
  }
  auto live = from.live.after(edits);
  if (!live) {
    return hand_on(live);
  }
  Scored made{std::move(*live), town};
  lock.lock();
  if (!newest || newest->town.change() < town.change()) {
    newest = made;
  }
  return made;
}

namespace {

/// The state in the form in which answers and reports are made of it; gaps come when they are asked for.
std::shared_ptr<standard::Evaluation const> evaluation_of(Snapshot::Scored const& scored) {
  auto made = std::make_shared<standard::Evaluation>();
  made->standard = scored.live.standard();
  made->persons.push_back({scored.live.findings(), scored.live.scores()});
  made->level = standard::gap_level(scored.town.imported());
  return made;
}

}  // namespace

void Snapshot::Evaluations::tell_of(Scored const& scored) {
  levels.clear();
  evaluation = evaluation_of(scored);
  told = scored.town;
}

Result<Snapshot::Judged> Snapshot::Evaluations::judged(Scored const& scored, Asked const& asked,
                                                       std::atomic<std::size_t>& waiting) {
  auto const lock = taken(told_mutex, waiting, SilentProgress{});
  if (!lock) {
    return tl::unexpected<Error>{lock.error()};
  }
  if (!told || !holds_in(scored.town, *told)) {
    tell_of(scored);
  }
  auto level = level_of(asked);
  if (!level) {
    return hand_on(level);
  }
  return Judged{evaluation, *evaluation, asked.level.value_or(evaluation->level), std::move(level->gaps), *told};
}

/// The gaps of a level, with remedies for as many as are asked for.
Result<Snapshot::Evaluations::Level> Snapshot::Evaluations::level_of(Asked const& asked) {
  auto const& city = told->city();
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
    auto const edits = told->street_edits(std::nullopt);
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

std::shared_ptr<Snapshot::Evaluations> Snapshot::evaluations(std::string const& standard,
                                                             std::string const& person) const {
  std::scoped_lock const lock{judgements_->mutex};
  auto& slot = judgements_->evaluations[{standard, person}];
  if (!slot) {
    slot = std::make_shared<Evaluations>();
  }
  slot->last_asked = std::chrono::steady_clock::now();
  return slot;
}

Result<Snapshot::Scored> Snapshot::scored(std::string const& standard, std::string const& person) const {
  SilentProgress silent;
  return scored(standard, person, silent);
}

Result<Snapshot::Scored> Snapshot::scored(std::string const& standard, std::string const& person,
                                          Progress& progress) const {
  if (auto known = standards_->check(standard); !known) {
    return hand_on(known);
  }
  auto const walks = answers::person_named(person);
  if (!walks) {
    return tl::unexpected<Error>{walks.error()};
  }
  // Held for as long as it is worked on: it may be forgotten meanwhile.
  auto const held = evaluations(standard, person);
  return held->forward({town_, *standards_, standard, *walks, judgements_->waiting}, progress);
}

/// The state that was asked for, of this town: brought forward where only outlets differ, otherwise made whole.
Result<Snapshot::Scored> Snapshot::asked_at(AtHour const& asked) const {
  if (asked.scored && asked.scored->town.same_streets(town_)) {
    auto live = asked.scored->live.after(town_.outlets_since(asked.scored->town));
    return live ? Result<Scored>{Scored{std::move(*live), town_}} : hand_on(live);
  }
  auto const person = answers::person_named(asked.person);
  auto standard = standards_->find(asked.standard);
  if (!standard || !person) {
    return tl::unexpected<Error>{!standard ? standard.error() : person.error()};
  }
  for (auto& rule : standard->rules) {
    rule.open_at = rule.open_at.value_or(asked.minute);
  }
  auto const edits = town_.street_edits(asked.minute);
  SilentProgress silent;
  auto made = standard::Live::of(std::make_shared<city::City const>(town_.city()), std::move(*standard),
                                 {*person, standard::Strictness::seen, threads(), edits}, silent);
  return made ? Result<Scored>{Scored{std::move(*made), town_}} : hand_on(made);
}

/// One of those that are kept, as it is now; whoever asks holds `at_hours`. The newest comes first.
Result<Snapshot::AtHour*> Snapshot::at_hour(std::string const& standard, std::string const& person,
                                            hours::MinuteOfWeek minute) const {
  auto& kept = judgements_->kept_at_hours;
  auto const found = std::ranges::find_if(
      kept, [&](AtHour const& it) { return it.standard == standard && it.person == person && it.minute == minute; });
  if (found != kept.end()) {
    std::rotate(kept.begin(), found, found + 1);
  } else {
    // Room is made first: two and a third one at once would be more than is promised.
    kept.resize(std::min(kept.size(), hours_kept - 1));
    kept.push_front({standard, person, minute, std::nullopt, nullptr, {}});
  }
  auto& it = kept.front();
  if (it.scored && holds_in(town_, it.scored->town)) {
    return &it;
  }
  auto scored = asked_at(it);
  if (!scored) {
    kept.pop_front();
    return hand_on(scored);
  }
  it.scored = std::move(*scored);
  keep_at(it);
  it.evaluation = nullptr;
  it.gaps.clear();
  return &it;
}

/// What is kept of that minute, where it still holds; asked for without waiting.
std::optional<Snapshot::Scored> Snapshot::kept_at(std::string const& standard, std::string const& person,
                                                  hours::MinuteOfWeek minute) const {
  std::scoped_lock const lock{judgements_->mutex};
  for (auto const& [its_standard, its_person, its_minute, scored] : judgements_->scored_at_hours) {
    if (its_standard == standard && its_person == person && its_minute == minute && holds_in(town_, scored.town)) {
      return scored;
    }
  }
  return std::nullopt;
}

/// Lets others have it without waiting.
void Snapshot::keep_at(AtHour const& it) const {
  std::scoped_lock const lock{judgements_->mutex};
  auto& all = judgements_->scored_at_hours;
  std::erase_if(all, [&](auto const& one) {
    return std::get<0>(one) == it.standard && std::get<1>(one) == it.person && std::get<2>(one) == it.minute;
  });
  all.emplace_front(it.standard, it.person, it.minute, *it.scored);
  if (all.size() > hours_kept) {
    all.pop_back();
  }
}

Result<Snapshot::Scored> Snapshot::scored_at(std::string const& standard, std::string const& person,
                                             hours::MinuteOfWeek minute) const {
  if (auto known = standards_->check(standard); !known) {
    return hand_on(known);
  }
  if (auto kept = kept_at(standard, person, minute)) {
    return *std::move(kept);
  }
  SilentProgress silent;
  auto const lock = taken(judgements_->at_hours, judgements_->waiting, silent);
  if (!lock) {
    return tl::unexpected<Error>{lock.error()};
  }
  auto const it = at_hour(standard, person, minute);
  return it ? Result<Scored>{*(*it)->scored} : tl::unexpected<Error>{it.error()};
}

Result<Snapshot::Judged> Snapshot::judged_at(Asked const& asked, hours::MinuteOfWeek minute) const {
  if (auto known = standards_->check(asked.standard); !known) {
    return hand_on(known);
  }
  SilentProgress silent;
  auto const lock = taken(judgements_->at_hours, judgements_->waiting, silent);
  if (!lock) {
    return tl::unexpected<Error>{lock.error()};
  }
  auto const found = at_hour(asked.standard, asked.person, minute);
  if (!found) {
    return tl::unexpected<Error>{found.error()};
  }
  auto& it = **found;
  if (!it.evaluation) {
    it.evaluation = evaluation_of(*it.scored);
  }
  auto const level = asked.level.value_or(it.evaluation->level);
  auto& gaps = it.gaps[level];
  if (!gaps) {
    gaps = std::make_shared<std::vector<standard::Gap> const>(it.scored->live.gaps(level));
  }
  return Judged{it.evaluation, *it.evaluation, level, gaps, it.scored->town};
}

Result<Snapshot::Judged> Snapshot::judged(Asked const& asked) const {
  auto const now = scored(asked.standard, asked.person);
  if (!now) {
    return tl::unexpected<Error>{now.error()};
  }
  auto const held = evaluations(asked.standard, asked.person);
  return held->judged(*now, asked, judgements_->waiting);
}

void Snapshot::bring_forward() const {
  decltype(judgements_->evaluations) all;
  {
    std::scoped_lock const lock{judgements_->mutex};
    all = judgements_->evaluations;
  }
  SilentProgress silent;
  for (auto const& [key, held] : all) {
    if (auto const person = answers::person_named(key.second)) {
      // Whoever asks next hears why it was refused.
      std::ignore = held->forward({town_, *standards_, key.first, *person, judgements_->waiting}, silent);
    }
  }
}

void Snapshot::forget_unasked(std::chrono::steady_clock::time_point since, std::string const& standard) const {
  std::scoped_lock const lock{judgements_->mutex};
  std::erase_if(judgements_->evaluations, [&](auto const& one) {
    auto const& [key, held] = one;
    return held->last_asked < since && key != std::pair<std::string, std::string>{standard, "standard"};
  });
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
