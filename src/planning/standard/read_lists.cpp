#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "reading.h"
#include "schema.h"

namespace linquan::standard {
namespace {

/// Where each id stood first.
using Ids = std::map<std::string, int>;

/// Enters "lists.basic" and the like; refuses an id that was there before.
std::string enter_named(Reading& reading, YAML::Node const& node, std::string_view where, Ids& ids) {
  reading.fields.enter(where);
  auto id = id_of(reading, node);
  reading.fields.enter(fmt::format("{}.{}", where, id));
  if (auto const [first, is_new] = ids.emplace(id, yaml::Fields::line_of(node["id"])); !is_new) {
    reading.fields.refuse_twice(node["id"], "id", first->second);
  }
  return id;
}

std::vector<RuleIndex> rules_named(Reading& reading, YAML::Node const& node, std::span<Rule const> rules) {
  std::vector<RuleIndex> found;
  for (auto const& word : reading.fields.texts(node, "rules")) {
    auto const rule = std::ranges::find(rules, word, &Rule::id);
    auto const index = static_cast<RuleIndex>(rule - rules.begin());
    if (rule == rules.end() || std::ranges::find(found, index) != found.end()) {
      found.clear();
      break;
    }
    found.push_back(index);
  }
  if (found.empty()) {
    std::vector<std::string_view> ids;
    std::ranges::transform(rules, std::back_inserter(ids), [](Rule const& rule) { return std::string_view{rule.id}; });
    reading.fields.refuse_with(node["rules"] ? node["rules"] : node, "standard_rule_named", "rules",
                               {{"ids", fmt::format("{}", fmt::join(ids, ", "))}});
  }
  return found;
}

KindList read_list(Reading& reading, YAML::Node const& node, Ids& ids) {
  KindList list;
  list.id = enter_named(reading, node, "lists", ids);
  reading.fields.only(node, schema::list);
  list.name = name_of(reading, node);
  auto const kinds = node["kinds"];
  if (kinds && !(kinds.IsSequence() && kinds.size() == 0)) {
    list.kinds = kinds_alone(reading, kinds, "kinds");
  }
  auto const count = static_cast<std::int32_t>(list.kinds.size());
  auto const of = reading.fields.whole(node, "of", {1, schema::of_max});
  if (!of && count == 0) {
    reading.fields.refuse_at(node, "of", fmt::format("1…{}", schema::of_max));
  }
  if (of && count > *of) {
    contradict(reading, kinds, "kinds", node["of"], fmt::format("lists.{}.of", list.id));
  }
  list.of = static_cast<std::uint16_t>(of.value_or(count));
  list.source = source_of(reading, node);
  return list;
}

/// The lists of which grades speak, each with the place where it stands.
struct Lists {
  std::vector<KindList> const& read;
  std::vector<YAML::Node> const& nodes;
};

/// "basic: 15" in a grade's needs.
void read_need(Reading& reading, YAML::Node const& needs, YAML::Node const& name, Lists const& lists, Grade& grade) {
  auto const id = name.IsScalar() ? name.Scalar() : std::string{"?"};
  auto const list = std::ranges::find(lists.read, id, &KindList::id);
  if (list == lists.read.end()) {
    std::vector<std::string_view> known;
    std::ranges::transform(lists.read, std::back_inserter(known), &KindList::id);
    reading.fields.refuse_at(name, "needs", fmt::format("{{{}}}", fmt::join(known, " | ")));
    return;
  }
  auto const index = static_cast<std::uint16_t>(list - lists.read.begin());
  auto const at_least = reading.fields.whole(needs, id.c_str(), {1, schema::of_max});
  if (at_least && *at_least > list->of) {
    contradict(reading, needs[id], fmt::format("needs.{}", id), lists.nodes[index], fmt::format("lists.{}.of", id));
  }
  grade.needs.push_back({index, static_cast<std::uint16_t>(at_least.value_or(1))});
}

Grade read_grade(Reading& reading, YAML::Node const& node, Lists const& lists, Ids& ids) {
  Grade grade;
  grade.id = enter_named(reading, node, "grades", ids);
  reading.fields.only(node, schema::grade);
  grade.name = name_of(reading, node);
  auto const needs = node["needs"];
  if (!needs || !needs.IsMap() || needs.size() == 0 || needs.size() > lists.read.size()) {
    reading.fields.refuse_at(needs ? needs : node, "needs", fmt::format("{{list: 1…{}}}", schema::of_max));
  } else {
    for (auto const& need : needs) {
      read_need(reading, needs, need.first, lists, grade);
    }
  }
  std::ranges::sort(grade.needs, {}, &Grade::Need::list);
  grade.source = source_of(reading, node);
  return grade;
}

std::uint16_t asked(Grade const& grade, std::uint16_t list) {
  auto const need = std::ranges::find(grade.needs, list, &Grade::Need::list);
  return need == grade.needs.end() ? std::uint16_t{0} : need->at_least;
}

/// Whether `higher` asks for no less of any list, and for more of one: else it would be reached before `lower`.
bool ascends(Grade const& lower, Grade const& higher, std::size_t lists) {
  bool more = false;
  for (std::uint16_t list = 0; list < lists; ++list) {
    if (asked(higher, list) < asked(lower, list)) {
      return false;
    }
    more = more || asked(higher, list) > asked(lower, list);
  }
  return more;
}

std::pair<std::int32_t, std::int32_t> range_of(Reading& reading, YAML::Node const& node, char const* key) {
  auto const pair = node[key];
  if (!pair || !pair.IsSequence() || pair.size() != 2) {
    reading.fields.refuse_at(pair ? pair : node, key, "[min, max]");
    return {};
  }
  auto const bound = [&](std::size_t i) {
    return reading.fields.whole_in(pair[i], key, {0, schema::space_max}).value_or(0);
  };
  auto const range = std::pair{bound(0), bound(1)};
  if (range.first > range.second) {
    reading.fields.refuse_at(pair, key, "min ≤ max");
  }
  return range;
}

}  // namespace

std::vector<Headline> read_headlines(Reading& reading, YAML::Node const& root, std::span<Rule const> rules) {
  std::vector<Headline> headlines;
  Ids ids;
  for (auto const& node : maps_of(reading, root, "headlines", schema::others_max)) {
    Headline headline;
    headline.id = enter_named(reading, node, "headlines", ids);
    reading.fields.only(node, schema::headline);
    headline.name = name_of(reading, node);
    headline.rules = rules_named(reading, node, rules);
    headline.source = source_of(reading, node);
    headlines.push_back(std::move(headline));
  }
  return headlines;
}

void read_lists(Reading& reading, YAML::Node const& root, Standard& standard) {
  Ids list_ids;
  auto const list_nodes = maps_of(reading, root, "lists", schema::others_max);
  for (auto const& node : list_nodes) {
    standard.lists.push_back(read_list(reading, node, list_ids));
  }
  if (reading.fields.failed()) {
    return;
  }
  Ids ids;
  auto const nodes = maps_of(reading, root, "grades", schema::others_max);
  for (auto const& node : nodes) {
    standard.grades.push_back(read_grade(reading, node, Lists{standard.lists, list_nodes}, ids));
    if (reading.fields.failed()) {
      return;
    }
    auto const i = standard.grades.size() - 1;
    if (i > 0 && !ascends(standard.grades[i - 1], standard.grades[i], standard.lists.size())) {
      contradict(reading, nodes[i]["needs"], "needs", nodes[i - 1]["needs"],
                 fmt::format("grades.{}.needs", standard.grades[i - 1].id));
    }
  }
}

std::optional<Round> read_round(Reading& reading, YAML::Node const& root) {
  auto const node = root["round"];
  if (!node) {
    return std::nullopt;
  }
  auto& fields = reading.fields;
  fields.enter("round");
  if (!node.IsMap()) {
    fields.refuse_at(node, "stops", fmt::format("[1…{} × kind]", schema::stops_max));
    return std::nullopt;
  }
  fields.only(node, schema::round);
  Round round;
  auto const stops = node["stops"];
  if (!stops || !stops.IsSequence() || stops.size() == 0 || stops.size() > schema::stops_max) {
    fields.refuse_at(stops ? stops : node, "stops", fmt::format("[1…{} × kind]", schema::stops_max));
  } else {
    for (auto const& stop : stops) {
      round.stops.push_back(kinds_of(reading, stop, "stops"));
    }
  }
  auto const minutes = fields.whole(node, "minutes", {1, reach::seconds_limit_max / 600});
  round.limit = minutes ? static_cast<reach::Tenths>(*minutes * 600) : round.limit;
  round.source = source_of(reading, node);
  return round;
}

std::vector<Space> read_space(Reading& reading, YAML::Node const& root) {
  std::vector<Space> all;
  Ids levels;
  for (auto const& node : maps_of(reading, root, "space", schema::others_max)) {
    reading.fields.enter("space");
    reading.fields.only(node, schema::space);
    Space space;
    space.level = level_of(reading, node);
    if (space.level.empty()) {
      reading.fields.refuse_at(node, "level", "15 | 10 | 5-10 | 5 | block");
    } else if (auto const [first, is_new] = levels.emplace(space.level, yaml::Fields::line_of(node)); !is_new) {
      reading.fields.refuse_twice(node["level"], "level", first->second);
    }
    std::tie(space.land_min, space.land_max) = range_of(reading, node, "land");
    std::tie(space.floor_min, space.floor_max) = range_of(reading, node, "floor");
    space.source = source_of(reading, node);
    all.push_back(std::move(space));
  }
  return all;
}

}  // namespace linquan::standard
