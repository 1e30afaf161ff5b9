#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access_options.h"
#include "directory_asked.h"
#include "linquan/answers/carts.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/walker.h"
#include "linquan/siting/carts.h"
#include "linquan/siting/sites.h"

namespace linquan::cli {

/// A number for a name: "market=2". Without a name it is for all.
using Amount = std::pair<std::string, std::int64_t>;

/// What `site` and `carts` have in common.
struct SitingOptions {
  std::filesystem::path city;
  DirectoryAsked directory;
  std::string kinds;  ///< as given: a city decides what they mean
  reach::Walker walker;
  std::optional<reach::Tenths> limit;  ///< nullopt: each kind's own
  reach::AgeGroup people = reach::AgeGroup::all;
  std::optional<std::filesystem::path> candidates;
  std::optional<std::filesystem::path> forbidden;
  std::string crs = "wgs84";
  siting::SpotRequest spots;
  siting::SolveOptions solve;
  std::optional<std::filesystem::path> out;
};

/// What `linquan site` asks: where to put outlets.
struct SiteOptions {
  SitingOptions common;
  siting::Budget budget;
  std::vector<Amount> costs;    ///< fen
  std::vector<Amount> weights;  ///< by kind or age group
  std::string take_on;          ///< as given; empty: as usual
  std::string standard;         ///< an id or a path; with `rule`, instead of kinds, limit and people
  std::string rule;             ///< its id
  Millimetres spacing{};
  bool spacing_to_outlets = false;
  std::optional<std::int64_t> persons_per_capacity;
};

/// What `linquan carts` asks: which cart stands where on which day.
struct CartOptions {
  SitingOptions common;
  std::uint32_t carts = 0;
  siting::Days days = siting::every_day;
  std::string hours{answers::cart_hours_usual};  ///< in OSM's syntax, without days
  std::vector<std::string> circles;              ///< as given
};

/// Everything but the city.
///
/// usage   `usage_missing`, `usage_site_budget`, `limits_two_units`, `person_unknown`, `choice_unknown`,
///         `usage_site_rule`, `amounts_not_understood`, `amount_zero`, `days_not_understood`, `hours_of_day`, and those
///         of Limits::of() and parse.h
Result<SiteOptions> read_site(ValueOf const& value);
Result<CartOptions> read_carts(ValueOf const& value);

}  // namespace linquan::cli
