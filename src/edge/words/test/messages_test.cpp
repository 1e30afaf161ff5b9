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
    places.emplace(sentence.substr(open, sentence.find('}', open) - open + 1));
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
