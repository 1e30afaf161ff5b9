#include "linquan/words/gap_text.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace linquan::words {
namespace {

using standard::Gap;

/// One rule, one gap, one community; a test changes them and reads the sentence.
struct Told {
  Told() {
    auto& area = city.areas.emplace_back();
    area.name = "和平社区";
    area.level = evaluation.level = city::AreaLevel::community;
    auto& rule = evaluation.standard.rules.emplace_back();
    rule.name = {"菜市场", "Wet market"};
    rule.limit = 6'000;
    evaluation.persons.emplace_back().findings.rules.emplace_back().horizon = 18'000;
    gap.area = 0;
    gap.people = {1'240'000};
    gap.nearest_min = 8'101;  // 13 min 30.1 s
    gap.nearest_max = 11'400;
  }
  standard::Rule& rule() { return evaluation.standard.rules.front(); }
  [[nodiscard]] std::string in(Language language) const {
    return gap_sentence(city, evaluation, gap, Messages{language});
  }

  city::City city;
  standard::Evaluation evaluation;
  Gap gap;
};

struct Sentence {
  char const* name;
  void (*change)(Told&);
  char const* english;
  char const* chinese;
};

class GapSentence : public testing::TestWithParam<Sentence> {};

TEST_P(GapSentence, SaysWhoLacksWhatAndHowFarTheNearestIs) {
  Told told;
  GetParam().change(told);
  EXPECT_EQ(told.in(Language::en), GetParam().english);
  EXPECT_EQ(told.in(Language::zh), GetParam().chinese);
}

constexpr Sentence sentences[] = {
    {"Old",
     [](Told& told) {
       told.rule().people = reach::AgeGroup::age_60;
       told.gap.compounds = 5;
     },
     "1,240 residents of 60 and over in 5 compounds of 和平社区 have no wet market within 10 minutes; the nearest is "
     "14 "
     "to 19 minutes away.",
     "和平社区 5 个小区的 1,240 名 60 岁以上居民步行 10 分钟内没有菜市场；最近的在 14 至 19 分钟处。"},
    {"OneCompound", [](Told& told) { told.gap.compounds = 1; },
     "1,240 residents in one compound of 和平社区 have no wet market within 10 minutes; the nearest is 14 to 19 "
     "minutes "
     "away.",
     "和平社区 1 个小区的 1,240 名居民步行 10 分钟内没有菜市场；最近的在 14 至 19 分钟处。"},
    {"OnePerson",
     [](Told& told) {
       told.gap.people = {1'499};
       told.gap.nearest_min = told.gap.nearest_max;
     },
     "1 resident in 和平社区 has no wet market within 10 minutes; the nearest is 19 minutes away.",
     "和平社区的 1 名居民步行 10 分钟内没有菜市场；最近的在 19 分钟处。"},
    {"HardlyAnybody",
     [](Told& told) {
       told.gap.people = {499};
       told.rule().people = reach::AgeGroup::age_0_14;
       told.gap.nearest_min = told.gap.nearest_max;
     },
     "less than one child under 15 in 和平社区 has no wet market within 10 minutes; the nearest is 19 minutes away.",
     "和平社区的 不足 1 名 14 岁及以下儿童步行 10 分钟内没有菜市场；最近的在 19 分钟处。"},
    {"NoneNear",
     [](Told& told) {
       told.gap.nearest_min.reset();
       told.gap.nearest_max.reset();
       told.gap.homes_beyond = 7;
     },
     "1,240 residents in 和平社区 have no wet market within 10 minutes; there is none within 30 minutes.",
     "和平社区的 1,240 名居民步行 10 分钟内没有菜市场；30 分钟内一处也没有。"},
    {"NoneNearSome", [](Told& told) { told.gap.homes_beyond = 1'007; },
     "1,240 residents in 和平社区 have no wet market within 10 minutes; the nearest is 14 to 19 minutes away; homes "
     "with none within 30 minutes: 1,007.",
     "和平社区的 1,240 名居民步行 10 分钟内没有菜市场；最近的在 14 至 19 分钟处，另有 1,007 户门口在 30 "
     "分钟内一处也没有。"},
    {"Metres",
     [](Told& told) {
       told.rule().unit = reach::Unit::metres;
       told.rule().limit = 5'000;
       told.gap.area = walk::none;
       told.gap.nearest_min = 5'001;
     },
     "1,240 residents in homes outside all communities have no wet market within 500 m; the nearest is 501 to 1,140 m "
     "away.",
     "各社区以外的 1,240 名居民步行 500 米内没有菜市场；最近的在 501 至 1,140 米处。"},
    {"OpenAt", [](Told& told) { told.rule().open_at = hours::MinuteOfWeek{2 * 1440 + 7 * 60 + 5}; },
     "1,240 residents in 和平社区 have no wet market open on Wednesday at 07:05 within 10 minutes; the nearest is 14 "
     "to "
     "19 minutes away.",
     "和平社区的 1,240 名居民步行 10 分钟内没有菜市场（周三 07:05 营业的）；最近的在 14 至 19 分钟处。"},
    {"Several", [](Told& told) { told.rule().count = 2; },
     "1,240 residents in 和平社区 have fewer than 2 outlets (wet market) within 10 minutes; the nearest is 14 to 19 "
     "minutes away.",
     "和平社区的 1,240 名居民步行 10 分钟内菜市场不足 2 处；最近的在 14 至 19 分钟处。"},
    {"Ratio",
     [](Told& told) {
       told.rule().ratio = standard::Ratio{1, 15'000, city::AreaLevel::community};
     },
     "1,240 residents in 和平社区 have no wet market, or too few for the area (1 for each 15,000 people are asked "
     "for), "
     "within 10 minutes; the nearest is 14 to 19 minutes away.",
     "和平社区的 1,240 名居民步行 10 分钟内没有菜市场，或按区域人口数量不足（每 15,000 人 1 处）；最近的在 14 至 19 "
     "分钟处。"},
};

INSTANTIATE_TEST_SUITE_P(Words, GapSentence, testing::ValuesIn(sentences),
                         [](auto const& it) { return std::string{it.param.name}; });

TEST(Clause, SaysHowSureItsSourceIs) {
  standard::Source const source{"GB50180-2018 B.0.1", standard::Mark::known};
  EXPECT_EQ(clause_text(source, Messages{Language::en}), "GB50180-2018 B.0.1 (well known, to be proof-read)");
  EXPECT_EQ(clause_text(source, Messages{Language::zh}), "GB50180-2018 B.0.1（业内熟知，待校核）");
}

TEST(Limits, AreRoundedUpToWhatOneReallyWalks) {
  Messages const messages{Language::en};
  EXPECT_EQ(limit_words(6'000, reach::Unit::seconds, messages), "10 minutes");
  EXPECT_EQ(limit_words(6'001, reach::Unit::seconds, messages), "11 minutes");
  EXPECT_EQ(limit_words(9'991, reach::Unit::metres, messages), "1,000 m");
}

}  // namespace
}  // namespace linquan::words
