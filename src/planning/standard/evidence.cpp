#include "linquan/standard/evidence.h"

#include <algorithm>
#include <array>
#include <map>

namespace linquan::standard {
namespace {

/// A home's areas, one of each level; `walk::none` where it lies in none.
using Zone = std::array<std::uint32_t, 5>;

Zone zone_of(city::Home const& home) {
  return {home.compound, home.community, home.subdistrict, home.district, home.living_circle};
}

bool covers(city::Completeness const& source, city::City const& city, Zone const& zone) {
  return source.area_codes.empty() || std::ranges::any_of(zone, [&](std::uint32_t area) {
           return area != walk::none &&
                  std::ranges::find(source.area_codes, city.areas[area].code) != source.area_codes.end();
         });
}

std::vector<bool> kinds_seen(city::City const& city) {
  std::vector<bool> seen(city.kind_ids.size());
  for (auto const& outlet : city.outlets) {
    for (auto const kind : outlet.kinds) {
      seen[kind] = seen[kind] || !outlet.stands.empty();
    }
  }
  return seen;
}

}  // namespace

Evidence::Evidence(city::City const& city, Strictness strictness) : strictness_{strictness} {
  std::map<Zone, std::uint32_t> numbers;
  std::vector<Zone> zones;
  for (auto const& home : city.homes) {
    auto const [found, fresh] = numbers.emplace(zone_of(home), static_cast<std::uint32_t>(zones.size()));
    if (fresh) {
      zones.push_back(found->first);
    }
    zone_of_home_.push_back(found->second);
  }
  auto const seen = kinds_seen(city);
  bases_.resize(city.kind_ids.size());
  for (std::size_t kind = 0; kind < bases_.size(); ++kind) {
    auto const believed = strictness == Strictness::seen && seen[kind] ? Basis::seen : Basis::none;
    bases_[kind].assign(zones.size(), believed);
  }
  declared_.resize(bases_.size());
  for (auto const& source : city.completeness) {
    for (auto const kind : source.kinds) {
      if (!declared_[kind]) {
        declared_[kind] = true;
        std::ranges::fill(bases_[kind], Basis::none);
      }
      for (std::size_t zone = 0; zone < zones.size(); ++zone) {
        if (covers(source, city, zones[zone])) {
          bases_[kind][zone] = Basis::declared;
        }
      }
    }
  }
}

void Evidence::set_seen(kinds::KindIndex kind, bool seen) {
  std::ranges::fill(bases_[kind], seen ? Basis::seen : Basis::none);
}

Basis Evidence::basis(std::span<kinds::KindIndex const> kinds, std::size_t home) const {
  auto weakest = kinds.empty() ? Basis::none : Basis::declared;
  for (auto const kind : kinds) {
    weakest = std::max(weakest, bases_[kind][zone_of_home_[home]]);
  }
  return weakest;
}

}  // namespace linquan::standard
