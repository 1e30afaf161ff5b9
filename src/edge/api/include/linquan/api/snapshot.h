#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/answers/circle.h"
#include "linquan/answers/sight.h"
#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/hours/hours.h"
#include "linquan/reach/walker.h"
#include "linquan/search/index.h"
#include "linquan/standard/evaluation.h"
#include "linquan/standard/live.h"
#include "linquan/standard/standards.h"
#include "linquan/town/town.h"

namespace linquan::api {

/// A city at one of the directory's changes, and what was worked out of it so far. The city never changes; what is
/// worked out is kept, and handed on to the next snapshot where it still holds. For many threads.
class Snapshot {
 public:
  Snapshot(town::Town town, search::Index index, standard::Standards standards = {});
  Snapshot(Snapshot const&) = delete;
  Snapshot& operator=(Snapshot const&) = delete;
  Snapshot(Snapshot&&) = delete;
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

  /// The snapshot after these changes.
  [[nodiscard]] std::shared_ptr<Snapshot const> after(town::News const& news) const;

  [[nodiscard]] town::Town const& town() const { return town_; }
  [[nodiscard]] search::Index const& index() const { return index_; }
  /// The number of the directory's change that it stands at; 0 where none is kept.
  [[nodiscard]] std::uint64_t change() const { return town_.change(); }
  /// The city with today's outlets. Dear after a change: ask town() where the streets, or one outlet, will do.
  [[nodiscard]] city::City const& city() const { return town_.city(); }

  /// The city as a walker finds it at any hour; made when it is first asked for. Good as long as the snapshot.
  [[nodiscard]] answers::Sight const& sight(reach::Walker const& walker) const;

  /// The city as a walker finds it at a minute of the week, when gates and stands keep hours; a few are kept.
  [[nodiscard]] std::shared_ptr<answers::Sight const> sight_at(reach::Walker const& walker) const;

  /// Runs `use` with the walker's sight, at a minute where the walker has one, and a finder of that sight.
  void with_sight(reach::Walker const& walker,
                  std::function<void(answers::Sight const&, answers::CircleFinder&)> const& use) const;

  /// Runs `use` with a finder that nobody else uses meanwhile.
  void with_finder(answers::Sight const& sight, std::function<void(answers::CircleFinder&)> const& use) const;

  /// What may be asked of it.
  [[nodiscard]] standard::Standards const& standards() const { return *standards_; }

  /// A standard asked of a city, by home and by area.
  struct Scored {
    standard::Live live;
    town::Town town;  ///< what was asked: this snapshot's, or one without a difference, or a later one
  };
  /// So long a request waits for an evaluation that somebody else asked for first; it stays below the time in which
  /// answers are due.
  static constexpr std::chrono::milliseconds patience{20'000};
  /// So many wait at once: half of those that answer, as `serve` has them. Whoever comes beyond is told to come again.
  [[nodiscard]] static std::size_t waiting_max();

  /// Worked out when it is first asked for, once for each standard and person; after a change, what it touches anew.
  /// Who asks while it is worked out for somebody else waits and shares it.
  ///
  /// usage   `standard_unknown`, `person_unknown`
  /// busy    `evaluation_running`: it takes longer than `patience`, or too many wait already
  /// interrupted   once the progress, if one is given, says so
  [[nodiscard]] Result<Scored> scored(std::string const& standard, std::string const& person) const;
  [[nodiscard]] Result<Scored> scored(std::string const& standard, std::string const& person, Progress& progress) const;

  /// A city under a standard, with the gaps of one level.
  struct Judged {
    std::shared_ptr<standard::Evaluation const> made;
    standard::Evaluation const& evaluation;  ///< the same
    city::AreaLevel level;
    std::shared_ptr<std::vector<standard::Gap> const> gaps;
    town::Town town;  ///< as Scored has it
  };
  /// What is asked of a standard.
  struct Asked {
    std::string standard;
    std::string person;
    std::optional<city::AreaLevel> level;  ///< nullopt: the one by which gaps are told
    std::size_t remedies = 0;              ///< so many gaps, the first ones, know what would change them
  };
  /// What is scored, in the form in which answers and reports are made of it.
  ///
  /// Refuses as scored() does; busy also while others ask what would change the gaps.
  [[nodiscard]] Result<Judged> judged(Asked const& asked) const;

  /// So many states at an hour are kept, those that were asked for last: each holds as much as a standard at any hour.
  static constexpr std::size_t hours_kept = 2;
  /// The same at a minute of the week: rules that name no hour of their own are asked at that one, through the gates
  /// that are open then. Worked out one after the other, brought forward where only outlets changed since.
  ///
  /// Refuses as scored() does.
  [[nodiscard]] Result<Scored> scored_at(std::string const& standard, std::string const& person,
                                         hours::MinuteOfWeek minute) const;
  /// What is scored at that minute, without remedies.
  [[nodiscard]] Result<Judged> judged_at(Asked const& asked, hours::MinuteOfWeek minute) const;

  /// Brings forward to this snapshot whatever was scored before: for a thread that nobody waits for.
  void bring_forward() const;

  /// Forgets what was scored and nobody asked for since then, but for `standard` as the standard person walks: what is
  /// kept grows with the city's homes, and is brought forward with every change.
  void forget_unasked(std::chrono::steady_clock::time_point since, std::string const& standard) const;

 private:
  struct Seen;
  struct Evaluations;
  struct Judgements;
  struct AtHour;
  using SeenBy = std::map<std::pair<std::string, reach::Unit>, std::shared_ptr<Seen>>;

  Seen& seen(reach::Walker const& walker) const;
  std::shared_ptr<Evaluations> evaluations(std::string const& standard, std::string const& person) const;
  Result<Scored> asked_at(AtHour const& asked) const;
  [[nodiscard]] std::optional<Scored> kept_at(std::string const& standard, std::string const& person,
                                              hours::MinuteOfWeek minute) const;
  void keep_at(AtHour const& it) const;
  Result<AtHour*> at_hour(std::string const& standard, std::string const& person, hours::MinuteOfWeek minute) const;

  town::Town town_;
  search::Index index_;
  mutable std::mutex mutex_;
  mutable SeenBy seen_;
  mutable std::vector<std::shared_ptr<answers::Sight const>> timed_;  ///< the last asked for last
  std::shared_ptr<Judgements> judgements_;                            ///< of all snapshots of a city
  std::shared_ptr<standard::Standards const> standards_;
};

/// The snapshot that is answered from; none until the city is loaded. Swapped whole.
class Current {
 public:
  void set(std::shared_ptr<Snapshot const> snapshot);
  /// Null: not yet.
  [[nodiscard]] std::shared_ptr<Snapshot const> get() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<Snapshot const> snapshot_;
};

}  // namespace linquan::api
