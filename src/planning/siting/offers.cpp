#include "offers.h"

#include <algorithm>
#include <iterator>

#include "linquan/kinds/kinds.h"
#include "linquan/kinds/where.h"
#include "near_pairs.h"

namespace linquan::siting {
namespace {

bool has_any(city::Outlet const& outlet, std::vector<kinds::KindIndex> const& kinds) {
  return std::ranges::any_of(kinds, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
}

bool roams(std::string const& id) {
  auto const& table = kinds::Kinds::built_in();
  auto const found = table.find(id);
  return found && table[*found].roams;
}

}  // namespace

Result<std::vector<kinds::KindIndex>> kinds_of(city::City const& city, std::vector<std::string> const& ids) {
  std::vector<kinds::KindIndex> found;
  for (auto const& id : ids) {
    auto const place = std::ranges::find(city.kind_ids, id);
    if (place == city.kind_ids.end()) {
      return refuse(ErrorKind::bad_input, "site_kind_unknown", {{"kind", id}});
    }
    found.push_back(static_cast<kinds::KindIndex>(place - city.kind_ids.begin()));
  }
  return found;
}

std::vector<std::string> hosts_of(std::string const& kind) {
  auto const& table = kinds::Kinds::built_in();
  auto const found = table.find(kind);
  return found ? table[*found].hosts : std::vector<std::string>{};
}

std::vector<Spot const*> spots_for(city::City const& city, std::vector<Spot> const& spots,
                                   std::vector<kinds::KindIndex> const& kinds, std::vector<std::string> const& hosts) {
  auto const is_host = [&](auto kind) { return std::ranges::find(hosts, city.kind_ids[kind]) != hosts.end(); };
  auto const built = kinds.front();
  auto const may_roam = roams(city.kind_ids[built]);
  auto const where = kinds::where_of(city.kind_ids[built]);
  auto const fits = [&](Spot const& spot) {
    switch (spot.origin) {
      case Origin::outlet: {
        auto const& outlet = city.outlets[spot.index];
        return !has_any(outlet, kinds) && std::ranges::any_of(outlet.kinds, is_host);
      }
      case Origin::street:
        return kinds::fits_front(where);
      case Origin::candidate:
        if (!spot.kinds.empty()) {
          return std::ranges::binary_search(spot.kinds, built);
        }
        return spot.stall ? may_roam : kinds::fits_premises(where);
    }
    return false;
  };
  std::vector<Spot const*> fit;
  for (auto const& spot : spots) {
    if (fits(spot)) {
      fit.push_back(&spot);
    }
  }
  return fit;
}

void keep_away(city::City const& city, std::vector<kinds::KindIndex> const& kinds, Millimetres spacing,
               std::vector<Spot const*>& spots) {
  std::vector<geo::Point> others;
  for (auto const& outlet : city.outlets) {
    if (has_any(outlet, kinds)) {
      std::ranges::transform(outlet.stands, std::back_inserter(others), &city::Stand::at);
    }
  }
  std::vector<geo::Point> places(spots.size());
  std::ranges::transform(spots, places.begin(), [](Spot const* spot) { return spot->at; });
  auto const near = near_any(places, others, spacing);
  std::size_t i = 0;
  std::erase_if(spots, [&](Spot const*) { return near[i++] != 0; });
}

}  // namespace linquan::siting
