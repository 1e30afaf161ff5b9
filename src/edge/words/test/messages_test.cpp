#include "linquan/words/messages.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace linquan::words {
namespace {

std::multiset<std::string> places_of(std::string_view sentence) {
  std::multiset<std::string> places;
  for (auto open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open + 1)) {
    auto const place = sentence.substr(open + 1, sentence.find('}', open) - open - 1);
    places.emplace(place.substr(0, place.find(':')));
  }
  return places;
}

TEST(Messages, EverySentenceStandsInBothLanguagesWithTheSamePlaces) {
  Messages const english{Language::en};
  Messages const chinese{Language::zh};
  EXPECT_GT(english.all().size(), 100U);
  for (auto const& [code, sentence] : english.all()) {
    ASSERT_TRUE(chinese.knows(code)) << code;
    auto const here = places_of(sentence);
    auto const there = places_of(chinese.all().find(code)->second);
    EXPECT_EQ(std::set<std::string>(here.begin(), here.end()), std::set<std::string>(there.begin(), there.end()))
        << code;
  }
  EXPECT_EQ(english.all().size(), chinese.all().size());
}

TEST(Messages, FillsPlacesByName) {
  Messages const messages{Language::en};
  EXPECT_EQ(messages.say("progress_left", {{"duration", "9 s"}}), "about 9 s left");
  EXPECT_EQ(messages.render(Notice{"duration_seconds", {{"n", "{n}"}}}), "{n} s")
      << "a value is never taken for a place";
}

TEST(Messages, SayCodesInTheReadersWords) {
  Error const step{ErrorKind::conflict, "living_circle_step", {{"from", "planned"}, {"to", "accepted"}}};
  EXPECT_EQ(Messages{Language::zh}.render(step).substr(0, 57), "处于“规划”的便民生活圈不能变为“验收");
  EXPECT_EQ(Messages{Language::en}.render(step).substr(0, 54),
            "A living circle that is planned cannot become accepted");
  Error const overtaken{ErrorKind::conflict, "directory_overtaken", {{"fields", "name, hours, colour"}}};
  EXPECT_NE(Messages{Language::zh}.render(overtaken).find("（名称、营业时间、colour）"), std::string::npos)
      << "what has no word stays as it is";
  EXPECT_NE(Messages{Language::en}.render(overtaken).find("(name, hours, colour)"), std::string::npos);
}

TEST(Messages, SayOneOfOneAndManyOfMany) {
  Messages const messages{Language::en};
  auto const said = [&](std::string const& n) { return messages.say("info_homes_unsnapped", {{"homes", n}}); };
  EXPECT_EQ(said("1"), "1 home reaches no street; list them with --lists DIR");
  EXPECT_EQ(said("2"), "2 homes reach no street; list them with --lists DIR");
  EXPECT_EQ(said("0").substr(0, 7), "0 homes");
}

TEST(Messages, SayWhatAFieldShouldHaveBeenInTheReadersLanguage) {
  Messages const zh{Language::zh};
  auto const said = [&](std::string const& expected, Messages const& messages) {
    auto const sentence =
        messages.say("standard_file", {{"file", "a"}, {"line", "1"}, {"field", "f"}, {"expected", expected}});
    auto const begin = sentence.find(messages.language() == Language::zh ? "应为：" : "expected: ");
    auto const end = sentence.find(messages.language() == Language::zh ? "。请改正" : ". Correct");
    auto const skip = messages.language() == Language::zh ? std::string_view{"应为："}.size() : 10;
    return sentence.substr(begin + skip, end - begin - skip);
  };
  EXPECT_EQ(said("text", zh), "文字，且不为空");
  EXPECT_EQ(said("[text, …]", zh), "列表，每项为文字，且不为空");
  EXPECT_EQ(said("1…60", zh), "1 至 60 之间的整数");
  EXPECT_EQ(said("must | should", zh), "以下之一：must、should");
  EXPECT_EQ(said("true | false", zh), "true（是）或 false（否）");
  EXPECT_EQ(said("{id, zh, en}", zh), "含有字段 id, zh, en 的一组“字段: 值”");
  EXPECT_EQ(said("{minutes: 1…60} | {metres: 1…6000}", zh), "形如 {minutes: 1…60}，或形如 {metres: 1…6000}");
  EXPECT_EQ(said("kind | [1…4 × kind]", zh), "kind，或1 至 4 项的列表，每项为kind");
  EXPECT_EQ(said("Mo…Su HH:MM", zh), "Mo…Su HH:MM") << "what is no notation stays";
  Messages const en{Language::en};
  EXPECT_EQ(said("text", en), "a text that is not empty");
  EXPECT_EQ(said("kind | [1…4 × kind]", en), "kind, or a list of 1 to 4, each kind");
  EXPECT_EQ(said("[LAT, LON] (WGS-84)", en), "[LAT, LON] (WGS-84)");
}

TEST(Messages, SayFileAndLineAlsoWhereTheSentenceHasNoPlaceForThem) {
  Messages const messages{Language::en};
  Error const error{
      ErrorKind::bad_input, "coordinate_range", {{"x", "517"}, {"y", "34"}, {"file", "a.csv"}, {"line", "3"}}};
  EXPECT_EQ(messages.render(error).substr(0, 21), "a.csv, line 3: The co");
  EXPECT_EQ(messages.say("coordinate_range", {{"x", "517"}, {"y", "34"}}).substr(0, 6), "The co");
}

TEST(Messages, ShowACodeWithoutSentenceWithItsArguments) {
  Messages const messages{Language::en};
  EXPECT_EQ(messages.render(Error{ErrorKind::machine, "no_such_code", {{"path", "a.csv"}}}), "no_such_code path=a.csv");
}

TEST(Language, IsReadFromLocaleNames) {
  EXPECT_EQ(language_named("zh_CN.UTF-8"), Language::zh);
  EXPECT_EQ(language_named("zh"), Language::zh);
  EXPECT_EQ(language_named("en_GB.UTF-8"), Language::en);
  EXPECT_EQ(language_named("C.UTF-8"), std::nullopt);
  EXPECT_EQ(language_named("zhuang"), std::nullopt);
}

}  // namespace
}  // namespace linquan::words
