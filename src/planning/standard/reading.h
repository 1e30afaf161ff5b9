#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"
#include "linquan/yaml/fields.h"

namespace linquan::standard {

/// Any of these.
using KindIds = std::vector<std::string>;

/// What the parts of a standard's file are read with.
struct Reading {
  yaml::Fields fields;
  kinds::Kinds const& kinds;
  std::map<std::string, KindIds, std::less<>> groups;  ///< the kinds in each, sorted
};

// Each of the following reads one part and leaves the first refusal in Reading::fields.

/// id, in small letters, digits, `_` and `-`.
std::string id_of(Reading& reading, YAML::Node const& map);
Name name_of(Reading& reading, YAML::Node const& map);
Source source_of(Reading& reading, YAML::Node const& map);
/// One of `words`.
std::size_t choice_of(Reading& reading, YAML::Node const& map, char const* key, std::span<std::string_view const> words,
                      std::size_t otherwise);
/// Level, or empty where it is left out.
std::string level_of(Reading& reading, YAML::Node const& map);
/// The items of a list of maps; none where it is left out.
std::vector<YAML::Node> maps_of(Reading& reading, YAML::Node const& root, char const* key, std::size_t count_max);
/// `field` and `other` cannot both hold.
void contradict(Reading& reading, YAML::Node const& at, std::string_view field, YAML::Node const& other_at,
                std::string_view other);

/// All groups with what is in them, groups in groups replaced.
void read_groups(Reading& reading, YAML::Node const& root);
/// A kind's or group's name, or a list of them: all kinds, sorted, each once.
KindIds kinds_of(Reading& reading, YAML::Node const& names, std::string_view field);
/// As kinds_of(), of kinds only: a list counts kinds, and a group is several.
KindIds kinds_alone(Reading& reading, YAML::Node const& names, std::string_view field);

std::vector<Rule> read_rules(Reading& reading, YAML::Node const& root, bool levels_apart);
std::vector<Headline> read_headlines(Reading& reading, YAML::Node const& root, std::span<Rule const> rules);
/// Into lists and grades.
void read_lists(Reading& reading, YAML::Node const& root, Standard& standard);
std::optional<Round> read_round(Reading& reading, YAML::Node const& root);
std::vector<Space> read_space(Reading& reading, YAML::Node const& root);

}  // namespace linquan::standard
