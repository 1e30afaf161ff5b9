#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/compare/inventory.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/scenario.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/standard.h"

namespace linquan::compare {

/// One of the two states that are compared.
struct State {
  city::City const& city;
  std::span<reach::Edit const> edits{};  ///< of gates and streets; those of outlets are in the city already
};

/// What a difference comes from: streets, gates and compounds; outlets and what is declared of them; homes, people and
/// the areas by which they are counted.
enum class Factor : std::uint8_t { streets, outlets, population };
inline constexpr std::size_t factor_count = 3;

/// A whole difference shared out over the factors, by Shapley: each gets the mean of what it brings over the six orders
/// in which the factors may change one after the other. Kept six times as large, so that whole numbers hold it exactly:
/// the three add up to six times the difference.
struct Split {
  std::array<std::int64_t, factor_count> six_times{};
  [[nodiscard]] double of(Factor factor) const {
    return static_cast<double>(six_times.at(static_cast<std::size_t>(factor))) / 6;
  }
  friend bool operator==(Split const&, Split const&) = default;
};

/// A figure with each factor from before (its bit 0) or after (its bit 1); bit 0 are the streets.
using Mixed = std::array<std::int64_t, 8>;
Split split_of(Mixed const& values);

/// How one rule stands before and after.
///
/// People who live in both states count with the smaller of their two numbers: gained, lost, now known and now unknown.
/// The rest of the difference of those met are people who came, went, or are counted in another area:
/// after.met − before.met = gained − lost + now_known − now_unknown + moved.
struct RuleChange {
  standard::Tally before;
  standard::Tally after;
  Millipersons gained;       ///< unmet before, met after
  Millipersons lost;         ///< met before, unmet after
  Millipersons now_known;    ///< not known before, met after
  Millipersons now_unknown;  ///< met before, not known after
  Millipersons moved;
  Split met;  ///< of the millipersons for whom the rule is met
  friend bool operator==(RuleChange const&, RuleChange const&) = default;
};

/// An area before and after, or what lies in none of a level, or the whole city.
struct AreaChange {
  std::uint32_t before = walk::none;  ///< index into its city's areas; `walk::none` where that one has no such area
  std::uint32_t after = walk::none;
  std::string code;
  std::string name;  ///< as after, or as before where it is gone
  Millipersons people_before;
  Millipersons people_after;
  std::vector<RuleChange> rules;    ///< as Standard::rules
  std::optional<RuleChange> round;  ///< where the standard asks for one
  standard::Needs needs_before;
  standard::Needs needs_after;
  Split needs;  ///< of Needs::met
};

struct LevelChange {
  city::AreaLevel level = city::AreaLevel::community;
  std::vector<AreaChange> areas;
  AreaChange outside;
};

/// Why a home gained or lost, where that is proven; told only of rules that ask for one outlet and no ratio.
///
/// A loss: every outlet that served the home has closed, moved, or no longer offers what is asked. A gain: every
/// outlet that serves it now has opened, moved, or newly offers it. `streets`: one of these outlets stands and offers
/// as it did, and so does the home's door.
enum class Why : std::uint8_t { opened, closed, moved, offers, streets, several };

struct Cause {
  Why why = Why::several;
  std::vector<city::OutletId> outlets;  ///< ascending
  Millipersons people;
};

/// Those of one area who gained or lost one rule.
struct Shift {
  standard::RuleIndex rule = 0;
  bool gained = true;
  std::size_t area = 0;              ///< index into the areas of Comparison::level's LevelChange; beyond them: outside
  Millipersons people;               ///< who live in both states
  std::vector<std::uint32_t> homes;  ///< indices into the homes of the state after (gained) or before (lost)
  std::vector<Cause> causes;         ///< proven ones, most people first
};

/// Two states under one standard.
struct Comparison {
  standard::Standard standard;
  persons::Person person;
  standard::Strictness strictness = standard::Strictness::seen;
  std::array<bool, factor_count> changed{};  ///< by Factor: whether it differs at all
  Inventory inventory;
  AreaChange city;
  std::vector<LevelChange> levels;                     ///< in the order of AreaLevel
  city::AreaLevel level = city::AreaLevel::community;  ///< of the shifts
  std::vector<Shift> shifts;                           ///< most people × weight first
  std::size_t unjoined_max = 0;  ///< most homes joined to no street in any of the states and mixtures
};

struct Options {
  persons::Person person;
  standard::Strictness strictness = standard::Strictness::seen;
  std::optional<city::AreaLevel> level;  ///< of the shifts; nullopt: as gaps are told
  std::size_t explained = 40;            ///< so many shifts get their causes
  unsigned threads = 1;
};

/// Compares two states, and the six mixtures between them where the factors differ.
///
/// The same values for any number of threads.
/// bad_input     `compare_kinds` (the tables of kinds differ), `compare_nothing_common` (no home is in both)
/// interrupted   `interrupted`, and what reach::change_streets() refuses
Result<Comparison> compare(State const& before, State const& after, standard::Standard const& standard,
                           Options const& options, Progress& progress);

}  // namespace linquan::compare
