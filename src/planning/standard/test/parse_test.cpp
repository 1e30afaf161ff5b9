#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/standard/standard.h"

namespace linquan::standard {
namespace {

/// A small standard; the cases below change one line of it each.
constexpr std::string_view small = R"(version: 1
standard: {id: small, zh: 小, en: Small, source: a text, mark: V}
groups:
  fresh_food: [market, fresh]
  food: [fresh_food, eatery]
rules:
  - id: food
    zh: 吃
    en: Food
    needs: food
    within: {minutes: 10}
    source: a text
    mark: K
  - id: pharmacy
    zh: 药店
    en: Pharmacy
    needs: [pharmacy]
    within: {metres: 500}
    level: "15"
    source: a text
    mark: U
headlines:
  - {id: both, zh: 两样, en: Both, rules: [pharmacy, food], source: a text, mark: V}
lists:
  - {id: basic, zh: 基本, en: Basic, kinds: [market, pharmacy], of: 3, source: a text, mark: V}
grades:
  - {id: one, zh: 一, en: One, needs: {basic: 1}, source: a text, mark: V}
  - {id: two, zh: 二, en: Two, needs: {basic: 2}, source: a text, mark: V}
round:
  stops: [fresh_food, pharmacy]
  source: a text
  mark: U
space:
  - {level: "15", land: [1, 2], floor: [3, 4], source: a text, mark: K}
)";

/// `small` with line `number` (from 1) replaced by `lines`.
std::string with_line(std::size_t number, std::string_view lines) {
  std::string text;
  std::size_t at = 0;
  for (std::size_t line = 1; at < small.size(); ++line) {
    auto const end = small.find('\n', at) + 1;
    text += line == number ? std::string{lines} + '\n' : std::string{small.substr(at, end - at)};
    at = end;
  }
  return text;
}

std::string told(Result<Standard> const& read) {
  if (read) {
    return "read";
  }
  auto text = read.error().code;
  for (auto const& [name, value] : read.error().args) {
    text += name == "file" ? "" : " " + value;
  }
  return text;
}

Result<Standard> parsed(std::string const& text) {
  return parse(text, "s.yaml", kinds::Kinds::built_in());
}

TEST(Standard, IsReadWithAllThatItSays) {
  auto const read = parsed(std::string{small});
  ASSERT_TRUE(read) << told(read);
  EXPECT_EQ(read->id, "small");
  EXPECT_EQ(read->name, (Name{"小", "Small"}));
  ASSERT_EQ(read->rules.size(), 2U);
  EXPECT_EQ(read->rules[0].kinds, (std::vector<std::string>{"eatery", "fresh", "market"}));
  EXPECT_EQ(read->rules[0].limit, 6'000);
  EXPECT_EQ(read->rules[0].demand, Demand::must);
  EXPECT_EQ(read->rules[0].weight, 1);
  EXPECT_EQ(read->rules[0].line, 7U);
  EXPECT_EQ(read->rules[0].source, (Source{"a text", Mark::known}));
  EXPECT_EQ(read->rules[1].unit, reach::Unit::metres);
  EXPECT_EQ(read->rules[1].limit, 5'000);
  EXPECT_EQ(read->rules[1].level, "15");
  EXPECT_EQ(read->headlines[0].rules, (std::vector<RuleIndex>{1, 0}));
  EXPECT_FALSE(read->lists[0].complete());
  EXPECT_EQ(read->grades[1].needs, (std::vector<Grade::Need>{{0, 2}}));
  EXPECT_EQ(read->round->stops, (std::vector<std::vector<std::string>>{{"fresh", "market"}, {"pharmacy"}}));
  EXPECT_EQ(read->round->limit, 18'000);
  EXPECT_EQ(read->space[0].floor_max, 4);
}

struct Said {
  std::string_view line;  ///< in the place of line 19 of `small`, a rule's `level`
  bool (*holds)(Rule const&);
};

class WhatARuleSays : public testing::TestWithParam<Said> {};

TEST_P(WhatARuleSays, IsRead) {
  auto const read = parsed(with_line(19, GetParam().line));
  ASSERT_TRUE(read) << told(read);
  EXPECT_TRUE(GetParam().holds(read->rules[1]));
}

INSTANTIATE_TEST_SUITE_P(
    Standard, WhatARuleSays,
    testing::Values(Said{"    services: [配钥匙, 修鞋]", [](Rule const& it) { return it.services.size() == 2; }},
                    Said{"    person: elder", [](Rule const& it) { return it.person == "elder"; }},
                    Said{"    people: 0-14", [](Rule const& it) { return it.people == reach::AgeGroup::age_0_14; }},
                    Said{"    people: 60", [](Rule const& it) { return it.people == reach::AgeGroup::age_60; }},
                    Said{"    people: \"70\"", [](Rule const& it) { return it.people == reach::AgeGroup::age_70; }},
                    Said{"    open_at: Tu 07:30", [](Rule const& it) { return it.open_at->value == 1440 + 450; }},
                    Said{"    ways: [at_home, by_telephone]", [](Rule const& it) { return it.ways == 6; }},
                    Said{"    count: 3", [](Rule const& it) { return it.count == 3; }},
                    Said{"    per: {outlets: 2, people: 3000, level: subdistrict}",
                         [](Rule const& it) {
                           return it.ratio == Ratio{2, 3000, city::AreaLevel::subdistrict};
                         }},
                    Said{"    demand: upgrade", [](Rule const& it) { return it.demand == Demand::upgrade; }},
                    Said{"    level: 5-10", [](Rule const& it) { return it.level == "5-10"; }},
                    Said{"    weight: 1000", [](Rule const& it) { return it.weight == 1000; }},
                    Said{"    size: 80 m²", [](Rule const& it) { return it.size == "80 m²"; }}));

struct Refused {
  std::size_t line;
  std::string_view by;
  std::string_view told;  ///< code, line, field, and what the refusal says more
};

class StandardWith : public testing::TestWithParam<Refused> {};

TEST_P(StandardWith, IsRefusedWithLineAndField) {
  auto const read = parsed(with_line(GetParam().line, GetParam().by));
  EXPECT_EQ(told(read), GetParam().told);
  if (!read) {
    EXPECT_EQ(read.error().kind, ErrorKind::bad_input);
    EXPECT_EQ(read.error().args[0].second, "s.yaml");
  }
}

INSTANTIATE_TEST_SUITE_P(
    AFieldThatIsWrong, StandardWith,
    testing::Values(
        Refused{1, "version: 2", "standard_file 1 version 1"},
        Refused{
            1, "versoin: 1",
            "standard_file 1 versoin version | standard | levels_apart | groups | rules | headlines | lists | grades "
            "| round | space"},
        Refused{1, "levels_apart: perhaps", "standard_file 1 version 1"},
        Refused{2, "standard: small", "standard_file 2 standard {id, zh, en, source, mark}"},
        Refused{2, "standard: {id: Small, zh: a, en: b, source: c, mark: V}",
                "standard_file 2 standard.id a-z 0-9 _ -, 1…64"},
        Refused{2, "standard: {id: small, zh: a, en: b, source: c}",
                "standard_file 2 standard.mark V | K | U | seen | known | proposed"},
        Refused{8, "    zh: ''", "standard_file 8 rules.food.zh text"},
        Refused{
            10, "    need: food",
            "standard_file 10 rules.food.need id | zh | en | needs | services | within | person | people | open_at | "
            "ways | count | per | demand | level | weight | size | source | mark"},
        Refused{10, "    needs: []", "standard_file 10 rules.food.needs kind | [1…200 × kind]"},
        Refused{11, "    size: 3", "standard_file 7 rules.food.within {minutes: 1…60} | {metres: 1…6000}"},
        Refused{11, "    within: {minutes: 0}", "standard_file 11 rules.food.within.minutes 1…60"},
        Refused{11, "    within: {minutes: 61}", "standard_file 11 rules.food.within.minutes 1…60"},
        Refused{11, "    within: {metres: 6001}", "standard_file 11 rules.food.within.metres 1…6000"},
        Refused{11, "    within: {hours: 1}", "standard_file 11 rules.food.within.hours minutes | metres"},
        Refused{12, "    size: 3", "standard_file 7 rules.food.source text"},
        Refused{14, "  - id: food", "file_twice 14 rules.food.id food 7"},
        Refused{19, "    person: child",
                "standard_file 19 rules.pharmacy.person standard | adult | elder | pram | wheelchair"},
        Refused{19, "    people: 65", "standard_file 19 rules.pharmacy.people all | 0-14 | 60 | 70"},
        Refused{19, "    open_at: Mo 24:00", "standard_file 19 rules.pharmacy.open_at Mo…Su HH:MM"},
        Refused{19, "    ways: [stand]", "standard_file 19 rules.pharmacy.ways [at_stand | at_home | by_telephone]"},
        Refused{19, "    ways: []", "standard_file 19 rules.pharmacy.ways [at_stand | at_home | by_telephone]"},
        Refused{19, "    count: 0", "standard_file 19 rules.pharmacy.count 1…100"},
        Refused{19, "    count: 101", "standard_file 19 rules.pharmacy.count 1…100"},
        Refused{19, "    per: {people: 10}", "standard_file 19 rules.pharmacy.per {outlets, people, level}"},
        Refused{19, "    per: {people: 0, level: district}", "standard_file 19 rules.pharmacy.per.people 1…10000000"},
        Refused{19, "    per: {people: 1, level: town}",
                "standard_file 19 rules.pharmacy.per.level compound | community | subdistrict | district | "
                "living_circle"},
        Refused{19, "    demand: perhaps", "standard_file 19 rules.pharmacy.demand must | should | upgrade"},
        Refused{19, "    level: 20", "standard_file 19 rules.pharmacy.level 15 | 10 | 5-10 | 5 | block"},
        Refused{19, "    weight: 0", "standard_file 19 rules.pharmacy.weight 1…1000"},
        Refused{19, "    weight: 1001", "standard_file 19 rules.pharmacy.weight 1…1000"},
        Refused{21, "    mark: X", "standard_file 21 rules.pharmacy.mark V | K | U | seen | known | proposed"},
        Refused{23, "  - {id: both, zh: a, en: b, rules: [market], source: c, mark: V}",
                "standard_rule_named 23 headlines.both.rules food, pharmacy"},
        Refused{25, "  - {id: basic, zh: a, en: b, source: c, mark: V}", "standard_file 25 lists.basic.of 1…1000"},
        Refused{27, "  - {id: one, zh: a, en: b, needs: {other: 1}, source: c, mark: V}",
                "standard_file 27 grades.one.needs {basic}"},
        Refused{27, "  - {id: one, zh: a, en: b, needs: {}, source: c, mark: V}",
                "standard_file 27 grades.one.needs {list: 1…1000}"},
        Refused{30, "  stops: []", "standard_file 30 round.stops [1…4 × kind]"},
        Refused{30, "  stops: [bank, bank, bank, bank, bank]", "standard_file 30 round.stops [1…4 × kind]"},
        Refused{31, "  minutes: 90", "standard_file 31 round.minutes 1…60"},
        Refused{34, "  - {level: \"15\", land: [2, 1], floor: [3, 4], source: c, mark: V}",
                "standard_file 34 space.land min ≤ max"},
        Refused{34, "  - {level: \"15\", land: [1, 2], floor: 4, source: c, mark: V}",
                "standard_file 34 space.floor [min, max]"}));

INSTANTIATE_TEST_SUITE_P(
    WhatCannotBe, StandardWith,
    testing::Values(Refused{11, "    within: {minutes: 5, metres: 300}",
                            "standard_contradiction 11 rules.food.within.metres rules.food.within.minutes 11"},
                    Refused{25, "  - {id: basic, zh: a, en: b, kinds: [market, pharmacy], of: 1, source: c, mark: V}",
                            "standard_contradiction 25 lists.basic.kinds lists.basic.of 25"},
                    Refused{28, "  - {id: two, zh: a, en: b, needs: {basic: 4}, source: c, mark: V}",
                            "standard_contradiction 28 grades.two.needs.basic lists.basic.of 25"},
                    Refused{28, "  - {id: two, zh: a, en: b, needs: {basic: 1}, source: c, mark: V}",
                            "standard_contradiction 28 grades.two.needs grades.one.needs 27"},
                    Refused{14,
                            "  - {id: other, zh: a, en: b, needs: food, within: {minutes: 15}, source: c, mark: V}\n"
                            "  - id: pharmacy",
                            "standard_idle 14 rules.other rules.food 7"},
                    Refused{14,
                            "  - {id: other, zh: a, en: b, needs: food, within: {minutes: 5}, source: c, mark: V}\n"
                            "  - id: pharmacy",
                            "standard_idle 7 rules.food rules.other 14"}));

INSTANTIATE_TEST_SUITE_P(
    ANameThatIsNotKnown, StandardWith,
    testing::Values(
        Refused{4, "  fresh_food: [market, frehs]", "standard_kind_unknown 4 groups.fresh_food frehs fresh"},
        Refused{10, "    needs: [market, eatry]", "standard_kind_unknown 10 rules.food.needs eatry eatery"},
        Refused{10, "    needs: fresh_fod", "standard_kind_unknown 10 rules.food.needs fresh_fod fresh_food"},
        Refused{17, "    needs: 药店", "standard_kind_unknown 17 rules.pharmacy.needs 药店 pharmacy"},
        Refused{25, "  - {id: basic, zh: a, en: b, kinds: [fresh_food], source: c, mark: V}",
                "standard_kind_unknown 25 lists.basic.kinds fresh_food fresh_food"},
        Refused{4, "  market: [fresh]", "standard_group_kind 4 groups.market market"},
        Refused{4, "  fresh_food: [market, food]", "standard_cycle 4 groups.fresh_food food → fresh_food → food"},
        Refused{4, "  fresh_food: [fresh_food]", "standard_cycle 4 groups.fresh_food fresh_food → fresh_food"}));

TEST(Standard, MayAskForTheSameNearerOrMoreOften) {
  // Neither is always met where the other is: two in 15 minutes, one in 5.
  auto const read = parsed(
      with_line(14,
                "  - {id: other, zh: a, en: b, needs: food, within: {minutes: 15}, count: 2, source: c, mark: V}\n"
                "  - id: pharmacy"));
  EXPECT_EQ(told(read), "read");
  // And what must be near should be nearer still.
  auto const stronger = parsed(
      with_line(14,
                "  - {id: other, zh: a, en: b, needs: food, within: {minutes: 5}, demand: should, source: c, mark: V}\n"
                "  - id: pharmacy"));
  EXPECT_EQ(told(stronger), "read");
}

TEST(Standard, KeepsLevelsApartWhereItSaysSo) {
  auto const two_levels = std::string{"version: 1\nlevels_apart: "};
  auto const rest = std::string{R"(
standard: {id: s, zh: a, en: b, source: c, mark: V}
rules:
  - {id: far, zh: a, en: b, needs: park10, within: {metres: 500}, level: "10", source: c, mark: V}
  - {id: near, zh: a, en: b, needs: [park5, park10], within: {metres: 300}, level: "5", source: c, mark: V}
)"};
  EXPECT_EQ(told(parsed(two_levels + "false" + rest)), "read");
  EXPECT_EQ(told(parsed(two_levels + "true" + rest)), "standard_level_twice 6 rules.near park10 rules.far 5");
  EXPECT_EQ(told(parsed(with_line(1, two_levels + "true"))),
            "standard_file 8 rules.food.level 15 | 10 | 5-10 | 5 | block");
}

TEST(Standard, ThatIsNoYamlIsRefusedWithThePlace) {
  EXPECT_EQ(told(parsed("version: [1\n")), "yaml_syntax 2 1");
  EXPECT_EQ(told(parsed("- 1\n")), "standard_file 1 / {version, standard, rules, …}");
  EXPECT_EQ(parsed("").error().code, "yaml_empty");
}

/// Ids of the rules that differ but for the line at which they stand, or are in one only.
std::vector<std::string> differing(Standard const& a, Standard const& b) {
  std::vector<std::string> ids;
  auto const missing_or_other = [&](Rule const& rule, Standard const& other) {
    auto const found = std::ranges::find(other.rules, rule.id, &Rule::id);
    if (found == other.rules.end()) {
      return true;
    }
    auto same_line = *found;
    same_line.line = rule.line;
    return same_line != rule;
  };
  for (auto const& [one, other] : {std::pair{&a, &b}, std::pair{&b, &a}}) {
    for (auto const& rule : one->rules) {
      if (missing_or_other(rule, *other) && std::ranges::find(ids, rule.id) == ids.end()) {
        ids.push_back(rule.id);
      }
    }
  }
  return ids;
}

/// Takes out or changes lines of the rules, every third of them, so that all fields come by: what can still be read
/// differs in that rule alone.
TEST(Standard, ALineBelongsToItsRuleAlone) {
  auto const text = std::string{built_in_text("local-xuzhou")};
  auto const whole = parsed(text);
  ASSERT_TRUE(whole);
  auto const begin = text.find("\nrules:\n") + 8;
  auto const end = text.find("\nheadlines:\n");
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> changes{
      {{"minutes: 15", "minutes: 14"}, {"mark: V", "mark: K"}, {"zh: ", "zh: 新"}}};
  std::size_t without = 0;
  std::size_t changed = 0;
  std::size_t lines = 0;
  for (auto at = begin; at < end; at = text.find('\n', at) + 1) {
    if (lines++ % 3 != 0) {
      continue;
    }
    auto const next = text.find('\n', at) + 1;
    auto const line = text.substr(at, next - at);
    auto const number =
        static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n')) + 1;
    auto const rule = std::ranges::find_if(whole->rules, [&](Rule const& it) { return it.line > number; });
    auto const owner = rule == whole->rules.begin() ? std::string{} : std::prev(rule)->id;
    if (auto const less = parsed(text.substr(0, at) + text.substr(next))) {
      auto const ids = differing(*whole, *less);
      EXPECT_TRUE(ids.empty() || ids == std::vector{owner}) << number << ": " << line;
      without += ids.size();
    }
    for (auto const& [from, to] : changes) {
      if (auto const found = line.find(from); found != std::string::npos) {
        auto other = text;
        auto const read = parsed(other.replace(at + found, from.size(), to));
        ASSERT_TRUE(read) << number << ": " << told(read);
        EXPECT_EQ(differing(*whole, *read), std::vector{owner}) << number << ": " << line;
        ++changed;
      }
    }
  }
  EXPECT_GT(without, 5U);
  EXPECT_GT(changed, 20U);
}

}  // namespace
}  // namespace linquan::standard
