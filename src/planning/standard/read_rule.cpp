#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "linquan/persons/persons.h"
#include "read.h"

namespace linquan::standard {
namespace {

constexpr std::int64_t count_max = 100;
constexpr std::int64_t weight_max = 1'000;
constexpr std::int64_t ratio_max = 10'000'000;
constexpr std::int64_t minutes_max = 60;
constexpr std::int64_t metres_max = 6'000;

void read_within(YAML::Node const& node, Rule& rule, Fields& fields) {
  auto const within = node["within"];
  if (!within || !fields.only(within, "within", {"minutes", "metres"})) {
    fields.refuse_at(within ? within : node, "within", "{minutes: N} | {metres: N}");
    return;
  }
  auto const minutes = fields.whole(within, "minutes", 1, minutes_max);
  auto const metres = fields.whole(within, "metres", 1, metres_max);
  if (minutes && metres) {
    fields.refuse_as(within, "standard_contradiction", {{"one", "within.minutes"}, {"other", "within.metres"}});
  } else if (!minutes && !metres) {
    fields.refuse_at(within, "within", "{minutes: N} | {metres: N}");
  }
  rule.unit = minutes ? reach::Unit::seconds : reach::Unit::metres;
  rule.limit = static_cast<reach::Tenths>(minutes ? *minutes * 600 : metres.value_or(0) * 10);
}

/// "Mo 07:00".
std::optional<hours::MinuteOfWeek> minute_of(std::string const& text) {
  constexpr std::array<std::string_view, 7> days{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  auto const day = std::ranges::find(days, std::string_view{text}.substr(0, 2));
  auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
  if (text.size() != 8 || day == days.end() || text[2] != ' ' || text[5] != ':') {
    return std::nullopt;
  }
  auto const hour = digit(3) * 10 + digit(4);
  auto const minute = digit(6) * 10 + digit(7);
  if (hour > 23 || minute > 59) {
    return std::nullopt;
  }
  return hours::MinuteOfWeek{static_cast<std::uint16_t>((day - days.begin()) * 1440 + hour * 60 + minute)};
}

void read_whose(YAML::Node const& node, Rule& rule, Fields& fields) {
  rule.person = fields.text(node, "person", false);
  if (!rule.person.empty() && persons::Persons::built_in().find(rule.person) == nullptr) {
    std::string known;
    for (auto const& person : persons::Persons::built_in().all()) {
      known += (known.empty() ? "" : " | ") + person.id;
    }
    fields.refuse_at(node["person"], "person", known);
  }
  rule.people = static_cast<reach::AgeGroup>(fields.choice(node, "people", {"all", "0-14", "60", "70"}));
}

void read_when(YAML::Node const& node, Rule& rule, Fields& fields) {
  if (auto const text = fields.text(node, "open_at", false); !text.empty()) {
    rule.open_at = minute_of(text);
    if (!rule.open_at) {
      fields.refuse_at(node["open_at"], "open_at", "Mo 07:30");
    }
  }
  if (node["ways"]) {
    rule.ways = 0;
    for (auto const& word : fields.words(node, "ways")) {
      constexpr std::array<std::pair<std::string_view, kinds::Serving>, 3> ways{
          {{"stand", kinds::Serving::at_stand},
           {"home", kinds::Serving::at_home},
           {"telephone", kinds::Serving::by_telephone}}};
      auto const* const found = std::ranges::find(ways, word, [](auto const& way) { return way.first; });
      if (found == ways.end()) {
        fields.refuse_at(node["ways"], "ways", "stand | home | telephone");
        return;
      }
      rule.ways = static_cast<kinds::ServingSet>(rule.ways | static_cast<kinds::ServingSet>(found->second));
    }
  }
}

void read_ratio(YAML::Node const& node, Rule& rule, Fields& fields) {
  auto const per = node["per"];
  if (!per || !fields.only(per, "per", {"outlets", "people", "level"})) {
    return;
  }
  Ratio ratio;
  ratio.outlets = fields.whole(per, "outlets", 1, ratio_max).value_or(1);
  auto const people = fields.whole(per, "people", 1, ratio_max);
  if (!people) {
    fields.refuse_at(per, "per.people", fmt::format("1…{}", ratio_max));
  }
  ratio.people = people.value_or(1);
  constexpr std::array levels{city::AreaLevel::community, city::AreaLevel::subdistrict, city::AreaLevel::district,
                              city::AreaLevel::living_circle, city::AreaLevel::compound};
  ratio.level =
      levels.at(fields.choice(per, "level", {"community", "subdistrict", "district", "living_circle", "compound"}));
  rule.ratio = ratio;
}

/// Whether two rules ask the same of the same people, so that the easier one would never decide anything.
bool same_asked(Rule const& a, Rule const& b) {
  return a.kinds == b.kinds && a.services == b.services && a.unit == b.unit && a.person == b.person &&
         a.people == b.people && a.open_at == b.open_at && a.ways == b.ways && a.level == b.level &&
         a.demand == b.demand && a.ratio == b.ratio && a.count == b.count;
}

}  // namespace

Name read_name(YAML::Node const& node, Fields& fields) {
  return {fields.text(node, "zh", true), fields.text(node, "en", true)};
}

Source read_source(YAML::Node const& node, Fields& fields) {
  Source source{fields.text(node, "source", true), Mark::proposed};
  if (!node["mark"]) {
    fields.refuse_at(node, "mark", "seen | known | proposed");
  }
  source.mark = static_cast<Mark>(fields.choice(node, "mark", {"seen", "known", "proposed"}));
  return source;
}

Rule read_rule(YAML::Node const& node, Groups& groups, Fields& fields) {
  Rule rule;
  if (!fields.only(node, "rules",
                   {"id", "zh", "en", "needs", "services", "within", "person", "people", "open_at", "ways", "count",
                    "per", "demand", "level", "weight", "size", "source", "mark"})) {
    return rule;
  }
  rule.line = static_cast<std::uint32_t>(std::max(node.Mark().line, 0) + 1);
  rule.id = fields.text(node, "id", true);
  fields.set_owner("rules." + rule.id + ".");
  rule.name = read_name(node, fields);
  rule.kinds = groups.kinds(node, "needs");
  if (rule.kinds.empty()) {
    fields.refuse_at(node, "needs", "kind | group | [kind, …]");
  }
  rule.services = fields.words(node, "services");
  read_within(node, rule, fields);
  read_whose(node, rule, fields);
  read_when(node, rule, fields);
  rule.count = static_cast<std::uint16_t>(fields.whole(node, "count", 1, count_max).value_or(1));
  read_ratio(node, rule, fields);
  rule.demand = static_cast<Demand>(fields.choice(node, "demand", {"must", "should", "upgrade"}));
  constexpr std::array<char const*, 5> levels{"", "15", "10", "5", "block"};
  rule.level = node["level"] ? levels.at(fields.choice(node, "level", {"15", "10", "5", "block"}) + 1) : "";
  rule.weight = static_cast<std::int32_t>(fields.whole(node, "weight", 1, weight_max).value_or(1));
  rule.size = fields.text(node, "size", false);
  rule.source = read_source(node, fields);
  return rule;
}

void check_rules(std::vector<Rule> const& rules, std::vector<YAML::Node> const& nodes, bool levels_apart,
                 Fields& fields) {
  std::map<std::string, std::string> level_of;
  for (std::size_t i = 0; i < rules.size() && !fields.failed(); ++i) {
    auto const& rule = rules[i];
    for (std::size_t j = 0; j < i; ++j) {
      if (rules[j].id == rule.id) {
        fields.refuse_at(nodes[i], "id", "an id that no other rule has");
      } else if (same_asked(rules[j], rule)) {
        fields.refuse_as(nodes[i], "standard_contradiction", {{"one", rules[j].id}, {"other", rule.id}});
      }
    }
    for (auto const& kind : rule.kinds) {
      auto const [found, fresh] = level_of.emplace(kind, rule.level);
      if (levels_apart && !fresh && found->second != rule.level) {
        fields.refuse_as(nodes[i], "standard_levels",
                         {{"rule", rule.id}, {"kind", kind}, {"one", found->second}, {"other", rule.level}});
      }
    }
  }
}

}  // namespace linquan::standard
