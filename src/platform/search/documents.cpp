#include <algorithm>
#include <string_view>
#include <utility>

#include "linquan/text/text.h"
#include "parts.h"

namespace linquan::search {

// The text is linked in; see linquan_embed() in CMakeLists.txt.
extern std::string_view const everyday_words;

namespace {

using ByText = std::map<std::string, KindWord>;

void add(ByText& words, std::string_view text, std::string const& kind, bool names) {
  auto const key = text::folded(text);
  if (key.empty()) {
    return;
  }
  auto const [at, fresh] = words.try_emplace(key);
  if (fresh) {
    at->second.word = word_of(Part::kind, text);
    at->second.text = text;
  }
  auto& kinds = at->second.kinds;
  auto const place = std::ranges::lower_bound(kinds, kind);
  if (place == kinds.end() || *place != kind) {
    kinds.insert(place, kind);
  }
  at->second.names = at->second.names || names;
}

/// "小修小补(修鞋、配钥匙)": the part before the bracket names the kind.
void add_name(ByText& words, std::string_view zh, std::string const& kind) {
  add(words, zh.substr(0, std::min(zh.find('('), zh.size())), kind, true);
}

/// "学校 primary junior".
void add_everyday(ByText& words, std::string_view line, kinds::Kinds const& kinds) {
  auto const end = std::min(line.find(' '), line.size());
  auto const word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  while (!line.empty()) {
    auto const stop = std::min(line.find(' '), line.size());
    auto const kind = line.substr(0, stop);
    // A city's own table may lack some of the built-in kinds.
    if (kinds.find(kind)) {
      add(words, word, std::string{kind}, true);
    }
    line.remove_prefix(std::min(stop + 1, line.size()));
  }
}

void add_word(std::vector<Word>& words, Part part, std::string_view text) {
  auto word = word_of(part, text);
  if (!word.characters.empty()) {
    words.push_back(std::move(word));
  }
}

}  // namespace

std::string kind_gram(std::string_view kind) {
  return "k" + std::string{kind};
}

std::vector<KindWord> kind_words_of(kinds::Kinds const& kinds) {
  ByText words;
  for (auto const& kind : kinds.all()) {
    add_name(words, kind.zh, kind.id);
    add(words, kind.en, kind.id, true);
    for (auto const& alias : kind.aliases) {
      add(words, alias, kind.id, false);
    }
    for (std::string_view keyword : kind.keywords) {
      add(words, keyword.substr(0, keyword.size() - (keyword.ends_with('$') ? 1 : 0)), kind.id, false);
    }
  }
  std::string_view text = everyday_words;
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    if (auto const line = text.substr(0, end); !line.empty() && line.front() != '#') {
      add_everyday(words, line, kinds);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::vector<KindWord> all;
  for (auto& [key, word] : words) {
    all.push_back(std::move(word));
  }
  return all;
}

std::shared_ptr<Document const> document_of(directory::Entry const& entry) {
  Document document{entry, {}, {}};
  auto& words = document.words;
  for (auto const& service : entry.services) {
    add_word(words, Part::service, service.name);
  }
  add_word(words, Part::name, entry.name);
  add_word(words, Part::chain, entry.chain);
  auto const address = text::parse_address(entry.address);
  add_word(words, Part::address, address.street);
  if (!address.number.empty()) {
    add_word(words, Part::address, address.street + address.number);
  }
  for (auto const& word : words) {
    std::ranges::move(grams_of(word), std::back_inserter(document.grams));
  }
  std::ranges::transform(entry.kinds, std::back_inserter(document.grams), kind_gram);
  std::ranges::sort(document.grams);
  document.grams.erase(std::unique(document.grams.begin(), document.grams.end()), document.grams.end());
  return std::make_shared<Document const>(std::move(document));
}

}  // namespace linquan::search
