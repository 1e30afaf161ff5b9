#include "registers_index.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <tuple>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::city::registers {
namespace {

constexpr std::int32_t sure_exact = 950;
constexpr std::int32_t sure_same_main = 850;  ///< 128-2号 placed at 128号
constexpr std::int32_t sure_same_side = 700;
constexpr std::int32_t sure_same_side_far = 620;  ///< between neighbours far apart
constexpr std::int32_t sure_other_side = 600;
constexpr std::int32_t sure_end = 650;  ///< a few numbers beyond the last one of its side
constexpr std::int32_t sure_other_end = 500;
constexpr std::int64_t together_millimetres = 200'000;
constexpr std::int64_t neighbours_millimetres = 600'000;
constexpr std::int64_t far_millimetres = 200'000;
constexpr std::int32_t neighbours_numbers = 80;
constexpr std::int32_t end_numbers = 6;
constexpr int alike_enough = 800;

}  // namespace

bool all_together(std::span<geo::Point const> points) {
  return std::ranges::all_of(
      points, [&](geo::Point p) { return geo::distance(points.front(), p).count <= together_millimetres; });
}

geo::Point part_way(geo::Point a, geo::Point b, std::int64_t part, std::int64_t whole) {
  auto const mix = [&](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(from + (std::int64_t{to} - from) * part / whole);
  };
  return {mix(a.lon, b.lon), mix(a.lat, b.lat)};
}

std::optional<HouseNumber> house_number(std::string_view text) {
  constexpr std::int32_t number_max = 99'999;
  auto folded = text::tidy(text);
  auto const first = folded.find_first_of("0123456789");
  if (first == std::string::npos) {
    return std::nullopt;
  }
  HouseNumber number;
  auto at = first;
  for (; at < folded.size() && folded[at] >= '0' && folded[at] <= '9'; ++at) {
    number.main = number.main * 10 + (folded[at] - '0');
    if (number.main > number_max) {
      return std::nullopt;
    }
  }
  // 甲 in 甲12号 counts, 号 and 号院 say nothing.
  number.rest = folded.substr(0, first) + folded.substr(at);
  for (auto const word : {std::string_view{"号院"}, std::string_view{"号"}}) {
    if (auto const found = number.rest.find(word); found != std::string::npos) {
      number.rest.erase(found, word.size());
    }
  }
  number.rest = text::tidy(number.rest);
  return number;
}

StreetNumbers::StreetNumbers(std::span<osm::AddressPoint const> addresses) {
  for (auto const& address : addresses) {
    auto number = house_number(address.number);
    if (number && !address.street.empty()) {
      streets_[text::folded(address.street)].push_back({std::move(*number), address.at});
    }
  }
  for (auto& [name, houses] : streets_) {
    std::ranges::sort(houses, {}, [](House const& house) { return std::tuple{house.number, house.at}; });
  }
}

std::optional<Guess> StreetNumbers::between(std::span<House const> houses, std::int32_t main, bool same_side) {
  House const* lower = nullptr;
  House const* upper = nullptr;
  for (auto const& house : houses) {
    if (same_side && (house.number.main - main) % 2 != 0) {
      continue;
    }
    if (house.number.main < main) {
      lower = &house;
    } else if (upper == nullptr) {
      upper = &house;
    }
  }
  if (lower != nullptr && upper != nullptr) {
    auto const gap = upper->number.main - lower->number.main;
    auto const apart = geo::distance(lower->at, upper->at).count;
    if (apart > neighbours_millimetres || gap > neighbours_numbers) {
      return std::nullopt;
    }
    auto const side = apart <= far_millimetres ? sure_same_side : sure_same_side_far;
    return Guess{part_way(lower->at, upper->at, main - lower->number.main, gap), Placing::address,
                 same_side ? side : sure_other_side};
  }
  auto const* only = lower != nullptr ? lower : upper;
  if (only == nullptr || std::abs(only->number.main - main) > end_numbers) {
    return std::nullopt;
  }
  return Guess{only->at, Placing::address, same_side ? sure_end : sure_other_end};
}

std::span<House const> StreetNumbers::of(std::string_view street) const {
  auto const known = streets_.find(text::folded(street));
  return known == streets_.end() ? std::span<House const>{} : known->second;
}

namespace {

/// A street may be the community's rim, with its numbers on the other side: then all of them count.
std::vector<House> houses_in(std::vector<House> const& houses, Area const* within) {
  std::vector<House> inside;
  if (within != nullptr && !within->shape.empty()) {
    std::ranges::copy_if(houses, std::back_inserter(inside),
                         [&](House const& house) { return geo::contains(within->shape, house.at); });
  }
  return inside.empty() ? houses : inside;
}

struct AtNumber {
  std::vector<geo::Point> exact;
  std::vector<geo::Point> same_main;
};

AtNumber places_at(std::vector<House> const& houses, HouseNumber const& wanted) {
  AtNumber places;
  for (auto const& house : houses) {
    if (house.number == wanted) {
      places.exact.push_back(house.at);
    } else if (house.number.main == wanted.main) {
      places.same_main.push_back(house.at);
    }
  }
  return places;
}

}  // namespace

std::optional<Guess> StreetNumbers::find(std::string_view street, std::string_view number, Area const* within) const {
  auto const known = streets_.find(text::folded(street));
  auto const wanted = house_number(number);
  if (known == streets_.end() || !wanted) {
    return std::nullopt;
  }
  auto const houses = houses_in(known->second, within);
  auto const places = places_at(houses, *wanted);
  for (auto const& [points, sure] :
       {std::pair{&places.exact, sure_exact}, std::pair{&places.same_main, sure_same_main}}) {
    if (!points->empty()) {
      return all_together(*points) ? std::optional{Guess{points->front(), Placing::address, sure}} : std::nullopt;
    }
  }
  auto same_side = between(houses, wanted->main, true);
  return same_side ? same_side : between(houses, wanted->main, false);
}

void NamesInText::add(std::string_view name, std::uint32_t thing) {
  auto folded = text::folded(name);
  if (folded.size() >= shortest) {
    auto start = folded.substr(0, shortest);
    by_start_[std::move(start)].emplace_back(std::move(folded), thing);
  }
}

std::vector<std::uint32_t> NamesInText::longest_in(std::string_view folded_text) const {
  std::vector<std::uint32_t> things;
  std::size_t longest = 0;
  for (std::size_t at = 0; at + shortest <= folded_text.size(); ++at) {
    auto const found = by_start_.find(std::string{folded_text.substr(at, shortest)});
    if (found == by_start_.end()) {
      continue;
    }
    for (auto const& [name, thing] : found->second) {
      if (name.size() < longest || !folded_text.substr(at).starts_with(name)) {
        continue;
      }
      if (name.size() > longest) {
        things.clear();
        longest = name.size();
      }
      things.push_back(thing);
    }
  }
  std::ranges::sort(things);
  things.erase(std::unique(things.begin(), things.end()), things.end());
  return things;
}

namespace {

/// Two streets, two numbers of one street, or two telephones: one name, but two outlets.
bool contradict(Outlet const& one, Outlet const& other) {
  auto const a = text::parse_address(one.address);
  auto const b = text::parse_address(other.address);
  auto const number_a = house_number(a.number);
  auto const number_b = house_number(b.number);
  auto const addressed = !a.street.empty() && !b.street.empty() && number_a && number_b;
  if (addressed && (text::folded(a.street) != text::folded(b.street) || number_a->main != number_b->main)) {
    return true;
  }
  auto const both_ring = !one.telephone.empty() && !other.telephone.empty();
  return both_ring && one.telephone.find(other.telephone) == std::string::npos &&
         other.telephone.find(one.telephone) == std::string::npos;
}

}  // namespace

PlacedOutlets::PlacedOutlets(std::span<Outlet const> outlets) {
  std::vector<geo::Box> boxes;
  for (auto const& outlet : outlets) {
    if (outlet.stands.empty() || outlet.name.empty() || outlet.placing != Placing::surveyed) {
      continue;
    }
    auto const number = static_cast<std::uint32_t>(placed_.size());
    placed_.push_back({&outlet, outlets::name_parts(outlet.name), outlet.stands.front().at});
    by_name_[placed_.back().name.base].push_back(number);
    boxes.push_back({placed_.back().at, placed_.back().at});
  }
  index_ = geo::BoxIndex{boxes};
}

std::optional<Guess> PlacedOutlets::named_like(Outlet const& outlet, Area const* within) const {
  auto const name = outlets::name_parts(outlet.name);
  auto const same = by_name_.find(name.base);
  if (name.base.empty() || same == by_name_.end()) {
    return std::nullopt;
  }
  std::vector<geo::Point> points;
  auto best = 0;
  for (auto const number : same->second) {
    auto const& placed = placed_[number];
    auto const likeness = outlets::name_likeness(name, placed.name);
    auto const inside = within == nullptr || within->shape.empty() || geo::contains(within->shape, placed.at);
    if (likeness < alike_enough || !inside || !outlets::share_kind(outlet, *placed.outlet) ||
        contradict(outlet, *placed.outlet)) {
      continue;
    }
    if (likeness > best) {
      points.clear();
      best = likeness;
    }
    if (likeness == best) {
      points.push_back(placed.at);
    }
  }
  if (points.empty() || !all_together(points)) {
    return std::nullopt;
  }
  std::ranges::sort(points);
  return Guess{points.front(), Placing::name, best * (within == nullptr ? 7 : 8) / 10};
}

std::optional<Guess> PlacedOutlets::near(Outlet const& outlet, geo::Point at) const {
  constexpr double near_metres = 300;
  auto const name = outlets::name_parts(outlet.name);
  std::vector<std::uint32_t> around;
  index_.visit(geo::widened({at, at}, near_metres), [&](std::uint32_t number) { around.push_back(number); });
  std::ranges::sort(around, {}, [&](std::uint32_t number) { return placed_[number].at; });
  auto best = alike_enough - 1;
  std::optional<Guess> guess;
  for (auto const number : around) {
    auto const& placed = placed_[number];
    auto const likeness = outlets::name_likeness(name, placed.name);
    if (likeness > best && outlets::share_kind(outlet, *placed.outlet) && !contradict(outlet, *placed.outlet)) {
      best = likeness;
      guess = Guess{placed.at, Placing::name, likeness * 9 / 10};
    }
  }
  return guess;
}

}  // namespace linquan::city::registers
