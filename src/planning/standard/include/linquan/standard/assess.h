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
#include "linquan/persons/persons.h"
#include "linquan/reach/scenario.h"
#include "linquan/standard/evidence.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

enum class Verdict : std::uint8_t { met, unmet, unknown };

/// What one rule finds at every home.
struct Finding {
  std::vector<Verdict> verdicts;       ///< by home
  std::vector<reach::Tenths> nearest;  ///< to the nearest outlet, in the rule's unit; `absent` beyond the horizon
  reach::Tenths horizon = 0;           ///< so far was searched
};

/// A standard, asked of every home for one person.
struct Findings {
  persons::Person person;
  std::vector<Finding> rules;             ///< as Standard::rules
  std::vector<Verdict> round;             ///< by home; empty where the standard has none
  std::vector<std::uint32_t> not_joined;  ///< homes joined to no street: nothing is known of them
};

struct AssessOptions {
  persons::Person person;
  Strictness strictness = Strictness::seen;
  unsigned threads = 1;
  /// What is different about the streets; edits of outlets change nothing here: the city has them already.
  std::span<reach::Edit const> edits{};
};

/// Asks every rule of every home.
///
/// The same values for any number of threads.
/// interrupted   `interrupted`, and what reach::change_streets() refuses
Result<Findings> assess(city::City const& city, Standard const& standard, AssessOptions const& options,
                        Progress& progress);

/// The slow, obvious twin of assess(): one search a home and rule. For tests, with edits that nobody refuses.
Findings assess_plainly(city::City const& city, Standard const& standard, AssessOptions const& options);

/// People whose need it is, by verdict. Whole millipersons: areas add up to the city exactly.
struct Tally {
  Millipersons met;
  Millipersons unmet;
  Millipersons unknown;
  [[nodiscard]] Millipersons all() const { return met + unmet + unknown; }
  void add(Verdict verdict, Millipersons people) {
    (verdict == Verdict::met ? met : verdict == Verdict::unmet ? unmet : unknown) += people;
  }
  friend bool operator==(Tally const&, Tally const&) = default;
};

/// Weighted needs: millipersons × weight, summed over rules.
struct Needs {
  std::int64_t met = 0;
  std::int64_t unmet = 0;
  std::int64_t unknown = 0;
  /// Σ people × weight of the rules met ÷ the same over the rules with evidence; nullopt where nothing is known.
  [[nodiscard]] std::optional<double> share() const;
  [[nodiscard]] std::optional<double> low() const;   ///< what is not known counts as unmet
  [[nodiscard]] std::optional<double> high() const;  ///< and as met
  friend bool operator==(Needs const&, Needs const&) = default;
};

/// How an area stands to a list of kinds.
struct Presence {
  std::uint16_t inside = 0;   ///< kinds of the list with an outlet standing in the area
  std::uint16_t unknown = 0;  ///< kinds not inside of which nothing is known there
  friend bool operator==(Presence const&, Presence const&) = default;
};

/// The grade of an area: reached, none, or undecidable because a list is not public or too much is not known.
struct Graded {
  bool decidable = false;
  std::optional<std::uint16_t> grade;  ///< index into Standard::grades; nullopt: below the first
  friend bool operator==(Graded const&, Graded const&) = default;
};

/// One area, or what lies in none of a level, or the whole city.
struct Score {
  std::uint32_t area = walk::none;  ///< index into City::areas
  std::uint32_t homes = 0;
  city::People people;
  std::uint32_t outlets = 0;     ///< standing inside
  std::vector<Tally> rules;      ///< as Standard::rules
  std::vector<Tally> headlines;  ///< as Standard::headlines
  Tally round;
  Needs needs;
  std::array<Needs, 3> by_demand;  ///< must, should, upgrade
  std::vector<Presence> lists;     ///< as Standard::lists
  Graded graded;
};

/// The scores of one level: an area each, in the order of City::areas, then those outside all of them.
struct LevelScores {
  city::AreaLevel level = city::AreaLevel::community;
  std::vector<Score> areas;
  Score outside;
};

struct Scores {
  Score city;
  std::vector<LevelScores> levels;  ///< of levels that the city has areas of, in the order of AreaLevel
};

/// The same values for any number of threads.
Scores score(city::City const& city, Standard const& standard, Findings const& findings, Evidence const& evidence,
             unsigned threads = 1);

}  // namespace linquan::standard
