#include "linquan/city/import.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "elsewhere.h"
#include "homes.h"
#include "linquan/city/file.h"
#include "linquan/city/people.h"
#include "linquan/osm/extract.h"
#include "linquan/tables/table.h"
#include "provenance.h"
#include "snap.h"
#include "stands.h"

namespace linquan::city {
namespace {

/// Streets and outlets this far beyond the boundary stay, so that no circle is cut at the edge.
constexpr double beyond_metres = 3000;
constexpr char const* osm_attribution = "© OpenStreetMap contributors, ODbL";

/// Two drawings of one compound: each holds the other's middle, and neither is twice as large.
bool is_same_place(geo::MultiPolygon const& a, geo::MultiPolygon const& b) {
  if (!geo::box_of(a).touches(geo::box_of(b))) {
    return false;
  }
  auto const ratio = geo::area_square_metres(a) / std::max(1.0, geo::area_square_metres(b));
  return ratio > 0.5 && ratio < 2 && geo::contains(a, geo::inner_point(b)) && geo::contains(b, geo::inner_point(a));
}

/// One import from first file to finished city; each step takes what the last one left in the members.
class Import {
 public:
  Import(ImportRequest const& request, Progress& progress)
      : request_{request}, progress_{progress}, kinds_{kinds::Kinds::built_in()} {}

  Result<Imported> run() {
    using Step = Result<void> (Import::*)();
    for (auto const step :
         {&Import::read_crs, &Import::read_boundary, &Import::read_map, &Import::read_area_tables,
          &Import::build_streets, &Import::place_homes, &Import::place_people, &Import::collect_outlets,
          &Import::place_outlets, &Import::read_candidate_table, &Import::finish}) {
      if (progress_.stopped()) {
        return refuse(ErrorKind::interrupted, "interrupted");
      }
      if (auto done = (this->*static_cast<Step>(step))(); !done) {
        return hand_on(done);
      }
    }
    return std::move(imported_);
  }

 private:
  City& city() { return imported_.city; }

  Result<void> add_input(std::filesystem::path const& path, char const* role, std::string crs = {}) {
    auto input = provenance_of(path, role, std::move(crs));
    if (!input) {
      return hand_on(input);
    }
    city().inputs.push_back(*std::move(input));
    return {};
  }

  Result<tables::Table> read_table(std::filesystem::path const& path, char const* role) {
    if (auto added = add_input(path, role, request_.crs); !added) {
      return hand_on(added);
    }
    tables::ReadOptions options;
    options.crs = *crs_;
    return tables::read_table(path, options);
  }

  Result<void> check_on_map(std::filesystem::path const& path, std::vector<geo::Point> const& places) {
    return city::check_on_map(path, crs_->name(), extract_.box, places);
  }

  Result<void> read_crs() {
    auto crs = geo::Crs::parse(request_.crs);
    if (!crs) {
      return hand_on(crs);
    }
    crs_ = *std::move(crs);
    city().name = request_.name;
    city().tool_version = request_.tool_version;
    for (auto const& kind : kinds_.all()) {
      city().kind_ids.push_back(kind.id);
    }
    return {};
  }

  Result<void> read_boundary() {
    if (!request_.within) {
      return {};
    }
    auto table = read_table(*request_.within, "within");
    if (!table) {
      return hand_on(table);
    }
    auto within = read_within(*table);
    if (!within) {
      return hand_on(within);
    }
    city().within = *std::move(within);
    return {};
  }

  Result<void> read_map() {
    for (auto const& path : request_.osm) {
      if (auto added = add_input(path, "osm", "wgs84"); !added) {
        return added;
      }
      city().inputs.back().attribution = osm_attribution;
    }
    auto extract = osm::read(request_.osm, progress_);
    if (!extract) {
      return hand_on(extract);
    }
    extract_ = *std::move(extract);
    for (auto& input : city().inputs) {
      if (input.role == "osm") {
        input.date = extract_.timestamp;
      }
    }
    city().box = extract_.box;
    if (!city().within.empty()) {
      return keep_near_boundary();
    }
    return {};
  }

  Result<void> keep_near_boundary() {
    auto const box = geo::box_of(city().within);
    if (!box.touches(extract_.box)) {
      return refuse(ErrorKind::bad_input, "within_elsewhere", {{"path", request_.within->filename().string()}});
    }
    auto const near = geo::widened(box, beyond_metres);
    auto& plan = extract_.plan;
    auto const is_near = [&](std::uint32_t v) { return near.contains(plan.vertices[v].at); };
    auto const far_streets = std::erase_if(
        plan.streets, [&](walk::PlanStreet const& street) { return std::ranges::none_of(street.vertices, is_near); });
    auto const far_places =
        std::erase_if(extract_.places, [&](osm::Place const& place) { return !near.contains(place.at); });
    if (far_streets > 0) {
      plan.skipped["street_beyond_boundary"] += far_streets;
    }
    if (far_places > 0) {
      plan.skipped["place_beyond_boundary"] += far_places;
    }
    return {};
  }

  Result<void> read_area_tables() {
    for (auto const& path : request_.areas) {
      auto table = read_table(path, "areas");
      if (!table) {
        return hand_on(table);
      }
      auto areas = read_areas(*table, request_.columns);
      if (!areas) {
        return hand_on(areas);
      }
      std::vector<geo::Point> places;
      for (auto const& area : *areas) {
        places.push_back(geo::inner_point(area.shape));
      }
      if (auto near = check_on_map(path, places); !near) {
        return near;
      }
      if (auto added = add_areas(given_areas_, *std::move(areas), city().report); !added) {
        return added;
      }
    }
    // The city's own compounds come first: they are closed whatever the map says.
    std::vector<walk::PlanCompound> compounds;
    for (auto const& area : given_areas_) {
      if (area.level == AreaLevel::compound) {
        compounds.push_back({area.name, area.code, 0, area.shape, true, true});
      }
    }
    given_compounds_ = compounds.size();
    auto& mapped = extract_.plan.compounds;
    auto const again = std::erase_if(mapped, [&](walk::PlanCompound const& compound) {
      return std::ranges::any_of(compounds,
                                 [&](auto const& given) { return is_same_place(given.shape, compound.shape); });
    });
    if (again > 0) {
      extract_.plan.skipped["compound_given_too"] += again;
    }
    compounds.insert(compounds.end(), mapped.begin(), mapped.end());
    mapped = std::move(compounds);
    return {};
  }

  Result<void> build_streets() {
    progress_.step("step_build_streets", 0);
    dwellings_ = dwellings_of(extract_.buildings, city().within);
    city().report.buildings = extract_.buildings.size();
    city().report.dwellings = dwellings_.size();
    extract_.plan.doors = doors_of(extract_.buildings, dwellings_, extract_.plan.compounds);
    auto built = walk::build(extract_.plan);
    city().report.skipped = std::move(built.skipped);
    city().streets = std::move(built.graph);
    city().obstacles = extract_.plan.obstacles;
    straight_ = std::move(built.doors);
    keep_areas(built.compounds);
    snapper_.emplace(city());
    return {};
  }

  /// Compounds that matter become areas; the graph then counts in areas instead of the plan's compounds.
  void keep_areas(std::vector<walk::BuiltCompound> const& built) {
    std::vector<std::uint32_t> area_of(built.size(), walk::none);
    std::vector<Area> given;
    std::vector<Area> others;
    for (auto& area : given_areas_) {
      (area.level == AreaLevel::compound ? given : others).push_back(std::move(area));
    }
    auto& areas = city().areas;
    for (std::uint32_t c = 0; c < built.size(); ++c) {
      if (c >= given_compounds_ && !built[c].closed) {
        continue;
      }
      area_of[c] = static_cast<std::uint32_t>(areas.size());
      areas.push_back(c < given_compounds_ ? std::move(given[c]) : mapped_compound(extract_.plan.compounds[c]));
      auto& area = areas.back();
      area.closed = built[c].closed;
      area.rim_closed = built[c].rim_closed;
      area.inner_streets = built[c].inner_streets;
      area.gates = built[c].gates;
      area.gates_inferred = built[c].gates_inferred;
    }
    areas.insert(areas.end(), others.begin(), others.end());
    for (auto& compound : city().streets.node_compound) {
      compound = compound == walk::none ? walk::none : area_of[compound];
    }
    for (auto& gate : city().streets.gates) {
      gate.compound = gate.compound == walk::none ? walk::none : area_of[gate.compound];
      add_gate(gate);
    }
  }

  static Area mapped_compound(walk::PlanCompound const& compound) {
    Area area;
    area.level = AreaLevel::compound;
    area.name = compound.name;
    area.code = compound.code;
    area.shape = compound.shape;
    area.source = compound.source_id < 0 ? "osm:relation/" + std::to_string(-compound.source_id)
                                         : "osm:way/" + std::to_string(compound.source_id);
    area.id = AreaId{id_of("area:" + area.source)};
    return area;
  }

  void add_gate(walk::Gate const& built) {
    Gate gate;
    gate.graph_gate = static_cast<std::uint32_t>(city().gates.size());
    gate.compound = built.compound;
    // An inferred gate is known by its place and its compound, a mapped one by its node.
    gate.source = built.source_id != 0 ? "osm:node/" + std::to_string(built.source_id)
                                       : "gate:" + std::to_string(built.at.lon) + "," + std::to_string(built.at.lat);
    if (built.compound != walk::none) {
      gate.source += "@" + city().areas[built.compound].source;
    }
    gate.id = GateId{id_of(gate.source)};
    city().gates.push_back(std::move(gate));
  }

  Result<void> place_homes() {
    progress_.step("step_place_homes", dwellings_.size());
    auto housing = house(extract_.buildings, dwellings_, *snapper_, city());
    dwelling_homes_ = std::move(housing.dwellings);
    city().homes = std::move(housing.homes);
    return {};
  }

  Result<void> place_people() {
    StreetFinder const street = [&](geo::Point centre, double metres) -> std::optional<geo::Point> {
      auto const snapped = snapper_->snap(centre, snapper_->compound_at(centre), Snapper::For::home);
      auto const near = snapped.access.edge != walk::none &&
                        snapped.access.door_millimetres <= static_cast<std::uint32_t>(metres * 1000);
      return near ? std::optional{snapped.foot} : std::nullopt;
    };
    if (request_.population && request_.homes) {
      return refuse(ErrorKind::usage, "people_given_twice");
    }
    if (auto placed = place_grid(street); !placed) {
      return placed;
    }
    if (auto placed = place_table(street); !placed) {
      return placed;
    }
    for (auto& home : city().homes) {
      if (home.compound == walk::none) {
        home.compound = snapper_->compound_at(home.door);
      }
    }
    snap_homes(city(), *snapper_, {extract_.plan.doors, straight_});
    return {};
  }

  Result<void> place_grid(StreetFinder const& street) {
    if (!request_.population) {
      return {};
    }
    if (auto added = add_input(*request_.population, "population", request_.crs); !added) {
      return added;
    }
    auto grid = tables::read_grid(*request_.population, *crs_);
    if (!grid) {
      return hand_on(grid);
    }
    std::vector<geo::Point> places;
    std::ranges::transform(grid->cells, std::back_inserter(places), &tables::Grid::Cell::centre);
    if (auto near = check_on_map(*request_.population, places); !near) {
      return near;
    }
    count(spread_grid(*grid, city().within, dwelling_homes_, street, city().homes.edit()));
    return {};
  }

  Result<void> place_table(StreetFinder const& street) {
    if (!request_.homes) {
      return {};
    }
    auto table = read_table(*request_.homes, "homes");
    if (!table) {
      return hand_on(table);
    }
    auto const before = city().homes.size();
    auto spread = spread_table(*table, *crs_, city().areas, dwelling_homes_, street, city().homes.edit(), city().report,
                               request_.columns);
    if (!spread) {
      return hand_on(spread);
    }
    std::vector<geo::Point> alone;
    std::ranges::transform(std::span{city().homes}.subspan(before), std::back_inserter(alone), &Home::door);
    auto near = spread->cells_on_dwellings > 0 ? Result<void>{} : check_on_map(*request_.homes, alone);
    if (!near) {
      return near;
    }
    count(*spread);
    return {};
  }

  void count(Spread const& spread) {
    city().report.people_given += spread.given;
    city().report.people_unplaced += spread.unplaced;
  }

  Result<void> collect_outlets() {
    progress_.step("step_collect_outlets", extract_.places.size());
    auto& report = city().report;
    city().outlets = outlets_from_osm(extract_.places, kinds_, report);
    for (auto const& path : request_.outlets) {
      auto table = read_table(path, "outlets");
      if (!table) {
        return hand_on(table);
      }
      auto outlets = outlets_from_table(*table, *crs_, kinds_, request_.columns, report, city().completeness.edit());
      if (!outlets) {
        return hand_on(outlets);
      }
      std::vector<geo::Point> places;
      for (auto const& outlet : *outlets) {
        std::ranges::transform(outlet.stands, std::back_inserter(places), &Stand::at);
      }
      if (auto near = check_on_map(path, places); !near) {
        return near;
      }
      std::ranges::move(*outlets, std::back_inserter(city().outlets));
    }
    return {};
  }

  Result<void> place_outlets() {
    progress_.step("step_place_outlets", city().outlets.size());
    auto& report = city().report;
    place_registers(city().outlets.edit(), {extract_.addresses, city().areas, &city().streets}, report);
    merge_doubles(city().outlets.edit(), report);
    snap_stands(city(), *snapper_, extract_.places);
    return {};
  }

  Result<void> read_candidate_table() {
    if (!request_.candidates) {
      return {};
    }
    auto table = read_table(*request_.candidates, "candidates");
    if (!table) {
      return hand_on(table);
    }
    auto candidates = read_candidates(*table, *crs_, kinds_);
    if (!candidates) {
      return hand_on(candidates);
    }
    std::vector<geo::Point> places;
    std::ranges::transform(*candidates, std::back_inserter(places), &Candidate::at);
    if (auto near = check_on_map(*request_.candidates, places); !near) {
      return near;
    }
    city().candidates = *std::move(candidates);
    for (auto& candidate : city().candidates) {
      candidate.access = snapper_->snap(candidate.at, snapper_->compound_at(candidate.at), Snapper::For::outlet).access;
    }
    return {};
  }

  Result<void> finish() {
    progress_.step("step_finish", 0);
    assign_areas(city());
    sort_by_id(city().homes.edit());
    sort_by_id(city().outlets.edit());
    sort_by_id(city().gates.edit());
    if (request_.previous) {
      auto previous = load(*request_.previous);
      if (!previous) {
        return hand_on(previous);
      }
      imported_.matched = keep_ids(city(), *previous);
    }
    return {};
  }

  /// Ids are hashes of sources; should one source come twice, the later thing gets the next free number.
  template <class Thing>
  static void sort_by_id(std::vector<Thing>& things) {
    std::ranges::stable_sort(things, {}, &Thing::id);
    std::set<decltype(Thing::id)> taken;
    for (auto& thing : things) {
      while (!taken.insert(thing.id).second) {
        thing.id = decltype(Thing::id){thing.id.value() + 1};
      }
    }
    std::ranges::stable_sort(things, {}, &Thing::id);
  }

  ImportRequest const& request_;
  Progress& progress_;
  kinds::Kinds const& kinds_;
  Imported imported_;
  std::optional<geo::Crs> crs_;
  osm::Extract extract_;
  std::vector<Area> given_areas_;
  std::size_t given_compounds_ = 0;
  std::vector<std::uint32_t> dwellings_;
  std::vector<Dwelling> dwelling_homes_;
  std::vector<walk::Access> straight_;
  std::optional<Snapper> snapper_;
};

}  // namespace

Result<Imported> import(ImportRequest const& request, Progress& progress) {
  return Import{request, progress}.run();
}

}  // namespace linquan::city
