#include "whole_city.h"

#include <gtest/gtest.h>

namespace linquan::city::testing {
namespace {

geo::MultiPolygon shape_at(std::int32_t lon) {
  return {{.outer = {{lon, 10}, {lon + 50, 10}, {lon + 50, 60}, {lon, 60}},
           .holes = {{{lon + 10, 20}, {lon + 20, 20}, {lon + 20, 30}}}},
          {.outer = {{lon + 90, 10}, {lon + 95, 10}, {lon + 95, 15}}, .holes = {}}};
}

walk::Graph streets() {
  walk::Graph graph;
  graph.nodes = {{1, 2}, {3, 4}, {-5, -6}};
  graph.node_compound = {walk::none, 0, 1};
  graph.node_component = {0, 1, 0};
  graph.edges = {
      {0, 1, 100, 2'000, 0, 0, 2, 0, 1}, {1, 2, 2'100, 3'000, walk::none, 2, 1, 1, 0}, {1, 2, 7, 3'000, 1, 2, 1, 1, 2}};
  graph.points = {{7, 8}, {9, 10}, {-11, -12}};
  graph.traits = {{.kind = walk::StreetKind::steps,
                   .zone = walk::Zone::out,
                   .forward = false,
                   .backward = true,
                   .bridge = true,
                   .tunnel = false,
                   .wheels = walk::Wheels::limited,
                   .incline_permille = -120,
                   .kerb_millimetres = 90,
                   .hours = 1},
                  {.kind = walk::StreetKind::gate,
                   .zone = walk::Zone::in,
                   .forward = true,
                   .backward = false,
                   .bridge = false,
                   .tunnel = true,
                   .wheels = walk::Wheels::no,
                   .incline_permille = 45,
                   .kerb_millimetres = -1,
                   .hours = UINT16_MAX}};
  graph.hours = {*hours::Hours::parse("Mo-Fr 06:00-22:00"), hours::Hours::always()};
  graph.streets = {{123'456'789'012, 1}, {-7, walk::none}};
  graph.names = {"Calle de Triana", "解放南路"};
  graph.gates = {{.source_id = 42,
                  .at = {5, 6},
                  .node = 1,
                  .compound = 0,
                  .hours = 0,
                  .inferred = false,
                  .open = false,
                  .edges = {0, 2}},
                 {.source_id = 0,
                  .at = {6, 7},
                  .node = 2,
                  .compound = walk::none,
                  .hours = UINT16_MAX,
                  .inferred = true,
                  .open = true,
                  .edges = {}}};
  graph.component_millimetres = {5'000'000'000, 3'000};
  graph.inner_first = 1;
  graph.inner_count = 1;
  return graph;
}

std::vector<Area> areas() {
  return {{.id = AreaId{900},
           .level = AreaLevel::compound,
           .code = "c-1",
           .name = "翠湖花园",
           .state = "built",
           .shape = shape_at(100),
           .source = "osm:way/77",
           .closed = true,
           .inner_streets = false,
           .gates = 3,
           .gates_inferred = 1},
          {.id = AreaId{100},
           .level = AreaLevel::living_circle,
           .code = "q-9",
           .name = "Isleta",
           .state = "planned",
           .shape = shape_at(-400),
           .source = "circles.geojson!2",
           .closed = false,
           .rim_closed = true,
           .inner_streets = true,
           .gates = 1,
           .gates_inferred = 2}};
}

std::vector<Home> homes() {
  return {{.id = HomeId{11},
           .source = "osm:way/123456789#1",
           .kind = HomeSource::entrance,
           .door = {12, -13},
           .access = {1, 3'000, 4'500},
           .unsnapped_reason = "",
           .people = {{12'345}, {1'000}, {2'000}, {500}},
           .compound = 0,
           .community = 1,
           .subdistrict = 0,
           .district = 1,
           .living_circle = 1},
          {.id = HomeId{INT64_MAX},
           .source = "homes.xlsx:Sheet1!4",
           .kind = HomeSource::table,
           .door = {-1'800'000'000, 900'000'000},
           .access = {},
           .unsnapped_reason = "snap_across_water",
           .people = {{1}, {2}, {3}, {4}},
           .compound = walk::none,
           .community = 0,
           .subdistrict = walk::none,
           .district = 0,
           .living_circle = walk::none}};
}

std::vector<Outlet> outlets() {
  Outlet shop{.id = OutletId{5},
              .sources = {"outlets.xlsx:Sheet1!17", "osm:node/9"},
              .name =
                  "老王修鞋 "
                  "a name that is so long that no file would keep it once for two uses of it, says the format",
              .kinds = {0, 2},
              .stands = {{.at = {20, 21},
                          .accesses = {{0, 5, 6}, {2, 0, 1}},
                          .hours = hours::Hours::parse("08:00-20:00").value()},
                         {.at = {22, 23}, .accesses = {}, .hours = std::nullopt}},
              .serving = 7,
              .services = {{1, "配钥匙", 500}, {2, "擦鞋", std::nullopt}},
              .hours_text = "早八点",
              .address = "云龙区解放南路128号",
              .telephone = "0516-83712345",
              .licence = "91320300MA1XXXXX1A",
              .opened = "2019-05",
              .rebuilt = "2023",
              .chain = "老王",
              .condition = "good",
              .capacity = -3,
              .placing = Placing::address,
              .placing_permille = 850,
              .community = 1,
              .marks = {"licence_check", "kind_guessed"}};
  Outlet bare;
  bare.id = OutletId{6};
  bare.sources = {"osm:node/10"};
  bare.kinds = {1};
  bare.placing = Placing::unplaced;
  bare.name = shop.name;  // The same long text twice.
  return {shop, bare};
}

Report report() {
  Report report;
  report.skipped = {{"area_too_large", 2}, {"way_of_one_node", 40}};
  report.notices = {{"kinds_unknown", {{"row", "7"}, {"word", "棋牌"}}}, {"plain", {}}};
  report.unsnapped = {{HomeId{INT64_MAX}, "homes.xlsx:Sheet1!4", {-3, 4}, "snap_across_water", 77}};
  report.doubles = {{"outlets.xlsx:Sheet1!17", "osm:node/9", "老王修鞋", 12}};
  report.people_given = {99'000};
  report.people_unplaced = {5};
  report.buildings = 1'234;
  report.dwellings = 999;
  return report;
}

}  // namespace

City whole_city() {
  City city;
  city.name = "徐州";
  city.box = {{-100, -200}, {300, 400}};
  city.within = shape_at(0);
  city.streets = streets();
  city.areas = areas();
  city.homes = homes();
  city.outlets = outlets();
  city.gates = {{GateId{3}, "osm:node/42", 0, 0}, {GateId{4}, "inferred:osm:way/77#1", 1, walk::none}};
  city.candidates = {{.source = "vacant.csv!2",
                      .name = "空铺",
                      .at = {30, 31},
                      .access = {0, 2'000, 9},
                      .type = "vacant",
                      .kinds = {1},
                      .cost_fen = 1'200'000,
                      .capacity = std::nullopt},
                     {.source = "vacant.csv!3",
                      .name = "摊位",
                      .at = {32, 33},
                      .access = {},
                      .type = "stall",
                      .kinds = {},
                      .cost_fen = std::nullopt,
                      .capacity = 4,
                      .days = 0x21}};
  city.kind_ids = {"repair_shoes", "keys", "laundry"};
  city.inputs = {
      {"osm", "canarias.osm.pbf", "ab12", 123'456'789'012, "2026-01-01", "© OpenStreetMap contributors", "wgs84"}};
  city.completeness = {{"outlets.xlsx", {0, 1}, {"320311", "320303"}}, {"canarias.osm.pbf", {}, {}}};
  city.tool_version = "0.1.0";
  city.report = report();
  city.obstacles = {{walk::Obstacle::Kind::rail, {{1, 2}, {3, 4}, {5, 6}}, {}},
                    {walk::Obstacle::Kind::wall, {{7, 8}, {9, 10}}, {{8, 9}}}};
  return city;
}

namespace {

void expect_same_streets(walk::Graph const& a, walk::Graph const& b) {
  // Named one by one: a new field stops the build here and asks for a place in the file.
  auto const& [nodes, compounds, components, edges, points, traits, hours, streets, names, gates, lengths, first,
               count] = a;
  EXPECT_EQ(nodes, b.nodes);
  EXPECT_EQ(compounds, b.node_compound);
  EXPECT_EQ(components, b.node_component);
  EXPECT_EQ(edges, b.edges);
  EXPECT_EQ(points, b.points);
  EXPECT_EQ(traits, b.traits);
  EXPECT_EQ(hours, b.hours);
  EXPECT_EQ(streets, b.streets);
  EXPECT_EQ(names, b.names);
  EXPECT_EQ(gates, b.gates);
  EXPECT_EQ(lengths, b.component_millimetres);
  EXPECT_EQ(first, b.inner_first);
  EXPECT_EQ(count, b.inner_count);
}

}  // namespace

void expect_same(City const& a, City const& b) {
  auto const& [name, box, within, streets, obstacles, areas, homes, outlets, gates, candidates, kind_ids, inputs,
               completeness, tool_version, report] = a;
  EXPECT_EQ(name, b.name);
  EXPECT_EQ(box.low, b.box.low);
  EXPECT_EQ(box.high, b.box.high);
  EXPECT_EQ(within, b.within);
  expect_same_streets(streets, b.streets);
  EXPECT_EQ(obstacles, b.obstacles);
  EXPECT_EQ(areas, b.areas);
  EXPECT_EQ(homes, b.homes);
  EXPECT_EQ(outlets, b.outlets);
  EXPECT_EQ(gates, b.gates);
  EXPECT_EQ(candidates, b.candidates);
  EXPECT_EQ(kind_ids, b.kind_ids);
  EXPECT_EQ(inputs, b.inputs);
  EXPECT_EQ(completeness, b.completeness);
  EXPECT_EQ(tool_version, b.tool_version);
  EXPECT_EQ(report, b.report);
}

}  // namespace linquan::city::testing
