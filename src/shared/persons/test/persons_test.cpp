#include "linquan/persons/persons.h"

#include <gtest/gtest.h>

#include <string>

namespace linquan::persons {
namespace {

std::string arg(Error const& error, std::string const& name) {
  for (auto const& [key, value] : error.args) {
    if (key == name) {
      return value;
    }
  }
  return "(none)";
}

TEST(Persons, AreTheFiveOfTheDesign) {
  std::string ids;
  for (auto const& person : Persons::built_in().all()) {
    ids += person.id + " ";
  }
  EXPECT_EQ(ids, "standard adult elder pram wheelchair ");
}

TEST(Persons, StandardWalksAKilometreInAQuarterOfAnHourAndNeverWaits) {
  auto const* standard = Persons::built_in().find("standard");
  ASSERT_NE(standard, nullptr);
  EXPECT_EQ(standard->time(1'000'000), WalkTime{9'000});
  EXPECT_EQ(standard->tenths(1'000'000, true), 9'000);
  EXPECT_FALSE(standard->waits);
}

TEST(Persons, PacesAreExact) {
  auto const& persons = Persons::built_in();
  EXPECT_EQ(persons.find("adult")->time(1'250'000), WalkTime{10'000});
  EXPECT_EQ(persons.find("elder")->time(800'000), WalkTime{10'000});
  EXPECT_EQ(persons.find("pram")->tenths(800'000, true), 30'000);
  EXPECT_FALSE(persons.find("wheelchair")->stairs);
  EXPECT_TRUE(persons.find("wheelchair")->wheels);
  EXPECT_EQ(persons.find("wheelchair")->kerb_max_millimetres, 30);
  EXPECT_EQ(persons.find("nobody"), nullptr);
}

TEST(Persons, RunningSumsAreRoundedHalfUp) {
  Person person;
  person.metres = 1'000;
  person.seconds = 1'000;
  EXPECT_EQ(person.tenths(49, false), 0);
  EXPECT_EQ(person.tenths(50, false), 1);
  EXPECT_EQ(person.tenths(149, false), 1);
  EXPECT_EQ(person.tenths(150, false), 2);
}

struct BadFile {
  char const* yaml;
  char const* code;
  char const* line;
  char const* field;
};

class BadPersons : public testing::TestWithParam<BadFile> {};

TEST_P(BadPersons, AreRefusedWithLineAndField) {
  auto const parsed = Persons::parse(GetParam().yaml, "own.yaml");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().kind, ErrorKind::bad_input);
  EXPECT_EQ(parsed.error().code, GetParam().code);
  EXPECT_EQ(arg(parsed.error(), "file"), "own.yaml");
  EXPECT_EQ(arg(parsed.error(), "line"), GetParam().line);
  EXPECT_EQ(arg(parsed.error(), "field"), GetParam().field);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadPersons,
    testing::Values(BadFile{"", "yaml_empty", "(none)", "(none)"},
                    BadFile{"version: 2\npersons: []\n", "persons_file", "1", "version"},
                    BadFile{"version: 1\npersons: []\n", "persons_file", "2", "persons"},
                    BadFile{"version: 1\npersons:\n  - id: a\n    zh: 甲\n", "persons_file", "3", "a.en"},
                    BadFile{
                        "version: 1\npersons:\n  - id: a\n    zh: 甲\n    en: A\n    source: 's [U]'\n    metres: 0\n",
                        "persons_file", "7", "a.metres"},
                    BadFile{"version: 1\npersons:\n  - id: a\n    zh: 甲\n    en: A\n    source: nobody says\n",
                            "persons_file", "3", "a.source"},
                    BadFile{"version: 1\npersons:\n  - id: a\n    speed: 3\n", "persons_file", "4", "a.speed"},
                    BadFile{"version: 1\npersons: [\n", "yaml_syntax", "3", "(none)"}));

TEST(Persons, FieldsLeftOutTakeTheDefaults) {
  auto const parsed = Persons::parse(R"(version: 1
persons:
  - {id: a, zh: 甲, en: A, source: 's [U]', metres: 10, seconds: 7}
)",
                                     "own.yaml");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_TRUE(parsed->all()[0].stairs);
  EXPECT_EQ(parsed->all()[0].stairs_percent, 100);
  EXPECT_FALSE(parsed->all()[0].wheels);
}

TEST(Persons, OneIdStandsForOnePerson) {
  auto const parsed = Persons::parse(R"(version: 1
persons:
  - {id: a, zh: 甲, en: A, source: 's [U]', metres: 10, seconds: 7}
  - {id: a, zh: 乙, en: B, source: 's [U]', metres: 1, seconds: 1}
)",
                                     "own.yaml");
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(arg(parsed.error(), "line"), "4");
}

}  // namespace
}  // namespace linquan::persons
