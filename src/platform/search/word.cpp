#include "word.h"

#include <algorithm>
#include <utility>

namespace linquan::search {
namespace {

constexpr std::size_t edit_characters_min = 3;
constexpr std::size_t edit_letters_min = 5;

/// Whether one insertion, deletion, change, or exchange of neighbours makes `a` of `b`.
template <class Text>
bool one_edit_apart(Text const& a, Text const& b) {
  if (a.size() > b.size()) {
    return one_edit_apart(b, a);
  }
  if (b.size() - a.size() > 1) {
    return false;
  }
  std::size_t head = 0;
  while (head < a.size() && a[head] == b[head]) {
    ++head;
  }
  if (a.size() < b.size()) {
    return a.substr(head) == b.substr(head + 1);
  }
  if (head == a.size() || a.substr(head + 1) == b.substr(head + 1)) {
    return true;
  }
  return head + 1 < a.size() && a[head] == b[head + 1] && a[head + 1] == b[head] &&
         a.substr(head + 2) == b.substr(head + 2);
}

/// Whether the term is one edit from a stretch of the word between two of its bounds, of which there are so many, and
/// which ascend.
template <class View, class Bound>
bool near_some_stretch(View term, View word, std::size_t count, Bound const& bound) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      auto const length = bound(j) - bound(i);
      if (length > term.size() + 1) {
        break;
      }
      if (length + 1 >= term.size() && one_edit_apart(term, word.substr(bound(i), length))) {
        return true;
      }
    }
  }
  return false;
}

std::optional<Fit> earlier(std::optional<Fit> a, std::optional<Fit> b) {
  if (!a || !b) {
    return a ? a : b;
  }
  return std::min(*a, *b);
}

std::optional<Fit> fit_characters(Term const& term, Word const& word) {
  auto const at = word.characters.find(term.characters);
  if (at == std::u32string::npos) {
    return std::nullopt;
  }
  if (at > 0) {
    return Fit::inside;
  }
  return term.characters.size() == word.characters.size() ? Fit::whole : Fit::start;
}

std::optional<Fit> fit_letters(std::string_view letters, Sound const& sound) {
  if (letters == sound.letters) {
    return Fit::sound_whole;
  }
  std::optional<Fit> best;
  for (auto const start : sound.starts) {
    if (std::string_view{sound.letters}.substr(start).starts_with(letters)) {
      best = start == 0 ? Fit::sound_start : Fit::sound_inside;
      break;
    }
  }
  constexpr std::size_t initials_min = 2;
  auto const at = letters.size() < initials_min ? std::string::npos : sound.initials.find(letters);
  if (at == std::string::npos) {
    return best;
  }
  auto const by_initials = letters.size() == sound.initials.size() ? Fit::initials_whole
                           : at == 0                               ? Fit::initials_start
                                                                   : Fit::initials_inside;
  return earlier(best, by_initials);
}

std::optional<Fit> fit_typed(Term const& term, Word const& word) {
  auto best = fit_characters(term, word);
  if (term.latin) {
    for (auto const& sound : word.sounds) {
      best = earlier(best, fit_letters(term.letters, sound));
    }
  }
  return best;
}

bool sounds_inside(Sound const& term, Sound const& word) {
  return std::ranges::any_of(word.starts, [&](std::uint16_t start) {
    return std::string_view{word.letters}.substr(start).starts_with(term.letters);
  });
}

bool near_sound(std::string_view letters, Sound const& word) {
  // Where syllables begin, and where the last one ends.
  auto const count = word.starts.size();
  auto const bound = [&](std::size_t i) { return i < count ? std::size_t{word.starts[i]} : word.letters.size(); };
  return letters.size() >= edit_letters_min &&
         near_some_stretch(letters, std::string_view{word.letters}, count + 1, bound);
}

std::optional<Fit> fit_mistyped(Term const& term, Word const& word) {
  if (term.latin) {
    auto const near = std::ranges::any_of(word.sounds, [&](Sound const& one) { return near_sound(term.letters, one); });
    return near ? std::optional{Fit::one_edit} : std::nullopt;
  }
  for (auto const& a : term.sounds) {
    for (auto const& b : word.sounds) {
      if (!a.letters.empty() && sounds_inside(a, b)) {
        return Fit::homophone;
      }
    }
  }
  if (term.characters.size() < edit_characters_min) {
    return std::nullopt;
  }
  auto const near = near_some_stretch(std::u32string_view{term.characters}, std::u32string_view{word.characters},
                                      word.characters.size() + 1, [](std::size_t i) { return i; });
  return near ? std::optional{Fit::one_edit} : std::nullopt;
}

char32_t code_of(char c) {
  return static_cast<unsigned char>(c);
}

char32_t code_of(char32_t c) {
  return c;
}

void add_code(std::string& gram, char32_t code) {
  constexpr unsigned bits = 8;
  for (auto shift = 0U; shift < 3 * bits; shift += bits) {
    gram += static_cast<char>((code >> shift) & 0xFFU);
  }
}

/// Every stretch of `length` characters.
template <class View>
void add_grams(std::vector<std::string>& grams, char sort, View text, std::size_t length) {
  for (std::size_t i = 0; i + length <= text.size(); ++i) {
    std::string gram{sort};
    for (std::size_t j = i; j < i + length; ++j) {
      add_code(gram, code_of(text[j]));
    }
    grams.push_back(std::move(gram));
  }
}

void tidy(std::vector<std::string>& grams) {
  std::ranges::sort(grams);
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
}

std::size_t less(std::size_t count, std::size_t lost) {
  return count > lost ? count - lost : 1;
}

/// At least all but `lost` of the pairs; a text of one has the single.
template <class View>
Wanted pairs_wanted(char pairs, char singles, View text, std::size_t lost) {
  Wanted wanted;
  if (text.size() > 1) {
    add_grams(wanted.grams, pairs, text, 2);
  } else {
    add_grams(wanted.grams, singles, text, 1);
  }
  tidy(wanted.grams);
  wanted.needed = less(wanted.grams.size(), lost);
  return wanted;
}

}  // namespace

Word word_of(Part part, std::string_view text) {
  Word word{part, characters(text), {}};
  word.sounds = sounds(word.characters);
  return word;
}

std::optional<Fit> fit(Term const& term, Word const& word, bool mistyped) {
  return mistyped ? fit_mistyped(term, word) : fit_typed(term, word);
}

std::vector<std::string> grams_of(Word const& word) {
  std::vector<std::string> grams;
  add_grams(grams, 'c', std::u32string_view{word.characters}, 1);
  add_grams(grams, 'C', std::u32string_view{word.characters}, 2);
  for (auto const& sound : word.sounds) {
    add_grams(grams, 'i', std::string_view{sound.initials}, 1);
    add_grams(grams, 'I', std::string_view{sound.initials}, 2);
    add_grams(grams, 'P', std::string_view{sound.letters}, 2);
  }
  tidy(grams);
  return grams;
}

std::vector<Wanted> wanted(Term const& term, bool mistyped) {
  std::u32string_view const characters{term.characters};
  std::string_view const letters{term.letters};
  std::vector<Wanted> all;
  if (!mistyped) {
    all.push_back(pairs_wanted('C', 'c', characters, 0));
    if (term.latin) {
      all.push_back(pairs_wanted('I', 'i', letters, 0));
      all.push_back(pairs_wanted('P', 'i', letters, 0));
    }
    return all;
  }
  // An exchange of two neighbours spoils three pairs of letters; an edit spoils one character.
  constexpr std::size_t pairs_lost = 3;
  if (term.latin) {
    if (letters.size() >= edit_letters_min) {
      all.push_back(pairs_wanted('P', 'i', letters, pairs_lost));
    }
    return all;
  }
  for (auto const& sound : term.sounds) {
    if (!sound.letters.empty()) {
      all.push_back(pairs_wanted('P', 'i', std::string_view{sound.letters}, 0));
    }
  }
  if (characters.size() >= edit_characters_min) {
    Wanted singles;
    add_grams(singles.grams, 'c', characters, 1);
    tidy(singles.grams);
    singles.needed = less(singles.grams.size(), 1);
    all.push_back(std::move(singles));
  }
  return all;
}

}  // namespace linquan::search
