#include "linquan/yaml/fields.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <string>

namespace linquan::yaml {
namespace {

/// "code line field expected" of the refusal after `read`; empty where there is none.
std::string refusal(std::string const& text, std::function<void(Fields&, YAML::Node const&)> const& read) {
  Fields fields{"a.yaml", "a_file"};
  auto const done = with_root(text, "a.yaml", [&](YAML::Node const& root) { read(fields, root); });
  if (!done) {
    return done.error().code + " " + done.error().args[1].second;
  }
  auto const ended = fields.ended(0);
  if (ended) {
    return {};
  }
  std::string told = ended.error().code;
  for (auto const& [name, value] : ended.error().args) {
    told += name == "file" ? "" : " " + value;
  }
  return told;
}

TEST(Fields, KeepTheFirstRefusalWithLineAndField) {
  EXPECT_EQ(refusal("a: 1\nb: [x]\nc: 3\n",
                    [](Fields& fields, YAML::Node const& root) {
                      fields.enter("market");
                      EXPECT_EQ(fields.whole(root, "a", {1, 5}), 1);
                      EXPECT_EQ(fields.text(root, "b"), "");
                      EXPECT_EQ(fields.whole(root, "c", {5, 9}), std::nullopt);
                    }),
            "a_file 2 market.b text");
}

TEST(Fields, RefuseKeysThatAreUnknownOrStandTwice) {
  auto const only = [](Fields& fields, YAML::Node const& root) { fields.only(root, {"a", "b"}); };
  EXPECT_EQ(refusal("a: 1\nb: 2\n", only), "");
  EXPECT_EQ(refusal("a: 1\nc: 2\n", only), "a_file 2 c a | b");
  EXPECT_EQ(refusal("a: 1\na: 2\n", only), "file_twice 2 a a 1");
  EXPECT_EQ(refusal("[x]: 1\n", only), "a_file 1 ? a | b");
}

TEST(Fields, SayThatAFileIsEmpty) {
  for (auto const* text : {"", " \n", "# nothing yet\n"}) {
    auto const read = with_root(text, "a.yaml", [](YAML::Node const&) { FAIL(); });
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "yaml_empty");
  }
}

TEST(Fields, TakeNothingForANumberThatIsNone) {
  for (auto const* text : {"a: 1.5", "a: 0x1", "a: ' 1'", "a: ''", "a: 99999999999", "a: [1]", "a: 0"}) {
    EXPECT_EQ(refusal(text,
                      [](Fields& fields, YAML::Node const& root) {
                        (void)fields.whole(root, "a", {1, 60});
                      }),
              "a_file 1 a 1…60")
        << text;
  }
}

TEST(Fields, KnowFlagsAndListsOfTexts) {
  EXPECT_EQ(refusal("a: true\nb: [x, y]\n",
                    [](Fields& fields, YAML::Node const& root) {
                      EXPECT_TRUE(fields.flag(root, "a", false));
                      EXPECT_TRUE(fields.flag(root, "none", true));
                      EXPECT_EQ(fields.texts(root, "b"), (std::vector<std::string>{"x", "y"}));
                      EXPECT_TRUE(fields.texts(root, "none").empty());
                      EXPECT_EQ(fields.text_or_empty(root, "none"), "");
                    }),
            "");
  EXPECT_EQ(refusal("a: yes", [](Fields& fields, YAML::Node const& root) { (void)fields.flag(root, "a", false); }),
            "a_file 1 a true | false");
  EXPECT_EQ(refusal("a:\n- x\n- ''", [](Fields& fields, YAML::Node const& root) { (void)fields.texts(root, "a"); }),
            "a_file 3 a [text, …]");
}

TEST(Yaml, ThatIsNoneIsRefusedWithItsLine) {
  EXPECT_EQ(refusal("a: 1\nb: [1\n", [](Fields&, YAML::Node const&) {}), "yaml_syntax 3");
}

}  // namespace
}  // namespace linquan::yaml
