#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "linquan/persons/persons.h"
#include "reading.h"
#include "schema.h"

namespace linquan::standard {
namespace {

void read_within(Reading& reading, YAML::Node const& node, Rule& rule) {
  static constexpr auto minutes_max = reach::seconds_limit_max / 600;
  static constexpr auto metres_max = reach::metres_limit_max / 10;
  auto& fields = reading.fields;
  auto const within = node["within"];
  if (!within || !within.IsMap() || within.size() == 0) {
    fields.refuse_at(within ? within : node, "within",
                     fmt::format("{{minutes: 1…{}}} | {{metres: 1…{}}}", minutes_max, metres_max));
    return;
  }
  fields.enter(fmt::format("rules.{}.within", rule.id));
  fields.only(within, schema::within);
  if (within["minutes"] && within["metres"]) {
    contradict(reading, within["metres"], "metres", within["minutes"], fmt::format("rules.{}.within.minutes", rule.id));
  }
  if (auto const minutes = fields.whole(within, "minutes", {1, minutes_max})) {
    rule.limit = static_cast<reach::Tenths>(*minutes * 600);
  }
  if (auto const metres = fields.whole(within, "metres", {1, metres_max})) {
    rule.unit = reach::Unit::metres;
    rule.limit = static_cast<reach::Tenths>(*metres * 10);
  }
  fields.enter(fmt::format("rules.{}", rule.id));
}

void read_per(Reading& reading, YAML::Node const& node, Rule& rule) {
  static constexpr std::array<std::string_view, 5> levels{"compound", "community", "subdistrict", "district",
                                                          "living_circle"};
  auto& fields = reading.fields;
  auto const per = node["per"];
  if (!per) {
    return;
  }
  if (!per.IsMap() || !per["people"] || !per["level"]) {
    fields.refuse_at(per, "per", "{outlets, people, level}");
    return;
  }
  fields.enter(fmt::format("rules.{}.per", rule.id));
  fields.only(per, schema::per);
  Ratio ratio;
  ratio.outlets = fields.whole(per, "outlets", {1, schema::per_outlets_max}).value_or(1);
  ratio.people = fields.whole(per, "people", {1, schema::per_people_max}).value_or(1);
  ratio.level = static_cast<city::AreaLevel>(choice_of(reading, per, "level", levels, 0));
  rule.ratio = ratio;
  fields.enter(fmt::format("rules.{}", rule.id));
}

void read_ways(Reading& reading, YAML::Node const& node, Rule& rule) {
  static constexpr std::array<std::string_view, 3> words{"at_stand", "at_home", "by_telephone"};
  auto const ways = node["ways"];
  if (!ways) {
    return;
  }
  rule.ways = 0;
  for (auto const& way : reading.fields.texts(node, "ways")) {
    auto const found = std::ranges::find(words, way);
    if (found == words.end()) {
      rule.ways = 0;
      break;
    }
    rule.ways = static_cast<kinds::ServingSet>(rule.ways | (1U << static_cast<unsigned>(found - words.begin())));
  }
  if (rule.ways == 0) {
    reading.fields.refuse_at(ways, "ways", fmt::format("[{}]", fmt::join(words, " | ")));
  }
}

/// "Mo 07:00".
std::optional<hours::MinuteOfWeek> minute_in(std::string_view text) {
  static constexpr std::array<std::string_view, 7> days{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  auto const digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 8 || text[2] != ' ' || text[5] != ':' || !digit(3) || !digit(4) || !digit(6) || !digit(7)) {
    return std::nullopt;
  }
  auto const number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  auto const day = std::ranges::find(days, text.substr(0, 2));
  if (day == days.end() || number(3) > 23 || number(6) > 59) {
    return std::nullopt;
  }
  return hours::MinuteOfWeek{static_cast<std::uint16_t>((day - days.begin()) * 24 * 60 + number(3) * 60 + number(6))};
}

void read_open_at(Reading& reading, YAML::Node const& node, Rule& rule) {
  auto const text = reading.fields.text_or_empty(node, "open_at");
  if (node["open_at"]) {
    rule.open_at = minute_in(text);
    if (!rule.open_at) {
      reading.fields.refuse_at(node["open_at"], "open_at", "Mo…Su HH:MM");
    }
  }
}

void read_person(Reading& reading, YAML::Node const& node, Rule& rule) {
  rule.person = reading.fields.text_or_empty(node, "person");
  auto const& persons = persons::Persons::built_in();
  if (node["person"] && persons.find(rule.person) == nullptr) {
    std::vector<std::string_view> ids;
    std::ranges::transform(persons.all(), std::back_inserter(ids), &persons::Person::id);
    reading.fields.refuse_at(node["person"], "person", fmt::format("{}", fmt::join(ids, " | ")));
  }
}

Rule read_rule(Reading& reading, YAML::Node const& node) {
  static constexpr std::array<std::string_view, 4> ages{"all", "0-14", "60", "70"};
  static constexpr std::array<std::string_view, 3> demands{"must", "should", "upgrade"};
  auto& fields = reading.fields;
  Rule rule;
  fields.enter("rules");
  rule.id = id_of(reading, node);
  rule.line = static_cast<std::uint32_t>(yaml::Fields::line_of(node));
  fields.enter(fmt::format("rules.{}", rule.id));
  fields.only(node, schema::rule);
  rule.name = name_of(reading, node);
  if (node["needs"]) {
    rule.kinds = kinds_of(reading, node["needs"], "needs");
  } else {
    fields.refuse_at(node, "needs", fmt::format("kind | [1…{} × kind]", schema::names_max));
  }
  rule.services = fields.texts(node, "services");
  read_within(reading, node, rule);
  read_person(reading, node, rule);
  rule.people = static_cast<reach::AgeGroup>(choice_of(reading, node, "people", ages, 0));
  read_open_at(reading, node, rule);
  read_ways(reading, node, rule);
  rule.count = static_cast<std::uint16_t>(fields.whole(node, "count", {1, schema::count_max}).value_or(1));
  read_per(reading, node, rule);
  rule.demand = static_cast<Demand>(choice_of(reading, node, "demand", demands, 0));
  rule.level = level_of(reading, node);
  rule.weight = fields.whole(node, "weight", {1, schema::weight_max}).value_or(1);
  rule.size = fields.text_or_empty(node, "size");
  rule.source = source_of(reading, node);
  return rule;
}

/// Whether two rules ask for the same but for how near and how many.
bool alike(Rule const& a, Rule const& b) {
  auto const what = [](Rule const& rule) {
    return std::tie(rule.unit, rule.people, rule.demand, rule.ways, rule.open_at, rule.level, rule.person, rule.ratio,
                    rule.kinds, rule.services);
  };
  return what(a) == what(b);
}

/// Refuses a rule that is always met where another one is: it would count the same need twice.
void refuse_idle(Reading& reading, std::vector<YAML::Node> const& nodes, std::vector<Rule> const& rules) {
  auto const within = [](Rule const& strict, Rule const& idle) {
    return strict.limit <= idle.limit && strict.count >= idle.count;
  };
  for (std::size_t i = 1; i < rules.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (!alike(rules[i], rules[k]) || (!within(rules[k], rules[i]) && !within(rules[i], rules[k]))) {
        continue;
      }
      auto const [strict, idle] = within(rules[k], rules[i]) ? std::pair{k, i} : std::pair{i, k};
      reading.fields.refuse_with(
          nodes[idle], "standard_idle", rules[idle].id,
          {{"other", fmt::format("rules.{}", rules[strict].id)}, {"other_line", fmt::to_string(rules[strict].line)}});
      return;
    }
  }
}

/// Where levels stand apart, an outlet of one must not be able to serve a rule of another.
void refuse_shared_kinds(Reading& reading, std::vector<YAML::Node> const& nodes, std::vector<Rule> const& rules) {
  std::map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].level.empty()) {
      reading.fields.refuse_at(nodes[i], fmt::format("{}.level", rules[i].id), "15 | 10 | 5-10 | 5 | block");
    }
    for (auto const& kind : rules[i].kinds) {
      auto const& other = rules[first.try_emplace(kind, i).first->second];
      if (other.level != rules[i].level) {
        reading.fields.refuse_with(
            nodes[i], "standard_level_twice", rules[i].id,
            {{"word", kind}, {"other", fmt::format("rules.{}", other.id)}, {"other_line", fmt::to_string(other.line)}});
      }
    }
  }
}

}  // namespace

std::vector<Rule> read_rules(Reading& reading, YAML::Node const& root, bool levels_apart) {
  auto const nodes = maps_of(reading, root, "rules", schema::rules_max);
  std::vector<Rule> rules;
  std::map<std::string, int> ids;  // And the line of each.
  for (auto const& node : nodes) {
    rules.push_back(read_rule(reading, node));
    if (auto const [first, is_new] = ids.emplace(rules.back().id, yaml::Fields::line_of(node["id"])); !is_new) {
      reading.fields.refuse_twice(node["id"], "id", first->second);
    }
    if (reading.fields.failed()) {
      return rules;
    }
  }
  reading.fields.enter("rules");
  refuse_idle(reading, nodes, rules);
  if (levels_apart) {
    refuse_shared_kinds(reading, nodes, rules);
  }
  return rules;
}

}  // namespace linquan::standard
