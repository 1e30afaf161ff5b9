// What people type, on a whole made-up city: a table of queries, and errors as people make them.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cities.h"
#include "linquan/outlets/outlets.h"
#include "linquan/search/search.h"

namespace linquan::search {
namespace {

Index const& demo() {
  static Index const index{outlets::entries_of(reach::city_named("demo")), kinds::Kinds::built_in()};
  return index;
}

Found found(std::string_view text) {
  Asked asked;
  auto query = parse_query(text);
  EXPECT_TRUE(query) << text;
  asked.query = std::move(*query);
  asked.count = 3;
  return find(demo(), asked);
}

std::vector<std::string> parts_of(std::string_view text, char between) {
  std::vector<std::string> parts;
  while (true) {
    auto const end = std::min(text.find(between), text.size());
    parts.emplace_back(text.substr(0, end));
    if (end == text.size()) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

/// Whether the first hit, or the meanings, are what the table expects.
bool as_expected(Found const& found, std::string_view what, std::vector<std::string> const& wanted) {
  auto const is_wanted = [&](std::string const& text) { return std::ranges::find(wanted, text) != wanted.end(); };
  if (what == "meaning") {
    return std::ranges::all_of(wanted, [&](std::string const& word) {
      return std::ranges::find(found.meanings, word, &Meaning::word) != found.meanings.end();
    });
  }
  if (found.hits.empty()) {
    return false;
  }
  auto const& first = *demo().find(found.hits.front().id);
  if (what == "kind") {
    return std::ranges::any_of(first.kinds, is_wanted);
  }
  if (what == "service") {
    return std::ranges::any_of(first.services, [&](auto const& service) { return is_wanted(service.name); });
  }
  if (what == "street") {
    // A stop is named after its street and has no address.
    return (first.address + first.name).find(wanted.front()) != std::string::npos;
  }
  return what == "name" && first.name == wanted.front();
}

TEST(SearchTruth, MeetsEveryQueryOfTheTable) {
  std::ifstream table{LINQUAN_SOURCE_DIR "/tests/search/queries.csv"};
  std::string line;
  std::getline(table, line);
  std::size_t count = 0;
  while (std::getline(table, line)) {
    auto const cells = parts_of(line, ',');
    ASSERT_EQ(cells.size(), 2U) << line;
    auto const expected = parts_of(cells[1], ':');
    ASSERT_EQ(expected.size(), 2U) << line;
    auto const hits = found(cells[0]);
    EXPECT_TRUE(as_expected(hits, expected[0], parts_of(expected[1], '|')))
        << line << " but found " << (hits.hits.empty() ? "nothing" : demo().find(hits.hits.front().id)->name);
    ++count;
  }
  EXPECT_GE(count, 60U);
}

/// A text with one letter changed, left out, or exchanged with its neighbour.
template <class Text>
Text mistyped(Text text, std::mt19937& random, typename Text::value_type other) {
  auto const at = random() % (text.size() - 1);
  switch (random() % 3) {
    case 0:
      text[at] = other;
      break;
    case 1:
      text.erase(at, 1);
      break;
    default:
      std::swap(text[at], text[at + 1]);
      break;
  }
  return text;
}

std::string utf8(std::u32string const& text) {
  constexpr std::array<unsigned, 3> shifts{12, 6, 0};
  std::string out;
  for (auto const c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
      continue;
    }
    for (auto const shift : shifts) {
      auto const lead = shift == shifts.front() ? 0xE0U : 0x80U;
      auto const mask = shift == shifts.front() ? 0x0FU : 0x3FU;
      out += static_cast<char>(lead | ((c >> shift) & mask));
    }
  }
  return out;
}

std::string drawn_query(std::string const& name, std::mt19937& random, int sort) {
  auto const letters = sounds(characters(name)).front();
  switch (sort) {
    case 0:
      return letters.letters;
    case 1:
      return letters.initials;
    case 2:
      return utf8(mistyped(characters(name), random, U'霖'));
    default:
      return mistyped(letters.letters, random, 'k');
  }
}

TEST(SearchTruth, FindsWhatWasMeantAmongTheFirstThree) {
  std::vector<directory::Entry> named;
  for (auto& entry : outlets::entries_of(reach::city_named("demo"))) {
    if (characters(entry.name).size() >= 4) {
      named.push_back(std::move(entry));
    }
  }
  std::mt19937 random{300};
  constexpr int queries = 300;
  std::array<int, 4> right{};
  for (int i = 0; i < queries; ++i) {
    auto const& name = named[random() % named.size()].name;
    auto const sort = i % 4;
    auto const query = drawn_query(name, random, sort);
    auto const hits = found(query).hits;
    auto const hit = std::ranges::any_of(hits, [&](Hit const& one) { return demo().find(one.id)->name == name; });
    right[static_cast<std::size_t>(sort)] += hit ? 1 : 0;
    if (!hit) {
      std::printf("missed: %s as %s\n", name.c_str(), query.c_str());
    }
  }
  auto const all = right[0] + right[1] + right[2] + right[3];
  std::printf("right among the first three: %d of %d (pinyin %d, initials %d, mistyped %d, mistyped pinyin %d of 75)\n",
              all, queries, right[0], right[1], right[2], right[3]);
  EXPECT_GE(all * 100, queries * 95);
}

TEST(SearchTruth, FindsTheSameAsWhoeverLooksAtEveryOutlet) {
  for (auto const* text : {"修鞋", "xx", "x", "yaodain", "万邻大约房", "友谊路 药店", ""}) {
    Asked asked;
    asked.query = *parse_query(text);
    asked.count = 500;
    EXPECT_EQ(find(demo(), asked), find_slowly(demo(), asked)) << text;
  }
}

}  // namespace
}  // namespace linquan::search
