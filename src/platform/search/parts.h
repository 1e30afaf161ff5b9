#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "linquan/directory/entry.h"
#include "linquan/kinds/kinds.h"
#include "word.h"

namespace linquan::search {

using Id = std::uint64_t;

/// One open outlet with the words by which it is found.
struct Document {
  directory::Entry entry;
  std::vector<Word> words;
  std::vector<std::string> grams;  ///< of all words, and its kinds; ascending, without doubles
  friend bool operator==(Document const&, Document const&) = default;
};

/// A word for kinds: their names, what registers call them, and everyday words.
struct KindWord {
  Word word;
  std::string text;
  std::vector<std::string> kinds;  ///< ids, ascending
  bool names = false;              ///< it names the whole kind, not something that is done under it
};

/// Shelves by hash: a change copies the few it touches and shares the others.
inline constexpr std::size_t document_shelves = 512;
inline constexpr std::size_t gram_shelves = 4096;

using Documents = std::vector<std::pair<Id, std::shared_ptr<Document const>>>;  ///< ids ascending
using Postings = std::map<std::string, std::vector<Id>, std::less<>>;           ///< ids ascending
/// A service as outlets offer it under one kind.
struct Offered {
  std::size_t outlets = 0;
  std::shared_ptr<Word const> word;  ///< of its name, made once
  friend bool operator==(Offered const& a, Offered const& b) { return a.outlets == b.outlets; }
};
using Services = std::map<std::pair<std::string, std::string>, Offered>;  ///< by name, then kind
template <class Shelf, std::size_t count>
using Shelves = std::array<std::shared_ptr<Shelf const>, count>;

struct Parts {
  std::uint64_t change = 0;
  std::size_t size = 0;
  std::shared_ptr<std::vector<KindWord> const> kind_words;
  Shelves<Documents, document_shelves> documents{};
  Shelves<Postings, gram_shelves> postings{};
  std::shared_ptr<Services const> services;

  [[nodiscard]] Document const* document(Id id) const;
  /// Ascending; empty where no outlet has it.
  [[nodiscard]] std::vector<Id> const& posting(std::string const& gram) const;
};

std::string kind_gram(std::string_view kind);

/// The words of the table and of everyday speech.
std::vector<KindWord> kind_words_of(kinds::Kinds const& kinds);

std::shared_ptr<Document const> document_of(directory::Entry const& entry);

}  // namespace linquan::search
