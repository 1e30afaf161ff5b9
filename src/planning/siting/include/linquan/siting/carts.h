#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/walker.h"
#include "linquan/siting/solve.h"
#include "linquan/siting/spots.h"

namespace linquan::siting {

inline constexpr std::uint32_t carts_max = 200;
inline constexpr std::uint8_t days_in_week = 7;

/// Which carts, for whom, on which days.
struct CartRequest {
  std::string kind;  ///< id
  std::uint32_t carts = 1;
  reach::Walker walker;
  reach::Tenths limit = 0;  ///< of the walker's unit
  reach::AgeGroup people = reach::AgeGroup::all;
  Days days = every_day;                                ///< on which carts go out
  std::optional<std::vector<std::uint32_t>> circles{};  ///< living circles, indices into City::areas; nullopt: all
  SpotRequest spots;                                    ///< of candidates, the stall points
  SolveOptions solve;
};

/// One cart at one point on one day of the week.
struct Visit {
  Spot spot;
  std::uint8_t day = 0;  ///< 0 Monday
  std::uint32_t cart = 0;
  Millipersons people;      ///< newly served, in the order of importance
  Millipersons near;        ///< all in need who walk there within the limit
  std::uint32_t order = 0;  ///< 0 serves most
  bool again = false;       ///< the second one in the week to this point, with a slot that was left
};

/// A week of carts: everybody who is served has one within the limit at least once.
struct CartPlan {
  std::vector<Visit> visits;   ///< by cart, then day
  Millipersons people_all;     ///< in the living circles
  Millipersons people_before;  ///< have the kind within the limit at least once a week as it is
  Millipersons people_gained;
  Millipersons people_bound;  ///< no plan serves more in addition
  /// In need, with a cart within the limit on that day, Monday first: each counts once a day, and again on others.
  std::array<Millipersons, days_in_week> people_by_day{};
  std::size_t homes = 0;        ///< in need
  std::size_t spots = 0;        ///< stall points to choose from
  std::size_t spots_off = 0;    ///< left out: joined to no street, or in a forbidden place
  std::size_t spots_unfit = 0;  ///< left out: for other kinds, no stall point, or on none of the days
  std::size_t slots = 0;        ///< carts × days
  bool optimal = false;
  bool out_of_time = false;
};

/// The living circles of a state (`built`, `planned`), all of them (`all`) or those of these names or codes; nullopt
/// for `city`: everybody, whatever the circles.
///
/// bad_input   `circles_none` (the city has none), `circle_unknown` (neither a state nor a name nor a code)
Result<std::optional<std::vector<std::uint32_t>>> circles_of(city::City const& city,
                                                             std::vector<std::string> const& words);

/// Chooses which point is visited on which day, so that most people in need have a cart within the limit at least once
/// a week; then gives each visit to a cart, so that each cart stays where it was. An outlet of the kind counts as soon
/// as it is open at any time of the week.
///
/// bad_input   `site_kind_unknown`, `carts_no_spots`, `carts_none_in_need`, and what solve() refuses
/// interrupted `interrupted`
Result<CartPlan> plan_carts(city::City const& city, CartRequest const& request, Progress& progress);

}  // namespace linquan::siting
