#include "tag_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace linquan::osm {
namespace {

using walk::Passage;
using walk::Rank;
using walk::StreetKind;
using walk::Wheels;

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::ranges::find(values, value) != values.end();
}

bool is_yes(std::string_view value) {
  return is_one_of(value, {"yes", "true", "1"});
}

// ---- streets: https://wiki.openstreetmap.org/wiki/Key:highway -------------------------------------------------------

enum class OnFoot : std::uint8_t {
  yes,      ///< unless access says otherwise
  if_said,  ///< only where foot or sidewalk says so
  never,    ///< motor roads and what is no street
};

struct HighwayRow {
  std::string_view value;
  OnFoot on_foot;
  StreetKind kind;
  Rank rank;
  std::string_view reason;  ///< why not, where it is not walked
};

constexpr std::array highway_table{
    HighwayRow{"motorway", OnFoot::never, StreetKind::road, Rank::main, "motor_road"},
    HighwayRow{"motorway_link", OnFoot::never, StreetKind::road, Rank::main, "motor_road"},
    HighwayRow{"trunk", OnFoot::if_said, StreetKind::road, Rank::main, "motor_road"},
    HighwayRow{"trunk_link", OnFoot::if_said, StreetKind::road, Rank::main, "motor_road"},
    HighwayRow{"primary", OnFoot::yes, StreetKind::road, Rank::main, ""},
    HighwayRow{"primary_link", OnFoot::yes, StreetKind::road, Rank::main, ""},
    HighwayRow{"secondary", OnFoot::yes, StreetKind::road, Rank::main, ""},
    HighwayRow{"secondary_link", OnFoot::yes, StreetKind::road, Rank::main, ""},
    HighwayRow{"tertiary", OnFoot::yes, StreetKind::road, Rank::main, ""},
    HighwayRow{"tertiary_link", OnFoot::yes, StreetKind::road, Rank::main, ""},
    HighwayRow{"unclassified", OnFoot::yes, StreetKind::road, Rank::residential, ""},
    HighwayRow{"residential", OnFoot::yes, StreetKind::road, Rank::residential, ""},
    HighwayRow{"road", OnFoot::yes, StreetKind::road, Rank::residential, ""},
    HighwayRow{"living_street", OnFoot::yes, StreetKind::living_street, Rank::residential, ""},
    HighwayRow{"service", OnFoot::yes, StreetKind::service, Rank::minor, ""},
    HighwayRow{"services", OnFoot::never, StreetKind::road, Rank::minor, ""},
    HighwayRow{"rest_area", OnFoot::never, StreetKind::road, Rank::minor, ""},
    HighwayRow{"pedestrian", OnFoot::yes, StreetKind::pedestrian, Rank::minor, ""},
    HighwayRow{"footway", OnFoot::yes, StreetKind::footway, Rank::minor, ""},
    HighwayRow{"path", OnFoot::yes, StreetKind::path, Rank::minor, ""},
    HighwayRow{"cycleway", OnFoot::yes, StreetKind::cycleway, Rank::minor, ""},
    HighwayRow{"track", OnFoot::yes, StreetKind::track, Rank::minor, ""},
    HighwayRow{"bridleway", OnFoot::yes, StreetKind::path, Rank::minor, ""},
    HighwayRow{"steps", OnFoot::yes, StreetKind::steps, Rank::minor, ""},
    HighwayRow{"corridor", OnFoot::yes, StreetKind::corridor, Rank::minor, ""},
    HighwayRow{"elevator", OnFoot::yes, StreetKind::lift, Rank::minor, ""},
    HighwayRow{"platform", OnFoot::yes, StreetKind::footway, Rank::minor, ""},
    HighwayRow{"crossing", OnFoot::yes, StreetKind::crossing, Rank::minor, ""},
    HighwayRow{"via_ferrata", OnFoot::never, StreetKind::path, Rank::minor, "mountain_path"},
    HighwayRow{"construction", OnFoot::never, StreetKind::road, Rank::minor, "unfinished"},
    HighwayRow{"proposed", OnFoot::never, StreetKind::road, Rank::minor, "unfinished"},
    HighwayRow{"planned", OnFoot::never, StreetKind::road, Rank::minor, "unfinished"},
    HighwayRow{"abandoned", OnFoot::never, StreetKind::road, Rank::minor, "gone"},
    HighwayRow{"razed", OnFoot::never, StreetKind::road, Rank::minor, "gone"},
    HighwayRow{"disused", OnFoot::never, StreetKind::road, Rank::minor, "gone"},
    HighwayRow{"raceway", OnFoot::never, StreetKind::road, Rank::minor, "motor_road"},
    HighwayRow{"busway", OnFoot::never, StreetKind::road, Rank::minor, "motor_road"},
    HighwayRow{"bus_guideway", OnFoot::never, StreetKind::road, Rank::minor, "motor_road"},
    HighwayRow{"escape", OnFoot::never, StreetKind::road, Rank::minor, "motor_road"},
};

// ---- access: https://wiki.openstreetmap.org/wiki/Key:access ---------------------------------------------------------

struct AccessRow {
  std::string_view value;
  Access access;
};

constexpr std::array access_table{
    AccessRow{"yes", Access::designated},
    AccessRow{"designated", Access::designated},
    AccessRow{"official", Access::designated},
    AccessRow{"permissive", Access::designated},
    AccessRow{"public", Access::designated},
    AccessRow{"destination", Access::everybody},
    AccessRow{"customers", Access::everybody},
    AccessRow{"private", Access::residents},
    AccessRow{"residents", Access::residents},
    AccessRow{"permit", Access::residents},
    AccessRow{"no", Access::nobody},
    AccessRow{"use_sidepath", Access::nobody},
    AccessRow{"discouraged", Access::everybody},
    AccessRow{"military", Access::nobody},
    AccessRow{"employees", Access::nobody},
    AccessRow{"staff", Access::nobody},
    AccessRow{"delivery", Access::nobody},
    AccessRow{"agricultural", Access::nobody},
    AccessRow{"forestry", Access::nobody},
};

std::optional<Access> access_of(std::string_view value) {
  auto const row = std::ranges::find(access_table, value, &AccessRow::value);
  return row == access_table.end() ? std::nullopt : std::optional{row->access};
}

/// `foot` speaks for walkers; `access` only where `foot` is silent.
Access access_of(TagReader const& tags) {
  if (auto const foot = access_of(tags["foot"])) {
    return *foot;
  }
  return access_of(tags["access"]).value_or(Access::everybody);
}

std::string conditional_of(TagReader const& tags) {
  auto const foot = tags["foot:conditional"];
  return std::string{foot.empty() ? tags["access:conditional"] : foot};
}

// ---- barriers: https://wiki.openstreetmap.org/wiki/Key:barrier
// -------------------------------------------------------

enum class BarrierRole : std::uint8_t {
  none,      ///< one walks past it
  opening,   ///< a gap in a wall: never closed, yet a compound's gate
  gate,      ///< closed or open as access says
  vehicles,  ///< stops cars only, and marks a compound's gate
};

struct BarrierRow {
  std::string_view value;
  BarrierRole role;
};

constexpr std::array barrier_table{
    BarrierRow{"gate", BarrierRole::gate},
    BarrierRow{"wicket_gate", BarrierRole::gate},
    BarrierRow{"hampshire_gate", BarrierRole::gate},
    BarrierRow{"sliding_gate", BarrierRole::gate},
    BarrierRow{"swing_gate", BarrierRole::vehicles},
    BarrierRow{"lift_gate", BarrierRole::vehicles},
    BarrierRow{"kissing_gate", BarrierRole::opening},
    BarrierRow{"turnstile", BarrierRole::gate},
    BarrierRow{"full-height_turnstile", BarrierRole::gate},
    BarrierRow{"entrance", BarrierRole::opening},
    BarrierRow{"stile", BarrierRole::opening},
    BarrierRow{"border_control", BarrierRole::none},
    BarrierRow{"bollard", BarrierRole::none},
    BarrierRow{"block", BarrierRole::none},
    BarrierRow{"chain", BarrierRole::none},
    BarrierRow{"rope", BarrierRole::none},
    BarrierRow{"cycle_barrier", BarrierRole::none},
    BarrierRow{"kerb", BarrierRole::none},
    BarrierRow{"height_restrictor", BarrierRole::none},
    BarrierRow{"toll_booth", BarrierRole::none},
};

// ---- small values
// ----------------------------------------------------------------------------------------------------

std::optional<double> leading_number(std::string_view text) {
  auto value = 0.0;
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
  }
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? std::optional{value} : std::nullopt;
}

/// incline=8% or 5°; "up" and "down" say nothing of how steep.
std::int16_t incline_of(std::string_view text) {
  auto const value = leading_number(text);
  if (!value || *value < -100 || *value > 100) {
    return 0;
  }
  auto const degrees = text.find("°") != std::string_view::npos;
  // tan(1°) = 0.01746: good enough for slopes that anyone walks.
  return static_cast<std::int16_t>(*value * (degrees ? 17.46 : 10.0));
}

std::int16_t kerb_of(TagReader const& tags) {
  if (auto const height = leading_number(tags["kerb:height"])) {
    auto const unit = tags["kerb:height"].find("cm") != std::string_view::npos ? 10.0 : 1000.0;
    return static_cast<std::int16_t>(std::clamp(*height * unit, 0.0, 1000.0));
  }
  auto const kerb = tags["kerb"];
  if (is_one_of(kerb, {"raised", "regular"})) {
    return 100;
  }
  return kerb == "rolled" ? std::int16_t{60} : kerb == "lowered" ? std::int16_t{30} : std::int16_t{0};
}

Wheels wheels_of(std::string_view value) {
  if (is_one_of(value, {"yes", "designated"})) {
    return Wheels::yes;
  }
  if (value == "limited") {
    return Wheels::limited;
  }
  return value == "no" ? Wheels::no : Wheels::unknown;
}

bool has_signal(TagReader const& tags) {
  return tags["crossing"] == "traffic_signals" || is_yes(tags["crossing:signals"]) ||
         tags["highway"] == "traffic_signals";
}

// ---- one decision after another
// --------------------------------------------------------------------------------------

HighwayRow const* row_of(TagReader const& tags) {
  auto const highway = tags["highway"];
  auto const row = std::ranges::find(highway_table, highway, &HighwayRow::value);
  if (row != highway_table.end()) {
    return &*row;
  }
  // Platforms and piers are walked although they are no highway.
  auto const named = [](std::string_view value) {
    return &*std::ranges::find(highway_table, value, &HighwayRow::value);
  };
  if (tags["public_transport"] == "platform" || tags["railway"] == "platform") {
    return named("platform");
  }
  return tags["man_made"] == "pier" ? named("footway") : nullptr;
}

void set_one_way(WayDecision& way, TagReader const& tags) {
  auto const only_forward =
      is_yes(tags["oneway:foot"]) || tags["conveying"] == "forward" || tags["foot:backward"] == "no";
  auto const only_backward =
      tags["oneway:foot"] == "-1" || tags["conveying"] == "backward" || tags["foot:forward"] == "no";
  way.traits.backward = !only_forward;
  way.traits.forward = !only_backward;
}

void set_traits(WayDecision& way, HighwayRow const& row, TagReader const& tags) {
  way.traits.kind = row.kind;
  auto const crosses = [&](char const* key) { return tags[key] == "crossing"; };
  if (crosses("footway") || crosses("path") || crosses("cycleway") || crosses("pedestrian")) {
    way.traits.kind = StreetKind::crossing;
  } else if (row.kind != StreetKind::steps && row.kind != StreetKind::lift && is_yes(tags["indoor"])) {
    way.traits.kind = StreetKind::corridor;
  }
  auto const bridge = tags["bridge"];
  auto const tunnel = tags["tunnel"];
  way.traits.bridge = !bridge.empty() && bridge != "no";
  way.traits.tunnel = !tunnel.empty() && !is_one_of(tunnel, {"no", "building_passage"});
  way.traits.wheels = wheels_of(tags["wheelchair"]);
  way.traits.incline_permille = incline_of(tags["incline"]);
  way.own_signal = way.traits.kind == StreetKind::crossing && has_signal(tags);
  set_one_way(way, tags);
}

/// Trunk roads are walked only where somebody says that there is a way for walkers.
bool is_said_walkable(TagReader const& tags) {
  return is_one_of(tags["sidewalk"], {"both", "left", "right", "yes"}) || is_yes(tags["sidewalk:both"]) ||
         is_yes(tags["sidewalk:left"]) || is_yes(tags["sidewalk:right"]);
}

std::string_view refused_by_road(HighwayRow const& row, TagReader const& tags, Access access) {
  if (row.on_foot == OnFoot::never) {
    return row.reason.empty() ? "no_street" : row.reason;
  }
  if (is_yes(tags["motorroad"]) && access != Access::designated) {
    return "motor_road";
  }
  if (row.on_foot == OnFoot::if_said && access != Access::designated && !is_said_walkable(tags)) {
    return "motor_road";
  }
  return {};
}

std::string_view refused_by_state(TagReader const& tags) {
  if (is_yes(tags["construction"]) || is_yes(tags["proposed"])) {
    return "unfinished";
  }
  if (is_yes(tags["disused"]) || is_yes(tags["abandoned"])) {
    return "gone";
  }
  if (is_one_of(tags["sac_scale"],
                {"demanding_mountain_hiking", "alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"})) {
    return "mountain_path";
  }
  return {};
}

bool is_area(HighwayRow const& row, TagReader const& tags, bool closed_ring) {
  if (!closed_ring || tags["area"] == "no") {
    return false;
  }
  auto const is_platform = row.value == "platform" || tags["man_made"] == "pier";
  return is_yes(tags["area"]) || is_platform || tags["type"] == "multipolygon";
}

}  // namespace

WayDecision decide_way(TagReader const& tags, bool closed_ring) {
  WayDecision way;
  if (tags["route"] == "ferry") {
    way.reason = "ferry";
    return way;
  }
  auto const* row = row_of(tags);
  if (row == nullptr) {
    way.reason = tags["highway"].empty() ? "" : "no_street";
    return way;
  }
  auto const access = access_of(tags);
  way.reason = refused_by_road(*row, tags, access);
  if (way.reason.empty()) {
    way.reason = refused_by_state(tags);
  }
  way.conditional = conditional_of(tags);
  if (way.reason.empty() && access == Access::nobody && way.conditional.empty()) {
    way.reason = "no_access";
  }
  if (!way.reason.empty()) {
    return way;
  }
  way.walkable = true;
  way.open_otherwise = access != Access::nobody;
  way.hours = std::string{tags["opening_hours"]};
  way.residents_only = access == Access::residents;
  way.open_to_all = access == Access::designated;
  way.rank = row->rank;
  way.area = is_area(*row, tags, closed_ring);
  set_traits(way, *row, tags);
  return way;
}

NodeDecision decide_node(TagReader const& tags) {
  NodeDecision node;
  node.signal = has_signal(tags);
  node.kerb_millimetres = kerb_of(tags);
  auto const row = std::ranges::find(barrier_table, tags["barrier"], &BarrierRow::value);
  if (row == barrier_table.end() || row->role == BarrierRole::none) {
    return node;
  }
  node.barrier = true;
  node.hours = std::string{tags["opening_hours"]};
  node.conditional = conditional_of(tags);
  auto const access = access_of(tags);
  node.open_otherwise = access != Access::nobody;
  auto const has_hours = !node.hours.empty() || !node.conditional.empty();
  if (row->role == BarrierRole::gate || has_hours) {
    node.passage = access == Access::residents ? Passage::residents : Passage::gate;
  }
  auto const shut = access == Access::nobody || (row->role == BarrierRole::gate && is_yes(tags["locked"]));
  if (shut && !has_hours) {
    node.passage = Passage::closed;
  }
  return node;
}

std::optional<walk::Obstacle::Kind> decide_obstacle(TagReader const& tags) {
  auto const under_or_over = [&](char const* key) { return !tags[key].empty() && tags[key] != "no"; };
  if (under_or_over("tunnel") || under_or_over("bridge")) {
    return std::nullopt;
  }
  if (is_one_of(tags["natural"], {"water", "coastline", "bay"}) ||
      is_one_of(tags["waterway"], {"river", "canal", "riverbank", "dock"})) {
    return walk::Obstacle::Kind::water;
  }
  if (is_one_of(tags["railway"], {"rail", "light_rail", "subway", "narrow_gauge", "monorail"})) {
    return walk::Obstacle::Kind::rail;
  }
  if (is_one_of(tags["barrier"], {"wall", "fence", "city_wall", "retaining_wall"})) {
    return walk::Obstacle::Kind::wall;
  }
  return std::nullopt;
}

Dwelling decide_dwelling(TagReader const& tags) {
  auto const building = tags["building"];
  if (is_one_of(building, {"apartments", "residential", "house", "detached", "semidetached_house", "semi", "terrace",
                           "terraced_house", "bungalow", "dormitory", "farm", "static_caravan", "cabin", "houseboat",
                           "villa", "ger", "tower_block"})) {
    return Dwelling::yes;
  }
  if (!is_one_of(building, {"yes", "block", "mixed_use", "mixed"})) {
    return Dwelling::no;
  }
  if (!tags["building:flats"].empty() || is_yes(tags["residential"]) || building == "mixed_use" ||
      building == "mixed") {
    return Dwelling::yes;
  }
  for (auto const* key :
       {"amenity", "office", "tourism", "leisure", "man_made", "industrial", "public_transport", "railway", "aeroway",
        "military", "power", "religion", "healthcare", "historic", "craft", "abandoned", "disused"}) {
    if (auto const value = tags[key]; !value.empty() && value != "no") {
      return Dwelling::no;
    }
  }
  return tags["shop"].empty() ? Dwelling::vague : Dwelling::no;
}

bool is_walled(TagReader const& tags) {
  return is_one_of(tags["barrier"], {"wall", "fence", "city_wall"}) || is_yes(tags["gated"]) ||
         is_yes(tags["walled"]) || tags["residential"] == "gated";
}

}  // namespace linquan::osm
