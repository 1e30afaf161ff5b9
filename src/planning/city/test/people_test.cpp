#include "linquan/city/people.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "people_town.h"

namespace linquan::city {
namespace {

using town::at;
using town::cell;
using town::square;
using town::sum_of;
using town::Town;

tables::Grid grid_of(std::vector<tables::Grid::Cell> cells, double spacing = 100) {
  tables::Grid grid;
  grid.cells = std::move(cells);
  grid.spacing_metres = spacing;
  return grid;
}

std::optional<geo::Point> no_street(geo::Point /*centre*/, double /*metres*/) {
  return std::nullopt;
}
std::optional<geo::Point> street_at_centre(geo::Point centre, double /*metres*/) {
  return centre;
}

TEST(SpreadGrid, SharesACellByFloorAreaAndThenEvenlyOverHomes) {
  Town town;
  town.build(at(0, 0), 300, 2);
  town.build(at(20, 0), 100, 1);
  auto const spread = spread_grid(grid_of({cell(at(5, 5), 4'001)}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(town.people_of(0), 1'501);
  EXPECT_EQ(town.people_of(1), 1'500);
  EXPECT_EQ(town.people_of(2), 1'000);
  EXPECT_EQ(spread.given.count, 4'001);
  EXPECT_EQ(spread.unplaced.count, 0);
  EXPECT_EQ(spread.cells_on_dwellings, 1U);
}

TEST(SpreadGrid, SharesAgesWithThePeople) {
  Town town;
  town.build(at(0, 0), 300, 1);
  town.build(at(20, 0), 100, 1);
  auto one = cell(at(5, 5), 4'000);
  one.age_0_14.count = 800;
  one.age_60.count = 1'200;
  one.age_70.count = 401;
  spread_grid(grid_of({one}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(town.homes[0].people, (People{{3'000}, {600}, {900}, {301}}));
  EXPECT_EQ(town.homes[1].people, (People{{1'000}, {200}, {300}, {100}}));
}

TEST(SpreadGrid, GivesADwellingToItsNearestCell) {
  Town town;
  town.build(at(40, 0), 100);
  town.build(at(70, 0), 100);
  spread_grid(grid_of({cell(at(0, 0), 1'000), cell(at(109, 0), 5'000)}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(town.people_of(0), 1'000);
  EXPECT_EQ(town.people_of(1), 5'000);
}

TEST(SpreadGrid, PutsPeopleWithoutADwellingOnAStreetUnderANameThatStays) {
  Town town;
  town.build(at(1'000, 1'000), 100);
  auto const spread = spread_grid(
      grid_of({cell(at(0, 0), 700)}), {}, town.dwellings,
      [](geo::Point, double) -> std::optional<geo::Point> { return at(30, 4); }, town.homes);
  ASSERT_EQ(town.homes.size(), 2U);
  EXPECT_EQ(town.people_of(0), 0);
  auto const& home = town.homes.back();
  EXPECT_EQ(home.source, "grid:117.2000000,34.2600000");
  EXPECT_EQ(home.id.value(), id_of("grid:117.2000000,34.2600000"));
  EXPECT_EQ(home.kind, HomeSource::street);
  EXPECT_EQ(home.door, at(30, 4));
  EXPECT_EQ(home.people.all.count, 700);
  EXPECT_EQ(spread.cells_on_streets, 1U);
}

TEST(SpreadGrid, WritesAWesternOrSouthernCentreWithItsSign) {
  Town town;
  spread_grid(grid_of({cell(geo::Point{-5'000'001, -90}, 700)}), {}, {}, street_at_centre, town.homes);
  ASSERT_EQ(town.homes.size(), 1U);
  EXPECT_EQ(town.homes.front().source, "grid:-0.5000001,-0.0000090");
}

TEST(SpreadGrid, SaysWhatCouldNotBePlaced) {
  Town town;
  auto const spread =
      spread_grid(grid_of({cell(at(0, 0), 700), cell(at(200, 0), 40)}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(spread.given.count, 740);
  EXPECT_EQ(spread.unplaced.count, 740);
  EXPECT_EQ(spread.cells_unplaced, 2U);
  EXPECT_TRUE(town.homes.empty());
}

TEST(SpreadGrid, AddsUpCellsThatShareACentre) {
  Town town;
  town.build(at(0, 0), 100);
  auto const spread =
      spread_grid(grid_of({cell(at(0, 0), 700), cell(at(0, 0), 40)}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(town.people_of(0), 740);
  EXPECT_EQ(spread.cells_on_dwellings, 1U);
}

TEST(SpreadGrid, ADwellingWithoutHomesTakesNobody) {
  Town town;
  town.build(at(0, 0), 100, 0);
  auto const spread = spread_grid(grid_of({cell(at(0, 0), 700)}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(spread.unplaced.count, 700);
}

// The boundary takes away what lies outside, cells and dwellings alike, as if it were not there.
struct BorderCase {
  char const* name;
  geo::Point dwelling;
  std::int64_t people;
  std::int64_t unplaced;
};

class SpreadGridBorder : public testing::TestWithParam<BorderCase> {};

TEST_P(SpreadGridBorder, CountsOnlyWhatLiesInside) {
  Town town;
  town.build(GetParam().dwelling, 100);
  // The boundary runs between two cells: 1,000 lie inside, 50 outside.
  auto const grid = grid_of({cell(at(-50, 0), 1'000), cell(at(50, 0), 50)});
  auto const spread = spread_grid(grid, square(-500, -500, -20, 500), town.dwellings, no_street, town.homes);
  EXPECT_EQ(spread.given.count, 1'000);
  EXPECT_EQ(town.people_of(0), GetParam().people);
  EXPECT_EQ(spread.unplaced.count, GetParam().unplaced);
}

INSTANTIATE_TEST_SUITE_P(Cases, SpreadGridBorder,
                         testing::Values(BorderCase{"inside_near_the_inner_cell", at(-60, 0), 1'000, 0},
                                         BorderCase{"outside_but_nearest_to_the_inner_cell", at(-10, 0), 0, 1'000},
                                         BorderCase{"outside_near_the_outer_cell", at(50, 0), 0, 1'000}),
                         [](auto const& each) { return each.param.name; });

TEST(SpreadGrid, ADwellingInsideTakesPeopleOfTheInnerCellEvenWhereAnOuterCellIsNearer) {
  Town town;
  town.build(at(10, 0), 100);
  auto const grid = grid_of({cell(at(-50, 0), 1'000), cell(at(40, 0), 50)});
  spread_grid(grid, square(-500, -500, 20, 500), town.dwellings, no_street, town.homes);
  EXPECT_EQ(town.people_of(0), 1'000);
}

TEST(SpreadGrid, AStreetOutsideTheBoundaryIsNoPlaceForPeopleInside) {
  Town town;
  auto const outside = [](geo::Point, double) -> std::optional<geo::Point> { return at(5, 0); };
  auto const spread =
      spread_grid(grid_of({cell(at(-50, 0), 1'000)}), square(-500, -500, 0, 500), {}, outside, town.homes);
  EXPECT_EQ(spread.unplaced.count, 1'000);
  EXPECT_TRUE(town.homes.empty());
}

/// A lattice by its two steps in metres, as projections and latitudes make them.
struct Lattice {
  char const* name;
  double east_a, north_a, east_b, north_b;
};

geo::Point lattice_point(Lattice const& lattice, double a, double b) {
  constexpr double units_per_metre_north = 1e7 / 110'920.0;
  constexpr double units_per_metre_east = 1e7 / 92'120.0;  // at 34.26° N
  auto const origin = at(0, 0);
  return geo::Point{
      origin.lon + static_cast<std::int32_t>((a * lattice.east_a + b * lattice.east_b) * units_per_metre_east),
      origin.lat + static_cast<std::int32_t>((a * lattice.north_a + b * lattice.north_b) * units_per_metre_north)};
}

class SpreadGridShape : public testing::TestWithParam<Lattice> {};

TEST_P(SpreadGridShape, EveryDwellingOfACellTakesPeople) {
  auto const& lattice = GetParam();
  std::vector<tables::Grid::Cell> cells;
  for (int a = -3; a <= 3; ++a) {
    for (int b = -3; b <= 3; ++b) {
      cells.push_back(cell(lattice_point(lattice, a, b), 1'000'000));
    }
  }
  auto const spacing = geo::distance(lattice_point(lattice, 0, 0), lattice_point(lattice, 1, 0)).metres();
  Town town;
  for (int i = -10; i <= 10; ++i) {
    for (int j = -10; j <= 10; ++j) {
      town.build(lattice_point(lattice, i * 0.05, j * 0.05), 100);
    }
  }
  spread_grid(grid_of(cells, spacing), {}, town.dwellings, no_street, town.homes);
  auto const empty = std::ranges::count_if(town.homes, [](auto const& home) { return home.people.all.count == 0; });
  EXPECT_EQ(empty, 0);
}

TEST_P(SpreadGridShape, ACellAmongEmptyOnesHoldsItsOwnCorners) {
  auto const& lattice = GetParam();
  std::vector<tables::Grid::Cell> cells;
  // A full quarter far off tells the grid's shape; the cell in question stands alone.
  for (int a = 10; a <= 20; ++a) {
    for (int b = 10; b <= 20; ++b) {
      cells.push_back(cell(lattice_point(lattice, a, b), 1'000'000));
    }
  }
  cells.push_back(cell(lattice_point(lattice, 0, 0), 1'000'000));
  auto const spacing = geo::distance(lattice_point(lattice, 0, 0), lattice_point(lattice, 1, 0)).metres();
  Town town;
  for (auto const a : {-0.49, 0.49}) {
    for (auto const b : {-0.49, 0.49}) {
      town.build(lattice_point(lattice, a, b), 100);
    }
  }
  spread_grid(grid_of(cells, spacing), {}, town.dwellings, no_street, town.homes);
  for (auto const& home : town.homes) {
    EXPECT_EQ(home.people.all.count, 250'000) << home.source;
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, SpreadGridShape,
                         testing::Values(Lattice{"square", 100, 0, 0, 100}, Lattice{"xuzhou", 34, -96, 104, 0},
                                         Lattice{"las_palmas", 8, -94, 106, 0}, Lattice{"most_sheared", 100, 0, 50, 87},
                                         Lattice{"arc_seconds_at_66_degrees_north", 40, 0, 0, 98}),
                         [](auto const& each) { return each.param.name; });

TEST(SpreadGrid, ADwellingFarFromEveryCellTakesNobody) {
  Town town;
  town.build(at(0, 0), 100);
  town.build(at(250, 0), 100);
  spread_grid(grid_of({cell(at(0, 0), 500), cell(at(0, 90), 1)}), {}, town.dwellings, no_street, town.homes);
  EXPECT_EQ(town.people_of(0), 500);
  EXPECT_EQ(town.people_of(1), 0);
}

struct RandomTown {
  tables::Grid grid;
  geo::MultiPolygon within;
  Town town;
};

RandomTown random_town() {
  RandomTown made;
  auto const place = [] { return at(*rc::gen::inRange(-400, 400), *rc::gen::inRange(-400, 400)); };
  made.grid.spacing_metres = *rc::gen::inRange(0, 150);
  auto const cells = *rc::gen::inRange(0, 30);
  for (int i = 0; i < cells; ++i) {
    made.grid.cells.push_back(cell(place(), *rc::gen::inRange<std::int64_t>(0, 1'000'000)));
  }
  auto const dwellings = *rc::gen::inRange(0, 40);
  for (int i = 0; i < dwellings; ++i) {
    made.town.build(place(), *rc::gen::inRange(1, 5'000), static_cast<std::uint32_t>(*rc::gen::inRange(0, 4)));
  }
  if (*rc::gen::arbitrary<bool>()) {
    made.within = square(-200, -200, 300, 300);
  }
  return made;
}

std::optional<geo::Point> street_in_the_east(geo::Point centre, double /*metres*/) {
  return centre.lon > at(100, 0).lon ? std::optional{centre} : std::nullopt;
}

RC_GTEST_PROP(SpreadGridProperty, NobodyIsLostOrMadeUp, ()) {
  auto made = random_town();
  std::int64_t inside = 0;
  for (auto const& each : made.grid.cells) {
    inside += made.within.empty() || geo::contains(made.within, each.centre) ? each.people.count : 0;
  }
  auto const spread = spread_grid(made.grid, made.within, made.town.dwellings, street_in_the_east, made.town.homes);
  RC_ASSERT(spread.given.count == inside);
  RC_ASSERT(sum_of(made.town.homes).all + spread.unplaced == spread.given);
  RC_ASSERT(std::ranges::all_of(made.town.homes, [](auto const& home) { return home.people.all.count >= 0; }));
}

std::map<SourceRef, std::int64_t> by_source(std::vector<Home> const& homes) {
  std::map<SourceRef, std::int64_t> people;
  for (auto const& home : homes) {
    people[home.source] += home.people.all.count;
  }
  return people;
}

RC_GTEST_PROP(SpreadGridProperty, TheOrderOfDwellingsAndCellsDoesNotMatter, ()) {
  auto made = random_town();
  auto turned = made;
  std::ranges::reverse(turned.grid.cells);
  std::ranges::reverse(turned.town.dwellings);
  spread_grid(made.grid, made.within, made.town.dwellings, street_in_the_east, made.town.homes);
  spread_grid(turned.grid, turned.within, turned.town.dwellings, street_in_the_east, turned.town.homes);
  RC_ASSERT(by_source(made.town.homes) == by_source(turned.town.homes));
}

/// Whole thousandths of people in a text such as "46.298".
std::int64_t thousandths(std::string const& text) {
  auto const dot = text.find('.');
  auto fraction = dot == std::string::npos ? std::string{} : text.substr(dot + 1);
  fraction.resize(3, '0');
  return std::stoll(text.substr(0, dot)) * 1'000 + std::stoll(fraction);
}

TEST(SpreadGrid, KeepsEveryThousandthOfLasPalmas) {
  auto const* folder = std::getenv("LINQUAN_REAL_DATA");
  if (folder == nullptr) {
    GTEST_SKIP() << "LINQUAN_REAL_DATA names no folder";
  }
  std::ifstream file{std::string{folder} + "/las_palmas_population.csv"};
  ASSERT_TRUE(file.good());
  std::vector<tables::Grid::Cell> cells;
  std::int64_t total = 0;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    auto const first = line.find(',');
    auto const second = line.find(',', first + 1);
    auto const people = thousandths(line.substr(second + 1));
    total += people;
    cells.push_back(
        cell(geo::from_degrees(std::stod(line.substr(0, first)), std::stod(line.substr(first + 1, second - first - 1))),
             people));
  }
  ASSERT_GT(total, 300'000'000);
  Town town;
  // A dwelling near every third cell, as far from its centre as a quarter of a cell.
  for (std::size_t i = 0; i < cells.size(); i += 3) {
    auto const centre = cells[i].centre;
    town.build(geo::Point{centre.lon + 2'500, centre.lat - 2'500}, static_cast<std::int64_t>(100 + i % 700), 2);
  }
  auto const buildings = town.homes.size();
  auto const spread = spread_grid(grid_of(cells, 94.3), {}, town.dwellings, street_at_centre, town.homes);
  EXPECT_EQ(spread.given.count, total);
  EXPECT_EQ(spread.unplaced.count, 0);
  EXPECT_EQ(sum_of(town.homes).all.count, total);
  EXPECT_EQ(town.homes.size() - buildings, spread.cells_on_streets);
  EXPECT_EQ(spread.cells_on_dwellings + spread.cells_on_streets, cells.size());
  EXPECT_EQ(spread.cells_on_dwellings, town.dwellings.size());
}

}  // namespace
}  // namespace linquan::city
