#include "linquan/search/index.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parts.h"

namespace linquan::search {
namespace {

constexpr std::size_t document_shelf(Id id) {
  return (id ^ (id >> 17U)) % document_shelves;
}

/// FNV-1a: the same shelf on every machine.
std::size_t gram_shelf(std::string_view gram) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (auto const c : gram) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  }
  return hash % gram_shelves;
}

/// Where the document is, or belongs.
auto place_of(auto& shelf, Id id) {
  return std::ranges::lower_bound(shelf, id, {}, [](auto const& it) { return it.first; });
}

/// Parts on their way to the next version: a shelf is copied when it is first touched.
class Builder {
 public:
  explicit Builder(Parts const& base) : parts_{base}, services_{*base.services} {}

  void take_out(Id id) {
    auto const* const old = parts_.document(id);
    if (old == nullptr) {
      return;
    }
    for (auto const& gram : old->grams) {
      auto& shelf = postings(gram);
      auto const at = shelf.find(gram);
      std::erase(at->second, id);
      if (at->second.empty()) {
        shelf.erase(at);
      }
    }
    for (auto const& service : old->entry.services) {
      auto const at = services_.find({service.name, service.kind});
      if (--at->second.outlets == 0) {
        services_.erase(at);
      }
    }
    auto& shelf = documents(id);
    shelf.erase(place_of(shelf, id));
    --parts_.size;
  }

  void put(directory::Entry const& entry) {
    auto const id = entry.id.value();
    take_out(id);
    if (entry.state == directory::EntryState::closed) {
      return;
    }
    auto document = document_of(entry);
    for (auto const& gram : document->grams) {
      auto& ids = postings(gram)[gram];
      ids.insert(std::ranges::lower_bound(ids, id), id);
    }
    for (auto const& service : entry.services) {
      auto& offered = services_[{service.name, service.kind}];
      ++offered.outlets;
      if (!offered.word) {
        offered.word = std::make_shared<Word const>(word_of(Part::service, service.name));
      }
    }
    auto& shelf = documents(id);
    shelf.emplace(place_of(shelf, id), id, std::move(document));
    ++parts_.size;
  }

  std::shared_ptr<Parts const> done(std::uint64_t change) {
    parts_.change = change;
    parts_.services =
        services_ == *parts_.services ? parts_.services : std::make_shared<Services const>(std::move(services_));
    for (auto& [at, shelf] : own_documents_) {
      parts_.documents[at] = std::move(shelf);
    }
    for (auto& [at, shelf] : own_postings_) {
      parts_.postings[at] = std::move(shelf);
    }
    return std::make_shared<Parts const>(std::move(parts_));
  }

 private:
  template <class Shelf, class Shared, class Own>
  static Shelf& own(Shared& shared, Own& own_shelves, std::size_t at) {
    auto const [place, fresh] = own_shelves.try_emplace(at);
    if (fresh) {
      place->second = std::make_shared<Shelf>(*shared[at]);
      shared[at] = place->second;
    }
    return *place->second;
  }
  Documents& documents(Id id) { return own<Documents>(parts_.documents, own_documents_, document_shelf(id)); }
  Postings& postings(std::string_view gram) { return own<Postings>(parts_.postings, own_postings_, gram_shelf(gram)); }

  Parts parts_;
  Services services_;
  std::map<std::size_t, std::shared_ptr<Documents>> own_documents_;
  std::map<std::size_t, std::shared_ptr<Postings>> own_postings_;
};

Parts nothing(kinds::Kinds const& kinds) {
  Parts parts;
  parts.kind_words = std::make_shared<std::vector<KindWord> const>(kind_words_of(kinds));
  parts.services = std::make_shared<Services const>();
  parts.documents.fill(std::make_shared<Documents const>());
  parts.postings.fill(std::make_shared<Postings const>());
  return parts;
}

template <class Shelf, std::size_t count>
bool same(Shelves<Shelf, count> const& a, Shelves<Shelf, count> const& b) {
  return std::ranges::equal(a, b, [](auto const& left, auto const& right) { return left == right || *left == *right; });
}

}  // namespace

Document const* Parts::document(Id id) const {
  auto const& shelf = *documents[document_shelf(id)];
  auto const at = place_of(shelf, id);
  return at == shelf.end() || at->first != id ? nullptr : at->second.get();
}

std::vector<Id> const& Parts::posting(std::string const& gram) const {
  static std::vector<Id> const none;
  auto const& shelf = *postings[gram_shelf(gram)];
  auto const at = shelf.find(gram);
  return at == shelf.end() ? none : at->second;
}

Index::Index(std::span<directory::Entry const> entries, kinds::Kinds const& kinds, std::uint64_t change) {
  Builder builder{nothing(kinds)};
  for (auto const& entry : entries) {
    builder.put(entry);
  }
  parts_ = builder.done(change);
}

Index Index::after(std::span<Changed const> all, std::uint64_t change) const {
  Builder builder{*parts_};
  for (auto const& [id, entry] : all) {
    if (entry != nullptr) {
      builder.put(*entry);
    } else {
      builder.take_out(id.value());
    }
  }
  return Index{builder.done(change)};
}

Index Index::with(directory::Entry const& entry, std::uint64_t change) const {
  return after(std::array{Changed{entry.id, &entry}}, change);
}

Index Index::without(directory::OutletId id, std::uint64_t change) const {
  return after(std::array{Changed{id, nullptr}}, change);
}

std::uint64_t Index::change() const {
  return parts_->change;
}

std::size_t Index::size() const {
  return parts_->size;
}

directory::Entry const* Index::find(directory::OutletId id) const {
  auto const* const document = parts_->document(id.value());
  return document == nullptr ? nullptr : &document->entry;
}

bool operator==(Index const& a, Index const& b) {
  auto const& left = a.parts();
  auto const& right = b.parts();
  auto const documents = std::ranges::equal(left.documents, right.documents, [](auto const& one, auto const& other) {
    return one == other || std::ranges::equal(*one, *other, [](auto const& x, auto const& y) {
             return x.first == y.first && (x.second == y.second || *x.second == *y.second);
           });
  });
  return left.change == right.change && left.size == right.size && documents && same(left.postings, right.postings) &&
         *left.services == *right.services;
}

}  // namespace linquan::search
