#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"

/// Rights are role × scope, and are decided here only.
namespace linquan::identity {

enum class Role : std::uint8_t {
  resident,
  merchant_owner,
  merchant_clerk,
  rider,
  on_site_worker,
  canteen_cashier,
  stall_holder,
  community_worker,
  subdistrict_officer,
  district_bureau,
  city_bureau,
  urban_management,
  platform_operator,
  auditor,
};

/// How far a role reaches, from the narrow to the wide.
enum class Level : std::uint8_t { outlet, circle, community, subdistrict, district, city };

/// A role within a scope: `place` is the outlet's or living circle's id or the area's code; empty for the city.
struct Grant {
  Role role = Role::resident;
  Level level = Level::city;
  std::string place;

  friend bool operator==(Grant const&, Grant const&) = default;
};

/// Where the thing lies that somebody wants to deal with; empty where it lies in none such.
struct Place {
  std::string outlet = {};
  std::string circle = {};
  std::string community = {};
  std::string subdistrict = {};
  std::string district = {};
};

/// What one may want to do to something at a place. Reading what is public needs no right and stands not here.
enum class Action : std::uint8_t {
  keep_outlet,      ///< its name, contacts, services, stands, and who works for it
  change_hours,     ///< opening hours, closed today
  confirm_outlet,   ///< "it is still so"
  correct_map,      ///< an outlet closed, moved, new; a gate, a passage
  approve_change,   ///< what the rules want a second pair of eyes for
  import_register,  ///< many outlets from a table
  inspect_outlet,   ///< licences and inspections
  keep_stalls,      ///< places for carts, patrols
  edit_circle,      ///< a living circle's boundary, state, plan
  read_plans,       ///< scores, gaps, scenarios that are not public
  run_plans,        ///< siting, scenarios, reports
  read_needs,       ///< what residents asked for, with their names
  help_resident,    ///< act on a resident's behalf
  keep_accounts,    ///< suspend, sign out everywhere, end rights
  read_acts,        ///< who did what
  watch_server,     ///< figures of the machine
  keep_offers,      ///< what an outlet sells, and on which terms
  serve_orders,     ///< accept, prepare, hand over, call off; see who ordered
  carry_orders,     ///< bring orders, or do on-site work, that the outlet assigns
  arbitrate,        ///< decide where a resident and a shop do not agree
};

/// A community with what it lies in: codes hold one another, 12 digits of a community, 9 and 6 of the areas around it.
/// Of a code of another length only the community itself.
Place place_of_community(std::string_view code);
/// The same from a subdistrict's code; its district too.
Place place_of_subdistrict(std::string_view code);

std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);
std::string_view name_of(Level level);
std::optional<Level> level_named(std::string_view name);
std::string_view name_of(Action action);
std::span<Action const> all_actions();
std::span<Role const> all_roles();

/// Whether the scope holds the place: the city holds all, an empty place is held by the city only.
bool holds(Grant const& grant, Place const& place);

/// The one decision: whether any of the grants lets its holder do this there.
bool allowed(std::span<Grant const> grants, Action action, Place const& place);

/// Those of the grants that let their holder do this, each within its own scope.
std::vector<Grant> grants_for(std::span<Grant const> grants, Action action);

/// allowed() as a refusal.
///
/// forbidden   `not_allowed`
Result<void> require(std::span<Grant const> grants, Action action, Place const& place);

/// Whether a role can have this scope at all: a clerk works for an outlet, a bureau for a district or the city.
///
/// usage       `grant_scope`
Result<void> check_grant(Grant const& grant);

/// Whether the holder of `giver` may give `grant`, whose area lies at `place`.
///
/// usage       `grant_scope`
/// forbidden   `not_allowed`
Result<void> check_giving(std::span<Grant const> giver, Grant const& grant, Place const& place);

}  // namespace linquan::identity
