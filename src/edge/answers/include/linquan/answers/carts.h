#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/carts.h"
#include "linquan/words/messages.h"

/// The week of carts, as the command line and the service tell it.
namespace linquan::answers {

/// At which hours a cart stands where it is, unless it is said.
inline constexpr std::string_view cart_hours_usual = "08:00-11:00";

/// Everything that a plan of carts found, before it is told.
struct Carted {
  city::City const& city;
  siting::CartRequest const& request;
  siting::CartPlan const& plan;
  std::string const& hours;  ///< of each visit, in OSM's syntax, without days
};

/// The figures of `linquan carts`, for scripts.
nlohmann::ordered_json json_of(Carted const& carted, words::Messages const& messages);

/// Days of the week: "Mo-Fr", "Sa,Su". `name`: of the option or field, for the refusal.
///
/// usage   `days_not_understood`
Result<siting::Days> parse_days(std::string_view name, std::string const& text);

/// Hours of a day, as they were written: "08:00-11:00,15:00-17:00".
///
/// usage   `hours_of_day`
Result<std::string> parse_hours_of_day(std::string_view name, std::string const& text);

/// The one kind for which carts go out, by a word that means one.
///
/// usage   `carts_one_kind`, and what parse_kinds() refuses
Result<std::string> cart_kind(std::string_view name, std::string const& text, city::City const& city);

/// Whether the city has stall points among its candidates.
bool has_stalls(city::City const& city);

}  // namespace linquan::answers
