#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "doubles_merge.h"
#include "linquan/city/outlets.h"
#include "linquan/geo/box_index.h"
#include "linquan/text/text.h"
#include "outlets_facts.h"

namespace linquan::city {
namespace {

constexpr std::int64_t near_millimetres = 60'000;
constexpr std::int64_t same_number_millimetres = 250'000;
constexpr int alike = 650;
/// Rows of one source are told apart by their own office: only the same name is a double.
constexpr int alike_within_source = 900;
constexpr int alike_with_same_number = 400;

/// The file and sheet of a source: "osm", "outlets.xlsx:Sheet1".
std::string_view family_of(SourceRef const& source) {
  return outlets::is_osm(source) ? std::string_view{"osm"} : std::string_view{source}.substr(0, source.rfind('!'));
}

/// Hotlines (400…, 95…, 12345) ring for every branch and tell none from another.
std::vector<std::string> own_numbers(std::string_view telephone) {
  std::vector<std::string> numbers;
  while (!telephone.empty()) {
    auto const end = std::min(telephone.find(';'), telephone.size());
    auto const number = telephone.substr(0, end);
    telephone.remove_prefix(std::min(end + 1, telephone.size()));
    auto const digits = std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; });
    auto const hotline = number.starts_with("400") || number.starts_with("800") || number.starts_with("95") ||
                         number.starts_with("96") || digits < 7;
    if (!hotline) {
      numbers.emplace_back(number);
    }
  }
  std::ranges::sort(numbers);
  return numbers;
}

/// An outlet as one source tells it.
struct Told {
  Outlet const* outlet;
  outlets::NameParts name;
  std::string_view family;
  std::vector<std::string> numbers;
  bool licensed = false;  ///< with a code whose check digits hold: another code means another outlet
  bool is_node = false;   ///< a single point of OSM, which an outline may repeat
};

struct Pair {
  std::uint32_t a;
  std::uint32_t b;
  int score;
  std::uint32_t metres;
};

bool same_number(Told const& a, Told const& b) {
  return std::ranges::any_of(a.numbers,
                             [&](auto const& number) { return std::ranges::binary_search(b.numbers, number); });
}

/// 物美 beside 物美超市学院路店: one source writes the short name.
bool starts_other(std::string const& a, std::string const& b) {
  constexpr std::size_t two_characters = 6;
  auto const& shorter = a.size() < b.size() ? a : b;
  auto const& longer = a.size() < b.size() ? b : a;
  return shorter.size() >= two_characters && longer.starts_with(shorter);
}

/// Two nodes or two outlines of OSM are two things; a node and an outline of one name are the same thing twice.
bool one_within_source(Told const& one, Told const& other, int likeness) {
  auto const told_twice = one.family != "osm" || one.is_node != other.is_node;
  return likeness >= alike_within_source && told_twice && outlets::share_kind(*one.outlet, *other.outlet);
}

/// Kinds in conflict under one name and number are one outlet of which each source saw one side.
bool one_between_sources(Told const& one, Told const& other, int likeness, bool number) {
  auto const like_enough = likeness >= (number ? alike_with_same_number : alike);
  return like_enough &&
         (outlets::share_kind(*one.outlet, *other.outlet) || (number && likeness >= alike_within_source));
}

/// Likeness of the names, where one source may write the short name only.
int likeness_between(Told const& one, Told const& other) {
  auto const likeness = outlets::name_likeness(one.name, other.name);
  auto const same_branch = one.name.branch == other.name.branch || one.name.branch.empty() || other.name.branch.empty();
  auto const shortened = one.family != other.family && same_branch && starts_other(one.name.base, other.name.base);
  return shortened ? std::max(likeness, alike) : likeness;
}

/// How much speaks for one outlet told twice; nullopt where it is two. Distances of unplaced outlets are not known.
std::optional<Pair> judge(std::span<Told const> all, std::uint32_t a, std::uint32_t b) {
  auto const& one = all[a];
  auto const& other = all[b];
  auto const known_away = outlets::millimetres_between(*one.outlet, *other.outlet);
  auto const away = known_away.value_or(0);
  auto const licence = !one.outlet->licence.empty() && one.outlet->licence == other.outlet->licence;
  auto const number = licence || same_number(one, other);
  if (away > (number ? same_number_millimetres : near_millimetres) || (!known_away && !number) ||
      (!licence && one.licensed && other.licensed)) {
    return std::nullopt;
  }
  auto const likeness = likeness_between(one, other);
  auto const same = one.family == other.family ? one_within_source(one, other, likeness)
                                               : one_between_sources(one, other, likeness, number);
  if (!same) {
    return std::nullopt;
  }
  auto const score = likeness + (licence ? 1'000 : 0) + (number ? 500 : 0) - static_cast<int>(away / 1'000);
  return Pair{a, b, score, static_cast<std::uint32_t>(away / 1'000)};
}

std::vector<Told> told_of(std::span<Outlet const> all) {
  std::vector<Told> candidates;
  candidates.reserve(all.size());
  for (auto const& outlet : all) {
    auto const& source = outlet.sources.front();
    candidates.push_back({&outlet, outlets::name_parts(outlet.name), family_of(source), own_numbers(outlet.telephone),
                          text::check_credit_code(outlet.licence) == text::LicenceCheck::good,
                          source.starts_with("osm:node/")});
  }
  return candidates;
}

/// Pairs that may be one: near each other, or of one licence or number where a place is missing.
std::set<std::pair<std::uint32_t, std::uint32_t>> pairs_to_judge(std::span<Told const> all) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  auto const add = [&](std::uint32_t a, std::uint32_t b) {
    if (a != b) {
      pairs.insert(std::minmax(a, b));
    }
  };
  std::vector<geo::Box> boxes;
  std::vector<std::uint32_t> owner;
  std::map<std::string, std::vector<std::uint32_t>> by_number;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    // Without a name nothing can be alike.
    if (all[i].name.base.empty()) {
      continue;
    }
    for (auto const& stand : all[i].outlet->stands) {
      boxes.push_back({stand.at, stand.at});
      owner.push_back(i);
    }
    auto numbers = all[i].numbers;
    numbers.push_back(all[i].outlet->licence);
    for (auto const& number : numbers) {
      if (!number.empty()) {
        by_number[number].push_back(i);
      }
    }
  }
  geo::BoxIndex const index{boxes};
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    index.visit(geo::widened(boxes[i], near_millimetres / 1'000.0),
                [&](std::uint32_t other) { add(owner[i], owner[other]); });
  }
  // One company's licence may stand at hundreds of its branches; those are told apart by place alone.
  constexpr std::size_t sharers_max = 50;
  for (auto const& [number, sharers] : by_number) {
    for (std::size_t i = 0; sharers.size() <= sharers_max && i < sharers.size(); ++i) {
      for (std::size_t j = i + 1; j < sharers.size(); ++j) {
        add(sharers[i], sharers[j]);
      }
    }
  }
  return pairs;
}

/// Groups of outlets that are one. Best pairs join first, and only where every member agrees with every other: two
/// shops are never joined by a third that resembles both.
std::vector<std::vector<std::uint32_t>> groups_of(std::span<Told const> all, std::vector<Pair> pairs) {
  std::ranges::sort(pairs, {}, [](Pair const& pair) { return std::tuple{-pair.score, pair.a, pair.b}; });
  std::set<std::pair<std::uint32_t, std::uint32_t>> agreed;
  for (auto const& pair : pairs) {
    agreed.emplace(pair.a, pair.b);
  }
  std::vector<std::uint32_t> group_of(all.size());
  std::iota(group_of.begin(), group_of.end(), 0U);
  std::vector<std::vector<std::uint32_t>> groups(all.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    groups[i] = {i};
  }
  for (auto const& pair : pairs) {
    auto const into = group_of[pair.a];
    auto const from = group_of[pair.b];
    auto const agree = [&](std::uint32_t one) {
      return std::ranges::all_of(groups[from], [&](auto other) { return agreed.contains(std::minmax(one, other)); });
    };
    if (into == from || !std::ranges::all_of(groups[into], agree)) {
      continue;
    }
    for (auto const member : groups[from]) {
      group_of[member] = into;
      groups[into].push_back(member);
    }
    groups[from].clear();
  }
  std::erase_if(groups, [](auto const& group) { return group.empty(); });
  return groups;
}

}  // namespace

void merge_doubles(std::vector<Outlet>& outlets, Report& report) {
  // Everything below depends on this order and on nothing else of the input's order.
  std::ranges::sort(outlets, {}, [](Outlet const& outlet) { return std::tie(outlet.sources, outlet.id, outlet.name); });
  auto const candidates = told_of(outlets);
  std::vector<Pair> pairs;
  for (auto const& [a, b] : pairs_to_judge(candidates)) {
    if (auto const pair = judge(candidates, a, b); pair) {
      pairs.push_back(*pair);
    }
  }
  std::vector<Outlet> merged;
  for (auto const& group : groups_of(candidates, std::move(pairs))) {
    std::vector<Outlet> members;
    members.reserve(group.size());
    for (auto const number : group) {
      members.push_back(outlets[number]);
    }
    merged.push_back(doubles::merged(std::move(members), report));
  }
  std::ranges::sort(report.doubles, {},
                    [](Report::Double const& one) { return std::tie(one.kept, one.merged, one.name, one.metres); });
  doubles::give_own_ids(merged);
  outlets = std::move(merged);
}

}  // namespace linquan::city
