#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <set>
#include <string>
#include <vector>

#include "child.h"

namespace linquan::program {
namespace {

using std::chrono::milliseconds;

/// The inputs of a small made-up town, written once for all tests of this file.
class Ending : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    town = new Folder;
    auto const outcome = run({"demo-city", "--people", "20000", "--out", *town / "."});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
  }
  static void TearDownTestSuite() { delete town; }

  static std::vector<std::string> import_to(std::string const& out) {
    return {"import",
            "--osm",
            *town / "city.osm.pbf",
            "--population",
            *town / "population.csv",
            "--outlets",
            *town / "outlets.xlsx",
            "--out",
            out};
  }

  static void expect_full_disk(Outcome const& outcome, std::string const& file) {
    EXPECT_EQ(outcome.code, 4) << outcome.err;
    EXPECT_NE(outcome.err.find(file), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("free space"), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
  }

  static inline Folder* town = nullptr;
};

constexpr rlim_t too_little = 20'000;

TEST_F(Ending, OfAnImportOnAFullDiskLeavesTheOldCityAndNothingBeside) {
  Folder const folder;
  expect_full_disk(run(import_to(folder / "a.city"), {.file_bytes = too_little}), "a.city");
  EXPECT_EQ(folder.files(), std::set<std::string>{});
  auto const old = folder.write("a.city", "the old one");
  expect_full_disk(run(import_to(old), {.file_bytes = too_little}), "a.city");
  EXPECT_EQ(folder.files(), std::set<std::string>{"a.city"});
  EXPECT_EQ(std::filesystem::file_size(old), 11U);
}

TEST_F(Ending, OfListsOnAFullDiskLeavesNoneHalfWritten) {
  Folder const folder;
  auto arguments = import_to(folder / "a.city");
  arguments.insert(arguments.end(), {"--lists", folder / "lists"});
  expect_full_disk(run(arguments, {.file_bytes = 100}), "lists");
  for (auto const& file : folder.files()) {
    EXPECT_LE(std::filesystem::file_size(folder / file), 100U) << file;
    EXPECT_EQ(file.find("pending"), std::string::npos) << file;
  }
}

TEST_F(Ending, OfAMadeUpTownOnAFullDiskLeavesNothing) {
  Folder const folder;
  auto const outcome = run({"demo-city", "--people", "20000", "--out", folder / "town"}, {.file_bytes = too_little});
  expect_full_disk(outcome, "town");
  EXPECT_EQ(folder.files(), std::set<std::string>{});
}

TEST_F(Ending, OfFiguresThatNobodyCanStoreIsTold) {
  Folder const folder;
  ASSERT_EQ(run(import_to(folder / "a.city")).code, 0);
  auto const outcome = run({"info", folder / "a.city"}, {.standard_output = "/dev/full"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_NE(outcome.err.find("No space left"), std::string::npos) << outcome.err;
}

/// Stopped wherever it stands, an import leaves a whole city or none.
TEST_F(Ending, BySignalAtAnyMomentLeavesAWholeCityOrNothing) {
  auto stopped = 0;
  auto const begun = std::chrono::steady_clock::now();
  {
    Folder const folder;
    ASSERT_EQ(run(import_to(folder / "a.city")).code, 0);
  }
  auto const whole = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
  constexpr int moments = 12;
  for (int moment = 0; moment < moments; ++moment) {
    Folder const folder;
    auto const signal = moment % 2 == 0 ? SIGINT : SIGTERM;
    auto const outcome =
        run(import_to(folder / "a.city"), {.signals = {signal}, .after_first_word = whole * moment / moments});
    if (outcome.code == 0) {
      EXPECT_EQ(folder.files(), std::set<std::string>{"a.city"});
      EXPECT_EQ(run({"info", folder / "a.city"}).code, 0);
      continue;
    }
    ++stopped;
    EXPECT_EQ(outcome.code, 130) << outcome.err;
    EXPECT_NE(outcome.err.find("Nothing half-written was left"), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(folder.files(), std::set<std::string>{}) << moment;
  }
  EXPECT_GT(stopped, 0);
}

TEST_F(Ending, BySignalAtOnceLeavesTheOldCity) {
  Folder const folder;
  auto const old = folder.write("a.city", "the old one");
  auto const outcome = run(import_to(old), {.signals = {SIGTERM}});
  EXPECT_EQ(outcome.code, 130) << outcome.err;
  EXPECT_EQ(folder.files(), std::set<std::string>{"a.city"});
  EXPECT_EQ(std::filesystem::file_size(old), 11U);
}

TEST_F(Ending, ByASecondSignalIsAtOnceAndCleanToo) {
  for (int const late : {0, 40, 120}) {
    Folder const folder;
    auto const outcome =
        run(import_to(folder / "a.city"), {.signals = {SIGINT, SIGINT}, .after_first_word = milliseconds{late}});
    EXPECT_TRUE(outcome.code == 130 || outcome.code == 0) << outcome.err;
    if (outcome.code == 0) {
      EXPECT_EQ(folder.files(), std::set<std::string>{"a.city"});
    }
  }
}

TEST_F(Ending, OfAMadeUpTownBySignalLeavesNoHalfFile) {
  for (int const late : {0, 60, 150, 300}) {
    Folder const folder;
    auto const outcome = run({"demo-city", "--people", "20000", "--out", folder / "town"},
                             {.signals = {SIGTERM}, .after_first_word = milliseconds{late}});
    EXPECT_TRUE(outcome.code == 130 || outcome.code == 0) << outcome.err;
    for (auto const& file : folder.files()) {
      EXPECT_EQ(file.find("pending"), std::string::npos) << file;
    }
  }
}

TEST_F(Ending, OfServingBySignalIsInOrder) {
  Folder const folder;
  auto const city = folder / "a.city";
  ASSERT_EQ(run(import_to(city)).code, 0);
  for (int const signal : {SIGINT, SIGTERM}) {
    auto const outcome = run({"serve", "--city", city, "--listen", "127.0.0.1:0"},
                             {.signals = {signal}, .after_first_word = milliseconds{500}});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_NE(outcome.err.find("everything that was asked has been answered"), std::string::npos) << outcome.err;
    EXPECT_EQ(folder.files(), (std::set<std::string>{"a.city", "linquan.db", "linquan.db-lock"})) << "a tidy database";
  }
  EXPECT_EQ(run({"db", "check", "--db", "sqlite:" + (folder / "linquan.db")}).code, 0);
}

}  // namespace
}  // namespace linquan::program
