#include "linquan/standard/assess.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "lattice.h"
#include "linquan/base/draw.h"
#include "linquan/base/progress.h"
#include "linquan/reach/generated.h"
#include "linquan/standard/gaps.h"

namespace linquan::standard {
namespace {

persons::Person person(char const* id) {
  return *persons::Persons::built_in().find(id);
}

/// A made-up town with ages, four communities in stripes of homes, and services on some outlets.
city::City town(std::uint64_t seed) {
  auto city = reach::lattice(14, seed);
  reach::generate(city, {700, 90, 5, false, false, seed});
  Draw draw{seed};
  for (std::uint32_t i = 0; i < 4; ++i) {
    auto& area = city.areas.emplace_back();
    area.id = city::AreaId{i + 1};
    area.code = "c" + std::to_string(i);
    area.name = area.code;
  }
  for (auto& home : city.homes) {
    home.people.all = {static_cast<std::int64_t>(draw.below(9'000))};
    home.people.age_60 = {static_cast<std::int64_t>(draw.below(static_cast<std::uint64_t>(home.people.all.count) + 1))};
    auto const area = draw.below(5);
    home.community = area < 4 ? static_cast<std::uint32_t>(area) : walk::none;
  }
  for (auto& outlet : city.outlets) {
    if (draw.below(2) == 0) {
      outlet.services.push_back({outlet.kinds.front(), "keys", std::nullopt});
    }
  }
  city.homes.front().access.edge = walk::none;
  return city;
}

Rule rule(std::string id, std::vector<std::string> kinds, reach::Unit unit, reach::Tenths limit) {
  Rule made;
  made.id = std::move(id);
  made.kinds = std::move(kinds);
  made.unit = unit;
  made.limit = limit;
  return made;
}

/// Rules of every sort over the town's five kinds.
Standard rules(city::City const& city) {
  auto const& kind = city.kind_ids;
  Standard made;
  using enum reach::Unit;
  made.rules = {rule("near", {kind[0]}, seconds, 1'800),  rule("any", {kind[1], kind[3]}, seconds, 4'800),
                rule("metres", {kind[2]}, metres, 3'000), rule("several", {kind[0]}, seconds, 2'400),
                rule("more", {kind[1]}, seconds, 9'000),  rule("elder", {kind[4]}, seconds, 6'000),
                rule("keys", {kind[0]}, seconds, 4'800),  rule("unheard", {"no_such_kind"}, seconds, 4'800)};
  made.rules[3].count = 3;
  made.rules[4].count = 2;
  made.rules[5].person = "elder";
  made.rules[5].people = reach::AgeGroup::age_60;
  made.rules[6].services = {"keys"};
  made.headlines.push_back({"both", {}, {0, 1}, {}});
  made.round = Round{{{kind[0]}, {kind[1], kind[2]}, {kind[3]}}, 9'000, {}};
  return made;
}

void expect_same(Findings const& a, Findings const& b, Standard const& standard) {
  for (std::size_t i = 0; i < a.rules.size(); ++i) {
    EXPECT_EQ(a.rules[i].verdicts, b.rules[i].verdicts) << standard.rules[i].id;
    EXPECT_EQ(a.rules[i].nearest, b.rules[i].nearest) << standard.rules[i].id;
  }
  EXPECT_EQ(a.round, b.round);
  EXPECT_EQ(a.not_joined, b.not_joined);
}

TEST(Assess, AgreesWithASearchFromEachHome) {
  for (auto const seed : {1U, 2U, 3U}) {
    auto const city = town(seed);
    auto const standard = rules(city);
    for (auto const* const who : {"standard", "pram", "wheelchair"}) {
      SilentProgress progress;
      AssessOptions options{person(who), Strictness::seen, 1};
      auto const plain = assess_plainly(city, standard, options);
      auto const quick = assess(city, standard, options, progress);
      ASSERT_TRUE(quick);
      expect_same(*quick, plain, standard);
      options.threads = 2;
      auto const shared = assess(city, standard, options, progress);
      ASSERT_TRUE(shared);
      expect_same(*shared, plain, standard);
    }
  }
}

TEST(Assess, AgreesWithASearchFromEachHomeOnChangedStreetsToo) {
  auto const city = town(2);
  auto const standard = rules(city);
  std::vector<reach::Edit> const edits{
      reach::BuildStreet{city.homes[4].access, city.homes[390].access, Millimetres{60'000}, true},
      reach::SetStreet{{9, std::nullopt}, false}, reach::TimeStreet{{21, std::nullopt}, 300}};
  SilentProgress progress;
  AssessOptions options{person("standard"), Strictness::seen, 1};
  auto const unchanged = assess_plainly(city, standard, options);
  options.edits = edits;
  auto const plain = assess_plainly(city, standard, options);
  auto const quick = assess(city, standard, options, progress);
  ASSERT_TRUE(quick);
  expect_same(*quick, plain, standard);
  EXPECT_NE(plain.rules[0].nearest, unchanged.rules[0].nearest);
}

TEST(Assess, RefusesEditsThatDoNotFitTheCity) {
  auto const city = town(2);
  SilentProgress progress;
  AssessOptions options{person("standard"), Strictness::seen, 1};
  std::vector<reach::Edit> const edits{reach::SetGate{city::GateId{5}, true}};
  options.edits = edits;
  auto const found = assess(city, rules(city), options, progress);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "gate_unknown");
}

TEST(Assess, FindsHomesOfEveryVerdictInSuchATown) {
  auto const city = town(1);
  auto const findings = assess_plainly(city, rules(city), {person("standard"), Strictness::seen, 1});
  for (auto const verdict : {Verdict::met, Verdict::unmet}) {
    EXPECT_NE(std::ranges::count(findings.rules[0].verdicts, verdict), 0);
    EXPECT_NE(std::ranges::count(findings.rules[3].verdicts, verdict), 0);
    EXPECT_NE(std::ranges::count(findings.rules[6].verdicts, verdict), 0);
    EXPECT_NE(std::ranges::count(findings.round, verdict), 0);
  }
  EXPECT_EQ(std::ranges::count(findings.rules[7].verdicts, Verdict::unknown), 700);
  EXPECT_EQ(findings.not_joined, std::vector<std::uint32_t>{0});
}

TEST(Score, AreasAddUpToTheCityToTheMilliperson) {
  auto const city = town(4);
  auto const standard = rules(city);
  Evidence const evidence{city, Strictness::seen};
  auto const scores =
      score(city, standard, assess_plainly(city, standard, {person("standard"), Strictness::seen, 1}), evidence);
  ASSERT_EQ(scores.levels.size(), 1U);
  auto const& level = scores.levels.front();
  ASSERT_EQ(level.areas.size(), 4U);
  auto const sum = [&](auto const& of) {
    auto total = of(level.outside);
    for (auto const& area : level.areas) {
      total += of(area);
    }
    return total;
  };
  EXPECT_EQ(sum([](Score const& s) { return s.homes; }), scores.city.homes);
  EXPECT_EQ(sum([](Score const& s) { return s.people.all.count; }), scores.city.people.all.count);
  EXPECT_EQ(sum([](Score const& s) { return s.needs.met; }), scores.city.needs.met);
  EXPECT_EQ(sum([](Score const& s) { return s.needs.unknown; }), scores.city.needs.unknown);
  EXPECT_EQ(sum([](Score const& s) { return s.round.unmet.count; }), scores.city.round.unmet.count);
  EXPECT_EQ(sum([](Score const& s) { return s.headlines[0].met.count; }), scores.city.headlines[0].met.count);
  for (std::size_t i = 0; i < standard.rules.size(); ++i) {
    EXPECT_EQ(sum([&](Score const& s) { return s.rules[i].met.count; }), scores.city.rules[i].met.count);
    EXPECT_EQ(sum([&](Score const& s) { return s.rules[i].unmet.count; }), scores.city.rules[i].unmet.count);
    EXPECT_EQ(sum([&](Score const& s) { return s.rules[i].unknown.count; }), scores.city.rules[i].unknown.count);
    auto const all =
        reach::AgeGroup::age_60 == standard.rules[i].people ? scores.city.people.age_60 : scores.city.people.all;
    EXPECT_EQ(scores.city.rules[i].all(), all);
  }
}

TEST(Gaps, HoldExactlyThePeopleForWhomARuleIsUnmet) {
  auto const city = town(5);
  auto const standard = rules(city);
  auto const findings = assess_plainly(city, standard, {person("standard"), Strictness::seen, 1});
  auto const scores = score(city, standard, findings, Evidence{city, Strictness::seen});
  std::vector<Millipersons> people(standard.rules.size());
  auto const all = gaps(city, standard, findings, city::AreaLevel::community);
  for (auto const& gap : all) {
    people[gap.rule] += gap.people;
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    EXPECT_EQ(people[i], scores.city.rules[i].unmet) << standard.rules[i].id;
  }
  EXPECT_TRUE(std::ranges::is_sorted(all, std::greater{}, [](Gap const& gap) { return gap.people; }));
}

TEST(Assess, ARulesChangeChangesOnlyItsOwnRows) {
  auto const city = town(6);
  auto const standard = rules(city);
  auto changed = standard;
  changed.rules[1].limit = 1'200;
  AssessOptions const options{person("standard"), Strictness::seen, 1};
  SilentProgress progress;
  auto const before = assess(city, standard, options, progress);
  auto const after = assess(city, changed, options, progress);
  ASSERT_TRUE(before && after);
  for (std::size_t i = 0; i < standard.rules.size(); ++i) {
    EXPECT_EQ(before->rules[i].verdicts == after->rules[i].verdicts, i != 1) << standard.rules[i].id;
  }
}

}  // namespace
}  // namespace linquan::standard
