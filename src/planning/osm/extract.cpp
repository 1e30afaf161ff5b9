#include "linquan/osm/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <osmium/area/assembler.hpp>
#include <osmium/area/multipolygon_manager.hpp>
#include <osmium/osm/area.hpp>
#include <osmium/tags/tags_filter.hpp>
#include <osmium/visitor.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "linquan/base/limits.h"
#include "objects.h"
#include "tag_table.h"

namespace linquan::osm {
namespace {

geo::Point point_of(osmium::Location location) {
  return {location.x(), location.y()};
}

/// Keys that make an object a place somebody might look for; the table of kinds decides what it is.
constexpr std::array place_keys{"amenity",         "shop",    "craft",
                                "leisure",         "office",  "healthcare",
                                "emergency",       "railway", "public_transport",
                                "social_facility", "tourism", "service:bicycle:repair"};

bool is_place(OsmiumTags const& tags) {
  return std::ranges::any_of(place_keys, [&](char const* key) { return !tags[key].empty(); }) ||
         tags["highway"] == "bus_stop" || tags["building"] == "warehouse";
}

std::vector<std::pair<std::string, std::string>> copied(osmium::TagList const& tags) {
  std::vector<std::pair<std::string, std::string>> all;
  for (auto const& tag : tags) {
    all.emplace_back(tag.key(), tag.value());
  }
  return all;
}

std::string preferred_name(OsmiumTags const& tags) {
  auto const zh = tags["name:zh"];
  return std::string{tags["name"].empty() ? zh : tags["name"]};
}

double number_in(std::string_view text) {
  auto value = 0.0;
  auto const* end = text.data();
  for (; end != text.data() + text.size() && *end >= '0' && *end <= '9' && value < 1e6; ++end) {
    value = value * 10 + (*end - '0');
  }
  return value;
}

/// Fills an Extract object by object: nodes, then ways, then areas.
class Extraction {
 public:
  explicit Extraction(Extract& extract) : extract_{extract}, plan_{extract.plan} {}

  void node(osmium::Node const& node) {
    if (!node.location().valid()) {
      ++plan_.skipped["node_out_of_range"];
      return;
    }
    locations_.emplace_back(node.id(), point_of(node.location()));
    extract_.box.add(point_of(node.location()));
    if (!node.tags().empty()) {
      tagged_node(node);
    }
  }

  void nodes_done() { std::ranges::sort(locations_, {}, &std::pair<std::int64_t, geo::Point>::first); }

  [[nodiscard]] geo::Point const* location(std::int64_t id) const {
    auto const it = std::ranges::lower_bound(locations_, id, {}, &std::pair<std::int64_t, geo::Point>::first);
    return it != locations_.end() && it->first == id ? &it->second : nullptr;
  }

  void way(osmium::Way const& way) {
    OsmiumTags const tags{way.tags()};
    if (way.tags().empty()) {
      return;
    }
    auto const closed = way.nodes().size() > 3 && way.nodes().front().ref() == way.nodes().back().ref();
    auto const decision = decide_way(tags, closed);
    if (!decision.reason.empty()) {
      ++plan_.skipped[std::string{decision.reason}];
    }
    if (decision.walkable && !decision.area) {
      street(way, decision, tags);
    }
    if (auto const kind = decide_obstacle(tags)) {
      obstacle(way, *kind);
    }
    if (!tags["building"].empty()) {
      remember_entrances(way);
    }
  }

  void area(osmium::Area const& area) {
    OsmiumTags const tags{area.tags()};
    auto const shape = shape_of(area);
    if (shape.empty()) {
      return;
    }
    Ref const ref{area.from_way() ? ObjectType::way : ObjectType::relation, area.orig_id()};
    auto const decision = decide_way(tags, true);
    if (decision.walkable && (decision.area || !area.from_way())) {
      plaza(area, decision, tags);
    }
    if (!tags["building"].empty() && tags["building"] != "no") {
      building(ref, shape, tags, area);
    }
    if (tags["landuse"] == "residential") {
      compound(ref, shape, tags);
    }
    if (is_place(tags)) {
      extract_.places.push_back({ref, geo::inner_point(shape), shape, copied(area.tags())});
    }
  }

  /// Entrances lie on a building's outline as nodes; they are known only after all nodes and ways.
  void attach_entrances() {
    for (auto& building : extract_.buildings) {
      auto& entrances = building.entrances;
      std::ranges::sort(entrances, {}, &Building::Entrance::node);
      auto const is_same = [](auto const& a, auto const& b) { return a.node == b.node; };
      entrances.erase(std::unique(entrances.begin(), entrances.end(), is_same), entrances.end());
    }
  }

 private:
  struct TaggedNode {
    NodeDecision decision;
    bool entrance = false;
    bool main_entrance = false;
  };

  void tagged_node(osmium::Node const& node) {
    OsmiumTags const tags{node.tags()};
    auto const decision = decide_node(tags);
    auto const entrance = tags["entrance"];
    auto const is_entrance = !entrance.empty() && entrance != "no" && entrance != "emergency" && entrance != "garage";
    auto const matters = decision.barrier || decision.signal || decision.kerb_millimetres > 0 || is_entrance;
    if (matters) {
      tagged_nodes_[node.id()] = {decision, is_entrance, entrance == "main"};
    }
    if (decision.barrier) {
      vertex(node.id(), point_of(node.location()));
    }
    if (is_place(tags)) {
      extract_.places.push_back({{ObjectType::node, node.id()}, point_of(node.location()), {}, copied(node.tags())});
    }
    add_address(point_of(node.location()), tags);
  }

  void add_address(geo::Point at, OsmiumTags const& tags) {
    auto const number = tags["addr:housenumber"];
    auto const street = tags["addr:street"].empty() ? tags["addr:place"] : tags["addr:street"];
    if (!number.empty() && !street.empty()) {
      extract_.addresses.push_back({at, std::string{street}, std::string{number}, preferred_name(tags)});
    }
  }

  std::uint32_t vertex(std::int64_t id, geo::Point at) {
    auto const [it, fresh] = vertices_.try_emplace(id, static_cast<std::uint32_t>(plan_.vertices.size()));
    if (fresh) {
      walk::Vertex made;
      made.source_id = id;
      made.at = at;
      auto const tagged = tagged_nodes_.find(id);
      if (tagged != tagged_nodes_.end()) {
        apply(tagged->second.decision, made);
      }
      plan_.vertices.push_back(made);
    }
    return it->second;
  }

  void apply(NodeDecision const& decision, walk::Vertex& vertex) {
    vertex.passage = decision.passage;
    vertex.barrier = decision.barrier;
    vertex.signal = decision.signal;
    vertex.kerb_millimetres = decision.kerb_millimetres;
    vertex.hours = hours_index(decision.hours, decision.conditional, decision.open_otherwise);
  }

  /// Hours of passing, shared by text; what is not understood counts as always open.
  std::uint16_t hours_index(std::string const& hours, std::string const& conditional, bool otherwise) {
    if (hours.empty() && conditional.empty()) {
      return UINT16_MAX;
    }
    auto const key = hours + '\n' + conditional + (otherwise ? "\n1" : "\n0");
    auto const [it, fresh] = hours_.try_emplace(key, UINT16_MAX);
    if (fresh && plan_.hours.size() < UINT16_MAX - 1) {
      auto parsed = conditional.empty() ? hours::Hours::parse(hours) : hours::parse_conditional(conditional, otherwise);
      if (parsed) {
        it->second = static_cast<std::uint16_t>(plan_.hours.size());
        plan_.hours.push_back(*std::move(parsed));
      } else {
        ++plan_.skipped["hours_not_understood"];
      }
    }
    return it->second;
  }

  std::uint32_t name_index(std::string const& name) {
    if (name.empty()) {
      return walk::none;
    }
    auto const [it, fresh] = names_.try_emplace(name, static_cast<std::uint32_t>(plan_.names.size()));
    if (fresh) {
      plan_.names.push_back(name);
    }
    return it->second;
  }

  void street(osmium::Way const& way, WayDecision const& decision, OsmiumTags const& tags) {
    walk::PlanStreet street;
    street.source_id = way.id();
    street.name = name_index(preferred_name(tags));
    street.traits = decision.traits;
    street.traits.hours = hours_index(decision.hours, decision.conditional, decision.open_otherwise);
    street.residents_only = decision.residents_only;
    street.open_to_all = decision.open_to_all;
    street.own_signal = decision.own_signal;
    street.rank = decision.rank;
    // A street is cut where a node is missing: what lies between is not known to be walkable.
    auto const finish = [&] {
      if (street.vertices.size() >= 2) {
        plan_.streets.push_back(street);
      } else {
        ++plan_.skipped["way_too_short"];
      }
      street.vertices.clear();
    };
    for (auto const& node : way.nodes()) {
      if (auto const* at = location(node.ref())) {
        auto const v = vertex(node.ref(), *at);
        if (street.vertices.empty() || street.vertices.back() != v) {
          street.vertices.push_back(v);
        }
      } else {
        ++plan_.skipped["node_missing"];
        if (!street.vertices.empty()) {
          finish();
        }
      }
    }
    if (!street.vertices.empty() || way.nodes().empty()) {
      finish();
    }
  }

  void obstacle(osmium::Way const& way, walk::Obstacle::Kind kind) {
    walk::Obstacle obstacle;
    obstacle.kind = kind;
    for (auto const& node : way.nodes()) {
      auto const* at = location(node.ref());
      if (at == nullptr) {
        continue;
      }
      obstacle.line.push_back(*at);
      auto const known = vertices_.find(node.ref());
      if (known != vertices_.end() && plan_.vertices[known->second].barrier) {
        obstacle.openings.push_back(*at);
      }
    }
    if (obstacle.line.size() >= 2) {
      plan_.obstacles.push_back(std::move(obstacle));
    }
  }

  void remember_entrances(osmium::Way const& way) {
    for (auto const& node : way.nodes()) {
      auto const it = tagged_nodes_.find(node.ref());
      auto const* at = location(node.ref());
      if (it != tagged_nodes_.end() && it->second.entrance && at != nullptr) {
        entrances_[way.id()].push_back({node.ref(), *at, it->second.main_entrance});
      }
    }
  }

  geo::MultiPolygon shape_of(osmium::Area const& area) {
    geo::MultiPolygon shape;
    std::size_t points = 0;
    auto const ring_of = [&](auto const& ring) {
      geo::Ring made;
      for (auto const& node : ring) {
        made.push_back(point_of(node.location()));
      }
      if (!made.empty()) {
        made.pop_back();
      }
      points += made.size();
      return made;
    };
    for (auto const& outer : area.outer_rings()) {
      geo::Polygon polygon{ring_of(outer), {}};
      for (auto const& inner : area.inner_rings(outer)) {
        polygon.holes.push_back(ring_of(inner));
      }
      shape.push_back(std::move(polygon));
    }
    if (points > limits::polygon_points) {
      ++plan_.skipped["area_too_large"];
      return {};
    }
    return shape;
  }

  void plaza(osmium::Area const& area, WayDecision const& decision, OsmiumTags const& tags) {
    if (decision.residents_only) {
      ++plan_.skipped["private_area"];
      return;
    }
    walk::PlanPlaza plaza;
    plaza.source_id = area.from_way() ? area.orig_id() : -area.orig_id();
    plaza.name = name_index(preferred_name(tags));
    plaza.traits = decision.traits;
    plaza.traits.hours = hours_index(decision.hours, decision.conditional, decision.open_otherwise);
    auto const add = [&](auto const& ring, bool outer) {
      std::vector<std::uint32_t> vertices;
      for (auto const& node : ring) {
        vertices.push_back(vertex(node.ref(), point_of(node.location())));
      }
      vertices.pop_back();
      plaza.rings.push_back(std::move(vertices));
      plaza.ring_is_outer.push_back(outer);
    };
    for (auto const& outer : area.outer_rings()) {
      add(outer, true);
      for (auto const& inner : area.inner_rings(outer)) {
        add(inner, false);
      }
    }
    plan_.plazas.push_back(std::move(plaza));
  }

  void building(Ref ref, geo::MultiPolygon const& shape, OsmiumTags const& tags, osmium::Area const& area) {
    auto const dwelling = decide_dwelling(tags);
    Building building;
    building.ref = ref;
    building.shape = shape;
    building.dwelling = dwelling != Dwelling::no;
    building.vague = dwelling == Dwelling::vague;
    building.levels = number_in(tags["building:levels"]);
    if (building.levels <= 0) {
      building.levels = std::max(0.0, static_cast<double>(static_cast<int>(number_in(tags["height"]) / 3)));
    }
    building.flats = static_cast<std::uint32_t>(number_in(tags["building:flats"]));
    building.name = preferred_name(tags);
    building.street = std::string{tags["addr:street"]};
    building.number = std::string{tags["addr:housenumber"]};
    if (area.from_way()) {
      if (auto const it = entrances_.find(area.orig_id()); it != entrances_.end()) {
        building.entrances = it->second;
      }
    } else {
      for (auto const& outer : area.outer_rings()) {
        for (auto const& node : outer) {
          auto const it = tagged_nodes_.find(node.ref());
          if (it != tagged_nodes_.end() && it->second.entrance) {
            building.entrances.push_back({node.ref(), point_of(node.location()), it->second.main_entrance});
          }
        }
      }
    }
    add_address(geo::inner_point(shape), tags);
    extract_.buildings.push_back(std::move(building));
  }

  void compound(Ref ref, geo::MultiPolygon const& shape, OsmiumTags const& tags) {
    walk::PlanCompound compound;
    compound.name = preferred_name(tags);
    compound.source_id = ref.type == ObjectType::way ? ref.id : -ref.id;
    compound.shape = shape;
    compound.walled = is_walled(tags);
    plan_.compounds.push_back(std::move(compound));
  }

  Extract& extract_;
  walk::Plan& plan_;
  std::vector<std::pair<std::int64_t, geo::Point>> locations_;
  std::unordered_map<std::int64_t, TaggedNode> tagged_nodes_;
  std::unordered_map<std::int64_t, std::uint32_t> vertices_;
  std::unordered_map<std::int64_t, std::vector<Building::Entrance>> entrances_;
  std::unordered_map<std::string, std::uint16_t> hours_;
  std::unordered_map<std::string, std::uint32_t> names_;
};

osmium::TagsFilter area_filter() {
  osmium::TagsFilter filter{false};
  for (auto const* key :
       {"building", "landuse", "amenity", "shop", "craft", "leisure", "office", "healthcare", "emergency", "railway",
        "public_transport", "social_facility", "tourism", "highway", "man_made"}) {
    filter.add_rule(true, key);
  }
  return filter;
}

/// Gives every node of every way its place, so that areas can be assembled.
void place_way_nodes(osmium::Way& way, Extraction const& extraction) {
  for (auto& node : way.nodes()) {
    if (auto const* at = extraction.location(node.ref())) {
      node.set_location(osmium::Location{at->lon, at->lat});
    }
  }
}

using AreaManager = osmium::area::MultipolygonManager<osmium::area::Assembler>;

void read_areas(Objects& objects, Extraction& extraction, Progress& progress) {
  osmium::area::Assembler::config_type config;
  config.create_empty_areas = false;
  config.ignore_invalid_locations = false;
  AreaManager manager{config, area_filter()};
  for (auto& object : objects.all()) {
    if (object.type() == osmium::item_type::relation) {
      manager.relation(static_cast<osmium::Relation const&>(object));
    }
  }
  manager.prepare_for_lookup();
  auto handler = manager.handler([&](osmium::memory::Buffer&& buffer) {
    for (auto const& area : buffer.select<osmium::Area>()) {
      extraction.area(area);
    }
  });
  std::uint64_t done = 0;
  for (auto& object : objects.all()) {
    osmium::apply_item(object, handler);
    if ((++done & 0xFFFFU) == 0) {
      progress.advance(done);
    }
  }
  handler.flush();
}

}  // namespace

std::string to_string(Ref ref) {
  constexpr std::array names{"node", "way", "relation"};
  return fmt::format("{}/{}", names[static_cast<std::size_t>(ref.type)], ref.id);
}

Result<Extract> read(std::span<std::filesystem::path const> files, Progress& progress) {
  auto objects = Objects::read(files, progress);
  if (!objects) {
    return hand_on(objects);
  }
  Extract extract;
  extract.timestamp = objects->timestamp();
  extract.objects = objects->size();
  Extraction extraction{extract};
  progress.step("step_read_tags", objects->size());
  try {
    for (auto const& object : objects->all()) {
      if (object.type() == osmium::item_type::node) {
        extraction.node(static_cast<osmium::Node const&>(object));
      }
    }
    extraction.nodes_done();
    for (auto& object : objects->all()) {
      if (object.type() == osmium::item_type::way) {
        place_way_nodes(static_cast<osmium::Way&>(object), extraction);
        extraction.way(static_cast<osmium::Way const&>(object));
      }
    }
    read_areas(*objects, extraction, progress);
  } catch (std::exception const& error) {
    return refuse(ErrorKind::bad_input, "osm_unreadable",
                  {{"file", files.front().filename().string()}, {"reason", error.what()}});
  }
  extraction.attach_entrances();
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  return extract;
}

}  // namespace linquan::osm
