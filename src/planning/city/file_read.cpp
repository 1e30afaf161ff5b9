#include <capnp/serialize.h>
#include <sys/mman.h>
#include <unistd.h>

#include <memory>

#include "file_reader.h"

namespace linquan::city {

void Reader::nodes(format::Streets::Reader in) {
  auto& graph = city_.streets;
  graph.nodes = points_of(in.getNodes(), "streets.nodes");
  graph.node_compound = vector_of(column(in.getNodeCompound(), "streets.nodeCompound"));
  graph.node_component = vector_of(column(in.getNodeComponent(), "streets.nodeComponent"));
  graph.points = points_of(in.getPoints(), "streets.points");
  graph.component_millimetres = vector_of(column(in.getComponentMillimetres(), "streets.componentMillimetres"));
  graph.inner_first = in.getInnerFirst();
  graph.inner_count = in.getInnerCount();
}

void Reader::edges(format::Streets::Reader in) {
  auto const from = column(in.getEdgeFrom(), "streets.edgeFrom");
  auto const n = from.size();
  auto const to = column(in.getEdgeTo(), "streets.edgeTo", n);
  auto const start = column(in.getEdgeStart(), "streets.edgeStart", n);
  auto const length = column(in.getEdgeLength(), "streets.edgeLength", n);
  auto const street = column(in.getEdgeStreet(), "streets.edgeStreet", n);
  auto const first_point = column(in.getEdgeFirstPoint(), "streets.edgeFirstPoint", n);
  auto const point_count = column(in.getEdgePointCount(), "streets.edgePointCount", n);
  auto const traits = column(in.getEdgeTraits(), "streets.edgeTraits", n);
  auto const waits_from = column(in.getEdgeWaitsFrom(), "streets.edgeWaitsFrom", n);
  auto const waits_to = column(in.getEdgeWaitsTo(), "streets.edgeWaitsTo", n);
  auto& edges = city_.streets.edges.edit();
  reserve_pages(edges, n);
  for (std::size_t i = 0; i < n; ++i) {
    edges.push_back({.from = from[i],
                     .to = to[i],
                     .start_millimetres = start[i],
                     .length_millimetres = length[i],
                     .street = street[i],
                     .first_point = first_point[i],
                     .point_count = point_count[i],
                     .traits = traits[i],
                     .waits_from = waits_from[i],
                     .waits_to = waits_to[i]});
  }
}

void Reader::traits(format::Streets::Reader in) {
  auto& traits = city_.streets.traits;
  auto const flags = column(in.getTraitFlags(), "streets.traitFlags");
  traits.resize(flags.size());
  for (std::size_t i = 0; i < flags.size(); ++i) {
    traits[i].forward = (flags[i] & 1U) != 0;
    traits[i].backward = (flags[i] & 2U) != 0;
    traits[i].bridge = (flags[i] & 4U) != 0;
    traits[i].tunnel = (flags[i] & 8U) != 0;
  }
  numbers(in.getTraitKind(), "streets.traitKind", traits, &walk::Traits::kind);
  numbers(in.getTraitZone(), "streets.traitZone", traits, &walk::Traits::zone);
  numbers(in.getTraitWheels(), "streets.traitWheels", traits, &walk::Traits::wheels);
  numbers(in.getTraitIncline(), "streets.traitIncline", traits, &walk::Traits::incline_permille);
  numbers(in.getTraitKerb(), "streets.traitKerb", traits, &walk::Traits::kerb_millimetres);
  numbers(in.getTraitHours(), "streets.traitHours", traits, &walk::Traits::hours);
}

void Reader::names(format::Streets::Reader in) {
  auto& graph = city_.streets;
  for (auto const number : column(in.getHours(), "streets.hours")) {
    graph.hours.push_back(texts_.hours(number));
  }
  auto const names = column(in.getNames(), "streets.names");
  graph.names = strings(names);
  auto const sources = column(in.getStreetSource(), "streets.streetSource");
  auto const street_names = column(in.getStreetName(), "streets.streetName", sources.size());
  reserve_pages(graph.streets.edit(), sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    graph.streets.push_back({sources[i], street_names[i]});
  }
}

void Reader::street_gates(format::Streets::Reader in) {
  auto& gates = city_.streets.gates;
  auto const sources = column(in.getGateSource(), "streets.gateSource");
  auto const n = sources.size();
  gates.resize(n);
  numbers(in.getGateNode(), "streets.gateNode", gates, &walk::Gate::node);
  numbers(in.getGateCompound(), "streets.gateCompound", gates, &walk::Gate::compound);
  numbers(in.getGateHours(), "streets.gateHours", gates, &walk::Gate::hours);
  auto const places = points_of(in.getGateAt(), "streets.gateAt", n);
  auto const flags = column(in.getGateFlags(), "streets.gateFlags", n);
  auto const edges = column(in.getGateEdges(), "streets.gateEdges");
  Runs runs{column(in.getGateEdgeCounts(), "streets.gateEdgeCounts", n), edges.size(), "streets.gateEdges"};
  for (std::size_t i = 0; i < n; ++i) {
    gates[i].source_id = sources[i];
    gates[i].at = places[i];
    gates[i].inferred = (flags[i] & 1U) != 0;
    gates[i].open = (flags[i] & 2U) != 0;
    auto const run = runs.next();
    gates[i].edges = vector_of(edges.subspan(run.first, run.count));
  }
}

void Reader::areas(format::Areas::Reader in) {
  auto& areas = city_.areas;
  ids(in.getId(), "areas.id", areas);
  numbers(in.getLevel(), "areas.level", areas, &Area::level);
  texts(in.getCode(), "areas.code", areas, &Area::code);
  texts(in.getName(), "areas.name", areas, &Area::name);
  texts(in.getState(), "areas.state", areas, &Area::state);
  texts(in.getSource(), "areas.source", areas, &Area::source);
  numbers(in.getGates(), "areas.gates", areas, &Area::gates);
  numbers(in.getGatesInferred(), "areas.gatesInferred", areas, &Area::gates_inferred);
  auto const flags = column(in.getFlags(), "areas.flags", areas.size());
  for (std::size_t i = 0; i < areas.size(); ++i) {
    areas[i].closed = (flags[i] & 1U) != 0;
    areas[i].inner_streets = (flags[i] & 2U) != 0;
    areas[i].rim_closed = (flags[i] & 4U) != 0;
  }
}

void Reader::shapes(format::Shapes::Reader in) {
  auto const points = points_of(in.getPoints(), "shapes.points");
  auto const point_counts = column(in.getPointCounts(), "shapes.pointCounts");
  auto const ring_counts = column(in.getRingCounts(), "shapes.ringCounts");
  Runs ring_runs{point_counts, points.size(), "shapes.pointCounts"};
  Runs polygon_runs{ring_counts, point_counts.size(), "shapes.ringCounts"};
  Runs shape_runs{column(in.getPolygonCounts(), "shapes.polygonCounts", city_.areas.size() + 1), ring_counts.size(),
                  "shapes.polygonCounts"};
  auto const next_ring = [&] {
    auto const run = ring_runs.next();
    auto const all = std::span{points}.subspan(run.first, run.count);
    return geo::Ring{all.begin(), all.end()};
  };
  auto const next_shape = [&] {
    geo::MultiPolygon shape(shape_runs.next().count);
    for (auto& polygon : shape) {
      auto const rings = polygon_runs.next().count;
      if (rings == 0) {
        throw Damaged{"shapes.ringCounts: 0"};
      }
      polygon.outer = next_ring();
      polygon.holes.reserve(rings - 1);
      for (std::size_t i = 1; i < rings; ++i) {
        polygon.holes.push_back(next_ring());
      }
    }
    return shape;
  };
  city_.within = next_shape();
  for (auto& area : city_.areas) {
    area.shape = next_shape();
  }
}

void Reader::obstacles(format::Obstacles::Reader in) {
  auto& obstacles = city_.obstacles;
  auto const kinds = column(in.getKind(), "obstacles.kind");
  auto const points = points_of(in.getPoints(), "obstacles.points");
  auto const openings = points_of(in.getOpenings(), "obstacles.openings");
  Runs lines{column(in.getPointCounts(), "obstacles.pointCounts", kinds.size()), points.size(),
             "obstacles.pointCounts"};
  Runs gaps{column(in.getOpeningCounts(), "obstacles.openingCounts", kinds.size()), openings.size(),
            "obstacles.openingCounts"};
  obstacles.resize(kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto const line = lines.next();
    auto const gap = gaps.next();
    obstacles[i].kind = static_cast<walk::Obstacle::Kind>(kinds[i]);
    obstacles[i].line = vector_of(std::span{points}.subspan(line.first, line.count));
    obstacles[i].openings = vector_of(std::span{openings}.subspan(gap.first, gap.count));
  }
}

void Reader::homes(format::Homes::Reader in) {
  auto& homes = city_.homes;
  auto const ids = column(in.getId(), "homes.id");
  auto const n = ids.size();
  auto const sources = column(in.getSource(), "homes.source", n);
  auto const kinds = column(in.getKind(), "homes.kind", n);
  auto const doors = column(in.getDoor(), "homes.door", 2 * n);
  auto const reasons = column(in.getUnsnappedReason(), "homes.unsnappedReason", n);
  AccessColumns const accesses{in.getAccess(), "homes.access", n};
  auto const people = column(in.getPeople(), "homes.people", 4 * n);
  auto const areas = column(in.getAreas(), "homes.areas", 5 * n);
  reserve_pages(homes.edit(), n);
  for (std::size_t i = 0; i < n; ++i) {
    auto const ages = people.subspan(4 * i, 4);
    auto const in_areas = areas.subspan(5 * i, 5);
    homes.push_back({.id = HomeId{ids[i]},
                     .source = std::string{texts_(sources[i])},
                     .kind = static_cast<HomeSource>(kinds[i]),
                     .door = {doors[2 * i], doors[2 * i + 1]},
                     .access = accesses[i],
                     .unsnapped_reason = std::string{texts_(reasons[i])},
                     .people = {{ages[0]}, {ages[1]}, {ages[2]}, {ages[3]}},
                     .compound = in_areas[0],
                     .community = in_areas[1],
                     .subdistrict = in_areas[2],
                     .district = in_areas[3],
                     .living_circle = in_areas[4]});
  }
}

void advise_large_pages(void* first, std::size_t bytes) {
  auto const page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  constexpr std::size_t worth_it = 4U << 20U;
  // Only whole pages within: the rest may hold what belongs to others.
  if (std::align(page, worth_it, first, bytes) != nullptr) {
    ::madvise(first, bytes / page * page, MADV_HUGEPAGE);
  }
}

City read_message(std::span<std::byte const> message) {
  void const* const first = message.data();
  auto const words = message.size() / sizeof(capnp::word);
  // Every list is read once, so a sound message is traversed once; forged ones whose lists overlap stop here.
  capnp::ReaderOptions const options{.traversalLimitInWords = 2 * words, .nestingLimit = 8};
  capnp::FlatArrayMessageReader reader{{static_cast<capnp::word const*>(first), words}, options};
  return Reader{reader.getRoot<format::City>()}.read();
}

}  // namespace linquan::city
