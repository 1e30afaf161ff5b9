#include "outlets.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "linquan/base/money.h"
#include "names.h"
#include "random.h"
#include "streets.h"

namespace linquan::demo {
namespace {

constexpr std::int64_t outlets_each_million = 11'600;
constexpr std::array<std::string_view, 6> chains{"邻好", "万邻", "安心", "家佳", "彭祥", "益友"};

std::optional<Gap> gap_of(std::string_view kind) {
  constexpr std::array<std::string_view, 4> repairs{"repair_appliance", "repair_small", "tailor", "repair_bike"};
  constexpr std::array<std::string_view, 5> care{"elder_org", "nursing_home", "nursing_care", "daycare_elder",
                                                 "canteen"};
  if (std::ranges::find(repairs, kind) != repairs.end()) {
    return Gap::repairs;
  }
  if (std::ranges::find(care, kind) != care.end()) {
    return Gap::elder_care;
  }
  return kind == "market" ? std::optional{Gap::market} : std::nullopt;
}

/// How much a shop wants to be in such a block.
std::int64_t liking(Use use, bool repairs) {
  switch (use) {
    case Use::old_town:
      return repairs ? 8 : 4;
    case Use::old_compound:
    case Use::open_quarter:
      return repairs ? 6 : 4;
    case Use::new_compound:
      return repairs ? 1 : 4;
    case Use::commerce:
      return repairs ? 1 : 7;
    case Use::village:
      return 3;
    default:
      return 1;
  }
}

class Placer {
 public:
  explicit Placer(Town& town) : town_{&town}, random_{mixed(town.seed, {7014})} {
    for (std::uint32_t i = 0; i < town.roads.size(); ++i) {
      if (town.roads[i].joinable && town.roads[i].wanted && town.roads[i].rank >= Rank::tertiary) {
        streets_.push_back(i);
      }
    }
  }

  Offered place() {
    choose_barren();
    std::vector<std::int64_t> weights;
    weights.reserve(offers().size());
    for (auto const& offer : offers()) {
      weights.push_back(offer.per_million);
    }
    auto const counts = split_whole(town_->people * outlets_each_million / 1'000'000, weights);
    // Kinds that must keep apart choose first; the many small shops take what is left.
    for (auto const turn :
         {Place::station, Place::civic, Place::ground, Place::spread, Place::road, Place::yard, Place::shop}) {
      for (std::uint16_t i = 0; i < offers().size(); ++i) {
        if (offers()[i].place == turn) {
          place_kind(i, counts[i]);
        }
      }
    }
    return std::move(made_);
  }

 private:
  void choose_barren() {
    add_barren(Gap::repairs, Use::new_compound, 8'500);
    add_barren(Gap::market, Use::new_compound, 9'000);
    add_barren(Gap::elder_care, Use::old_town, 6'500);
  }
  void add_barren(Gap gap, Use use, std::int64_t reach) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> lots;
    for (std::uint32_t i = 0; i < town_->blocks.size(); ++i) {
      if (town_->blocks[i].use == use) {
        lots.emplace_back(mixed(town_->seed, {7015, static_cast<std::int64_t>(gap), i}), i);
      }
    }
    std::ranges::sort(lots);
    lots.resize(std::min(lots.size(), lots.size() / (gap == Gap::elder_care ? 6 : 14) + 1));
    for (auto const& [lot, block] : lots) {
      made_.barren.push_back({gap, town_->blocks[block].quad.centre(), reach});
    }
  }
  [[nodiscard]] bool allowed(std::optional<Gap> gap, At at) const {
    return !gap || std::ranges::none_of(made_.barren, [&](Barren const& one) {
      return one.gap == *gap && distance(one.centre, at) < one.reach;
    });
  }

  void place_kind(std::uint16_t number, std::int64_t count) {
    auto const& offer = offers()[number];
    gap_ = gap_of(offer.kind);
    taken_.clear();
    switch (offer.place) {
      case Place::shop:
      case Place::spread:
        weigh_premises(offer);
        for (std::int64_t i = 0; i < count; ++i) {
          place_shop(number, offer.place == Place::spread ? 8 : 1);
        }
        break;
      case Place::civic:
      case Place::ground:
        for (std::int64_t i = 0; i < count; ++i) {
          place_civic(number);
        }
        break;
      case Place::yard:
        for (std::int64_t i = 0; i < count; ++i) {
          place_yard(number);
        }
        break;
      case Place::road:
        for (std::int64_t i = 0; i < count; ++i) {
          place_beside_road(number);
        }
        break;
      case Place::station:
        for (auto const& entrance : town_->entrances) {
          add(number, entrance.at).node = entrance.node;
        }
        break;
    }
  }

  void weigh_premises(Offer const& offer) {
    auto const repairs = gap_ == Gap::repairs;
    sums_.clear();
    std::int64_t sum = 0;
    for (auto const& premise : town_->premises) {
      auto const& block = town_->blocks[premise.block];
      auto weight = liking(block.use, repairs) * (2 + static_cast<std::int64_t>(premise.rank));
      // Shops of one sort draw each other: some stretches of a street are theirs.
      auto const stretch = mixed(town_->seed, {7016, premise.street, premise.coordinate / 1500});
      auto const kin = mixed(stretch, {static_cast<std::int64_t>(offer.kind.size()), offer.per_million});
      weight *= stretch % 4 == 0 ? 3 : 1;
      weight *= kin % 9 == 0 ? 5 : 1;
      sum += allowed(gap_, premise.at) ? weight : 0;
      sums_.push_back(sum);
    }
  }
  std::optional<std::size_t> draw_premise() {
    if (sums_.empty() || sums_.back() == 0) {
      return std::nullopt;
    }
    for (int tries = 0; tries < 40; ++tries) {
      auto const at = std::ranges::upper_bound(sums_, random_.below(sums_.back()));
      auto const i = static_cast<std::size_t>(at - sums_.begin());
      if (!town_->premises[i].taken) {
        return i;
      }
    }
    return std::nullopt;
  }
  /// Decimetres to the nearest outlet of this kind that is placed already.
  [[nodiscard]] std::int64_t lonely(At at) const {
    std::int64_t nearest = 1'000'000;
    for (auto const other : taken_) {
      nearest = std::min(nearest, distance(other, at));
    }
    return nearest;
  }
  void place_shop(std::uint16_t number, int candidates) {
    std::optional<std::size_t> best;
    std::int64_t best_off = -1;
    for (int i = 0; i < candidates; ++i) {
      auto const one = draw_premise();
      auto const off = one && candidates > 1 ? lonely(town_->premises[*one].at) : 0;
      if (one && off > best_off) {
        best = one;
        best_off = off;
      }
    }
    if (!best) {
      place_yard(number);
      return;
    }
    auto& premise = town_->premises[*best];
    premise.taken = true;
    auto& outlet = add(number, premise.at);
    outlet.street = premise.street;
    outlet.number = premise.number;
    outlet.block = premise.block;
    name(outlet);
  }
  void place_civic(std::uint16_t number) {
    std::optional<std::size_t> best;
    std::int64_t best_off = -1;
    for (int i = 0; i < 10 && !town_->spots.empty(); ++i) {
      auto const one = static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(town_->spots.size())));
      auto const off = lonely(town_->spots[one].at);
      if (!town_->spots[one].taken && off > best_off && allowed(gap_, town_->spots[one].at)) {
        best = one;
        best_off = off;
      }
    }
    if (!best) {
      place_yard(number);
      return;
    }
    auto& spot = town_->spots[*best];
    spot.taken = true;
    auto& outlet = add(number, spot.at);
    outlet.block = spot.block;
    outlet.group = spot.group;
    for (auto const road : town_->blocks[spot.block].roads) {
      if (road != nothing && spot.group == nothing) {
        outlet.street = town_->roads[road].name;
      }
    }
    name(outlet);
  }
  void place_yard(std::uint16_t number) {
    for (int tries = 0; tries < 60; ++tries) {
      auto const& home =
          town_->dwellings[static_cast<std::size_t>(random_.below(static_cast<std::int64_t>(town_->dwellings.size())))];
      auto const at = demo::at(home.at.x + random_.between(-60, 60), home.at.y - 105 - random_.below(30));
      auto const& group = town_->groups[home.group];
      if (!allowed(gap_, at) || !inside(group.ring, at)) {
        continue;
      }
      auto& outlet = add(number, at);
      outlet.group = home.group;
      outlet.block = group.block;
      name(outlet);
      return;
    }
  }
  void place_beside_road(std::uint16_t number) {
    auto const& road = town_->roads[random_.pick(std::span<std::uint32_t const>{streets_})];
    auto const length = distance(road.a, road.b);
    auto const p = between(road.a, road.b, random_.between(length / 4, length * 3 / 4), length);
    auto const side = random_.chance(500) ? half_street(road.rank) - 60 : 60 - half_street(road.rank);
    auto const at = demo::at(p.x - (std::int64_t{road.b.y} - road.a.y) * side / length,
                             p.y + (std::int64_t{road.b.x} - road.a.x) * side / length);
    auto& outlet = add(number, at);
    outlet.street = road.name;
    outlet.name = offers()[number].naming == Naming::none
                      ? fmt::format("{}{}站", town_->names[road.name], random_.chance(500) ? "北" : "口")
                      : Names::shop(random_) + std::string{offers()[number].ending};
    outlet.block = nearest_block(at);
  }
  [[nodiscard]] std::uint32_t nearest_block(At at) const {
    auto const column = std::ranges::upper_bound(town_->xs, at.x) - town_->xs.begin() - 1;
    auto const row = std::ranges::upper_bound(town_->ys, at.y) - town_->ys.begin() - 1;
    return town_->block_number(std::clamp(static_cast<std::int32_t>(column), 0, town_->columns - 1),
                               std::clamp(static_cast<std::int32_t>(row), 0, town_->rows - 1));
  }

  Outlet& add(std::uint16_t number, At at) {
    Outlet outlet;
    outlet.offer = number;
    outlet.at = at;
    outlet.block = nearest_block(at);
    made_.outlets.push_back(std::move(outlet));
    taken_.push_back(at);
    return made_.outlets.back();
  }
  void name(Outlet& outlet) {
    auto const& offer = offers()[outlet.offer];
    std::string const ending{offer.ending};
    switch (offer.naming) {
      case Naming::shop:
        outlet.name = Names::shop(random_) + ending;
        break;
      case Naming::chain:
        outlet.name = outlet.street == nothing
                          ? Names::shop(random_) + ending
                          : fmt::format("{}{}({}店)", random_.pick(chains), ending, town_->names[outlet.street]);
        break;
      case Naming::community:
      case Naming::subdistrict: {
        auto const level = offer.naming == Naming::community ? Level::community : Level::subdistrict;
        auto const area = town_->area_of(outlet.block, level);
        auto const place = area == nothing ? Names::shop(random_) : town_->areas[area].name;
        auto const count = ++named_[place + ending];
        outlet.name = count == 1 ? place + ending : fmt::format("{}第{}{}", place, count, ending);
        break;
      }
      case Naming::none:
        outlet.name = outlet.group != nothing && !ending.empty() ? town_->groups[outlet.group].name + ending : ending;
        break;
    }
  }

  Town* town_;
  Random random_;
  Offered made_;
  std::optional<Gap> gap_;
  std::vector<At> taken_;
  std::vector<std::int64_t> sums_;
  std::vector<std::uint32_t> streets_;
  std::map<std::string, int> named_;
};

}  // namespace

Offered place_outlets(Town& town) {
  return Placer{town}.place();
}

std::string address_of(Town const& town, Outlet const& outlet) {
  auto const district = town.area_of(outlet.block, Level::district);
  std::string address = district == nothing ? "" : town.areas[district].name;
  if (outlet.street != nothing && outlet.number != 0) {
    return fmt::format("{}{}{}号", address, town.names[outlet.street], outlet.number);
  }
  if (outlet.group != nothing) {
    return address + town.groups[outlet.group].name + "内";
  }
  return outlet.street == nothing ? std::string{} : address + town.names[outlet.street];
}

}  // namespace linquan::demo
