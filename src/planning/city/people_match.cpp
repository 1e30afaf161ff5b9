#include "people_match.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::city {
namespace {

using Sureness = Found::Sureness;

/// A row's point names the dwelling it stands on: as far as half a slab of flats.
constexpr double metres_to_dwelling = 30;
/// A point of a compound is often that of its gate or its office.
constexpr double metres_to_compound = 500;
/// Dwellings of one compound's name that lie farther apart are two compounds of the same name.
constexpr Millimetres compound_extent{2'000'000};
/// Where an area without dwellings puts its people: on a street no farther than this from its middle.
constexpr double metres_to_street = 1'000;

/// 阳光花园小区 → 阳光花园: registers and maps differ in this more than in anything else.
std::string bare(std::string_view name) {
  static constexpr std::array endings{
      std::string_view{"社区居委会"}, std::string_view{"社区居民委员会"}, std::string_view{"街道办事处"},
      std::string_view{"便民生活圈"}, std::string_view{"居委会"},         std::string_view{"生活圈"},
      std::string_view{"小区"},       std::string_view{"社区"},           std::string_view{"街道"}};
  auto folded = text::folded(name);
  for (auto const ending : endings) {
    if (folded.size() > ending.size() && std::string_view{folded}.ends_with(ending)) {
      folded.resize(folded.size() - ending.size());
      break;
    }
  }
  return folded;
}

/// The bare form has a key of its own, so that a whole name always goes before it; folded() leaves no '~' in a name.
std::string bare_key(std::string_view name) {
  return "~" + bare(name);
}

template <class Names>
void remember(Names& names, std::string_view name, std::uint32_t number) {
  if (auto folded = text::folded(name); !folded.empty()) {
    names[std::move(folded)].push_back(number);
    names[bare_key(name)].push_back(number);
  }
}

template <class Names>
std::vector<std::uint32_t> const* look_up(Names const& names, std::string_view name) {
  if (auto const whole = names.find(text::folded(name)); whole != names.end()) {
    return &whole->second;
  }
  auto const short_form = names.find(bare_key(name));
  return short_form == names.end() ? nullptr : &short_form->second;
}

Found known(std::vector<std::uint32_t> dwellings) {
  return Found{Sureness::known, std::move(dwellings), std::nullopt};
}
Found not_found(Sureness why) {
  return Found{why, {}, std::nullopt};
}

}  // namespace

bool RowPlace::empty() const {
  return !point && shape == nullptr && code.empty() && building.empty() && compound.empty() && name.empty() &&
         community_code.empty() && community.empty() && subdistrict.empty() && district.empty();
}

PlaceFinder::PlaceFinder(std::span<Area const> areas, DwellingOrder const& dwellings, StreetFinder const& street)
    : areas_{areas}, dwellings_{dwellings}, street_{street} {
  for (std::uint32_t i = 0; i < areas.size(); ++i) {
    if (areas[i].shape.empty()) {
      continue;
    }
    if (!areas[i].code.empty()) {
      by_code_[areas[i].code].push_back(i);
    }
    remember(areas_by_name_[areas[i].level], areas[i].name, i);
  }
  for (std::uint32_t rank = 0; rank < dwellings.size(); ++rank) {
    remember(compounds_, dwellings.at(rank).compound_name, rank);
    remember(buildings_, dwellings.at(rank).name, rank);
  }
}

bool PlaceFinder::all_hold(Around around, geo::Point p) const {
  return std::ranges::all_of(around, [&](auto area) { return geo::contains(areas_[area].shape, p); });
}

PlaceFinder::Pick PlaceFinder::pick(std::vector<std::uint32_t> const* named, Around around) const {
  Pick pick;
  if (named == nullptr) {
    return pick;
  }
  for (auto const area : *named) {
    if (!around.empty() && !all_hold(around, geo::inner_point(areas_[area].shape))) {
      continue;
    }
    if (pick.sureness == Sureness::known) {
      return Pick{Sureness::ambiguous, 0};
    }
    pick = Pick{Sureness::known, area};
  }
  return pick;
}

std::vector<std::uint32_t> PlaceFinder::dwellings_of(std::vector<std::uint32_t> const* named, Around around) const {
  std::vector<std::uint32_t> ranks;
  if (named != nullptr) {
    std::ranges::copy_if(*named, std::back_inserter(ranks),
                         [&](auto rank) { return all_hold(around, dwellings_.at(rank).at); });
  }
  return ranks;
}

PlaceFinder::Units PlaceFinder::units_of(RowPlace const& row) const {
  Units units;
  auto const take = [&](Pick pick) {
    units.finest = pick;
    if (pick.sureness == Sureness::known) {
      units.known.push_back(pick.area);
    }
  };
  auto const named = [&](AreaLevel level, std::string_view name) {
    auto const names = areas_by_name_.find(level);
    return names == areas_by_name_.end() ? nullptr : look_up(names->second, name);
  };
  if (!row.district.empty()) {
    take(pick(named(AreaLevel::district, row.district), units.known));
  }
  if (!row.subdistrict.empty()) {
    take(pick(named(AreaLevel::subdistrict, row.subdistrict), units.known));
  }
  if (row.community.empty() && row.community_code.empty()) {
    return units;
  }
  auto const code = by_code_.find(row.community_code);
  auto community = pick(code == by_code_.end() ? nullptr : &code->second, {});
  if (community.sureness != Sureness::known && !row.community.empty()) {
    community = pick(named(AreaLevel::community, row.community), units.known);
  }
  take(community);
  if (community.sureness == Sureness::known) {
    units.community = community.area;
  }
  return units;
}

Found PlaceFinder::of_pick(Pick pick) {
  if (pick.sureness != Sureness::known) {
    return not_found(pick.sureness);
  }
  auto const [kept, fresh] = found_in_area_.try_emplace(pick.area);
  if (fresh) {
    kept->second = of_shape(areas_[pick.area].shape);
  }
  return kept->second;
}

Found PlaceFinder::of_shape(geo::MultiPolygon const& shape) const {
  auto found = known(dwellings_.inside(shape));
  if (found.dwellings.empty()) {
    auto const middle = geo::inner_point(shape);
    auto const place = street_ ? street_(middle, metres_to_street) : std::nullopt;
    found.place = place && geo::contains(shape, *place) ? *place : middle;
  }
  return found;
}

Found PlaceFinder::of_compound(std::string_view name, Around around) {
  auto const names = areas_by_name_.find(AreaLevel::compound);
  auto const area = pick(names == areas_by_name_.end() ? nullptr : look_up(names->second, name), around);
  if (area.sureness != Sureness::unknown) {
    return of_pick(area);
  }
  auto ranks = dwellings_of(look_up(compounds_, name), around);
  if (ranks.empty()) {
    return not_found(Sureness::unknown);
  }
  geo::Box box;
  for (auto const rank : ranks) {
    box.add(dwellings_.at(rank).at);
  }
  return geo::distance(box.low, box.high) > compound_extent ? not_found(Sureness::ambiguous) : known(std::move(ranks));
}

Found PlaceFinder::of_building(RowPlace const& row, Around around) {
  if (row.compound.empty()) {
    auto ranks = dwellings_of(look_up(buildings_, row.building), around);
    if (ranks.size() > 1) {
      return not_found(Sureness::ambiguous);
    }
    return ranks.empty() ? not_found(Sureness::unknown) : known(std::move(ranks));
  }
  auto found = of_compound(row.compound, around);
  std::vector<std::uint32_t> same;
  std::ranges::copy_if(found.dwellings, std::back_inserter(same),
                       [&](auto rank) { return text::folded(dwellings_.at(rank).name) == text::folded(row.building); });
  if (!same.empty()) {
    found.dwellings = std::move(same);
  }
  return found;
}

Found PlaceFinder::of_anything(std::string_view name, Around around) {
  if (auto found = of_compound(name, around); found.sureness != Sureness::unknown) {
    return found;
  }
  RowPlace building;
  building.building = name;
  if (auto found = of_building(building, around); found.sureness != Sureness::unknown) {
    return found;
  }
  for (auto const level :
       {AreaLevel::community, AreaLevel::subdistrict, AreaLevel::district, AreaLevel::living_circle}) {
    auto const names = areas_by_name_.find(level);
    auto const area = pick(names == areas_by_name_.end() ? nullptr : look_up(names->second, name), around);
    if (area.sureness != Sureness::unknown) {
      return of_pick(area);
    }
  }
  return not_found(Sureness::unknown);
}

Found PlaceFinder::of_names(RowPlace const& row) {
  auto const units = units_of(row);
  Found found;
  if (!row.building.empty()) {
    found = of_building(row, units.known);
  } else if (!row.compound.empty()) {
    found = of_compound(row.compound, units.known);
  } else if (!row.name.empty()) {
    found = of_anything(row.name, units.known);
  } else {
    return of_pick(units.finest);
  }
  if (found.sureness != Sureness::known && units.community) {
    found = of_pick(Pick{Sureness::known, *units.community});
    found.sureness = Sureness::in_community;
  }
  return found;
}

Found PlaceFinder::of_compound_at(RowPlace const& row) {
  auto const point = *row.point;
  auto const& name = row.compound.empty() ? row.name : row.compound;
  std::optional<std::uint32_t> best;
  std::optional<std::uint32_t> around;
  Millimetres best_away{static_cast<std::int64_t>(metres_to_compound * 1000)};
  auto const names = areas_by_name_.find(AreaLevel::compound);
  auto const* named = names == areas_by_name_.end() ? nullptr : look_up(names->second, name);
  for (auto const area : named == nullptr ? std::vector<std::uint32_t>{} : *named) {
    if (geo::contains(areas_[area].shape, point)) {
      around = area;
    }
    auto const away = geo::distance(point, geo::inner_point(areas_[area].shape));
    if (away <= best_away) {
      best = area;
      best_away = away;
    }
  }
  if (around || best) {
    return of_pick(Pick{Sureness::known, around ? *around : *best});
  }
  auto ranks = dwellings_of(look_up(compounds_, name), {});
  auto const near = dwellings_.near(point, metres_to_compound);
  std::erase_if(ranks, [&](auto rank) { return !std::ranges::binary_search(near, rank); });
  return ranks.empty() ? not_found(Sureness::unknown) : known(std::move(ranks));
}

Found PlaceFinder::of_point(RowPlace const& row) {
  if (row.building.empty() && !(row.compound.empty() && row.name.empty())) {
    if (auto found = of_compound_at(row); found.sureness == Sureness::known) {
      return found;
    }
  }
  auto const near = dwellings_.near(*row.point, metres_to_dwelling);
  auto const nearest =
      std::ranges::min_element(near, {}, [&](auto rank) { return geo::distance(*row.point, dwellings_.at(rank).at); });
  if (nearest != near.end()) {
    return known({*nearest});
  }
  return Found{Sureness::known, {}, row.point};
}

Found PlaceFinder::find(RowPlace const& asked) {
  auto row = asked;
  // 小区 + 名称 is a building of that compound; 名称 + 楼栋 a building of the compound of that name.
  if (row.building.empty() && !row.compound.empty() && text::folded(row.name) != text::folded(row.compound)) {
    row.building = row.name;
  } else if (!row.building.empty() && row.compound.empty()) {
    row.compound = row.name;
  }
  if (row.shape != nullptr) {
    return of_shape(*row.shape);
  }
  if (row.point) {
    return of_point(row);
  }
  if (auto const code = by_code_.find(row.code); code != by_code_.end()) {
    return of_pick(pick(&code->second, {}));
  }
  return of_names(row);
}

}  // namespace linquan::city
