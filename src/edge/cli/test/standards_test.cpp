#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fixtures.h"
#include "linquan/cli/cli.h"
#include "linquan/standard/standard.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::json;

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome run_with(std::vector<std::string> arguments, char const* language = "en_GB.UTF-8") {
  ::setenv("LC_ALL", language, 1);
  ::unsetenv("LINQUAN_CONFIG");
  Capture const out;
  Capture const err;
  auto const code = run(arguments, out.file(), err.file());
  return {code, out.text(), err.text()};
}

TEST(Standards, AreListedWithTheirRulesByDemand) {
  auto const text = run_with({"standards"});
  EXPECT_EQ(text.code, 0);
  EXPECT_EQ(text.err, "");
  EXPECT_NE(text.out.find("Ministry of Commerce, 15-minute living circles (mofcom)"), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("0 of 23 kinds are known, so that grades by it are undecidable"), std::string::npos);
  EXPECT_NE(run_with({"standards"}, "zh_CN.UTF-8").out.find("商务部一刻钟便民生活圈（mofcom）"), std::string::npos);

  auto const listed = Json::parse(run_with({"standards", "--json"}).out)["standards"];
  ASSERT_EQ(listed.size(), standard::built_in_ids().size());
  for (std::size_t i = 0; i < listed.size(); ++i) {
    auto const read = standard::load(standard::built_in_ids()[i], kinds::Kinds::built_in());
    ASSERT_TRUE(read);
    EXPECT_EQ(listed[i]["id"], read->id);
    EXPECT_EQ(listed[i]["rules"], read->rules.size());
    auto const& demands = listed[i]["rules_by_demand"];
    EXPECT_EQ(demands["must"].get<std::size_t>() + demands["should"].get<std::size_t>() +
                  demands["upgrade"].get<std::size_t>(),
              read->rules.size());
  }
  EXPECT_EQ(listed[1]["lists"][0]["complete"], false);
}

TEST(Standards, ArePrintedAsTheFileThatCanBeReadAgain) {
  Folder const folder{"standards"};
  auto const printed = run_with({"standards", "local-xuzhou"});
  EXPECT_EQ(printed.code, 0);
  EXPECT_EQ(printed.out, standard::built_in_text("local-xuzhou"));
  EXPECT_EQ(Json::parse(run_with({"standards", "local-xuzhou", "--json"}).out)["text"], printed.out);

  auto const file = folder.write("my.yaml", printed.out).string();
  auto const checked = run_with({"standards", "--check", file});
  EXPECT_EQ(checked.code, 0);
  EXPECT_NE(checked.out.find("    convenience: Convenience store, 5 minutes\n"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("    gb_primary: Primary school, 500 m\n"), std::string::npos);
  auto const json = Json::parse(run_with({"standards", "--check", file, "--json"}).out);
  EXPECT_EQ(json["id"], "local-xuzhou");
  EXPECT_EQ(json["rules"][0]["id"], "convenience");
  EXPECT_EQ(json["rules"][0]["kinds"], Json::array({"convenience"}));
  EXPECT_EQ(json["rules"][0]["unit"], "seconds");
  EXPECT_EQ(json["rules"][0]["limit"], 300.0);
  EXPECT_EQ(json["rules"][0]["demand"], "must");
  EXPECT_EQ(json["rules"][0]["mark"], "seen");
}

TEST(Standards, OfOnesOwnAreRefusedWithFileLineAndTheNearestKind) {
  Folder const folder{"standards_wrong"};
  auto const file =
      folder.write("my.yaml",
                   "version: 1\nstandard: {id: a, zh: a, en: b, source: c, mark: V}\nrules:\n"
                   "  - {id: a, zh: a, en: b, needs: pharmcy, within: {minutes: 5}, source: c, mark: V}\n");
  auto const outcome = run_with({"standards", "--check", file.string()});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_NE(outcome.err.find(file.string() + ", line 4: rules.a.needs names “pharmcy”"), std::string::npos)
      << outcome.err;
  EXPECT_NE(outcome.err.find("pharmacy"), std::string::npos);
}

TEST(Standards, ThatAreNotThereAreRefusedWithThoseThatAre) {
  auto const outcome = run_with({"standards", "mofcon"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_NE(outcome.err.find("mofcom, star-scheme, gb-50180, td-t-1062, local-xuzhou"), std::string::npos);
  EXPECT_EQ(run_with({"standards", "mofcom", "--check", "x.yaml"}).code, 2);
  EXPECT_EQ(run_with({"standards", "--check", "no-such-file.yaml"}).code, 2);
}

}  // namespace
}  // namespace linquan::cli
