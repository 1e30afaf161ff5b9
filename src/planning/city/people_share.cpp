#include "people_share.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/base/money.h"

namespace linquan::city {
namespace {

std::vector<std::int64_t> split_count(Millipersons total, std::span<std::int64_t const> weights) {
  return total.count == 0 ? std::vector<std::int64_t>(weights.size()) : split_whole(total.count, weights);
}

void add(People& to, People const& more) {
  to.all += more.all;
  to.age_0_14 += more.age_0_14;
  to.age_60 += more.age_60;
  to.age_70 += more.age_70;
}

geo::Box box_at(geo::Point p) {
  geo::Box box;
  box.add(p);
  return box;
}

}  // namespace

DwellingOrder::DwellingOrder(std::span<Dwelling const> dwellings, std::span<Home const> homes) {
  for (auto const& dwelling : dwellings) {
    ensure(std::size_t{dwelling.first_home} + dwelling.home_count <= homes.size(),
           "DwellingOrder: a dwelling names homes that do not exist");
    if (dwelling.home_count > 0) {
      ranked_.push_back(&dwelling);
    }
  }
  auto const key = [&](Dwelling const* dwelling) {
    return std::tie(dwelling->at, dwelling->floor_square_metres, dwelling->name, homes[dwelling->first_home].source);
  };
  std::ranges::stable_sort(ranked_, [&](auto const* a, auto const* b) { return key(a) < key(b); });
  std::vector<geo::Box> boxes;
  boxes.reserve(ranked_.size());
  for (auto const* dwelling : ranked_) {
    boxes.push_back(box_at(dwelling->at));
  }
  index_ = geo::BoxIndex{boxes};
}

std::vector<std::uint32_t> DwellingOrder::inside(geo::MultiPolygon const& shape) const {
  std::vector<std::uint32_t> ranks;
  index_.visit(geo::box_of(shape), [&](std::uint32_t rank) {
    if (geo::contains(shape, at(rank).at)) {
      ranks.push_back(rank);
    }
  });
  std::ranges::sort(ranks);
  return ranks;
}

std::vector<std::uint32_t> DwellingOrder::near(geo::Point centre, double metres) const {
  std::vector<std::uint32_t> ranks;
  Millimetres const reach{static_cast<std::int64_t>(std::ceil(metres * 1000.0))};
  index_.visit(geo::widened(box_at(centre), metres), [&](std::uint32_t rank) {
    if (geo::distance(centre, at(rank).at) <= reach) {
      ranks.push_back(rank);
    }
  });
  std::ranges::sort(ranks);
  return ranks;
}

std::vector<People> split_people(People const& total, std::span<std::int64_t const> weights) {
  ensure(total.age_70 <= total.age_60 && total.age_60 + total.age_0_14 <= total.all,
         "split_people: more people of an age than people");
  auto const all = split_count(total.all, weights);
  auto const age_60 = split_count(total.age_60, all);
  auto const age_70 = split_count(total.age_70, age_60);
  auto younger = all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    younger[i] -= age_60[i];
  }
  auto const age_0_14 = split_count(total.age_0_14, younger);
  std::vector<People> parts(weights.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i] = People{{all[i]}, {age_0_14[i]}, {age_60[i]}, {age_70[i]}};
  }
  return parts;
}

void share(People const& people, std::span<std::uint32_t const> ranks, DwellingOrder const& dwellings,
           std::vector<Home>& homes) {
  ensure(!ranks.empty(), "share: no dwelling to take the people");
  std::vector<std::int64_t> floors;
  floors.reserve(ranks.size());
  for (auto const rank : ranks) {
    floors.push_back(std::max(std::int64_t{1}, dwellings.at(rank).floor_square_metres));
  }
  auto const parts = split_people(people, floors);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    auto const& dwelling = dwellings.at(ranks[i]);
    std::vector<std::int64_t> const alike(dwelling.home_count, 1);
    auto const shares = split_people(parts[i], alike);
    for (std::uint32_t home = 0; home < dwelling.home_count; ++home) {
      add(homes[dwelling.first_home + home].people, shares[home]);
    }
  }
}

Home lone_home(SourceRef source, HomeSource kind, geo::Point door, People const& people) {
  Home home;
  home.id = HomeId{id_of(source)};
  home.source = std::move(source);
  home.kind = kind;
  home.door = door;
  home.people = people;
  return home;
}

}  // namespace linquan::city
