#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "tables.h"

namespace linquan::kinds {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// Takes one character off the front of non-empty `utf8`.
char32_t take_character(std::string_view& utf8) {
  auto const lead = static_cast<unsigned char>(utf8.front());
  auto const length = lead < 0x80U ? 1U : lead >= 0xF0U ? 4U : lead >= 0xE0U ? 3U : lead >= 0xC0U ? 2U : 1U;
  if (length == 1 || utf8.size() < length) {
    utf8.remove_prefix(1);
    return lead < 0x80U ? char32_t{lead} : replacement;
  }
  auto character = static_cast<char32_t>(lead & (0xFFU >> (length + 1)));
  for (std::size_t i = 1; i < length; ++i) {
    auto const byte = static_cast<unsigned char>(utf8[i]);
    if ((byte & 0xC0U) != 0x80U) {
      utf8.remove_prefix(1);
      return replacement;
    }
    character = (character << 6U) | (byte & 0x3FU);
  }
  utf8.remove_prefix(length);
  return character;
}

char32_t folded_character(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) {
    c -= 0xFF01 - 0x21;
  }
  if (c == 0x3000 || c == 0xA0 || c == U'\t' || c == U'\r' || c == U'\n') {
    c = U' ';
  }
  return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
}

std::string to_utf8(std::u32string_view text) {
  std::string bytes;
  auto const add = [&](std::uint32_t value) { bytes.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  for (auto const c : text) {
    auto const value = static_cast<std::uint32_t>(c);
    if (value < 0x80U) {
      add(value);
    } else if (value < 0x800U) {
      add(0xC0U | (value >> 6U));
      add(0x80U | (value & 0x3FU));
    } else if (value < 0x10000U) {
      add(0xE0U | (value >> 12U));
      add(0x80U | ((value >> 6U) & 0x3FU));
      add(0x80U | (value & 0x3FU));
    } else {
      add(0xF0U | (value >> 18U));
      add(0x80U | ((value >> 12U) & 0x3FU));
      add(0x80U | ((value >> 6U) & 0x3FU));
      add(0x80U | (value & 0x3FU));
    }
  }
  return bytes;
}

std::u32string_view trimmed(std::u32string_view text) {
  auto const first = text.find_first_not_of(U' ');
  if (first == std::u32string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(U' ') - first + 1);
}

/// The parts of a text between separators that stand outside brackets.
std::vector<std::u32string> parts(std::u32string_view text, std::u32string_view separators) {
  std::vector<std::u32string> result;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) {
      depth += text[i] == U'(' ? 1 : text[i] == U')' ? -1 : 0;
    }
    if (i == text.size() || (depth <= 0 && separators.find(text[i]) != std::u32string_view::npos)) {
      auto const part = trimmed(text.substr(begin, i - begin));
      if (!part.empty()) {
        result.emplace_back(part);
      }
      begin = i + 1;
    }
  }
  return result;
}

/// True when one insertion, deletion or replacement turns one into the other.
bool one_apart(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) {
    std::swap(a, b);
  }
  if (b.size() - a.size() > 1) {
    return false;
  }
  auto const [at_a, at_b] = std::ranges::mismatch(a, b);
  auto const same = static_cast<std::size_t>(at_a - a.begin());
  return a.size() == b.size() ? same < a.size() && a.substr(same + 1) == b.substr(same + 1)
                              : a.substr(same) == b.substr(same + 1);
}

/// Reads a register's cell from the largest pieces down: "幼儿/儿童托管点" is one word although '/' divides others.
class CellReader {
 public:
  explicit CellReader(Tables const& tables) : tables_{tables} {}

  Kinds::WordMatch read(std::u32string_view cell) {
    static constexpr std::u32string_view strong = U"、,;+|&·";
    if (!take_exact(std::u32string{cell})) {
      for (auto const& part : parts(cell, strong)) {
        read_part(part);
      }
    }
    return std::move(match_);
  }

 private:
  void read_part(std::u32string const& part) {
    if (take_exact(part)) {
      return;
    }
    for (auto const& piece : parts(part, U"/")) {
      if (take_exact(piece)) {
        continue;
      }
      for (auto const& word : parts(piece, U" ")) {
        read_word(word);
      }
    }
  }

  void read_word(std::u32string const& word) {
    if (take_exact(word)) {
      return;
    }
    if (auto const kinds = tables_.by_keywords(without_brackets(word)); !kinds.empty()) {
      add_kinds(match_.kinds, kinds);
      return;
    }
    if (auto const kinds = tables_.by_near_word(without_brackets(word)); !kinds.empty()) {
      add_kinds(match_.kinds, kinds);
      match_.doubtful = true;
      return;
    }
    match_.unknown.push_back(to_utf8(word));
  }

  bool take_exact(std::u32string const& word) {
    auto kinds = tables_.by_word(word);
    if (kinds.empty()) {
      kinds = tables_.by_word(without_brackets(word));
    }
    add_kinds(match_.kinds, kinds);
    return !kinds.empty();
  }

  Tables const& tables_;
  Kinds::WordMatch match_;
};

}  // namespace

std::u32string folded(std::string_view utf8) {
  std::u32string result;
  result.reserve(utf8.size());
  while (!utf8.empty()) {
    result.push_back(folded_character(take_character(utf8)));
  }
  return result;
}

std::u32string without_brackets(std::u32string_view folded_text) {
  std::u32string result;
  int depth = 0;
  for (auto const c : folded_text) {
    depth += c == U'(' ? 1 : 0;
    if (depth == 0) {
      result.push_back(c);
    }
    depth -= c == U')' && depth > 0 ? 1 : 0;
  }
  return std::u32string{trimmed(result)};
}

Tables::Tables(File given) : file{std::move(given)} {
  auto const index_word = [&](std::string_view text, KindIndex kind) {
    auto word = std::u32string{trimmed(folded(text))};
    add_kinds(words[word], {kind});
    auto const bare = without_brackets(word);
    if (bare.size() >= 3) {
      add_kinds(guessable[bare], {kind});
    }
  };
  for (std::size_t i = 0; i < file.kinds.size(); ++i) {
    auto const index = static_cast<KindIndex>(i);
    auto const& kind = file.kinds[i];
    by_id.emplace(kind.id, index);
    add_kinds(words[folded(kind.id)], {index});
    index_word(kind.zh, index);
    index_word(kind.en, index);
    for (auto const& alias : kind.aliases) {
      index_word(alias, index);
    }
    for (auto const& keyword : kind.keywords) {
      add_keyword(keyword, index);
    }
    for (auto const& rule : kind.osm) {
      auto const& [key, value] = rule.tags.front();
      auto& of_key = rules[key];
      (value == "*" ? of_key.any_value : of_key.by_value[value]).push_back({index, &rule});
    }
  }
}

void Tables::add_keyword(std::string_view text, KindIndex kind) {
  auto const at_end = text.ends_with('$');
  if (at_end) {
    text.remove_suffix(1);
  }
  auto word = folded(text);
  if (word.size() >= 3) {
    add_kinds(guessable[word], {kind});
  }
  auto& of_character = keywords[word.front()];
  auto const same = [&](Keyword const& keyword) { return keyword.word == word && keyword.at_end == at_end; };
  auto known = std::ranges::find_if(of_character, same);
  if (known == of_character.end()) {
    of_character.push_back({std::move(word), at_end, {}});
    known = std::prev(of_character.end());
  }
  add_kinds(known->kinds, {kind});
}

Kindset Tables::by_keywords(std::u32string_view text) const {
  struct Hit {
    std::size_t begin;
    std::size_t end;
    Keyword const* keyword;
  };
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const of_character = keywords.find(text[i]);
    if (of_character == keywords.end()) {
      continue;
    }
    for (auto const& keyword : of_character->second) {
      auto const end = i + keyword.word.size();
      if (text.substr(i).starts_with(keyword.word) && (!keyword.at_end || end == text.size())) {
        hits.push_back({i, end, &keyword});
      }
    }
  }
  Kindset kinds;
  for (auto const& hit : hits) {
    auto const covers = [&](Hit const& other) {
      return other.begin <= hit.begin && other.end >= hit.end && other.end - other.begin > hit.end - hit.begin;
    };
    if (std::ranges::none_of(hits, covers)) {
      add_kinds(kinds, hit.keyword->kinds);
    }
  }
  return kinds;
}

Kindset Tables::by_word(std::u32string const& word) const {
  auto const found = words.find(word);
  return found == words.end() ? Kindset{} : found->second;
}

Kindset Tables::by_near_word(std::u32string const& word) const {
  if (word.size() < 3) {
    return {};
  }
  Kindset kinds;
  for (auto const& [known, its_kinds] : guessable) {
    if (!one_apart(word, known)) {
      continue;
    }
    if (!kinds.empty() && kinds != its_kinds) {
      return {};
    }
    kinds = its_kinds;
  }
  return kinds;
}

Kinds::WordMatch Kinds::from_words(std::string_view cell) const {
  return CellReader{*tables_}.read(folded(cell));
}

}  // namespace linquan::kinds
