#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/search/pinyin.h"
#include "linquan/search/query.h"

namespace linquan::search {

/// What a word stands for; of two equally good matches the first counts more.
enum class Part : std::uint8_t { service, kind, name, chain, address };

/// A word that can be found, in all the forms in which somebody may type it.
struct Word {
  Part part = Part::name;
  std::u32string characters;
  std::vector<Sound> sounds;
  friend bool operator==(Word const&, Word const&) = default;
};

Word word_of(Part part, std::string_view text);

/// How a term fits a word, the best first. What comes after `inside` is not what was typed but what it sounds like;
/// from `homophone` on, somebody mistyped.
enum class Fit : std::uint8_t {
  whole,
  start,
  inside,
  sound_whole,
  sound_start,
  initials_whole,
  sound_inside,
  initials_start,
  initials_inside,
  homophone,
  one_edit,
};

/// The best fit; `mistyped`: only those of a typing error are looked at.
std::optional<Fit> fit(Term const& term, Word const& word, bool mistyped);

/// Pairs of characters, letters and initials that a word holds, by which the index finds it.
std::vector<std::string> grams_of(Word const& word);

/// What a term asks of a word's grams: at least so many of these.
struct Wanted {
  std::vector<std::string> grams;
  std::size_t needed = 0;
};
/// Whoever fits the term meets at least one of them.
std::vector<Wanted> wanted(Term const& term, bool mistyped);

}  // namespace linquan::search
