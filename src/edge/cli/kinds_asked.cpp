#include "kinds_asked.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/kinds/kinds.h"
#include "linquan/text/text.h"

namespace linquan::cli {
namespace {

constexpr std::size_t suggestions = 3;

/// The kinds whose id or name is most like the word, as "market (菜市场)".
std::string names_like(std::string_view word) {
  std::vector<std::pair<int, kinds::Kind const*>> ranked;
  for (auto const& kind : kinds::Kinds::built_in().all()) {
    ranked.emplace_back(-std::max({text::likeness_permille(word, kind.id), text::likeness_permille(word, kind.zh),
                                   text::likeness_permille(word, kind.en)}),
                        &kind);
  }
  std::ranges::stable_sort(ranked, {}, [](auto const& it) { return it.first; });
  std::string names;
  for (std::size_t i = 0; i < std::min(suggestions, ranked.size()); ++i) {
    names += (i == 0 ? "" : ", ") + ranked[i].second->id + " (" + ranked[i].second->zh + ")";
  }
  return names;
}

/// A word that is a kind's own name: its English one may hold blanks, which part words in a register's cell.
std::vector<kinds::KindIndex> kinds_named(std::string const& word) {
  auto const& table = kinds::Kinds::built_in();
  auto const folded = text::folded(word);
  auto const named = std::ranges::find_if(table.all(), [&](kinds::Kind const& kind) {
    return kind.id == word || text::folded(kind.en) == folded || text::folded(kind.zh) == folded;
  });
  if (named != table.all().end()) {
    return {static_cast<kinds::KindIndex>(named - table.all().begin())};
  }
  auto match = table.from_words(word);
  return match.doubtful || !match.unknown.empty() ? std::vector<kinds::KindIndex>{} : std::move(match.kinds);
}

}  // namespace

Result<std::vector<reach::Column>> columns_asked(city::City const& city, std::span<std::string const> words) {
  if (words.empty()) {
    return reach::each_kind(city);
  }
  std::vector<reach::Column> columns;
  auto const add = [&](std::string const& id) {
    auto const found = std::ranges::find(city.kind_ids, id);
    if (found == city.kind_ids.end()) {
      return false;
    }
    reach::Column column{static_cast<kinds::KindIndex>(found - city.kind_ids.begin())};
    if (std::ranges::find(columns, column) == columns.end()) {
      columns.push_back(std::move(column));
    }
    return true;
  };
  for (auto const& word : words) {
    if (add(word)) {
      continue;
    }
    auto const named = kinds_named(word);
    if (named.empty()) {
      return refuse(ErrorKind::usage, "kind_unknown_near", {{"word", word}, {"near", names_like(word)}});
    }
    for (auto const kind : named) {
      if (!add(kinds::Kinds::built_in()[kind].id)) {
        return refuse(ErrorKind::usage, "kind_not_in_city", {{"word", word}});
      }
    }
  }
  return columns;
}

}  // namespace linquan::cli
