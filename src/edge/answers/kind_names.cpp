#include "linquan/answers/kind_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "linquan/text/edits.h"

namespace linquan::answers {
namespace {

constexpr std::size_t suggestions_max = 3;
/// What differs in more than half of its letters is suggested only where nothing is nearer.
constexpr std::size_t strangeness_max = 500;

/// What a kind of the city may be called, best known first.
struct Named {
  kinds::KindIndex index = 0;
  std::string shown;
  /// The id; names; shorter names and aliases; words by which registers and shops' names tell the kind.
  std::array<std::vector<std::string>, 4> names;
};

std::string tidy(std::string_view text) {
  auto const blank = std::string_view{" \t"};
  auto const first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) {
    return {};
  }
  std::string result{text.substr(first, text.find_last_not_of(blank) - first + 1)};
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

Named named(std::string const& id, std::size_t index) {
  Named kind{static_cast<kinds::KindIndex>(index), id, {}};
  kind.names[0] = {tidy(id)};
  auto const& table = kinds::Kinds::built_in();
  if (auto const known = table.find(id)) {
    auto const& it = table[*known];
    kind.shown = fmt::format("{} ({}, {})", it.id, it.zh, it.en);
    kind.names[1] = {tidy(it.zh), tidy(it.en)};
    // 菜市场 for 菜市场(农贸市场): what stands in brackets explains the name.
    kind.names[2] = {tidy(it.zh.substr(0, it.zh.find('(')))};
    for (auto const& alias : it.aliases) {
      kind.names[2].push_back(tidy(alias));
    }
    for (auto const& keyword : it.keywords) {
      kind.names[3].push_back(tidy(keyword.substr(0, keyword.find('$'))));
    }
  }
  return kind;
}

std::vector<Named> names_in(city::City const& city) {
  std::vector<Named> all;
  for (std::size_t i = 0; i < city.kind_ids.size(); ++i) {
    all.push_back(named(city.kind_ids[i], i));
  }
  return all;
}

/// A name that belongs to one kind outweighs an alias of another.
std::vector<kinds::KindIndex> find(std::vector<Named> const& all, std::string const& word) {
  std::vector<kinds::KindIndex> found;
  for (std::size_t rank = 0; rank < 4 && found.empty(); ++rank) {
    for (auto const& kind : all) {
      if (std::ranges::find(kind.names[rank], word) != kind.names[rank].end()) {
        found.push_back(kind.index);
      }
    }
  }
  return found;
}

/// A Chinese character is one letter.
std::vector<std::string_view> letters(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t at = 0; at < text.size();) {
    auto end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      ++end;
    }
    result.push_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

/// Edits as a share of the longer word, in thousandths; a word inside a name is next to equal.
std::size_t strangeness(std::string const& word, Named const& kind) {
  auto best = std::size_t{1000};
  auto const mine = letters(word);
  for (auto const& names : kind.names) {
    for (auto const& name : names) {
      auto const theirs = letters(name);
      auto const inside = mine.size() > 1 && name.find(word) != std::string::npos;
      auto const away = inside ? 1 : 1000 * text::edits(mine, theirs) / std::max<std::size_t>(1, theirs.size());
      best = std::min(best, away);
    }
  }
  return best;
}

std::string nearest_to(std::string const& word, std::vector<Named> const& all) {
  std::vector<std::pair<std::size_t, std::string_view>> near;
  near.reserve(all.size());
  for (auto const& kind : all) {
    near.emplace_back(strangeness(word, kind), kind.shown);
  }
  std::ranges::stable_sort(near, {}, &std::pair<std::size_t, std::string_view>::first);
  near.resize(std::min(near.size(), suggestions_max));
  std::string text;
  for (auto const& [away, shown] : near) {
    if (!text.empty() && away > strangeness_max) {
      break;
    }
    text += fmt::format("{}{}", text.empty() ? "" : "; ", shown);
  }
  return text;
}

std::vector<std::string> split(std::string_view text, std::initializer_list<std::string_view> separators) {
  std::vector<std::string> parts;
  std::string part;
  for (auto const letter : letters(text)) {
    if (std::ranges::find(separators, letter) != separators.end()) {
      parts.push_back(std::exchange(part, {}));
    } else {
      part += letter;
    }
  }
  parts.push_back(part);
  std::ranges::transform(parts, parts.begin(), [](std::string const& it) { return tidy(it); });
  std::erase(parts, "");
  return parts;
}

/// 自行车、电动车修理 is one name: only what is none as a whole is taken apart at 、.
std::vector<std::string> words_of(std::string_view text, std::vector<Named> const& all) {
  std::vector<std::string> words;
  for (auto& part : split(text, {",", "，", ";", "；"})) {
    auto const parts = find(all, part).empty() ? split(part, {"、"}) : std::vector{part};
    words.insert(words.end(), parts.begin(), parts.end());
  }
  return words;
}

}  // namespace

Result<std::vector<kinds::KindIndex>> parse_kinds(std::string_view name, std::string_view text,
                                                  city::City const& city) {
  auto const all = names_in(city);
  std::vector<kinds::KindIndex> chosen;
  for (auto const& word : words_of(text, all)) {
    auto const found = find(all, word);
    if (found.empty()) {
      return refuse(ErrorKind::usage, "kind_unknown",
                    {{"name", std::string{name}}, {"word", word}, {"near", nearest_to(word, all)}});
    }
    std::ranges::copy_if(found, std::back_inserter(chosen),
                         [&](auto kind) { return std::ranges::find(chosen, kind) == chosen.end(); });
  }
  if (chosen.empty()) {
    return refuse(ErrorKind::usage, "kind_none", {{"name", std::string{name}}});
  }
  return chosen;
}

}  // namespace linquan::answers
