#include "linquan/standard/evidence.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace linquan::standard {
namespace {

// Home 0 lies in community A and living circle L, home 1 in community B, home 2 in none.
city::City three_homes() {
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  city.areas.resize(3);
  city.areas[0].code = "A";
  city.areas[1].code = "B";
  city.areas[2].code = "L";
  city.areas[2].level = city::AreaLevel::living_circle;
  city.homes.resize(3);
  city.homes[0].community = 0;
  city.homes[0].living_circle = 2;
  city.homes[1].community = 1;
  return city;
}

struct Row {
  char const* name;
  std::vector<city::Completeness> completeness;
  int outlets;  ///< of markets: 0 none, 1 one without a place, 2 a placed one
  Strictness strictness;
  std::array<Basis, 3> bases;
};

using enum Basis;
constexpr auto seen_read = Strictness::seen;
constexpr auto strictly = Strictness::declared;

TEST(Evidence, TellsWhatIsMissingFromWhatIsNotKnown) {
  for (auto const& row : {
           Row{"nothing anywhere", {}, 0, seen_read, {none, none, none}},
           Row{"an outlet that nobody can place", {}, 1, seen_read, {none, none, none}},
           Row{"an outlet somewhere", {}, 2, seen_read, {seen, seen, seen}},
           Row{"an outlet somewhere, read strictly", {}, 2, strictly, {none, none, none}},
           Row{"declared for the city", {{"x", {0}, {}}}, 0, strictly, {declared, declared, declared}},
           Row{"declared for A", {{"x", {0}, {"A"}}}, 0, seen_read, {declared, none, none}},
           Row{"declared for A, seen elsewhere: who declares speaks for no more",
               {{"x", {0}, {"A"}}},
               2,
               seen_read,
               {declared, none, none}},
           Row{"declared for a living circle", {{"x", {0}, {"L"}}}, 2, seen_read, {declared, none, none}},
           Row{"two sources", {{"x", {0}, {"A"}}, {"y", {0}, {"B"}}}, 0, seen_read, {declared, declared, none}},
           Row{"an area that is not there", {{"x", {0}, {"Z"}}}, 2, seen_read, {none, none, none}},
           Row{"another kind is declared", {{"x", {1}, {"A"}}}, 2, seen_read, {seen, seen, seen}},
       }) {
    auto city = three_homes();
    city.completeness = row.completeness;
    city.outlets.resize(row.outlets == 0 ? 0 : 1);
    for (auto& outlet : city.outlets) {
      outlet.kinds = {0};
      outlet.stands.resize(row.outlets == 2 ? 1 : 0);
    }
    Evidence const evidence{city, row.strictness};
    std::array<kinds::KindIndex, 1> const market{0};
    for (std::size_t home = 0; home < 3; ++home) {
      EXPECT_EQ(evidence.basis(market, home), row.bases.at(home)) << row.name << ", home " << home;
    }
  }
}

TEST(Evidence, OfSeveralKindsIsThatOfTheOneLeastKnown) {
  auto city = three_homes();
  city.completeness = {{"x", {0}, {}}, {"y", {1}, {"A"}}};
  Evidence const evidence{city, Strictness::seen};
  std::array<kinds::KindIndex, 2> const both{0, 1};
  EXPECT_EQ(evidence.basis(both, 0), Basis::declared);
  EXPECT_EQ(evidence.basis(both, 1), Basis::none) << "a pharmacy would do, and nobody knows of those";
  EXPECT_EQ(evidence.basis({}, 0), Basis::none);
}

}  // namespace
}  // namespace linquan::standard
