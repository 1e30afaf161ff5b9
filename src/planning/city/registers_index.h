#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "linquan/city/outlets.h"
#include "linquan/geo/box_index.h"
#include "outlets_facts.h"

/// What registers are matched to, ordered for finding.
namespace linquan::city::registers {

/// A house number taken apart: "128-2号" is main 128, rest "-2".
struct HouseNumber {
  std::int32_t main = 0;
  std::string rest;
  friend auto operator<=>(HouseNumber const&, HouseNumber const&) = default;
};
std::optional<HouseNumber> house_number(std::string_view text);

/// Where an outlet may be, and how that is known.
struct Guess {
  geo::Point at;
  Placing placing = Placing::unplaced;
  std::int32_t permille = 0;
};

/// Whether all points stand for one place: none is farther than 200 m from the first.
bool all_together(std::span<geo::Point const> points);

/// `part` of `whole` on the way from `a` to `b`.
geo::Point part_way(geo::Point a, geo::Point b, std::int64_t part, std::int64_t whole);

struct House {
  HouseNumber number;
  geo::Point at;
};

/// The numbers of every street by its name.
class StreetNumbers {
 public:
  explicit StreetNumbers(std::span<osm::AddressPoint const> addresses);

  /// The very number, or a place between its nearest neighbours on the same side or beside the last one there, or else
  /// on the other side. Streets of
  /// one name in several parts of the city are told apart by `within` (nullptr: not known); where they cannot be,
  /// nothing is guessed.
  [[nodiscard]] std::optional<Guess> find(std::string_view street, std::string_view number, Area const* within) const;

  /// All numbers of a street, ascending; those of other streets of that name too.
  [[nodiscard]] std::span<House const> of(std::string_view street) const;

 private:
  [[nodiscard]] static std::optional<Guess> between(std::span<House const> houses, std::int32_t main, bool same_side);

  std::map<std::string, std::vector<House>, std::less<>> streets_;  ///< houses ascending
};

/// Names that may stand somewhere in an address.
class NamesInText {
 public:
  /// Names of fewer than `shortest` bytes are left out: they stand in other words too.
  void add(std::string_view name, std::uint32_t thing);
  /// The things of the longest name that occurs in the folded text; empty where none does.
  [[nodiscard]] std::vector<std::uint32_t> longest_in(std::string_view folded_text) const;

 private:
  static constexpr std::size_t shortest = 6;  ///< two Chinese characters
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::uint32_t>>> by_start_;
};

/// Outlets that have a place, by place and by name.
class PlacedOutlets {
 public:
  explicit PlacedOutlets(std::span<Outlet const> outlets);

  /// The only outlet of (nearly) this name with a kind in common; inside `within` where that is known. Several of one
  /// name are none, unless they stand together, and none has another number or telephone.
  [[nodiscard]] std::optional<Guess> named_like(Outlet const& outlet, Area const* within) const;
  /// The most alike one with a kind in common near `at`, of no other number or telephone.
  [[nodiscard]] std::optional<Guess> near(Outlet const& outlet, geo::Point at) const;

 private:
  struct Placed {
    Outlet const* outlet;
    outlets::NameParts name;
    geo::Point at;
  };
  std::vector<Placed> placed_;
  geo::BoxIndex index_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_name_;
};

}  // namespace linquan::city::registers
