#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "linquan/base/file.h"
#include "linquan/standard/standard.h"
#include "schema.h"

namespace linquan::standard {
namespace {

using Words = std::set<std::string, std::less<>>;

std::string document() {
  return read_file(std::filesystem::path{LINQUAN_SOURCE_DIR} / "docs" / "standards.md", 1U << 20U).value_or("");
}

/// The `code` in a text.
Words quoted(std::string_view text) {
  Words words;
  for (auto at = text.find('`'); at != std::string_view::npos; at = text.find('`', at + 1)) {
    auto const end = text.find('`', at + 1);
    if (end == std::string_view::npos) {
      break;
    }
    words.emplace(text.substr(at + 1, end - at - 1));
    at = end;
  }
  return words;
}

/// Heading → what its table's first column names.
std::map<std::string, Words> sections() {
  std::map<std::string, Words> all;
  std::istringstream lines{document()};
  std::string heading;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) {
      heading = line.substr(line.find(' ') + 1);
    } else if (line.starts_with("| `")) {
      all[heading].merge(quoted(std::string_view{line}.substr(0, line.find('|', 1))));
    }
  }
  return all;
}

TEST(StandardsDocument, DescribesEveryFieldAndNoOther) {
  auto const described = sections();
  std::map<std::string, std::span<std::string_view const>> const known{
      {"The file", schema::file}, {"standard", schema::head},      {"rules", schema::rule}, {"within", schema::within},
      {"per", schema::per},       {"headlines", schema::headline}, {"lists", schema::list}, {"grades", schema::grade},
      {"round", schema::round},   {"space", schema::space}};
  for (auto const& [section, fields] : known) {
    auto const found = described.find(section);
    ASSERT_NE(found, described.end()) << section;
    EXPECT_EQ(found->second, Words(fields.begin(), fields.end())) << section;
  }
}

/// "| `mofcom` | … | 14 | 3 | 11 | 19 / 8 / 1 |" of the table of built-in standards.
TEST(StandardsDocument, CountsTheBuiltInRules) {
  auto const text = document();
  for (auto const id : built_in_ids()) {
    auto const standard = load(id, kinds::Kinds::built_in());
    ASSERT_TRUE(standard);
    std::array<int, 3> demands{};
    std::array<int, 3> marks{};
    for (auto const& rule : standard->rules) {
      ++demands[static_cast<std::size_t>(rule.demand)];
      ++marks[static_cast<std::size_t>(rule.source.mark)];
    }
    auto const at = text.find("| `" + std::string{id} + "` |");
    ASSERT_NE(at, std::string::npos) << id;
    auto const row = text.substr(at, text.find('\n', at) - at);
    auto const counts = " | " + std::to_string(demands[0]) + " | " + std::to_string(demands[1]) + " | " +
                        std::to_string(demands[2]) + " | ";
    auto const sources = standard->rules.empty() ? std::string{"–"}
                                                 : std::to_string(marks[0]) + " / " + std::to_string(marks[1]) + " / " +
                                                       std::to_string(marks[2]);
    EXPECT_NE(row.find(counts + sources + " |"), std::string::npos) << row << "\nexpected" << counts << sources;
  }
}

/// The example under "Write your own" is one.
TEST(StandardsDocument, ShowsAStandardThatCanBeRead) {
  auto const text = document();
  auto const begin = text.find("```yaml\n") + 8;
  auto const example = text.substr(begin, text.find("```", begin) - begin);
  auto const read = parse(example, "docs/standards.md", kinds::Kinds::built_in());
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(read->rules.size(), 1U);
}

}  // namespace
}  // namespace linquan::standard
