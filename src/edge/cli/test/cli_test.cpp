#include "linquan/cli/cli.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "arguments.h"
#include "exit_code.h"
#include "fixtures.h"
#include "interrupt.h"
#include "messages.h"
#include "settings.h"

namespace linquan::cli {
namespace {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome run_with(std::vector<std::string> arguments) {
  ::setenv("LC_ALL", "en_GB.UTF-8", 1);
  ::unsetenv("LINQUAN_CONFIG");
  Capture const out;
  Capture const err;
  auto const code = run(arguments, out.file(), err.file());
  return {code, out.text(), err.text()};
}

Result<CommandLine> parsed(std::vector<std::string> arguments, Settings const& settings = {}) {
  return parse_arguments(arguments, Messages{Language::en}, settings);
}

TEST(ExitCode, TellsWhatSortOfNoItWas) {
  EXPECT_EQ(exit_code(ErrorKind::usage), 2);
  EXPECT_EQ(exit_code(ErrorKind::bad_input), 3);
  EXPECT_EQ(exit_code(ErrorKind::not_found), 3);
  EXPECT_EQ(exit_code(ErrorKind::machine), 4);
  EXPECT_EQ(exit_code(ErrorKind::interrupted), 130);
}

TEST(CommandLine, WithoutACommandSaysWhatThereIs) {
  auto const outcome = run_with({});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find("linquan import"), std::string::npos);
}

TEST(CommandLine, HelpsOnStandardOutput) {
  for (std::string const command :
       {"import", "info", "route", "find", "reach", "access", "standards", "db", "demo-city", "bench"}) {
    auto const outcome = run_with({command, "--help"});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_NE(outcome.out.find("linquan " + command), std::string::npos) << "an example is part of the help";
  }
}

TEST(CommandLine, SpeaksTheLanguageItIsAskedTo) {
  EXPECT_NE(run_with({"--lang", "zh", "--help"}).out.find("用法"), std::string::npos);
  EXPECT_NE(run_with({"info", "--lang=zh"}).err.find("缺少"), std::string::npos);
  EXPECT_EQ(run_with({"--lang", "fr", "info"}).code, 2);
}

TEST(CommandLine, TakesTheLanguageFromItsSurroundings) {
  ::setenv("LC_ALL", "zh_CN.UTF-8", 1);
  Capture const out;
  Capture const err;
  EXPECT_EQ(run(std::vector<std::string>{"--help"}, out.file(), err.file()), 0);
  EXPECT_NE(out.text().find("用法"), std::string::npos);
}

TEST(CommandLine, HintsAtTheNearestWord) {
  EXPECT_NE(run_with({"rute"}).err.find("\"route\""), std::string::npos);
  EXPECT_NE(run_with({"import", "--populaton", "x"}).err.find("\"--population\""), std::string::npos);
  EXPECT_EQ(run_with({"import", "--populaton", "x"}).code, 2);
}

TEST(CommandLine, NamesWhatIsMissing) {
  EXPECT_NE(run_with({"import", "--out", "a.city"}).err.find("--osm"), std::string::npos);
  EXPECT_NE(run_with({"import", "--osm", "a.pbf"}).err.find("--out"), std::string::npos);
  EXPECT_NE(run_with({"info"}).err.find("CITY"), std::string::npos);
  EXPECT_NE(run_with({"route", "a.city", "--from", "1,2"}).err.find("--to"), std::string::npos);
  EXPECT_NE(run_with({"import", "--osm"}).err.find("--osm needs one value"), std::string::npos);
}

TEST(CommandLine, ReadsAnImport) {
  auto const line = parsed({"import", "--osm", "a.pbf", "b.pbf", "--outlets", "s.xlsx", "--crs", "bd09", "--columns",
                            "name=店名", "--out", "c.city", "--json"});
  ASSERT_TRUE(line);
  EXPECT_TRUE(line->json);
  auto const& options = std::get<ImportOptions>(line->command);
  EXPECT_EQ(options.request.osm.size(), 2U);
  EXPECT_EQ(options.request.outlets.size(), 1U);
  EXPECT_EQ(options.request.crs, "bd09");
  EXPECT_EQ(options.request.columns.at("name"), "店名");
  EXPECT_EQ(options.out, "c.city");
}

TEST(CommandLine, ReadsARouteWithSouthernDegrees) {
  auto const line = parsed(
      {"route", "a.city", "--from", "-33.45,-70.66", "--to", "-33.46,-70.67", "--person", "elder", "--at", "Tu 08:00"});
  ASSERT_TRUE(line);
  auto const& options = std::get<RouteOptions>(line->command);
  EXPECT_EQ(options.request.from, (geo::Point{-706'600'000, -334'500'000}));
  EXPECT_EQ(options.request.person, "elder");
  EXPECT_EQ(options.request.at->value, 1920);
}

TEST(CommandLine, TakesTheConfiguredImportOnlyWithoutOptionsOfItsOwn) {
  Settings settings;
  settings.import.emplace();
  settings.import->request.osm = {"configured.pbf"};
  settings.import->request.population = "configured.csv";
  settings.import->out = "configured.city";
  auto const bare = parsed({"import", "--json"}, settings);
  ASSERT_TRUE(bare);
  EXPECT_EQ(std::get<ImportOptions>(bare->command).out, "configured.city");
  auto const own = parsed({"import", "--osm", "a.pbf", "--out", "a.city"}, settings);
  ASSERT_TRUE(own);
  EXPECT_EQ(std::get<ImportOptions>(own->command).request.population, std::nullopt)
      << "a half-configured import would surprise";
}

TEST(CommandLine, BenchTakesACityOrInputs) {
  EXPECT_EQ(parsed({"bench"}).error().code, "usage_bench_either");
  EXPECT_EQ(parsed({"bench", "a.city", "--osm", "a.pbf"}).error().code, "usage_bench_either");
  EXPECT_TRUE(parsed({"bench", "a.city", "--runs", "3"}));
  EXPECT_EQ(parsed({"bench", "a.city", "--runs", "0"}).error().code, "number_range");
}

TEST(CommandLine, RefusesAConfigurationThatIsNotThere) {
  EXPECT_EQ(run_with({"--config", "no/such.yaml", "info", "a.city"}).code, 3);
}

TEST(CommandLine, NeverOverwritesAnInput) {
  Folder const folder{"overwrite"};
  auto const file = folder.write("a.osm", "<osm/>").string();
  auto const outcome = run_with({"import", "--osm", file, "--out", file});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
}

TEST(CommandLine, SaysAtOnceThatTheTargetsFolderIsMissing) {
  Folder const folder{"target"};
  auto const file = folder.write("a.osm", "<osm/>").string();
  EXPECT_EQ(run_with({"import", "--osm", file, "--out", (folder.path() / "none" / "a.city").string()}).code, 4);
}

TEST(CommandLine, RefusesAFileThatIsNoCity) {
  Folder const folder{"nocity"};
  auto const outcome = run_with({"info", folder.write("a.city", "hello").string(), "--json"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "") << "nothing but figures comes on standard output";
}

TEST(Interrupt, RemembersTheSignalAndSaysSo) {
  Capture const told;
  Interrupt const interrupt{[&told] { std::fputs("asked", told.file()); }};
  EXPECT_FALSE(interrupt.stopped());
  ::kill(::getpid(), SIGINT);
  for (int i = 0; i < 500 && !interrupt.stopped(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_TRUE(interrupt.stopped());
}

TEST(InterruptDeathTest, TheSecondSignalLeavesWithCode130) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        Interrupt const interrupt{[] { ::kill(::getpid(), SIGTERM); }};
        ::kill(::getpid(), SIGINT);
        std::this_thread::sleep_for(std::chrono::seconds{20});
      },
      ::testing::ExitedWithCode(130), "");
}

}  // namespace
}  // namespace linquan::cli
