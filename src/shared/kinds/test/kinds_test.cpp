#include "linquan/kinds/kinds.h"
#include "linquan/kinds/where.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace linquan::kinds {
namespace {

using Tags = std::vector<std::pair<std::string_view, std::string_view>>;

std::string ids(Kinds const& kinds, std::vector<KindIndex> const& found) {
  std::string text;
  for (auto const index : found) {
    text += (text.empty() ? "" : " ") + kinds[index].id;
  }
  return text;
}

struct TagCase {
  Tags tags;
  std::string_view name;
  int opens_at_minute;
  double area;
  std::string kinds;
};

class OsmObject : public testing::TestWithParam<TagCase> {};

TEST_P(OsmObject, HasTheseKinds) {
  auto const& row = GetParam();
  auto const& kinds = Kinds::built_in();
  Evidence evidence;
  evidence.tags = row.tags;
  evidence.name = row.name;
  evidence.opens_at_minute = row.opens_at_minute;
  evidence.area_square_metres = row.area;
  EXPECT_EQ(ids(kinds, kinds.match(evidence)), row.kinds);
}

INSTANTIATE_TEST_SUITE_P(
    Table, OsmObject,
    testing::Values(
        TagCase{{{"shop", "convenience"}}, "", -1, -1, "convenience"},
        TagCase{{{"shop", "convenience;hairdresser"}}, "", -1, -1, "convenience hair"},
        TagCase{{{"amenity", "fast_food"}}, "", 6 * 60, -1, "breakfast eatery"},
        TagCase{{{"amenity", "fast_food"}}, "", 7 * 60 + 30, -1, "eatery"},
        TagCase{{{"amenity", "fast_food"}, {"street_vendor", "yes"}}, "", -1, -1, "eatery food_cart"},
        TagCase{{{"amenity", "restaurant"}, {"cuisine", "chinese"}}, "", -1, -1, "eatery specialty_food"},
        TagCase{{{"amenity", "restaurant"}}, "石科院职工食堂", -1, -1, "eatery canteen"},
        TagCase{{{"amenity", "parking"}}, "原幼儿园停车场", -1, -1, "parking"},
        TagCase{{{"amenity", "parking"}, {"access", "private"}}, "", -1, -1, ""},
        TagCase{{{"amenity", "school"}, {"isced:level", "1,2"}}, "", -1, -1, "primary junior"},
        TagCase{{{"amenity", "school"}}, "北京石油学院附属中学", -1, -1, "junior"},
        TagCase{{{"amenity", "school"}}, "北京石油学院附属小学(月华分校)", -1, -1, "primary"},
        TagCase{{{"amenity", "school"}}, "Sin nombre", -1, -1, "primary"},
        TagCase{{{"amenity", "clinic"}}, "东区社区卫生服务中心", -1, -1, "health_centre"},
        TagCase{{{"amenity", "clinic"}}, "", -1, -1, "health_station outpatient"},
        TagCase{{{"leisure", "park"}}, "", -1, 60'000, "park15"},
        TagCase{{{"leisure", "park"}}, "", -1, 50'000, "park15"},
        TagCase{{{"leisure", "park"}}, "", -1, 49'999, "park10"},
        TagCase{{{"leisure", "park"}}, "", -1, 9'999, "park5"}, TagCase{{{"leisure", "park"}}, "", -1, 3'999, ""},
        TagCase{{{"leisure", "park"}}, "", -1, -1, "park5"}, TagCase{{{"leisure", "garden"}}, "", -1, 5'000, "park5"},
        TagCase{{{"leisure", "garden"}}, "", -1, -1, ""},
        TagCase{{{"amenity", "hospital"}}, "东区社区卫生服务中心", -1, -1, "health_centre"},
        TagCase{{{"amenity", "hospital"}}, "", -1, -1, "outpatient"},
        TagCase{{{"leisure", "garden"}, {"garden:type", "residential"}}, "", -1, 5'000, ""},
        TagCase{{{"leisure", "pitch"}}, "", -1, 5'000, "sport_l"},
        TagCase{{{"leisure", "pitch"}}, "", -1, 1'500, "sport_m"},
        TagCase{{{"leisure", "pitch"}}, "", -1, 450, "sport_s"},
        TagCase{{{"leisure", "pitch"}, {"sport", "table_tennis"}}, "", -1, -1, ""},
        TagCase{{{"shop", "bicycle"}}, "", -1, -1, "repair_bike"},
        TagCase{{{"shop", "yes"}}, "老王修鞋配钥匙", -1, -1, "repair_small"},
        TagCase{{{"shop", "yes"}}, "春华图文打印", -1, -1, "photocopy"}, TagCase{{{"shop", "yes"}}, "", -1, -1, ""},
        TagCase{{{"amenity", "bench"}}, "学院路小学", -1, -1, ""}, TagCase{{}, "", -1, -1, ""}));

struct WordCase {
  std::string_view cell;
  std::string kinds;
  bool doubtful;
  std::string unknown;
};

class RegisterWord : public testing::TestWithParam<WordCase> {};

TEST_P(RegisterWord, MeansTheseKinds) {
  auto const& kinds = Kinds::built_in();
  auto const match = kinds.from_words(GetParam().cell);
  std::string unknown;
  for (auto const& word : match.unknown) {
    unknown += "[" + word + "]";
  }
  EXPECT_EQ(ids(kinds, match.kinds), GetParam().kinds);
  EXPECT_EQ(match.doubtful, GetParam().doubtful);
  EXPECT_EQ(unknown, GetParam().unknown);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RegisterWord,
    testing::Values(WordCase{"便利店", "convenience", false, ""}, WordCase{"convenience", "convenience", false, ""},
                    WordCase{"Convenience Store", "convenience", false, ""},
                    WordCase{"便利店（菜店、日杂）", "convenience", false, ""},
                    WordCase{"便利店、早餐店，药店", "convenience breakfast pharmacy", false, ""},
                    WordCase{"便利店/快递", "convenience parcel", false, ""},
                    WordCase{"幼儿/儿童托管点", "childcare_after", false, ""},
                    WordCase{"大型生鲜超市", "fresh", false, ""}, WordCase{"早餐点", "breakfast", false, ""},
                    WordCase{"理发殿堂", "hair", false, ""}, WordCase{"美容美发殿", "hair", false, ""},
                    WordCase{"社区卫生服务中新", "health_centre", true, ""},
                    WordCase{"修鞋、天文台", "repair_small", false, "[天文台]"}, WordCase{"", "", false, ""},
                    WordCase{"、，", "", false, ""}, WordCase{"店", "", false, "[店]"}));

TEST(Kinds, HoldsAllSeventyFive) {
  auto const& kinds = Kinds::built_in();
  EXPECT_EQ(kinds.size(), 75U);
  EXPECT_EQ(kinds.find("convenience"), KindIndex{0});
  EXPECT_EQ(kinds.find("home_cook"), KindIndex{74});
  EXPECT_EQ(kinds.find("castle"), std::nullopt);
}

TEST(Kinds, EveryKindIsFoundByItsOwnNames) {
  auto const& kinds = Kinds::built_in();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto const& kind = kinds.all()[i];
    for (auto const& word : {kind.id, kind.zh, kind.en}) {
      auto const match = kinds.from_words(word);
      EXPECT_EQ(ids(kinds, match.kinds), kind.id) << word;
      EXPECT_FALSE(match.doubtful);
    }
    for (auto const& alias : kind.aliases) {
      auto const match = kinds.from_words(alias);
      EXPECT_TRUE(std::ranges::find(match.kinds, static_cast<KindIndex>(i)) != match.kinds.end()) << alias;
    }
  }
}

TEST(Kinds, EveryRuleCanBeMet) {
  auto const& kinds = Kinds::built_in();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto const& kind = kinds.all()[i];
    for (auto const& rule : kind.osm) {
      Evidence evidence;
      Tags tags;
      for (auto const& [key, value] : rule.tags) {
        tags.emplace_back(key, value == "*" ? std::string_view{"some"} : std::string_view{value});
      }
      evidence.tags = tags;
      evidence.name = rule.name_contains.empty() ? std::string_view{} : std::string_view{rule.name_contains.front()};
      evidence.opens_at_minute = rule.opens_before_minute - 1;
      evidence.area_square_metres = static_cast<double>(kind.area_min_square_metres);
      auto const found = kinds.match(evidence);
      // A weak rule gives way where the same tags are a strong rule of another kind.
      EXPECT_TRUE(rule.weak || std::ranges::find(found, static_cast<KindIndex>(i)) != found.end())
          << kind.id << " " << rule.tags.front().first << "=" << rule.tags.front().second;
      EXPECT_FALSE(found.empty());
    }
  }
}

std::string by_row(std::string_view name, std::string_view amap_code, std::string_view word) {
  Evidence evidence;
  evidence.name = name;
  evidence.amap_code = amap_code;
  evidence.kind_text = word;
  return ids(Kinds::built_in(), Kinds::built_in().match(evidence));
}

TEST(Kinds, AmapCodesSpeakAloneOrWithAKeyword) {
  EXPECT_EQ(by_row("", "060202", ""), "convenience");
  EXPECT_EQ(by_row("", "060200|090601", ""), "convenience pharmacy");
  EXPECT_EQ(by_row("好帮手", "071600", ""), "");
  EXPECT_EQ(by_row("好帮手家政", "071600", ""), "housekeeping");
}

TEST(Kinds, NamesSpeakWhereNothingElseDoes) {
  EXPECT_EQ(by_row("张记包子铺", "", ""), "breakfast");
  EXPECT_EQ(by_row("张记包子铺", "", "便利店"), "convenience");
  EXPECT_EQ(by_row("张记包子铺", "", "其他"), "breakfast");
  EXPECT_EQ(by_row("阳光幼儿园", "", ""), "kindergarten");
  EXPECT_EQ(by_row("阳光幼儿园文具", "", ""), "");
}

std::string arg(Error const& error, std::string const& name) {
  for (auto const& [key, value] : error.args) {
    if (key == name) {
      return value;
    }
  }
  return "(none)";
}

struct BadFile {
  std::string more;  ///< behind a good head of eight lines
  char const* line;
  char const* field;
};

class BadKinds : public testing::TestWithParam<BadFile> {};

constexpr char const* head = R"(version: 1
kinds:
  - id: a
    zh: 甲
    en: A
    class: c
    level: "5"
    source: s [U]
)";

TEST_P(BadKinds, AreRefusedWithLineAndField) {
  auto const parsed = Kinds::parse(head + GetParam().more, "own.yaml");
  ASSERT_FALSE(parsed.has_value());
  // An id that stands twice names the other line.
  auto const twice = arg(parsed.error(), "other_line") != "(none)";
  EXPECT_EQ(parsed.error().code, twice ? "file_twice" : "kinds_file");
  EXPECT_EQ(arg(parsed.error(), "file"), "own.yaml");
  EXPECT_EQ(arg(parsed.error(), "line"), GetParam().line);
  EXPECT_EQ(arg(parsed.error(), "field"), GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadKinds,
    testing::Values(
        BadFile{"    minutes: soon\n", "9", "a.minutes"}, BadFile{"    metres: 0\n", "9", "a.metres"},
        BadFile{"    colour: red\n", "9", "a.colour"}, BadFile{"    osm:\n      - {}\n", "10", "a.osm.tags"},
        BadFile{"    osm:\n      - {tags: {shop: [a]}}\n", "10", "a.osm.tags"},
        BadFile{"    osm:\n      - {tags: {shop: a}, opens_before: '25:00'}\n", "10", "a.osm.opens_before"},
        BadFile{"    amap_codes: ['06']\n", "9", "a.amap_codes"}, BadFile{"    keywords: 甲\n", "9", "a.keywords"},
        BadFile{"    keywords: ['$']\n", "9", "a.keywords"}, BadFile{"    serving: [by_pigeon]\n", "9", "a.serving"},
        BadFile{"    hosts: [a]\n", "9", "a.hosts"}, BadFile{"    hosts: [nobody]\n", "9", "a.hosts"},
        BadFile{"    where: anywhere\n", "9", "a.where"}, BadFile{"    area: {min: 5, max: 5}\n", "9", "a.area.max"},
        BadFile{"    en: again\n", "9", "a.en"}, BadFile{"  - a\n", "9", "kinds"},
        BadFile{"  - {id: a, zh: 乙, en: B, class: c, level: '5', source: '[U]'}\n", "9", "a.id"},
        BadFile{"  - {id: b, zh: 乙, en: B, class: c, level: '6', source: '[U]'}\n", "9", "b.level"},
        BadFile{"  - {id: b, zh: 乙, en: B, class: c, level: '5', source: none}\n", "9", "b.source"}));

TEST(Kinds, WhatIsNoYamlIsRefusedWithItsLine) {
  auto const parsed = Kinds::parse("version: 1\nkinds: [\n", "own.yaml");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().code, "yaml_syntax");
  EXPECT_EQ(arg(parsed.error(), "line"), "3");
}

TEST(Kinds, OnlyThoseThatFitARoomAreToldToFitOne) {
  auto const& kinds = Kinds::built_in();
  for (auto const& kind : kinds.all()) {
    EXPECT_EQ(kind.premises, where_of(kind.id) == Where::room) << kind.id;
  }
  EXPECT_EQ(where_of("pharmacy"), Where::room);
  EXPECT_EQ(where_of("market"), Where::hall);
  EXPECT_EQ(where_of("bus"), Where::street);
  EXPECT_EQ(where_of("primary"), Where::land);
  EXPECT_EQ(where_of("moon"), Where::room) << "a kind of another table: nothing speaks against it";
  EXPECT_FALSE(fits_premises(where_of("bus")));
  EXPECT_TRUE(fits_front(where_of("bus")));
  EXPECT_FALSE(fits_front(where_of("primary")));
}

TEST(Kinds, AMinimalFileOfACityIsRead) {
  auto const parsed = Kinds::parse(head, "own.yaml");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->from_words("甲").kinds, std::vector<KindIndex>{0});
}

}  // namespace
}  // namespace linquan::kinds
