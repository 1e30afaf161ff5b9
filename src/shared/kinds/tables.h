#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linquan/kinds/kinds.h"
#include "linquan/kinds/where.h"

namespace linquan::kinds {

/// Characters of a text for comparing: full-width forms become half-width, ASCII letters small. Malformed bytes become
/// U+FFFD, one each.
std::u32string folded(std::string_view utf8);
/// Without what stands in brackets, "(学清路店)", and without white space at the ends.
std::u32string without_brackets(std::u32string_view folded_text);

/// What a file of kinds holds.
struct File {
  std::vector<Kind> kinds;
  std::vector<std::string> named_by;
  std::map<std::string, Where, std::less<>> where;  ///< by id
};
Result<File> read_file_of_kinds(std::string_view yaml, std::string_view file_name);

/// One rule found by its first tag.
struct RuleRef {
  KindIndex kind = 0;
  TagRule const* rule = nullptr;
};

struct RulesOfKey {
  std::unordered_map<std::string_view, std::vector<RuleRef>> by_value;
  std::vector<RuleRef> any_value;
};

struct Keyword {
  std::u32string word;
  bool at_end = false;
  std::vector<KindIndex> kinds;
};

using Kindset = std::vector<KindIndex>;

/// The kinds and the ways to find them. Views and pointers lead into `file`, so it is never copied or changed.
struct Tables {
  explicit Tables(File given);
  Tables(Tables const&) = delete;
  Tables& operator=(Tables const&) = delete;
  Tables(Tables&&) = delete;
  Tables& operator=(Tables&&) = delete;
  ~Tables() = default;

  File file;
  std::unordered_map<std::string_view, KindIndex> by_id;
  std::unordered_map<std::string_view, RulesOfKey> rules;
  std::map<std::u32string, Kindset> words;      ///< ids, names and aliases, folded
  std::map<std::u32string, Kindset> guessable;  ///< names, aliases and keywords of at least three characters
  std::unordered_map<char32_t, std::vector<Keyword>> keywords;  ///< by first character

  void add_keyword(std::string_view text, KindIndex kind);
  /// Kinds of the keywords in a folded text. A word inside a longer matched one does not count: 生鲜超市 is no 超市.
  [[nodiscard]] Kindset by_keywords(std::u32string_view text) const;
  /// Kinds of a whole word: exact, or empty.
  [[nodiscard]] Kindset by_word(std::u32string const& word) const;
  /// Kinds of the only word one character away; empty where there is none or where several mean different kinds.
  [[nodiscard]] Kindset by_near_word(std::u32string const& word) const;
};

/// Adds `more`, keeping `kinds` ascending and without doubles.
void add_kinds(Kindset& kinds, Kindset const& more);

}  // namespace linquan::kinds
