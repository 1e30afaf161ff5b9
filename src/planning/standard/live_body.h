#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "linquan/reach/nearest_times.h"
#include "linquan/reach/scenario.h"
#include "linquan/standard/evidence.h"
#include "linquan/standard/live.h"
#include "live_fixed.h"
#include "live_rounds.h"

namespace linquan::standard {

/// One survey's answers, brought forward.
struct LiveSurvey {
  /// Outlets counted within limits, for the rules that ask for several.
  struct Counted {
    std::vector<std::optional<reach::ColumnIndex>> columns;  ///< by the survey's column: of the state's
    reach::State state;
  };
  reach::Streets mapped;  ///< before any edit
  reach::Walked walked;
  reach::NearestTimes times;
  std::optional<Counted> counted;
};

/// What sums need to know of an outlet.
struct KeptOutlet {
  std::vector<kinds::KindIndex> kinds;
  std::vector<std::uint32_t> areas;  ///< in which it stands
  bool placed = false;
  friend bool operator==(KeptOutlet const&, KeptOutlet const&) = default;
};

/// Outlets standing in a scope.
struct Standing {
  std::uint32_t outlets = 0;
  std::vector<std::uint32_t> kinds;  ///< how many of each kind
};

/// Where a missing outlet of a kind is a finding.
struct LiveEvidence {
  Evidence at_homes;
  std::vector<std::vector<bool>> in_scopes;  ///< by kind and scope: at every home, and there is one
};

/// A state, whole. Copies share all that neither changed.
struct LiveBody {
  /// Asks everything once.
  static Result<std::shared_ptr<LiveBody const>> of(std::shared_ptr<city::City const> city, Standard standard,
                                                    AssessOptions const& options, Progress& progress);

  [[nodiscard]] reach::Tenths nearest(RuleIndex rule, std::uint32_t home) const;
  [[nodiscard]] Verdict verdict(RuleIndex rule, std::uint32_t home) const;
  [[nodiscard]] Verdict ratio(RuleIndex rule, std::uint32_t home) const;
  [[nodiscard]] Verdict headline(std::uint16_t headline, std::uint32_t home) const;
  [[nodiscard]] Verdict round(std::uint32_t home) const;
  [[nodiscard]] Findings findings() const;
  [[nodiscard]] std::optional<Slot> slot(city::OutletId id) const;
  /// One outlet more, or one less, among the sums of outlets.
  void count(KeptOutlet const& outlet, bool more);
  /// Sets the lists and the grade of a scope's score by what stands there.
  void set_presence(Scope scope);

  std::shared_ptr<LiveFixed const> fixed;
  std::vector<reach::Edit> street_edits;
  std::vector<LiveSurvey> surveys;
  std::optional<LiveRounds> rounds;
  std::shared_ptr<LiveEvidence> evidence;
  std::vector<std::uint32_t> placed_of_kind;                            ///< how many placed outlets
  reach::SharedArray<std::shared_ptr<KeptOutlet const>> outlets;        ///< by slot; null: gone
  std::shared_ptr<std::unordered_map<city::OutletId, Slot>> new_slots;  ///< of outlets that the city did not have
  std::vector<reach::SharedArray<std::uint32_t>> outlets_in_areas;      ///< by rule with a ratio, by area: of its kinds
  reach::SharedArray<std::shared_ptr<Standing>> standing;               ///< by scope
  reach::SharedArray<std::shared_ptr<Score>> scores;                    ///< by scope

 private:
  [[nodiscard]] Result<void> ask_surveys(std::span<reach::Edit const> edits, Progress const& progress);
  void keep_outlets();
  void know();
  void sum_up();
};

/// The site as the counting columns have it; without columns where it is in none of them.
reach::Supply::Site counted_site(reach::Supply::Site site, LiveSurvey::Counted const& counted);
/// Whether an edit is one of gates or streets.
bool is_of_streets(reach::Edit const& edit);
/// What sums need to know of an outlet, standing where it says.
std::shared_ptr<KeptOutlet const> kept(LiveFixed const& fixed, city::Outlet const& outlet);
/// Whether it is of any of these kinds, ascending.
bool is_of(KeptOutlet const& outlet, std::vector<kinds::KindIndex> const& kinds);
/// As Live::differing().
std::vector<std::uint32_t> differing_homes(LiveBody const& a, LiveBody const& b);
/// By scope: whether every home there, and there is one, knows of a missing outlet of the kind.
std::vector<bool> known_in_scopes(LiveFixed const& fixed, Evidence const& evidence, kinds::KindIndex kind);

}  // namespace linquan::standard
