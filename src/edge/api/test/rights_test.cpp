#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "linquan/identity/rights.h"
#include "served.h"

/// rights.csv: for each route who may ask it, and what is asked to find out.
///
///   route     METHOD and pattern
///   nobody    yes: needs no session; no: 401 without one
///   ROLE      yes: may, wherever it is · own: may within the own scope, 403 in a foreign one · no: 403 in both
///   request   a target, and behind a blank the body; up to the line's end. $outlet, $community, $subdistrict,
///   $district
///             are those of the own scope or of the foreign one; further places are filled by Served::place()
namespace linquan::api {
namespace {

using identity::Level;
using identity::Role;

enum class Outcome { allowed, forbidden, signed_out, odd };

struct Row {
  std::string route;
  std::map<std::string, std::string> cells;  ///< by "nobody" or a role's name
  std::string request;
};

std::vector<Row> table() {
  std::ifstream file{LINQUAN_SOURCE_DIR "/src/edge/api/test/rights.csv"};
  std::vector<Row> rows;
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    std::istringstream stream{line};
    std::vector<std::string> cells;
    for (std::string cell; (names.empty() || cells.size() < names.size() - 1) && std::getline(stream, cell, ',');) {
      cells.push_back(cell);
    }
    if (names.empty()) {
      names = cells;
      continue;
    }
    Row row;
    row.route = cells.at(0);
    for (std::size_t i = 1; i + 1 < names.size(); ++i) {
      row.cells[names[i]] = cells.at(i);
    }
    std::getline(stream, row.request);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The scope that a role has in the street town: the narrowest it can have.
identity::Grant grant_of(Role role) {
  switch (role) {
    case Role::merchant_owner:
    case Role::merchant_clerk:
    case Role::rider:
    case Role::on_site_worker:
    case Role::canteen_cashier:
    case Role::stall_holder:
      return {role, Level::outlet, "70"};
    case Role::community_worker:
      return {role, Level::community, "320302001001"};
    case Role::subdistrict_officer:
    case Role::urban_management:
    case Role::auditor:
      return {role, Level::subdistrict, "320302001"};
    case Role::district_bureau:
      return {role, Level::district, "320302"};
    case Role::resident:
    case Role::city_bureau:
    case Role::platform_operator:
      return {role, Level::city, {}};
  }
  return {role, Level::city, {}};
}

class Rights : public Served {
 protected:
  /// The first type of body that the route takes.
  std::string type_of(std::string_view route) const {
    for (auto const& one : service_.router().routes()) {
      if (std::string{word_of(one.method)} + " " + one.pattern == route) {
        return std::string{one.body_type.substr(0, one.body_type.find(','))};
      }
    }
    return {};
  }
  Outcome outcome(Row const& row, std::string const& token, Scope scope) {
    auto const request = filled(row.request, scope);
    auto const blank = std::min(request.find(' '), request.size());
    auto const target = request.substr(0, blank);
    auto const body = blank < request.size() ? request.substr(blank + 1) : std::string{};
    auto const method = row.route.substr(0, row.route.find(' '));
    auto const told =
        send_bytes(method_named(method), target, body, {.token = token, .content_type = type_of(row.route)});
    switch (told.status) {
      case 401:
        return Outcome::signed_out;
      case 403:
        EXPECT_EQ(told.code(), "not_allowed") << row.route << " tells more than that it may not be";
        return Outcome::forbidden;
      case 400:
      case 405:
      case 415:
        ADD_FAILURE() << row.route << ": the table asks something odd: " << told.text;
        return Outcome::odd;
      default:
        EXPECT_LT(told.status, 500U) << row.route << told.text;
        return Outcome::allowed;
    }
  }
};

TEST(RightsTable, NamesEveryRouteOnceAndEveryRole) {
  struct Named : Served {
    void TestBody() override {}
    std::multiset<std::string> routes() const {
      std::multiset<std::string> all;
      for (auto const& route : service_.router().routes()) {
        all.insert(std::string{word_of(route.method)} + " " + route.pattern);
      }
      return all;
    }
  };
  std::multiset<std::string> listed;
  for (auto const& row : table()) {
    listed.insert(row.route);
    EXPECT_EQ(row.cells.size(), identity::all_roles().size() + 1) << row.route;
    for (auto const role : identity::all_roles()) {
      EXPECT_TRUE(row.cells.contains(std::string{name_of(role)})) << name_of(role);
    }
    for (auto const& [name, cell] : row.cells) {
      EXPECT_TRUE(cell == "yes" || cell == "no" || (cell == "own" && name != "nobody")) << row.route << " " << name;
    }
  }
  EXPECT_EQ(listed, Named{}.routes()) << "a route that is not listed has no rights that anybody thought of";
}

class EveryRoute : public Rights, public testing::WithParamInterface<Row> {};

TEST_P(EveryRoute, IsForThoseWhomTheTableNames) {
  auto const& row = GetParam();
  EXPECT_EQ(outcome(row, {}, Scope::own), row.cells.at("nobody") == "yes" ? Outcome::allowed : Outcome::signed_out)
      << row.route << " nobody";
  for (auto const role : identity::all_roles()) {
    auto const& cell = row.cells.at(std::string{name_of(role)});
    for (auto const scope : {Scope::own, Scope::foreign}) {
      auto const may = cell == "yes" || (cell == "own" && scope == Scope::own);
      EXPECT_EQ(outcome(row, token_with({grant_of(role)}), scope), may ? Outcome::allowed : Outcome::forbidden)
          << row.route << " " << name_of(role) << (scope == Scope::own ? " own" : " foreign");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, EveryRoute, testing::ValuesIn(table()), [](auto const& it) {
  std::string name;
  for (auto const c : it.param.route) {
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return name;
});

}  // namespace
}  // namespace linquan::api
