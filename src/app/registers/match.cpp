#include "match.h"

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <utility>

#include "linquan/geo/point.h"
#include "linquan/text/text.h"

namespace linquan::registers {
namespace {

using directory::Entry;
using directory::Kept;

constexpr std::int64_t near_millimetres = 150'000;
constexpr std::int64_t alike_millimetres = 500'000;

/// Between the nearest two of their stands; nullopt where one of them has none.
std::optional<std::int64_t> apart(Entry const& a, Entry const& b) {
  std::optional<std::int64_t> least;
  for (auto const& one : a.stands) {
    for (auto const& other : b.stands) {
      auto const away = geo::distance(one.at, other.at).count;
      least = std::min(away, least.value_or(away));
    }
  }
  return least;
}

/// How well an outlet of the same name fits; smaller is better, and nullopt is not at all.
struct Fit {
  int way = 0;  ///< index into ways
  std::int64_t away = std::numeric_limits<std::int64_t>::max();
  friend auto operator<=>(Fit const&, Fit const&) = default;
};
constexpr std::array<std::string_view, 3> ways{"address", "place", "telephone"};

std::optional<Fit> fit_of(Entry const& row, Entry const& there, bool placed, bool same_address) {
  auto const away = placed ? apart(row, there) : std::nullopt;
  auto const distance = away.value_or(std::numeric_limits<std::int64_t>::max());
  if (same_address) {
    return Fit{0, distance};
  }
  if (away && *away <= near_millimetres) {
    return Fit{1, distance};
  }
  if (!row.telephone.empty() && row.telephone == there.telephone) {
    return Fit{2, distance};
  }
  return std::nullopt;
}

bool share_a_kind(Entry const& a, Entry const& b) {
  return std::ranges::find_first_of(a.kinds, b.kinds) != a.kinds.end();
}

}  // namespace

Matcher::Matcher(std::vector<Kept> const& known) {
  for (auto const& kept : known) {
    if (!kept.entry) {
      continue;
    }
    Known one{&kept, text::folded(kept.entry->name), text::folded(kept.entry->address)};
    if (!kept.entry->licence.number.empty()) {
      licences_[kept.entry->licence.number].push_back(one);
    }
    if (kept.entry->state == directory::EntryState::open) {
      if (!kept.entry->telephone.empty()) {
        telephones_[kept.entry->telephone].push_back(one);
      }
      if (!one.address.empty()) {
        addresses_[one.address].push_back(one);
      }
    }
    if (!one.name.empty()) {
      auto& alike = names_[one.name];
      alike.push_back(std::move(one));
    }
  }
}

/// A telephone goes with a shop; an address may be a whole building's, so that there a kind has to fit as well.
Kept const* Matcher::renamed(Entry const& row, std::string const& name) const {
  auto const other = [&](ByText const& all, std::string const& text, bool by_kind) -> Kept const* {
    auto const found = text.empty() ? all.end() : all.find(text);
    if (found == all.end()) {
      return nullptr;
    }
    auto const fits = std::ranges::find_if(found->second, [&](Known const& one) {
      return one.name != name && (!by_kind || share_a_kind(row, *one.kept->entry));
    });
    return fits == found->second.end() ? nullptr : fits->kept;
  };
  auto const* const by_telephone = other(telephones_, row.telephone, false);
  return by_telephone != nullptr ? by_telephone : other(addresses_, text::folded(row.address), true);
}

/// Branches may share a licence: the one of the same name is meant.
Matcher::Found Matcher::by_licence(Entry const& row, std::string const& name) const {
  auto const found = row.licence.number.empty() ? licences_.end() : licences_.find(row.licence.number);
  if (found == licences_.end()) {
    return {};
  }
  if (found->second.size() == 1) {
    return {Match{found->second.front().kept, "licence"}, false};
  }
  std::vector<Kept const*> alike;
  for (auto const& known : found->second) {
    if (known.name == name) {
      alike.push_back(known.kept);
    }
  }
  return alike.size() == 1 ? Found{Match{alike.front(), "licence"}, false} : Found{std::nullopt, alike.size() > 1};
}

Kept const* Matcher::alike(Entry const& row, std::vector<Known> const& same_name) {
  Kept const* nearest = nullptr;
  auto least = alike_millimetres;
  for (auto const& one : same_name) {
    auto const away = apart(row, *one.kept->entry);
    if (away && *away <= least && share_a_kind(row, *one.kept->entry)) {
      least = *away;
      nearest = one.kept;
    }
  }
  return nearest;
}

Matcher::Found Matcher::find(Entry const& row, bool placed) const {
  auto const name = text::folded(row.name);
  auto const by_number = by_licence(row, name);
  if (by_number.match) {
    return by_number;
  }
  auto const address = text::folded(row.address);
  auto const found = names_.find(name);
  if (found == names_.end()) {
    return {std::nullopt, by_number.ambiguous, nullptr, renamed(row, name)};
  }
  std::optional<Fit> best;
  Kept const* kept = nullptr;
  auto tie = false;
  for (auto const& one : found->second) {
    auto const fit = fit_of(row, *one.kept->entry, placed, !address.empty() && address == one.address);
    if (!fit || (best && *best < *fit)) {
      continue;
    }
    tie = best && *best == *fit;
    best = fit;
    kept = one.kept;
  }
  if (!best) {
    return {std::nullopt, by_number.ambiguous, alike(row, found->second), renamed(row, name)};
  }
  if (tie) {
    return {std::nullopt, true};
  }
  return {Match{kept, ways.at(static_cast<std::size_t>(best->way))}, false};
}

}  // namespace linquan::registers
