#include "linquan/search/search.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "parts.h"

namespace linquan::search {
namespace {

constexpr std::uint32_t unfit = UINT32_MAX;
constexpr std::size_t meanings_max = 8;

/// The fit first, then what the word stands for, then how much of it was not typed.
std::uint32_t quality(Fit fit, Word const& word, Term const& term) {
  constexpr std::uint32_t parts = 8;
  constexpr std::size_t rest_max = 63;
  auto const typed = term.latin ? word.sounds.front().letters.size() : word.characters.size();
  auto const rest = std::min(typed - std::min(typed, term.characters.size()), rest_max);
  return (static_cast<std::uint32_t>(fit) * parts + static_cast<std::uint32_t>(word.part)) *
             static_cast<std::uint32_t>(rest_max + 1) +
         static_cast<std::uint32_t>(rest);
}

std::uint32_t quality_of(Word const& word, Term const& term, bool mistyped) {
  auto const how = fit(term, word, mistyped);
  return how ? quality(*how, word, term) : unfit;
}

std::uint32_t band_of(std::uint32_t quality) {
  constexpr std::uint32_t of_one_fit = 8 * 64;
  auto const how = static_cast<Fit>(quality / of_one_fit);
  return how <= Fit::inside ? 0 : how < Fit::homophone ? 1 : 2;
}

/// A term with the kinds that it means, so that each is matched once and not for each outlet.
struct Meant {
  Term const& term;
  struct ByKind {
    std::uint32_t names = unfit;  ///< by a word for the whole kind
    std::uint32_t tells = unfit;  ///< by a word for something that is done under it
  };
  std::map<std::string, ByKind, std::less<>> kinds;
  std::vector<std::pair<KindWord const*, std::uint32_t>> words;  ///< that fit, and how well
};

Meant meant(Parts const& parts, Term const& term, bool mistyped) {
  Meant meant{term, {}, {}};
  for (auto const& kind_word : *parts.kind_words) {
    auto const how_well = quality_of(kind_word.word, term, mistyped);
    if (how_well == unfit) {
      continue;
    }
    meant.words.emplace_back(&kind_word, how_well);
    for (auto const& kind : kind_word.kinds) {
      auto& by = meant.kinds[kind];
      auto& best = kind_word.names ? by.names : by.tells;
      best = std::min(best, how_well);
    }
  }
  return meant;
}

/// A word that registers use for a kind speaks for an outlet only where its services do not say what it does: who cuts
/// keys mends no shoes.
std::uint32_t quality_of(Document const& document, Meant const& meant, bool mistyped) {
  auto best = unfit;
  for (auto const& word : document.words) {
    best = std::min(best, quality_of(word, meant.term, mistyped));
  }
  if (meant.kinds.empty()) {
    return best;
  }
  auto const& entry = document.entry;
  for (auto const& kind : entry.kinds) {
    auto const found = meant.kinds.find(kind);
    if (found == meant.kinds.end()) {
      continue;
    }
    best = std::min(best, found->second.names);
    if (std::ranges::find(entry.services, kind, &directory::Service::kind) == entry.services.end()) {
      best = std::min(best, found->second.tells);
    }
  }
  return best;
}

std::vector<Meant> all_meant(Parts const& parts, Query const& query, bool mistyped) {
  std::vector<Meant> all;
  for (auto const& term : query.terms) {
    all.push_back(meant(parts, term, mistyped));
  }
  return all;
}

bool open_then(directory::Entry const& entry, hours::When const& when) {
  return std::ranges::any_of(entry.stands,
                             [&](directory::Stand const& stand) { return stand.hours && stand.hours->open_at(when); });
}

/// Nothing where a term does not fit or a filter says no.
std::optional<Rank> rank_of(Document const& document, std::vector<Meant> const& terms, Asked const& asked,
                            bool mistyped) {
  auto const& entry = document.entry;
  Rank rank{0, 0, 0, entry.id.value()};
  auto const is = [&](std::string const& kind) { return std::ranges::binary_search(entry.kinds, kind); };
  if (!asked.kinds.empty() && std::ranges::none_of(asked.kinds, is)) {
    return std::nullopt;
  }
  if (asked.times != nullptr) {
    auto const* const time = asked.times->find(rank.id);
    if (time == nullptr) {
      return std::nullopt;
    }
    rank.time = time->tenths;
  }
  if (asked.open_at && !open_then(entry, *asked.open_at)) {
    return std::nullopt;
  }
  for (auto const& term : terms) {
    auto const one = quality_of(document, term, mistyped);
    if (one == unfit) {
      return std::nullopt;
    }
    rank.quality += one;
    rank.band = std::max(rank.band, band_of(one));
  }
  return rank;
}

/// Those of a posting that are walked to in time; all of them where no walk is asked for. Both lists ascend, and what
/// is near is mostly the shorter one.
void take_near(std::vector<Id> const& posting, Asked const& asked, std::vector<Id>& ids) {
  if (asked.times == nullptr) {
    std::ranges::copy(posting, std::back_inserter(ids));
    return;
  }
  auto at = posting.begin();
  for (auto const& near : asked.times->all()) {
    // Steps that double, then halves of the last one.
    std::ptrdiff_t step = 1;
    while (step < posting.end() - at && at[step] < near.id) {
      at += step;
      step *= 2;
    }
    at = std::lower_bound(at, at + std::min(step + 1, posting.end() - at), near.id);
    if (at == posting.end()) {
      return;
    }
    if (*at == near.id) {
      ids.push_back(near.id);
    }
  }
}

/// Ids that stand in at least `needed` of the postings, ascending.
std::vector<Id> in_enough(Parts const& parts, Wanted const& wanted, Asked const& asked) {
  std::vector<std::vector<Id> const*> lists;
  for (auto const& gram : wanted.grams) {
    lists.push_back(&parts.posting(gram));
  }
  std::ranges::sort(lists, {}, [](auto const* list) { return list->size(); });
  // Whoever is in enough of them is in one of the first few: all others can only be missed.
  std::vector<Id> some;
  for (std::size_t i = 0; i + wanted.needed <= lists.size(); ++i) {
    take_near(*lists[i], asked, some);
  }
  std::ranges::sort(some);
  some.erase(std::unique(some.begin(), some.end()), some.end());
  std::erase_if(some, [&](Id id) {
    auto const count =
        std::ranges::count_if(lists, [&](auto const* list) { return std::ranges::binary_search(*list, id); });
    return static_cast<std::size_t>(count) < wanted.needed;
  });
  return some;
}

std::vector<Id> candidates(Parts const& parts, Meant const& meant, Asked const& asked, bool mistyped) {
  std::vector<Id> ids;
  for (auto const& one : wanted(meant.term, mistyped)) {
    std::ranges::copy(in_enough(parts, one, asked), std::back_inserter(ids));
  }
  for (auto const& [kind, by] : meant.kinds) {
    take_near(parts.posting(kind_gram(kind)), asked, ids);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<Id> of_kinds(Parts const& parts, Asked const& asked) {
  std::vector<Id> ids;
  for (auto const& kind : asked.kinds) {
    take_near(parts.posting(kind_gram(kind)), asked, ids);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

template <class Visit>
void visit_all(Parts const& parts, Visit const& visit) {
  for (auto const& shelf : parts.documents) {
    for (auto const& [id, document] : *shelf) {
      visit(*document);
    }
  }
}

/// All that are walked to in time.
template <class Visit>
void visit_all_near(Parts const& parts, Asked const& asked, Visit const& visit) {
  if (asked.times == nullptr) {
    return visit_all(parts, visit);
  }
  for (auto const& near : asked.times->all()) {
    if (auto const* const document = parts.document(near.id)) {
      visit(*document);
    }
  }
}

/// Documents that may fit, each once.
template <class Visit>
void visit_likely(Parts const& parts, std::vector<Meant> const& terms, Asked const& asked, bool mistyped,
                  Visit const& visit) {
  auto const visit_ids = [&](std::vector<Id> const& ids) {
    for (auto const id : ids) {
      visit(*parts.document(id));
    }
  };
  if (terms.empty()) {
    return asked.kinds.empty() ? visit_all_near(parts, asked, visit) : visit_ids(of_kinds(parts, asked));
  }
  // One term's candidates are enough: rank_of() asks the others.
  auto best = candidates(parts, terms.front(), asked, mistyped);
  for (std::size_t i = 1; i < terms.size(); ++i) {
    auto other = candidates(parts, terms[i], asked, mistyped);
    if (other.size() < best.size()) {
      best = std::move(other);
    }
  }
  visit_ids(best);
}

std::vector<Meaning> meanings_of(Parts const& parts, std::vector<Meant> const& terms, bool mistyped) {
  std::vector<Meaning> all;
  if (terms.size() != 1) {
    return all;
  }
  auto const& meant = terms.front();
  for (auto const& [kind_word, how_well] : meant.words) {
    all.push_back({kind_word->text, kind_word->kinds, false, how_well});
  }
  for (auto const& [service, offered] : *parts.services) {
    auto const how_well = quality_of(*offered.word, meant.term, mistyped);
    if (how_well != unfit) {
      all.push_back({service.first, {service.second}, true, how_well});
    }
  }
  std::ranges::sort(all, [](Meaning const& a, Meaning const& b) {
    return std::tie(a.quality, a.word, a.kinds, a.service) < std::tie(b.quality, b.word, b.kinds, b.service);
  });
  std::set<std::string> words;
  std::erase_if(all, [&](Meaning const& one) { return !words.insert(one.word).second; });
  all.resize(std::min(all.size(), meanings_max));
  return all;
}

template <class Visitor>
std::vector<Rank> ranks_of(std::vector<Meant> const& terms, Asked const& asked, bool mistyped, Visitor const& visitor) {
  std::vector<Rank> ranks;
  visitor(terms, mistyped, [&](Document const& document) {
    if (auto const rank = rank_of(document, terms, asked, mistyped)) {
      ranks.push_back(*rank);
    }
  });
  return ranks;
}

template <class Visitor>
Found found(Index const& index, Asked const& asked, Visitor const& visitor) {
  auto const& parts = index.parts();
  Found found;
  auto mistyped = false;
  auto terms = all_meant(parts, asked.query, mistyped);
  auto ranks = ranks_of(terms, asked, mistyped, visitor);
  if (ranks.empty() && !asked.query.terms.empty()) {
    mistyped = true;
    terms = all_meant(parts, asked.query, mistyped);
    ranks = ranks_of(terms, asked, mistyped, visitor);
  }
  found.all = ranks.size();
  if (asked.after) {
    std::erase_if(ranks, [&](Rank const& rank) { return rank <= asked.after->after; });
  } else {
    found.meanings = meanings_of(parts, terms, mistyped);
  }
  auto const count = std::min(asked.count, ranks.size());
  std::partial_sort(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(count), ranks.end());
  for (std::size_t i = 0; i < count; ++i) {
    found.hits.push_back({directory::OutletId{ranks[i].id}, ranks[i]});
  }
  if (count > 0 && count < ranks.size()) {
    found.next = Cursor{index.change(), found.hits.back().rank};
  }
  return found;
}

}  // namespace

Times::Times(std::vector<Time> times) : times_{std::move(times)} {
  std::ranges::sort(times_, {}, &Time::id);
}

Times::Time const* Times::find(std::uint64_t id) const {
  auto const at = std::ranges::lower_bound(times_, id, {}, &Time::id);
  return at == times_.end() || at->id != id ? nullptr : &*at;
}

Found find(Index const& index, Asked const& asked) {
  return found(index, asked, [&](std::vector<Meant> const& terms, bool mistyped, auto const& visit) {
    visit_likely(index.parts(), terms, asked, mistyped, visit);
  });
}

Found find_slowly(Index const& index, Asked const& asked) {
  return found(index, asked, [&](std::vector<Meant> const& /*terms*/, bool /*mistyped*/, auto const& visit) {
    visit_all(index.parts(), visit);
  });
}

std::string written(Cursor const& cursor) {
  std::string text = std::to_string(cursor.change);
  auto const& after = cursor.after;
  for (auto const number : std::array<std::uint64_t, 4>{after.band, after.time, after.quality, after.id}) {
    text += "." + std::to_string(number);
  }
  return text;
}

Result<Cursor> cursor_from(std::string_view text) {
  std::array<std::uint64_t, 5> numbers{};
  auto const* at = text.data();
  auto const* const end = text.data() + text.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    auto const done = std::from_chars(at, end, numbers[i]);
    auto const last = i + 1 == numbers.size();
    if (done.ec != std::errc{} || (last ? done.ptr != end : done.ptr == end || *done.ptr != '.')) {
      return refuse(ErrorKind::usage, "search_cursor");
    }
    at = done.ptr + (last ? 0 : 1);
  }
  if (numbers[1] > UINT32_MAX || numbers[2] > UINT16_MAX || numbers[3] > UINT32_MAX) {
    return refuse(ErrorKind::usage, "search_cursor");
  }
  return Cursor{numbers[0],
                {static_cast<std::uint32_t>(numbers[1]), static_cast<std::uint16_t>(numbers[2]),
                 static_cast<std::uint32_t>(numbers[3]), numbers[4]}};
}

}  // namespace linquan::search
