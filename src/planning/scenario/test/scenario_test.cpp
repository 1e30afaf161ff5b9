#include "linquan/scenario/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "drawn_town.h"

namespace linquan::scenario {
namespace {

city::Outlet shop(std::uint64_t id, std::string name, kinds::KindIndex kind, drawn::DrawnTown& town, char letter) {
  city::Outlet outlet;
  outlet.id = city::OutletId{id};
  outlet.name = std::move(name);
  outlet.kinds = {kind};
  outlet.stands = {{town.at(letter), {town.access(letter)}, std::nullopt}};
  return outlet;
}

/// h---a---b---c, 100 m from letter to letter, a gate at a, a home at h, two shops of one name at c and one at b.
struct Row {
  drawn::DrawnTown town{"h---a---b---c", 25};
  city::City city;

  Row() {
    town.vertex('a').barrier = true;
    town.vertex('a').passage = walk::Passage::gate;
    city.streets = town.graph();
    city.kind_ids = {"market", "pharmacy"};
    city.homes.resize(1);
    city.homes[0].id = city::HomeId{1};
    city.homes[0].access = town.access('h');
    city.outlets = {shop(7, "永康菜市场", 0, town, 'b'), shop(8, "惠民药店", 1, town, 'c'),
                    shop(9, "惠民药店", 1, town, 'c')};
    for (std::uint32_t i = 0; i < city.streets.gates.size(); ++i) {
      city.gates.push_back({city::GateId{i + 50}, "gate", i, walk::none});
    }
  }

  /// "[34.2600000, 117.1800000]"
  [[nodiscard]] std::string at(char letter) const {
    auto const point = town.at(letter);
    return "[" + std::to_string(geo::lat_degrees(point)) + ", " + std::to_string(geo::lon_degrees(point)) + "]";
  }
};

std::string file_of(std::string const& edits) {
  return "version: 1\nedits:\n" + edits;
}

Result<std::vector<reach::Edit>> edits_in(city::City const& city, std::string const& edits) {
  auto const file = parse(file_of(edits), "plan.yaml");
  if (!file) {
    return tl::unexpected<Error>{file.error()};
  }
  return edits_of(*file, city);
}

template <class Edit>
Edit only(Result<std::vector<reach::Edit>> const& edits) {
  EXPECT_TRUE(edits) << (edits ? "" : edits.error().code);
  return edits && edits->size() == 1 ? std::get<Edit>(edits->front()) : Edit{};
}

TEST(ScenarioFile, PutsAnOutlet) {
  Row const row;
  auto const put = only<reach::PutOutlet>(
      edits_in(row.city, "  - put_outlet: {name: 便民菜市场, kinds: [菜市场, pharmacy], at: " + row.at('c') +
                             ", hours: 6:00-18:00, serving: [at_stand, at_home], services: [代购], capacity: 40}\n"));
  EXPECT_EQ(put.outlet.name, "便民菜市场");
  EXPECT_EQ(put.outlet.kinds, (std::vector<kinds::KindIndex>{0, 1}));
  ASSERT_EQ(put.outlet.stands.size(), 1U);
  EXPECT_EQ(put.outlet.stands[0].accesses.size(), 1U);
  EXPECT_EQ(put.outlet.stands[0].hours, *hours::Hours::parse_plain("6:00-18:00"));
  EXPECT_EQ(put.outlet.serving, 3);
  EXPECT_EQ(put.outlet.services, (std::vector<city::Service>{{0, "代购", std::nullopt}}));
  EXPECT_EQ(put.outlet.capacity, 40);
  EXPECT_NE(put.outlet.id.value(), 0U);
}

TEST(ScenarioFile, GivesTheSameOutletTheSameIdInEveryFileAndTwoOfThemTwo) {
  Row const row;
  auto const one = "  - put_outlet: {name: 新店, kinds: market, at: " + row.at('b') + "}\n";
  auto const first = edits_in(row.city, "  - remove_outlet: 7\n" + one);
  auto const second = edits_in(row.city, one + one);
  ASSERT_TRUE(first && second);
  auto const id = [](reach::Edit const& edit) { return std::get<reach::PutOutlet>(edit).outlet.id; };
  EXPECT_EQ(id((*first)[1]), id((*second)[0]));
  EXPECT_NE(id((*second)[0]), id((*second)[1]));
}

TEST(ScenarioFile, ChangesOnlyWhatIsSaid) {
  Row const row;
  auto const put = only<reach::PutOutlet>(
      edits_in(row.city, "  - change_outlet: {outlet: 永康菜市场, kinds: [market, pharmacy]}\n"));
  auto expected = row.city.outlets[0];
  expected.kinds = {0, 1};
  EXPECT_EQ(put.outlet.id, expected.id);
  EXPECT_EQ(put.outlet.stands, expected.stands);
  EXPECT_EQ(put.outlet.kinds, expected.kinds);

  auto const moved =
      only<reach::PutOutlet>(edits_in(row.city, "  - change_outlet: {outlet: 7, at: " + row.at('c') + "}\n"));
  EXPECT_EQ(moved.outlet.kinds, row.city.outlets[0].kinds);
  EXPECT_NE(moved.outlet.stands, row.city.outlets[0].stands);
  EXPECT_EQ(moved.outlet.stands[0].accesses.size(), 1U);

  auto const closing_early =
      only<reach::PutOutlet>(edits_in(row.city, "  - change_outlet: {outlet: 7, hours: 8:00-12:00}\n"));
  EXPECT_EQ(closing_early.outlet.stands[0].at, row.city.outlets[0].stands[0].at);
  EXPECT_EQ(closing_early.outlet.stands[0].hours, *hours::Hours::parse_plain("8:00-12:00"));
}

TEST(ScenarioFile, NamesAnOutletThatAnEarlierEditPut) {
  Row const row;
  auto const edits = edits_in(row.city, "  - put_outlet: {name: 新店, kinds: market, at: " + row.at('b') +
                                            "}\n  - change_outlet: {outlet: 新店, kinds: pharmacy}\n"
                                            "  - remove_outlet: 新店\n");
  ASSERT_TRUE(edits);
  ASSERT_EQ(edits->size(), 3U);
  auto const outlets = reach::changed_outlets(row.city, *edits);
  ASSERT_TRUE(outlets);
  EXPECT_EQ(*outlets, row.city.outlets);
}

TEST(ScenarioFile, OpensAndClosesGatesAndStreets) {
  Row const row;
  auto const edits = edits_in(row.city, "  - close_gate: 50\n  - open_gate: " + row.at('a') +
                                            "\n  - close_street: 2\n  - open_street: {way: 2, at: " + row.at('b') +
                                            "}\n  - time_street: {way: 3, percent: 150}\n");
  ASSERT_TRUE(edits);
  ASSERT_EQ(edits->size(), 5U);
  EXPECT_FALSE(std::get<reach::SetGate>((*edits)[0]).open);
  EXPECT_EQ(std::get<reach::SetGate>((*edits)[1]).id, city::GateId{50});
  EXPECT_TRUE(std::get<reach::SetGate>((*edits)[1]).open);
  EXPECT_EQ(std::get<reach::SetStreet>((*edits)[2]).street.way, 2);
  EXPECT_FALSE(std::get<reach::SetStreet>((*edits)[2]).open);
  EXPECT_TRUE(std::get<reach::SetStreet>((*edits)[3]).street.at.has_value());
  EXPECT_EQ(std::get<reach::TimeStreet>((*edits)[4]).percent, 150);
}

TEST(ScenarioFile, BuildsAStreetFromStreetToStreet) {
  Row const row;
  auto const built = only<reach::BuildStreet>(
      edits_in(row.city, "  - build_street: {from: " + row.at('h') + ", to: " + row.at('c') + ", stairs: true}\n"));
  EXPECT_NEAR(built.length.metres(), 300, 0.5);
  EXPECT_TRUE(built.stairs);
  auto const bent = only<reach::BuildStreet>(
      edits_in(row.city, "  - build_street: {from: " + row.at('h') + ", to: " + row.at('c') + ", metres: 420}\n"));
  EXPECT_EQ(bent.length, Millimetres{420'000});
  EXPECT_FALSE(bent.stairs);
}

TEST(ScenarioFile, SaysWhatIsWrongAndWhere) {
  Row const row;
  auto const b = row.at('b');
  struct Case {
    std::string edits;
    std::string code;
    std::string line;
  };
  std::vector<Case> const cases{
      {"  - {}\n", "scenario_file", "3"},
      {"  - put_shop: 7\n", "scenario_file", "3"},
      {"  - remove_outlet: 7\n  - {remove_outlet: 7, open_gate: 50}\n", "scenario_file", "4"},
      {"  - put_outlet: {name: x, kinds: market}\n", "scenario_file", "3"},
      {"  - put_outlet: {name: x, at: " + b + "}\n", "scenario_file", "3"},
      {"  - put_outlet:\n      kinds: market\n      at: " + b + "\n      colour: red\n", "scenario_file", "6"},
      {"  - put_outlet: {kinds: market, at: [34.26]}\n", "scenario_file", "3"},
      {"  - put_outlet: {kinds: market, at: [134.26, 34.2]}\n", "scenario_file", "3"},
      {"  - put_outlet: {kinds: market, at: " + b + ", serving: [by_post]}\n", "scenario_file", "3"},
      {"  - put_outlet: {kinds: market, at: " + b + ", hours: sometimes}\n", "hours_not_understood", "3"},
      {"  - put_outlet: {kinds: market, at: " + b + ", capacity: many}\n", "scenario_file", "3"},
      {"  - put_outlet: {kinds: market, at: " + b + ", stands: [{at: " + b + "}]}\n", "scenario_file", "3"},
      {"  - change_outlet: {outlet: 7}\n", "scenario_file", "3"},
      {"  - remove_outlet: []\n", "scenario_file", "3"},
      {"  - open_gate: east\n", "scenario_file", "3"},
      {"  - close_street: -4\n", "scenario_file", "3"},
      {"  - time_street: {way: 2}\n", "scenario_file", "3"},
      {"  - time_street: {way: 2, percent: 0}\n", "scenario_file", "3"},
      {"  - build_street: {from: " + b + "}\n", "scenario_file", "3"},
      {"  - build_street: {from: " + b + ", to: " + b + ", stairs: many}\n", "scenario_file", "3"},
      {"  - remove_outlet: [\n", "yaml_syntax", "4"},
      {"  - open_gate: 50\n  - remove_outlet: 99\n", "outlet_unknown", "4"},
      {"  - remove_outlet: 永康超市\n", "scenario_outlet_unknown", "3"},
      {"  - remove_outlet: 惠民药店\n", "scenario_outlet_many", "3"},
      {"  - remove_outlet: 7\n  - remove_outlet: 7\n", "outlet_unknown", "4"},
      {"  - put_outlet: {kinds: spaceport, at: " + b + "}\n", "scenario_kind_unknown", "3"},
      {"  - put_outlet: {kinds: market, at: [34.3, 117.18]}\n", "scenario_place_outside", "3"},
      {"  - put_outlet: {kinds: market, at: [34.2635, 117.18]}\n", "place_not_on_street", "3"},
      {"  - open_gate: 51\n", "gate_unknown", "3"},
      {"  - open_gate: " + row.at('c') + "\n", "scenario_gate_far", "3"},
      {"  - close_street: 77\n", "street_unknown", "3"},
      {"  - build_street: {from: " + b + ", to: [34.2606, 117.18]}\n", "scenario_end_far", "3"},
  };
  for (auto const& [edits, code, line] : cases) {
    auto const read = edits_in(row.city, edits);
    ASSERT_FALSE(read) << edits;
    EXPECT_EQ(read.error().code, code) << edits;
    auto const said = [&](std::string const& name) {
      auto const found = std::ranges::find(read.error().args, name, &Error::Args::value_type::first);
      return found == read.error().args.end() ? std::string{} : found->second;
    };
    EXPECT_EQ(said("file"), "plan.yaml") << edits;
    EXPECT_EQ(said("line"), line) << edits;
  }
}

TEST(ScenarioFile, RefusesAFileWithoutVersionOrEdits) {
  for (auto const* const text :
       {"[]", "version: 1\n", "edits: [{open_gate: 1}]\n", "version: 2\nedits: [{open_gate: 1}]\n",
        "version: 1\nedits: []\n", "version: 1\nedits: [{open_gate: 1}]\nmore: 1\n"}) {
    auto const file = parse(text, "plan.yaml");
    ASSERT_FALSE(file) << text;
    EXPECT_EQ(file.error().code, "scenario_file") << text;
  }
  EXPECT_EQ(parse("", "plan.yaml").error().code, "yaml_empty");
}

/// A walled compound with an inner street from its gate at g past p.
TEST(ScenarioFile, NoNewStreetEndsInsideACompound) {
  drawn::DrawnTown town{R"(
a---------------b
|   k-------l
|   |       |
c---g----p  |
    |       |
    n-------m)",
                        25};
  std::erase_if(town.plan().streets, [&](walk::PlanStreet const& street) {
    auto const touches = [&](char letter) {
      auto const v = &town.vertex(letter) - town.plan().vertices.data();
      return std::ranges::find(street.vertices, static_cast<std::uint32_t>(v)) != street.vertices.end();
    };
    return touches('k') || touches('l') || touches('m') || touches('n');
  });
  town.compound("klmn").walled = true;
  ASSERT_TRUE(town.built().compounds[0].closed);
  city::City city;
  city.streets = town.graph();
  city::Area compound;
  compound.level = city::AreaLevel::compound;
  compound.closed = true;
  compound.shape = town.plan().compounds[0].shape;
  city.areas = {compound};
  auto const at = [&](char letter) {
    auto const point = town.at(letter);
    return "[" + std::to_string(geo::lat_degrees(point)) + ", " + std::to_string(geo::lon_degrees(point)) + "]";
  };
  auto const edits = edits_in(city, "  - build_street: {from: " + at('b') + ", to: " + at('p') + "}\n");
  ASSERT_FALSE(edits);
  EXPECT_EQ(edits.error().code, "scenario_end_inside");
  EXPECT_TRUE(edits_in(city, "  - build_street: {from: " + at('b') + ", to: " + at('c') + "}\n"));
}

}  // namespace
}  // namespace linquan::scenario
