#include "linquan/identity/rights.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace linquan::identity {
namespace {

Place const here{"o1", "c1", "320302001001", "320302001", "320302"};
Place const elsewhere{"o2", "c2", "320303002002", "320303002", "320303"};

std::vector<std::string> cells_of(std::string const& line) {
  std::vector<std::string> cells;
  std::istringstream stream{line};
  for (std::string cell; std::getline(stream, cell, ',');) {
    cells.push_back(cell);
  }
  return cells;
}

/// rights.csv: who may do what within the own scope.
std::map<std::pair<std::string, std::string>, bool> expectations() {
  std::ifstream file{LINQUAN_SOURCE_DIR "/src/platform/identity/test/rights.csv"};
  std::string line;
  std::getline(file, line);
  auto const roles = cells_of(line);
  std::map<std::pair<std::string, std::string>, bool> expected;
  while (std::getline(file, line)) {
    auto const cells = cells_of(line);
    for (std::size_t i = 1; i < roles.size(); ++i) {
      expected[{cells.at(0), roles[i]}] = cells.at(i) == "yes";
    }
  }
  return expected;
}

std::vector<Level> all_levels() {
  return {Level::outlet, Level::circle, Level::community, Level::subdistrict, Level::district, Level::city};
}

std::string place_of(Level level, Place const& place) {
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
      return {};
  }
  return {};
}

TEST(Rights, AreThoseOfTheTableWithinTheOwnScopeAndNoneOutsideIt) {
  auto const expected = expectations();
  ASSERT_EQ(expected.size(), all_actions().size() * all_roles().size()) << "every pair stands in the table";
  for (auto const action : all_actions()) {
    for (auto const role : all_roles()) {
      auto const wanted = expected.at({std::string{name_of(action)}, std::string{name_of(role)}});
      for (auto const level : all_levels()) {
        Grant const grant{role, level, place_of(level, here)};
        std::vector const grants{grant};
        EXPECT_EQ(allowed(grants, action, here), wanted)
            << name_of(role) << " " << name_of(action) << " " << name_of(level);
        EXPECT_EQ(allowed(grants, action, elsewhere), wanted && level == Level::city)
            << name_of(role) << " " << name_of(action) << " " << name_of(level) << " elsewhere";
      }
    }
  }
}

TEST(Rights, AreNoneWithoutAGrant) {
  for (auto const action : all_actions()) {
    EXPECT_FALSE(allowed({}, action, here));
    EXPECT_EQ(require({}, action, here).error().code, "not_allowed");
  }
}

TEST(Rights, OfAScopeWithoutAPlaceAreNone) {
  Grant const nowhere{Role::community_worker, Level::community, {}};
  Place const unknown{};
  EXPECT_FALSE(holds(nowhere, here));
  EXPECT_FALSE(holds(nowhere, unknown)) << "two places that nobody knows are not the same";
  EXPECT_TRUE(holds({Role::city_bureau, Level::city, {}}, unknown));
}

TEST(Grants, HaveTheScopesOfTheirRole) {
  std::map<Role, std::vector<Level>> const expected{
      {Role::resident, {Level::city}},
      {Role::merchant_owner, {Level::outlet}},
      {Role::merchant_clerk, {Level::outlet}},
      {Role::rider, {Level::outlet}},
      {Role::on_site_worker, {Level::outlet}},
      {Role::canteen_cashier, {Level::outlet}},
      {Role::stall_holder, {Level::outlet}},
      {Role::community_worker, {Level::community}},
      {Role::subdistrict_officer, {Level::subdistrict}},
      {Role::district_bureau, {Level::circle, Level::district}},
      {Role::city_bureau, {Level::city}},
      {Role::urban_management, {Level::subdistrict, Level::district, Level::city}},
      {Role::platform_operator, {Level::city}},
      {Role::auditor, {Level::subdistrict, Level::district, Level::city}},
  };
  ASSERT_EQ(expected.size(), all_roles().size());
  for (auto const role : all_roles()) {
    std::vector<Level> fitting;
    for (auto const level : all_levels()) {
      if (check_grant({role, level, place_of(level, here)})) {
        fitting.push_back(level);
      }
    }
    EXPECT_EQ(fitting, expected.at(role)) << name_of(role);
  }
  EXPECT_EQ(check_grant({Role::merchant_owner, Level::outlet, {}}).error().code, "grant_scope");
  EXPECT_EQ(check_grant({Role::city_bureau, Level::city, "320300"}).error().code, "grant_scope");
}

TEST(Grants, AreGivenFromAboveAndWithinTheGiversScope) {
  Grant const owner{Role::merchant_owner, Level::outlet, "o1"};
  Grant const subdistrict{Role::subdistrict_officer, Level::subdistrict, "320302001"};
  Grant const district{Role::district_bureau, Level::district, "320302"};
  Grant const circle{Role::district_bureau, Level::circle, "c1"};
  Grant const city{Role::city_bureau, Level::city, {}};
  Grant const server{Role::platform_operator, Level::city, {}};
  Grant const clerk{Role::merchant_clerk, Level::outlet, "o1"};
  Grant const worker{Role::community_worker, Level::community, "320302001001"};
  struct Case {
    Grant giver;
    Grant grant;
    bool may;
  };
  for (auto const& [giver, grant, may] : std::vector<Case>{
           {owner, clerk, true},
           {owner, owner, false},
           {owner, {Role::merchant_clerk, Level::outlet, "o2"}, false},
           {clerk, clerk, false},
           {subdistrict, worker, true},
           {subdistrict, owner, true},
           {subdistrict, subdistrict, false},
           {subdistrict, {Role::community_worker, Level::community, "320303002002"}, false},
           {worker, worker, false},
           {district, subdistrict, true},
           {district, district, false},
           {circle, subdistrict, false},
           {city, district, true},
           {city, city, false},
           {city, server, false},
           {server, city, true},
           {server, server, true},
           {district, {Role::urban_management, Level::city, {}}, false},
           {city, {Role::urban_management, Level::city, {}}, true},
           {server, {Role::city_bureau, Level::district, "320302"}, false},
       }) {
    std::vector const givers{giver};
    EXPECT_EQ(check_giving(givers, grant, here).has_value(), may)
        << name_of(giver.role) << " gives " << name_of(grant.role) << " of " << grant.place;
  }
}

TEST(Names, LeadBackToWhatTheyName) {
  for (auto const role : all_roles()) {
    EXPECT_EQ(role_named(name_of(role)), role);
  }
  for (auto const level : all_levels()) {
    EXPECT_EQ(level_named(name_of(level)), level);
  }
  EXPECT_EQ(role_named("king"), std::nullopt);
  EXPECT_EQ(level_named(""), std::nullopt);
}

}  // namespace
}  // namespace linquan::identity
