#include "linquan/words/source_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"

namespace linquan::words {
namespace {

/// What the English of a clause is, before its text; empty where there is none.
std::string english_of(standard::Source const& source) {
  auto const told = source_text(source, Messages{Language::en});
  EXPECT_EQ(source_text(source, Messages{Language::zh}), source.text);
  EXPECT_TRUE(told.ends_with(source.text)) << told;
  auto const between = told.find(" · ");
  return between == std::string::npos ? std::string{} : told.substr(0, between);
}

TEST(SourceText, PutsEveryClauseOfTheBuiltInStandardsIntoEnglish) {
  for (auto const id : standard::built_in_ids()) {
    auto const standard = standard::load(id, kinds::Kinds::built_in());
    ASSERT_TRUE(standard) << id;
    EXPECT_FALSE(english_of(standard->source).empty()) << id;
    for (auto const& rule : standard->rules) {
      auto const english = english_of(rule.source);
      EXPECT_FALSE(english.empty()) << id << ' ' << rule.id << ": " << rule.source.text;
      EXPECT_TRUE(std::ranges::all_of(english, [](char c) { return static_cast<unsigned char>(c) < 0xE3; }))
          << english << ": not in English";
    }
  }
}

TEST(SourceText, LeavesAClauseAsItIsWhereAPartOfItIsNotKnown) {
  EXPECT_EQ(english_of({"本软件建议", standard::Mark::proposed}), "our proposal");
  EXPECT_EQ(english_of({"本软件建议；某市文件第三条", standard::Mark::proposed}), "");
  EXPECT_EQ(english_of({"Our council, 2026", standard::Mark::seen}), "");
}

}  // namespace
}  // namespace linquan::words
