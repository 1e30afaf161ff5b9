#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/city/people.h"
#include "people_share.h"

namespace linquan::city {

/// What a row of the city's table says of where its people live; empty where it says nothing.
struct RowPlace {
  std::string_view code;      ///< of an area of any level
  std::string_view building;  ///< a dwelling's name, inside `compound` where that is given
  std::string_view compound;
  std::string_view name;  ///< of anything: a building where `compound` is given, else whatever fits
  std::string_view community_code;
  std::string_view community;
  std::string_view subdistrict;
  std::string_view district;
  std::optional<geo::Point> point;
  geo::MultiPolygon const* shape = nullptr;
  [[nodiscard]] bool empty() const;
};

/// Where the people of a row go.
struct Found {
  enum class Sureness : std::uint8_t {
    known,
    in_community,  ///< the name is not known, but the community that the row says it lies in is
    ambiguous,     ///< several have that name
    unknown,
  };
  Sureness sureness = Sureness::unknown;
  std::vector<std::uint32_t> dwellings;  ///< ranks in the DwellingOrder
  std::optional<geo::Point> place;       ///< where no dwelling is known: the door of a home of the row's own
};

/// Finds what the rows of a table speak of among areas and dwellings, by code, name or place.
///
/// A row's own shape or point leads; then its code; then its finest name, which has to lie inside every coarser unit
/// that the row names. Names are compared folded, and then without a closing 小区, 社区, 街道 and the like.
class PlaceFinder {
 public:
  PlaceFinder(std::span<Area const> areas, DwellingOrder const& dwellings, StreetFinder const& street);
  [[nodiscard]] Found find(RowPlace const& row);

 private:
  using Names = std::map<std::string, std::vector<std::uint32_t>, std::less<>>;
  /// One of several areas, or why not.
  struct Pick {
    Found::Sureness sureness = Found::Sureness::unknown;
    std::uint32_t area = 0;
  };
  /// The coarser units that a row names.
  struct Units {
    std::vector<std::uint32_t> known;  ///< areas, coarsest first
    Pick finest;                       ///< of the finest unit named, known or not
    std::optional<std::uint32_t> community;
  };
  using Around = std::span<std::uint32_t const>;

  [[nodiscard]] Pick pick(std::vector<std::uint32_t> const* named, Around around) const;
  [[nodiscard]] bool all_hold(Around around, geo::Point p) const;
  [[nodiscard]] Units units_of(RowPlace const& row) const;
  [[nodiscard]] Found of_names(RowPlace const& row);
  [[nodiscard]] Found of_building(RowPlace const& row, Around around);
  [[nodiscard]] Found of_compound(std::string_view name, Around around);
  [[nodiscard]] Found of_anything(std::string_view name, Around around);
  [[nodiscard]] Found of_shape(geo::MultiPolygon const& shape) const;
  [[nodiscard]] Found of_point(RowPlace const& row);
  [[nodiscard]] Found of_compound_at(RowPlace const& row);
  [[nodiscard]] Found of_pick(Pick pick);
  [[nodiscard]] std::vector<std::uint32_t> dwellings_of(std::vector<std::uint32_t> const* named, Around around) const;

  std::span<Area const> areas_;
  DwellingOrder const& dwellings_;
  StreetFinder const& street_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_code_;
  std::map<AreaLevel, Names> areas_by_name_;
  Names compounds_;                               ///< of dwellings, by the compound they stand in
  Names buildings_;                               ///< of dwellings, by their own name
  std::map<std::uint32_t, Found> found_in_area_;  ///< kept: a table has many rows of one compound
};

}  // namespace linquan::city
