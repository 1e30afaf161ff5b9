#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "linquan/text/text.h"
#include "previous_near.h"
#include "previous_pairs.h"

namespace linquan::city {
namespace {

constexpr std::int64_t place_metres = 60;
constexpr std::int64_t same_place_metres = 15;
constexpr std::int64_t moved_metres = 100;
/// Names that are one name written differently, and names that may be.
constexpr std::int32_t alike_permille = 600;
constexpr std::int32_t perhaps_permille = 400;
/// What a missing name is worth: it contradicts nothing and confirms nothing.
constexpr std::int32_t nameless_permille = 500;

/// Kinds by last year's table are told by their ids: the tables of two years need not count alike.
class SharedKinds {
 public:
  SharedKinds(City const& now, City const& was) : now_ids_{now.kind_ids}, was_ids_{was.kind_ids} {}
  [[nodiscard]] bool operator()(Outlet const& now, Outlet const& was) const {
    return std::ranges::any_of(now.kinds, [&](auto kind) {
      return std::ranges::any_of(was.kinds, [&](auto other) { return now_ids_[kind] == was_ids_[other]; });
    });
  }

 private:
  std::span<std::string const> now_ids_;
  std::span<std::string const> was_ids_;
};

/// The least distance between a stand of one and a stand of the other; nullopt where one is unplaced.
std::optional<std::int64_t> millimetres_between(Outlet const& a, Outlet const& b) {
  std::optional<std::int64_t> least;
  for (auto const& one : a.stands) {
    for (auto const& other : b.stands) {
      auto const away = geo::distance(one.at, other.at).count;
      least = std::min(least.value_or(away), away);
    }
  }
  return least;
}

std::int32_t names_permille(Outlet const& a, Outlet const& b) {
  if (a.name.empty() != b.name.empty()) {
    return nameless_permille;
  }
  return a.name == b.name ? 1000 : text::likeness_permille(a.name, b.name);
}

/// The source that both have; nullptr where they share none.
SourceRef const* shared_source(Outlet const& a, Outlet const& b) {
  auto const found = std::ranges::find_if(
      a.sources, [&](auto const& source) { return std::ranges::find(b.sources, source) != b.sources.end(); });
  return found == a.sources.end() ? nullptr : &*found;
}

struct Verdict {
  std::int32_t rank = 0;
  std::int64_t millimetres = 0;
  std::int32_t sure_permille = 0;
  bool doubtful = false;
};

/// What a register's row without a place can be known by beside its name.
bool same_papers(Outlet const& a, Outlet const& b) {
  auto const same = [](std::string const& one, std::string const& other) { return !one.empty() && one == other; };
  return same(a.licence, b.licence) || same(a.telephone, b.telephone) || same(a.address, b.address);
}

/// One of the two has no place.
std::optional<Verdict> judge_unplaced(Outlet const& now, Outlet const& was, bool kind, std::int32_t names,
                                      bool same_source) {
  if (same_source && names >= alike_permille) {
    return Verdict{0, 0, 1000};
  }
  if (names >= alike_permille && kind && same_papers(now, was)) {
    return Verdict{1, 0, 800};
  }
  return std::nullopt;
}

/// What speaks for two placed outlets being one.
struct Likeness {
  std::int64_t away = 0;  ///< millimetres
  std::int32_t names = 0;
  bool kind = false;
  bool nameless = false;  ///< what has no name is told apart by nothing but its place
  bool source = false;    ///< one source knows both,
  bool row = false;       ///< but only by the number of a row

  [[nodiscard]] bool within(std::int64_t metres) const { return away <= metres * 1000; }
  [[nodiscard]] bool near() const { return within(nameless ? same_place_metres : place_metres); }
  [[nodiscard]] bool not_against() const { return source && names >= nameless_permille; }
};

std::optional<Verdict> judge_sure(Likeness const& like) {
  if (like.not_against() && like.within(same_place_metres)) {
    return Verdict{0, like.away, 1000};
  }
  if (like.near() && like.kind && like.names >= alike_permille) {
    return Verdict{1, like.away, like.nameless ? 700 : like.names};
  }
  if (like.not_against() && like.within(moved_metres)) {
    return Verdict{2, like.away, 900};
  }
  return std::nullopt;
}

std::optional<Verdict> judge_doubtful(Likeness const& like) {
  auto const named_alike = like.names >= alike_permille && !like.nameless;
  if (like.not_against() && (!like.row || named_alike)) {
    return Verdict{3, like.away, 500, true};
  }
  if (like.near() && like.kind && like.names >= perhaps_permille) {
    return Verdict{4, like.away, std::min(like.names, alike_permille), true};
  }
  // The same object of the map under another name: a new sign or a new shop, which only somebody on the spot can tell.
  if (like.source && !like.row && like.kind && like.within(moved_metres)) {
    return Verdict{5, like.away, 300, true};
  }
  return std::nullopt;
}

std::optional<Verdict> judge(Outlet const& now, Outlet const& was, bool kind) {
  auto const names = names_permille(now, was);
  auto const* const source = shared_source(now, was);
  auto const between = millimetres_between(now, was);
  if (!between) {
    return judge_unplaced(now, was, kind, names, source != nullptr);
  }
  Likeness const like{*between,
                      names,
                      kind,
                      now.name.empty() || was.name.empty(),
                      source != nullptr,
                      source != nullptr && names_a_row(*source)};
  auto const sure = judge_sure(like);
  return sure ? sure : judge_doubtful(like);
}

/// Last year's outlets by all that this year's may be found by.
struct Lookup {
  explicit Lookup(std::vector<Outlet> const& outlets) {
    for (std::uint32_t i = 0; i < outlets.size(); ++i) {
      for (auto const& stand : outlets[i].stands) {
        near.add(stand.at, i);
      }
      for (auto const& source : outlets[i].sources) {
        by_source.add(source, i);
      }
      for (auto const* const paper : {&outlets[i].licence, &outlets[i].telephone, &outlets[i].address}) {
        if (!paper->empty()) {
          by_paper.add(*paper, i);
        }
      }
    }
    near.build();
  }
  /// Ascending, each once.
  [[nodiscard]] std::vector<std::uint32_t> candidates(Outlet const& outlet) const {
    std::vector<std::uint32_t> found;
    auto const take = [&](std::span<std::uint32_t const> more) { found.insert(found.end(), more.begin(), more.end()); };
    for (auto const& stand : outlet.stands) {
      near.visit(stand.at, place_metres, [&](std::uint32_t other, Millimetres) { found.push_back(other); });
    }
    for (auto const& source : outlet.sources) {
      take(by_source.at(source));
    }
    for (auto const* const paper : {&outlet.licence, &outlet.telephone, &outlet.address}) {
      take(by_paper.at(*paper));
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  Near near;
  ByText by_source;
  ByText by_paper;
};

}  // namespace

std::vector<Pair> pair_outlets(City const& now, City const& was) {
  Lookup const lookup{was.outlets};
  SharedKinds const shares_a_kind{now, was};
  std::vector<Pair> pairs;
  for (std::uint32_t i = 0; i < now.outlets.size(); ++i) {
    for (auto const other : lookup.candidates(now.outlets[i])) {
      auto const& before = was.outlets[other];
      if (auto const verdict = judge(now.outlets[i], before, shares_a_kind(now.outlets[i], before))) {
        pairs.push_back({verdict->rank, verdict->millimetres, before.id.value(), now.outlets[i].id.value(), other, i,
                         verdict->sure_permille, verdict->doubtful});
      }
    }
  }
  return pairs;
}

}  // namespace linquan::city
