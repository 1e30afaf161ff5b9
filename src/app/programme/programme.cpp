#include "linquan/programme/programme.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>
#include <utility>

#include "linquan/geo/box_index.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/inside.h"

namespace linquan::programme {
namespace {

using circles::Figures;

std::string district_of(city::City const& city, std::uint32_t circle) {
  std::map<std::uint32_t, Millipersons> people;
  for (auto const& home : city.homes) {
    if (home.living_circle == circle && home.district != walk::none) {
      people[home.district] += home.people.all;
    }
  }
  auto const most = std::ranges::max_element(people, {}, [](auto const& one) { return one.second; });
  return most == people.end() ? std::string{} : city.areas[most->first].code;
}

/// Grounds that can be asked which of them hold a place.
class Grounds {
 public:
  explicit Grounds(std::span<geo::MultiPolygon const> grounds) : grounds_{grounds} {
    std::vector<geo::Box> boxes;
    boxes.reserve(grounds.size());
    for (auto const& ground : grounds) {
      boxes.push_back(geo::box_of(ground));
    }
    index_ = geo::BoxIndex{boxes};
  }

  template <class Use>
  bool visit(geo::Point at, Use const& use) const {
    auto any = false;
    geo::Box box;
    box.add(at);
    index_.visit(box, [&](std::uint32_t ground) {
      if (geo::contains(grounds_[ground], at)) {
        any = true;
        use(ground);
      }
    });
    return any;
  }

 private:
  std::span<geo::MultiPolygon const> grounds_;
  geo::BoxIndex index_;
};

void add_home(Figures& figures, city::Home const& home) {
  ++figures["homes"];
  figures["residents"] += home.people.all.count;
  figures["residents_0_14"] += home.people.age_0_14.count;
  figures["residents_60"] += home.people.age_60.count;
  figures["residents_70"] += home.people.age_70.count;
}

void add_outlet(Figures& figures, city::City const& city, city::Outlet const& outlet, circles::Days days) {
  ++figures["outlets"];
  figures["outlets_opened"] += circles::lies_within(outlet.opened, days) ? 1 : 0;
  figures["outlets_rebuilt"] += circles::lies_within(outlet.rebuilt, days) ? 1 : 0;
  figures["outlets_chain"] += outlet.chain.empty() ? 0 : 1;
  for (auto const kind : outlet.kinds) {
    auto& count = figures["kind:" + city.kind_ids[kind]];
    figures["kinds"] += count == 0 ? 1 : 0;
    ++count;
  }
}

/// The figures that every circle has, also where they are 0.
Figures nothing_yet() {
  Figures figures;
  for (auto const* const name : {"homes", "residents", "residents_0_14", "residents_60", "residents_70", "outlets",
                                 "outlets_opened", "outlets_rebuilt", "outlets_chain", "kinds"}) {
    figures[name] = 0;
  }
  return figures;
}

bool enough(Millipersons people) {
  return people >= Millipersons{needs::people_min * 1'000};
}

}  // namespace

std::vector<circles::Circle> circles_of(city::City const& city) {
  std::vector<circles::Circle> found;
  for (std::uint32_t i = 0; i < city.areas.size(); ++i) {
    auto const& area = city.areas[i];
    if (area.level != city::AreaLevel::living_circle || area.shape.empty()) {
      continue;
    }
    auto const number = std::to_string(area.id.value());
    circles::Circle circle{circles::CircleId{area.id.value()},
                           area.code.empty() ? number : area.code,
                           area.name.empty() ? number : area.name,
                           district_of(city, i),
                           {}};
    circle.boundary.drawn = area.shape;
    circle.state = circles::state_from_word(area.state);
    found.push_back(std::move(circle));
  }
  return found;
}

Result<std::uint32_t> area_of_code(city::City const& city, std::string_view code) {
  auto const found = std::ranges::find(city.areas, code, &city::Area::code);
  if (code.empty() || found == city.areas.end()) {
    return refuse(ErrorKind::not_found, "area_code_unknown", {{"code", std::string{code}}});
  }
  return static_cast<std::uint32_t>(found - city.areas.begin());
}

Result<geo::MultiPolygon> ground_of(circles::Boundary const& boundary, city::City const& city) {
  auto ground = boundary.drawn;
  for (auto const& code : boundary.communities) {
    auto const found = std::ranges::find_if(city.areas, [&](city::Area const& area) {
      return area.level == city::AreaLevel::community && area.code == code;
    });
    if (found == city.areas.end()) {
      return refuse(ErrorKind::usage, "living_circle_community", {{"code", code}});
    }
    ground.insert(ground.end(), found->shape.begin(), found->shape.end());
  }
  return ground;
}

Within within(city::City const& city, std::span<geo::MultiPolygon const> grounds, circles::Days days) {
  Grounds const index{grounds};
  Within all;
  all.figures.assign(grounds.size(), nothing_yet());
  for (auto const& home : city.homes) {
    if (index.visit(home.door, [&](std::uint32_t ground) { add_home(all.figures[ground], home); })) {
      all.residents += home.people.all;
    }
  }
  for (auto const& outlet : city.outlets) {
    if (outlet.stands.empty()) {
      continue;
    }
    auto const at = outlet.stands.front().at;
    if (index.visit(at, [&](std::uint32_t ground) { add_outlet(all.figures[ground], city, outlet, days); })) {
      ++all.outlets;
    }
  }
  return all;
}

std::vector<std::uint32_t> outlets_within(city::City const& city, geo::MultiPolygon const& ground) {
  auto const box = geo::box_of(ground);
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    auto const& stands = city.outlets[i].stands;
    if (!stands.empty() && box.contains(stands.front().at) && geo::contains(ground, stands.front().at)) {
      found.push_back(i);
    }
  }
  std::ranges::sort(found, {}, [&](std::uint32_t i) {
    auto const& outlet = city.outlets[i];
    return std::tuple{outlet.kinds.front(), std::string_view{outlet.name}, outlet.id};
  });
  return found;
}

std::vector<Millipersons> people_by_area(city::City const& city) {
  std::vector<Millipersons> people(city.areas.size());
  for (auto const& home : city.homes) {
    for (auto const area : {home.compound, home.community, home.subdistrict, home.district, home.living_circle}) {
      if (area != walk::none) {
        people[area] += home.people.all;
      }
    }
  }
  return people;
}

std::optional<std::uint64_t> needs_of(standard::Gap const& gap, standard::Rule const& rule, city::City const& city,
                                      std::span<needs::Demand const> open,
                                      std::span<Millipersons const> people_by_area) {
  if (gap.area == walk::none || !enough(people_by_area[gap.area])) {
    return std::nullopt;
  }
  auto const& shape = city.areas[gap.area].shape;
  auto const box = geo::box_of(shape);
  return static_cast<std::uint64_t>(std::ranges::count_if(open, [&](needs::Demand const& demand) {
    return std::ranges::binary_search(rule.kinds, demand.kind) && box.contains(demand.at) &&
           geo::contains(shape, demand.at);
  }));
}

std::vector<NeedCount> need_counts(city::City const& city, std::span<needs::Demand const> open) {
  auto const people = people_by_area(city);
  std::map<std::string_view, bool> tells;
  Millipersons elsewhere;
  for (auto const& home : city.homes) {
    if (home.community == walk::none || !enough(people[home.community])) {
      elsewhere += home.people.all;
    }
  }
  for (std::size_t i = 0; i < city.areas.size(); ++i) {
    if (city.areas[i].level == city::AreaLevel::community) {
      tells[city.areas[i].code] = enough(people[i]);
    }
  }
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
  for (auto const& demand : open) {
    auto const known = tells.find(demand.community);
    auto const told = known != tells.end() && known->second;
    if (told || enough(elsewhere)) {
      ++counts[{told ? demand.community : std::string{}, demand.kind}];
    }
  }
  std::vector<NeedCount> all;
  for (auto const& [key, count] : counts) {
    all.push_back({key.first, key.second, count});
  }
  return all;
}

}  // namespace linquan::programme
