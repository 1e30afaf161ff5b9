#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {
namespace {

Standard built_in(std::string_view id) {
  auto read = load(id, kinds::Kinds::built_in());
  EXPECT_TRUE(read.has_value()) << id << ": " << (read ? "" : read.error().code);
  if (!read) {
    for (auto const& [name, value] : read.error().args) {
      ADD_FAILURE() << name << " = " << value;
    }
  }
  return read.value_or(Standard{});
}

bool has(std::vector<std::string> const& ids, std::string_view id) {
  return std::ranges::find(ids, id) != ids.end();
}

TEST(BuiltInStandards, AreReadAndAreNamedAsTheyAreCalled) {
  for (auto const id : built_in_ids()) {
    auto const standard = built_in(id);
    EXPECT_EQ(standard.id, id);
    EXPECT_FALSE(standard.rules.empty() && standard.lists.empty()) << id;
  }
}

TEST(BuiltInStandards, AreTheFilesInStandards) {
  for (auto const id : built_in_ids()) {
    auto const path = std::string{LINQUAN_SOURCE_DIR} + "/standards/" + std::string{id} + ".yaml";
    auto const file = read_file(path, 1U << 20U);
    ASSERT_TRUE(file) << path;
    EXPECT_EQ(*file, built_in_text(id));
  }
  EXPECT_TRUE(built_in_text("none").empty());
}

TEST(BuiltInStandards, SayWhereEachRuleComesFrom) {
  for (auto const id : built_in_ids()) {
    auto const standard = built_in(id);
    for (auto const& rule : standard.rules) {
      EXPECT_FALSE(rule.source.text.empty()) << id << ' ' << rule.id;
      // What we propose says so in words too: the text is printed where the mark may not be seen.
      EXPECT_EQ(
          rule.source.text.find("建议") != std::string::npos || rule.source.text.find("理解") != std::string::npos,
          rule.source.mark == Mark::proposed)
          << id << ' ' << rule.id << ": " << rule.source.text;
    }
  }
}

TEST(BuiltInStandards, TheMinistrysListHoldsEveryBasicKind) {
  auto const standard = built_in("mofcom");
  auto const list = std::ranges::find(standard.lists, "basic", &KindList::id);
  ASSERT_NE(list, standard.lists.end());
  EXPECT_TRUE(list->complete());
  for (auto const& kind : kinds::Kinds::built_in().all()) {
    EXPECT_EQ(has(list->kinds, kind.id), kind.class_.starts_with("basic")) << kind.id;
  }
}

TEST(BuiltInStandards, TheMinistryMakesElderCareAMust) {
  auto const standard = built_in("mofcom");
  auto const rule = std::ranges::find(standard.rules, "elder_care", &Rule::id);
  ASSERT_NE(rule, standard.rules.end());
  EXPECT_EQ(rule->demand, Demand::must);
  EXPECT_EQ(rule->source.mark, Mark::seen);
  EXPECT_TRUE(has(rule->kinds, "elder_org"));
}

/// minutes by rule, as the announcement of 2021-09-02 gives them
TEST(BuiltInStandards, TheMinistrysMinutesAreTheAnnouncedOnes) {
  auto const standard = built_in("mofcom");
  static constexpr std::array<std::pair<std::string_view, int>, 11> announced{{{"convenience", 5},
                                                                               {"eatery", 8},
                                                                               {"pharmacy", 8},
                                                                               {"laundry", 8},
                                                                               {"hair", 8},
                                                                               {"market", 8},
                                                                               {"supermarket", 15},
                                                                               {"repair", 15},
                                                                               {"leisure", 15},
                                                                               {"gym", 15},
                                                                               {"service_platform", 15}}};
  for (auto const& [id, minutes] : announced) {
    auto const rule = std::ranges::find(standard.rules, id, &Rule::id);
    ASSERT_NE(rule, standard.rules.end()) << id;
    EXPECT_EQ(rule->unit, reach::Unit::seconds) << id;
    EXPECT_EQ(rule->limit, minutes * 600) << id;
  }
}

TEST(BuiltInStandards, TheStarSchemeIsUndecidable) {
  auto const standard = built_in("star-scheme");
  ASSERT_EQ(standard.lists.size(), 2U);
  EXPECT_EQ(standard.lists[0].of, 23);
  EXPECT_EQ(standard.lists[1].of, 30);
  EXPECT_FALSE(standard.lists[0].complete());
  EXPECT_FALSE(standard.lists[1].complete());
  ASSERT_EQ(standard.grades.size(), 1U);
  EXPECT_EQ(standard.grades[0].needs, (std::vector<Grade::Need>{{0, 15}, {1, 20}}));
}

TEST(BuiltInStandards, TheResidentialStandardsLevelsShareNoKindAndAskForMetres) {
  auto const standard = built_in("gb-50180");
  std::set<std::pair<std::string, std::string>> levels;
  std::set<std::string> kinds;
  for (auto const& rule : standard.rules) {
    EXPECT_EQ(rule.unit, reach::Unit::metres) << rule.id;
    EXPECT_FALSE(rule.level.empty()) << rule.id;
    for (auto const& kind : rule.kinds) {
      levels.emplace(kind, rule.level);
      kinds.insert(kind);
    }
  }
  EXPECT_EQ(levels.size(), kinds.size());
  EXPECT_EQ(standard.space.size(), 4U);
}

TEST(BuiltInStandards, TheCitysCopyUsesWhatAStandardCanSay) {
  auto const standard = built_in("local-xuzhou");
  auto const any = [&](auto const& says) { return std::ranges::any_of(standard.rules, says); };
  EXPECT_TRUE(any([](Rule const& rule) { return rule.open_at.has_value(); }));
  EXPECT_TRUE(any([](Rule const& rule) { return rule.person == "elder" && rule.people == reach::AgeGroup::age_60; }));
  EXPECT_TRUE(any([](Rule const& rule) { return rule.ratio.has_value(); }));
  EXPECT_TRUE(any([](Rule const& rule) { return rule.count > 1; }));
  EXPECT_TRUE(any([](Rule const& rule) { return rule.unit == reach::Unit::metres; }));
  EXPECT_EQ(standard.headlines.size(), 4U);
  EXPECT_EQ(standard.grades.size(), 3U);
  ASSERT_TRUE(standard.round);
  EXPECT_EQ(standard.round->limit, 18'000);
}

TEST(Standard, IsLoadedFromAFileOrRefusedWithTheNamesThereAre) {
  auto const path = std::string{LINQUAN_SOURCE_DIR} + "/standards/td-t-1062.yaml";
  auto const file = load(path, kinds::Kinds::built_in());
  ASSERT_TRUE(file);
  EXPECT_EQ(*file, built_in("td-t-1062"));
  auto const none = load("mofcon", kinds::Kinds::built_in());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::usage);
  EXPECT_EQ(none.error().code, "standard_unknown");
  EXPECT_EQ(none.error().args[1].second, "mofcom, star-scheme, gb-50180, td-t-1062, local-xuzhou");
}

}  // namespace
}  // namespace linquan::standard
