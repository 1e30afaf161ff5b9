#include "linquan/identity/rights.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <utility>

namespace linquan::identity {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 14> role_names{{
    {Role::resident, "resident"},
    {Role::merchant_owner, "merchant_owner"},
    {Role::merchant_clerk, "merchant_clerk"},
    {Role::rider, "rider"},
    {Role::on_site_worker, "on_site_worker"},
    {Role::canteen_cashier, "canteen_cashier"},
    {Role::stall_holder, "stall_holder"},
    {Role::community_worker, "community_worker"},
    {Role::subdistrict_officer, "subdistrict_officer"},
    {Role::district_bureau, "district_bureau"},
    {Role::city_bureau, "city_bureau"},
    {Role::urban_management, "urban_management"},
    {Role::platform_operator, "platform_operator"},
    {Role::auditor, "auditor"},
}};

constexpr std::array<std::pair<Level, std::string_view>, 6> level_names{{
    {Level::outlet, "outlet"},
    {Level::circle, "circle"},
    {Level::community, "community"},
    {Level::subdistrict, "subdistrict"},
    {Level::district, "district"},
    {Level::city, "city"},
}};

constexpr std::array<std::pair<Action, std::string_view>, 20> action_names{{
    {Action::keep_outlet, "keep_outlet"},       {Action::change_hours, "change_hours"},
    {Action::confirm_outlet, "confirm_outlet"}, {Action::correct_map, "correct_map"},
    {Action::approve_change, "approve_change"}, {Action::import_register, "import_register"},
    {Action::inspect_outlet, "inspect_outlet"}, {Action::keep_stalls, "keep_stalls"},
    {Action::edit_circle, "edit_circle"},       {Action::read_plans, "read_plans"},
    {Action::run_plans, "run_plans"},           {Action::read_needs, "read_needs"},
    {Action::help_resident, "help_resident"},   {Action::keep_accounts, "keep_accounts"},
    {Action::read_acts, "read_acts"},           {Action::watch_server, "watch_server"},
    {Action::keep_offers, "keep_offers"},       {Action::serve_orders, "serve_orders"},
    {Action::carry_orders, "carry_orders"},     {Action::arbitrate, "arbitrate"},
}};

template <class Names, class Key>
std::string_view name_in(Names const& names, Key key) {
  return std::ranges::find(names, key, &Names::value_type::first)->second;
}

template <class Names>
auto named_in(Names const& names, std::string_view name) {
  using Key = typename Names::value_type::first_type;
  auto const found = std::ranges::find(names, name, &Names::value_type::second);
  return found == names.end() ? std::optional<Key>{} : std::optional<Key>{found->first};
}

template <class Names>
auto keys_of(Names const& names) {
  std::array<typename Names::value_type::first_type, std::tuple_size_v<Names>> keys{};
  std::ranges::transform(names, keys.begin(), &Names::value_type::first);
  return keys;
}

using Roles = std::initializer_list<Role>;

/// Who may do it within their scope. Whoever is not named may not.
Roles roles_for(Action action) {
  static Roles const merchants{Role::merchant_owner};
  static Roles const shops{Role::merchant_owner, Role::merchant_clerk, Role::stall_holder};
  static Roles const confirmers{Role::merchant_owner, Role::merchant_clerk, Role::stall_holder, Role::community_worker,
                                Role::subdistrict_officer};
  static Roles const correctors{Role::community_worker, Role::subdistrict_officer, Role::district_bureau,
                                Role::city_bureau};
  static Roles const approvers{Role::subdistrict_officer, Role::district_bureau, Role::city_bureau};
  static Roles const bureaus{Role::district_bureau, Role::city_bureau};
  static Roles const inspectors{Role::district_bureau, Role::city_bureau, Role::urban_management};
  static Roles const streets{Role::subdistrict_officer, Role::urban_management};
  static Roles const planners{Role::community_worker, Role::subdistrict_officer, Role::district_bureau,
                              Role::city_bureau, Role::auditor};
  static Roles const helpers{Role::community_worker};
  static Roles const operators{Role::platform_operator};
  static Roles const carriers{Role::rider, Role::on_site_worker, Role::merchant_owner, Role::merchant_clerk,
                              Role::stall_holder};
  static Roles const watchers{Role::platform_operator, Role::auditor};
  switch (action) {
    case Action::keep_outlet:
      return merchants;
    case Action::change_hours:
    case Action::keep_offers:
    case Action::serve_orders:
      return shops;
    case Action::carry_orders:
      return carriers;
    case Action::confirm_outlet:
      return confirmers;
    case Action::correct_map:
    case Action::read_needs:
      return correctors;
    case Action::approve_change:
      return approvers;
    case Action::import_register:
    case Action::edit_circle:
    case Action::run_plans:
      return bureaus;
    case Action::inspect_outlet:
      return inspectors;
    case Action::keep_stalls:
      return streets;
    case Action::read_plans:
      return planners;
    case Action::help_resident:
      return helpers;
    case Action::keep_accounts:
    case Action::arbitrate:
      return operators;
    case Action::read_acts:
    case Action::watch_server:
      return watchers;
  }
  return operators;
}

bool contains(Roles roles, Role role) {
  return std::ranges::find(roles, role) != roles.end();
}

/// The scopes that a role can have.
std::initializer_list<Level> levels_of(Role role) {
  static std::initializer_list<Level> const outlet{Level::outlet};
  static std::initializer_list<Level> const community{Level::community};
  static std::initializer_list<Level> const subdistrict{Level::subdistrict};
  static std::initializer_list<Level> const districts{Level::circle, Level::district};
  static std::initializer_list<Level> const city{Level::city};
  static std::initializer_list<Level> const wide{Level::subdistrict, Level::district, Level::city};
  switch (role) {
    case Role::merchant_owner:
    case Role::merchant_clerk:
    case Role::rider:
    case Role::on_site_worker:
    case Role::canteen_cashier:
    case Role::stall_holder:
      return outlet;
    case Role::community_worker:
      return community;
    case Role::subdistrict_officer:
      return subdistrict;
    case Role::district_bureau:
      return districts;
    case Role::urban_management:
    case Role::auditor:
      return wide;
    case Role::resident:
    case Role::city_bureau:
    case Role::platform_operator:
      return city;
  }
  return city;
}

/// Who may give a role: always somebody whose own scope holds the place.
Roles givers_of(Role role) {
  static Roles const merchants{Role::merchant_owner, Role::platform_operator};
  static Roles const approvers{Role::subdistrict_officer, Role::district_bureau, Role::city_bureau,
                               Role::platform_operator};
  static Roles const bureaus{Role::district_bureau, Role::city_bureau, Role::platform_operator};
  static Roles const city{Role::city_bureau, Role::platform_operator};
  static Roles const operators{Role::platform_operator};
  switch (role) {
    case Role::merchant_clerk:
    case Role::rider:
    case Role::on_site_worker:
    case Role::canteen_cashier:
      return merchants;
    case Role::merchant_owner:
    case Role::stall_holder:
    case Role::community_worker:
      return approvers;
    case Role::subdistrict_officer:
    case Role::urban_management:
      return bureaus;
    case Role::district_bureau:
      return city;
    case Role::resident:
    case Role::city_bureau:
    case Role::platform_operator:
    case Role::auditor:
      return operators;
  }
  return operators;
}

std::string const& place_at(Place const& place, Level level) {
  static std::string const none;
  switch (level) {
    case Level::outlet:
      return place.outlet;
    case Level::circle:
      return place.circle;
    case Level::community:
      return place.community;
    case Level::subdistrict:
      return place.subdistrict;
    case Level::district:
      return place.district;
    case Level::city:
      return none;
  }
  return none;
}

tl::unexpected<Error> not_allowed() {
  return refuse(ErrorKind::forbidden, "not_allowed");
}

}  // namespace

std::string_view name_of(Role role) {
  return name_in(role_names, role);
}

std::optional<Role> role_named(std::string_view name) {
  return named_in(role_names, name);
}

std::string_view name_of(Level level) {
  return name_in(level_names, level);
}

std::optional<Level> level_named(std::string_view name) {
  return named_in(level_names, name);
}

std::string_view name_of(Action action) {
  return name_in(action_names, action);
}

std::span<Action const> all_actions() {
  static auto const keys = keys_of(action_names);
  return keys;
}

std::span<Role const> all_roles() {
  static auto const keys = keys_of(role_names);
  return keys;
}

namespace {

constexpr std::size_t community_digits = 12;
constexpr std::size_t subdistrict_digits = 9;
constexpr std::size_t district_digits = 6;

}  // namespace

Place place_of_community(std::string_view code) {
  Place place;
  if (code.size() == community_digits) {
    place = place_of_subdistrict(code.substr(0, subdistrict_digits));
  }
  place.community = code;
  return place;
}

Place place_of_subdistrict(std::string_view code) {
  Place place;
  place.subdistrict = code;
  if (code.size() == subdistrict_digits) {
    place.district = code.substr(0, district_digits);
  }
  return place;
}

bool holds(Grant const& grant, Place const& place) {
  return grant.level == Level::city || (!grant.place.empty() && place_at(place, grant.level) == grant.place);
}

bool allowed(std::span<Grant const> grants, Action action, Place const& place) {
  auto const roles = roles_for(action);
  return std::ranges::any_of(grants,
                             [&](Grant const& grant) { return contains(roles, grant.role) && holds(grant, place); });
}

std::vector<Grant> grants_for(std::span<Grant const> grants, Action action) {
  auto const roles = roles_for(action);
  std::vector<Grant> found;
  std::ranges::copy_if(grants, std::back_inserter(found),
                       [&](Grant const& grant) { return contains(roles, grant.role); });
  return found;
}

Result<void> require(std::span<Grant const> grants, Action action, Place const& place) {
  return allowed(grants, action, place) ? Result<void>{} : not_allowed();
}

Result<void> check_grant(Grant const& grant) {
  auto const levels = levels_of(grant.role);
  auto const fits = std::ranges::find(levels, grant.level) != levels.end();
  if (!fits || (grant.level == Level::city) != grant.place.empty()) {
    return refuse(ErrorKind::usage, "grant_scope",
                  {{"role", std::string{name_of(grant.role)}}, {"level", std::string{name_of(grant.level)}}});
  }
  return {};
}

Result<void> check_giving(std::span<Grant const> giver, Grant const& grant, Place const& place) {
  if (auto fits = check_grant(grant); !fits) {
    return fits;
  }
  // The scope must be the place that was looked at: else one could be shown and another given.
  if (grant.level != Level::city && place_at(place, grant.level) != grant.place) {
    return not_allowed();
  }
  auto const roles = givers_of(grant.role);
  auto const may = std::ranges::any_of(giver, [&](Grant const& own) {
    auto const wide_enough = own.level >= grant.level;
    return contains(roles, own.role) && wide_enough && holds(own, place);
  });
  return may ? Result<void>{} : not_allowed();
}

}  // namespace linquan::identity
