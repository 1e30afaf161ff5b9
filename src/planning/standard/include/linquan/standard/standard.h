#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/hours/hours.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/walker.h"

namespace linquan::standard {

using RuleIndex = std::uint16_t;

/// How strongly a rule asks.
enum class Demand : std::uint8_t { must, should, upgrade };

/// How sure its source is: seen in a public text, well known but to be proof-read, proposed by us.
enum class Mark : std::uint8_t { seen, known, proposed };

/// Where a rule comes from; every report prints both.
struct Source {
  std::string text;
  Mark mark = Mark::proposed;
  friend bool operator==(Source const&, Source const&) = default;
};

/// A name in the two languages.
struct Name {
  std::string zh;
  std::string en;
  friend bool operator==(Name const&, Name const&) = default;
};

/// So many outlets for so many people of an area: `outlets` for each `people`, people of the rule's age group.
struct Ratio {
  std::int64_t outlets = 1;
  std::int64_t people = 0;
  city::AreaLevel level = city::AreaLevel::community;
  friend bool operator==(Ratio const&, Ratio const&) = default;
};

/// One thing that a standard asks for.
///
/// Met for a home where at least `count` outlets of any of the kinds lie within the limit and, with a ratio, where the
/// home's area has outlets enough for its people.
struct Rule {
  std::string id;
  Name name;
  std::vector<std::string> kinds;     ///< ids, any of them; sorted; groups are already replaced by what is in them
  std::vector<std::string> services;  ///< any of these must be on the outlet's list; empty: not asked
  reach::Unit unit = reach::Unit::seconds;
  reach::Tenths limit = 0;                        ///< of the unit
  std::string person;                             ///< id; empty: whoever the question is asked for
  reach::AgeGroup people = reach::AgeGroup::all;  ///< whose need it is
  std::optional<hours::MinuteOfWeek> open_at;     ///< nullopt: at any time
  kinds::ServingSet ways = static_cast<kinds::ServingSet>(kinds::Serving::at_stand);
  std::uint16_t count = 1;
  std::optional<Ratio> ratio;
  Demand demand = Demand::must;
  std::string level;        ///< "15", "10", "5-10", "5", "block"; empty where the standard knows none
  std::int32_t weight = 1;  ///< of a person whose need it is; at least 1
  std::string size;         ///< what the source asks of sizes, as text: printed, not judged
  Source source;
  std::uint32_t line = 0;  ///< in the standard's file
  friend bool operator==(Rule const&, Rule const&) = default;
};

/// Rules that count together: 一店一早, 一老一小. Met for a home where all of them are.
struct Headline {
  std::string id;
  Name name;
  std::vector<RuleIndex> rules;
  Source source;
  friend bool operator==(Headline const&, Headline const&) = default;
};

/// A list of kinds of which a living circle must have so many, such as 15 of 23 basic ones.
///
/// Lists whose text is not public hold fewer kinds than `of`; they are undecidable and never padded.
struct KindList {
  std::string id;
  Name name;
  std::vector<std::string> kinds;  ///< ids, sorted
  std::uint16_t of = 0;            ///< how many the source's list has
  Source source;
  [[nodiscard]] bool complete() const { return kinds.size() >= of; }
  friend bool operator==(KindList const&, KindList const&) = default;
};

/// A grade of an area: reached where it has at least so many kinds of each list. The last one that is reached counts.
struct Grade {
  struct Need {
    std::uint16_t list = 0;  ///< index into Standard::lists
    std::uint16_t at_least = 0;
    friend bool operator==(Need const&, Need const&) = default;
  };
  std::string id;
  Name name;
  std::vector<Need> needs;
  Source source;
  friend bool operator==(Grade const&, Grade const&) = default;
};

/// One round from home past an outlet of each stop and home again, in any order.
struct Round {
  std::vector<std::vector<std::string>> stops;  ///< kind ids, any of each; one to four stops
  reach::Tenths limit = 18'000;                 ///< of time, tenths of a second
  Source source;
  friend bool operator==(Round const&, Round const&) = default;
};

/// Space that is asked for a thousand people of a level, in square metres. Printed, not judged: city files hold no
/// floor areas.
struct Space {
  std::string level;
  std::int32_t land_min = 0;
  std::int32_t land_max = 0;
  std::int32_t floor_min = 0;
  std::int32_t floor_max = 0;
  Source source;
  friend bool operator==(Space const&, Space const&) = default;
};

/// A set of rules with their sources: data that a city may write itself.
struct Standard {
  std::string id;
  Name name;
  Source source;
  std::vector<Rule> rules;  ///< in file order
  std::vector<Headline> headlines;
  std::vector<KindList> lists;
  std::vector<Grade> grades;  ///< ascending
  std::optional<Round> round;
  std::vector<Space> space;
  friend bool operator==(Standard const&, Standard const&) = default;
};

/// Reads a standard; docs/standards.md explains every field.
///
/// bad_input   `standard_file` (file, line, field, what is expected), `standard_kind_unknown` (with the nearest kind),
///             `standard_contradiction` (two demands that cannot both hold), `standard_idle` (a rule that another one
///             makes pointless), `standard_level_twice` (levels that stand apart share a kind), `standard_cycle`
///             (groups that contain each other), `yaml_syntax`
Result<Standard> parse(std::string_view yaml, std::string_view file_name, kinds::Kinds const& kinds);

/// The ids of the standards that are built in.
std::span<std::string_view const> built_in_ids();
/// The file of a built-in standard as it stands in standards/, for somebody who wants to change a copy; empty: none.
std::string_view built_in_text(std::string_view id);

/// A built-in one by its id, and nothing else: for words that come from elsewhere and must open no file.
///
/// usage       `standard_unknown` with the ids there are
Result<Standard> load_built_in(std::string_view id, kinds::Kinds const& kinds);
/// Whether load_built_in() would take it. Refuses as it does.
Result<void> check_built_in(std::string_view id);

/// A built-in one by its id, or a file by its path.
///
/// usage       `standard_unknown` with the ids there are
/// bad_input   those of parse()
Result<Standard> load(std::string_view id_or_path, kinds::Kinds const& kinds);

}  // namespace linquan::standard
