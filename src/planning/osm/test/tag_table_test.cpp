#include "tag_table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace linquan::osm {
namespace {

using walk::Passage;
using walk::StreetKind;

class Tags final : public TagReader {
 public:
  explicit Tags(std::map<std::string, std::string> tags) : tags_{std::move(tags)} {}
  [[nodiscard]] std::string_view operator[](char const* key) const override {
    auto const it = tags_.find(key);
    return it == tags_.end() ? std::string_view{} : std::string_view{it->second};
  }

 private:
  std::map<std::string, std::string> tags_;
};

struct WayRow {
  std::map<std::string, std::string> tags;
  bool walkable;
  std::string_view reason;
  StreetKind kind = StreetKind::road;
};

TEST(TagTable, EveryWayIsWalkedOrLeftOutForItsReason) {
  std::vector<WayRow> const rows{
      {{{"highway", "residential"}}, true, "", StreetKind::road},
      {{{"highway", "primary"}}, true, "", StreetKind::road},
      {{{"highway", "primary"}, {"foot", "no"}}, false, "no_access"},
      {{{"highway", "primary"}, {"foot", "use_sidepath"}}, false, "no_access"},
      {{{"highway", "motorway"}}, false, "motor_road"},
      {{{"highway", "motorway_link"}, {"foot", "yes"}}, false, "motor_road"},
      {{{"highway", "trunk"}}, false, "motor_road"},
      {{{"highway", "trunk"}, {"sidewalk", "both"}}, true, "", StreetKind::road},
      {{{"highway", "trunk"}, {"foot", "yes"}}, true, "", StreetKind::road},
      {{{"highway", "secondary"}, {"motorroad", "yes"}}, false, "motor_road"},
      {{{"highway", "living_street"}}, true, "", StreetKind::living_street},
      {{{"highway", "service"}}, true, "", StreetKind::service},
      {{{"highway", "service"}, {"access", "no"}}, false, "no_access"},
      {{{"highway", "service"}, {"access", "no"}, {"foot", "yes"}}, true, "", StreetKind::service},
      {{{"highway", "footway"}}, true, "", StreetKind::footway},
      {{{"highway", "footway"}, {"footway", "crossing"}}, true, "", StreetKind::crossing},
      {{{"highway", "cycleway"}, {"cycleway", "crossing"}}, true, "", StreetKind::crossing},
      {{{"highway", "footway"}, {"indoor", "yes"}}, true, "", StreetKind::corridor},
      {{{"highway", "corridor"}}, true, "", StreetKind::corridor},
      {{{"highway", "steps"}}, true, "", StreetKind::steps},
      {{{"highway", "elevator"}}, true, "", StreetKind::lift},
      {{{"highway", "path"}}, true, "", StreetKind::path},
      {{{"highway", "path"}, {"sac_scale", "alpine_hiking"}}, false, "mountain_path"},
      {{{"highway", "via_ferrata"}}, false, "mountain_path"},
      {{{"highway", "track"}}, true, "", StreetKind::track},
      {{{"highway", "construction"}, {"construction", "residential"}}, false, "unfinished"},
      {{{"highway", "proposed"}}, false, "unfinished"},
      {{{"highway", "residential"}, {"construction", "yes"}}, false, "unfinished"},
      {{{"highway", "residential"}, {"abandoned", "yes"}}, false, "gone"},
      {{{"highway", "razed"}}, false, "gone"},
      {{{"highway", "raceway"}}, false, "motor_road"},
      {{{"highway", "rest_area"}}, false, "no_street"},
      {{{"highway", "no_such_value"}}, false, "no_street"},
      {{{"route", "ferry"}, {"foot", "yes"}}, false, "ferry"},
      {{{"railway", "platform"}}, true, "", StreetKind::footway},
      {{{"public_transport", "platform"}}, true, "", StreetKind::footway},
      {{{"man_made", "pier"}}, true, "", StreetKind::footway},
      {{{"building", "yes"}}, false, ""},
      {{{"highway", "footway"}, {"access", "military"}}, false, "no_access"},
      {{{"highway", "footway"}, {"access", "customers"}}, true, "", StreetKind::footway},
  };
  for (auto const& row : rows) {
    std::string shown;
    for (auto const& [key, value] : row.tags) {
      shown += fmt::format("{}={} ", key, value);
    }
    auto const way = decide_way(Tags{row.tags}, false);
    EXPECT_EQ(way.walkable, row.walkable) << shown;
    EXPECT_EQ(way.reason, row.reason) << shown;
    if (row.walkable) {
      EXPECT_EQ(way.traits.kind, row.kind) << shown;
    }
  }
}

TEST(TagTable, PrivateWaysAreForResidentsOnly) {
  for (auto const* value : {"private", "residents", "permit"}) {
    auto const way = decide_way(Tags{{{"highway", "service"}, {"access", value}}}, false);
    EXPECT_TRUE(way.walkable && way.residents_only) << value;
  }
  EXPECT_FALSE(
      decide_way(Tags{{{"highway", "service"}, {"access", "private"}, {"foot", "yes"}}}, false).residents_only);
}

TEST(TagTable, WaysForOneDirectionOfWalking) {
  auto const traits = [](std::map<std::string, std::string> tags) {
    return decide_way(Tags{std::move(tags)}, false).traits;
  };
  EXPECT_FALSE(traits({{"highway", "footway"}, {"oneway:foot", "yes"}}).backward);
  EXPECT_FALSE(traits({{"highway", "footway"}, {"oneway:foot", "-1"}}).forward);
  EXPECT_FALSE(traits({{"highway", "steps"}, {"conveying", "forward"}}).backward);
  EXPECT_FALSE(traits({{"highway", "steps"}, {"conveying", "backward"}}).forward);
  EXPECT_TRUE(traits({{"highway", "residential"}, {"oneway", "yes"}}).backward);
}

TEST(TagTable, OnlyARingThatIsAnAreaIsCrossed) {
  EXPECT_TRUE(decide_way(Tags{{{"highway", "pedestrian"}, {"area", "yes"}}}, true).area);
  EXPECT_FALSE(decide_way(Tags{{{"highway", "pedestrian"}, {"area", "yes"}}}, false).area);
  EXPECT_FALSE(decide_way(Tags{{{"highway", "pedestrian"}}}, true).area);
  EXPECT_TRUE(decide_way(Tags{{{"railway", "platform"}}}, true).area);
}

TEST(TagTable, WheelsSlopesAndKerbs) {
  auto const traits = [](std::map<std::string, std::string> tags) {
    return decide_way(Tags{std::move(tags)}, false).traits;
  };
  EXPECT_EQ(traits({{"highway", "footway"}, {"wheelchair", "no"}}).wheels, walk::Wheels::no);
  EXPECT_EQ(traits({{"highway", "footway"}, {"incline", "8%"}}).incline_permille, 80);
  EXPECT_EQ(traits({{"highway", "footway"}, {"incline", "-5 %"}}).incline_permille, -50);
  EXPECT_EQ(traits({{"highway", "footway"}, {"incline", "5°"}}).incline_permille, 87);
  EXPECT_EQ(traits({{"highway", "footway"}, {"incline", "up"}}).incline_permille, 0);
  EXPECT_EQ(decide_node(Tags{{{"kerb", "raised"}}}).kerb_millimetres, 100);
  EXPECT_EQ(decide_node(Tags{{{"kerb:height", "0.03"}}}).kerb_millimetres, 30);
  EXPECT_EQ(decide_node(Tags{{{"kerb:height", "4 cm"}}}).kerb_millimetres, 40);
}

TEST(TagTable, ConditionsAndHoursAreHandedOn) {
  auto const night = decide_way(Tags{{{"highway", "footway"}, {"access:conditional", "no @ (22:00-06:00)"}}}, false);
  EXPECT_EQ(night.conditional, "no @ (22:00-06:00)");
  EXPECT_TRUE(night.open_otherwise);
  auto const day =
      decide_way(Tags{{{"highway", "footway"}, {"foot", "no"}, {"foot:conditional", "yes @ (06:00-22:00)"}}}, false);
  EXPECT_TRUE(day.walkable);
  EXPECT_FALSE(day.open_otherwise);
  EXPECT_EQ(decide_way(Tags{{{"highway", "footway"}, {"opening_hours", "06:00-22:00"}}}, false).hours, "06:00-22:00");
}

struct BarrierRow {
  std::map<std::string, std::string> tags;
  Passage passage;
  bool barrier;
};

TEST(TagTable, EveryBarrierLetsThroughWhomItShould) {
  std::vector<BarrierRow> const rows{
      {{{"barrier", "bollard"}}, Passage::free, false},
      {{{"barrier", "kerb"}}, Passage::free, false},
      {{{"barrier", "entrance"}}, Passage::free, true},
      {{{"barrier", "gate"}}, Passage::gate, true},
      {{{"barrier", "gate"}, {"access", "private"}}, Passage::residents, true},
      {{{"barrier", "gate"}, {"access", "private"}, {"foot", "yes"}}, Passage::gate, true},
      {{{"barrier", "gate"}, {"access", "no"}}, Passage::closed, true},
      {{{"barrier", "gate"}, {"locked", "yes"}}, Passage::closed, true},
      {{{"barrier", "lift_gate"}}, Passage::free, true},
      {{{"barrier", "lift_gate"}, {"access", "private"}}, Passage::free, true},
      {{{"barrier", "lift_gate"}, {"foot", "no"}}, Passage::closed, true},
      {{{"barrier", "turnstile"}}, Passage::gate, true},
      {{{"barrier", "gate"}, {"access", "no"}, {"access:conditional", "yes @ (06:00-22:00)"}}, Passage::gate, true},
      {{{"highway", "crossing"}}, Passage::free, false},
  };
  for (auto const& row : rows) {
    auto const node = decide_node(Tags{row.tags});
    EXPECT_EQ(node.passage, row.passage) << row.tags.begin()->second;
    EXPECT_EQ(node.barrier, row.barrier) << row.tags.begin()->second;
  }
}

TEST(TagTable, SignalsAreSeenInEitherWayOfTagging) {
  EXPECT_TRUE(decide_node(Tags{{{"highway", "crossing"}, {"crossing", "traffic_signals"}}}).signal);
  EXPECT_TRUE(decide_node(Tags{{{"highway", "crossing"}, {"crossing:signals", "yes"}}}).signal);
  EXPECT_FALSE(decide_node(Tags{{{"highway", "crossing"}, {"crossing", "uncontrolled"}}}).signal);
  EXPECT_TRUE(
      decide_way(Tags{{{"highway", "footway"}, {"footway", "crossing"}, {"crossing", "traffic_signals"}}}, false)
          .own_signal);
}

TEST(TagTable, WaterRailAndWallsStopADoorButNotWhereTheyPassOverOrUnder) {
  using Kind = walk::Obstacle::Kind;
  EXPECT_EQ(decide_obstacle(Tags{{{"natural", "water"}}}), Kind::water);
  EXPECT_EQ(decide_obstacle(Tags{{{"waterway", "river"}}}), Kind::water);
  EXPECT_EQ(decide_obstacle(Tags{{{"waterway", "river"}, {"tunnel", "culvert"}}}), std::nullopt);
  EXPECT_EQ(decide_obstacle(Tags{{{"railway", "rail"}}}), Kind::rail);
  EXPECT_EQ(decide_obstacle(Tags{{{"railway", "rail"}, {"bridge", "yes"}}}), std::nullopt);
  EXPECT_EQ(decide_obstacle(Tags{{{"railway", "tram"}}}), std::nullopt);
  EXPECT_EQ(decide_obstacle(Tags{{{"barrier", "fence"}}}), Kind::wall);
  EXPECT_EQ(decide_obstacle(Tags{{{"barrier", "hedge"}}}), std::nullopt);
}

TEST(TagTable, DwellingsCertainVagueAndNot) {
  EXPECT_EQ(decide_dwelling(Tags{{{"building", "apartments"}}}), Dwelling::yes);
  EXPECT_EQ(decide_dwelling(Tags{{{"building", "apartments"}, {"shop", "bakery"}}}), Dwelling::yes);
  EXPECT_EQ(decide_dwelling(Tags{{{"building", "yes"}}}), Dwelling::vague);
  EXPECT_EQ(decide_dwelling(Tags{{{"building", "yes"}, {"building:flats", "12"}}}), Dwelling::yes);
  EXPECT_EQ(decide_dwelling(Tags{{{"building", "yes"}, {"amenity", "school"}}}), Dwelling::no);
  EXPECT_EQ(decide_dwelling(Tags{{{"building", "retail"}}}), Dwelling::no);
}

}  // namespace
}  // namespace linquan::osm
