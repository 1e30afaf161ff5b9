#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/base/shared_vector.h"
#include "linquan/base/units.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/kinds/kinds.h"
#include "linquan/walk/graph.h"
#include "linquan/walk/plan.h"

namespace linquan::city {

using HomeId = Id<struct HomeTag>;
using OutletId = Id<struct OutletTag>;
using GateId = Id<struct GateTag>;
using AreaId = Id<struct AreaTag>;

/// Where a thing comes from: "osm:way/123#1", "outlets.xlsx:Sheet1!17". Text, so that any source can be named; ids are
/// made from it, and next year's import finds the same thing by it.
using SourceRef = std::string;

enum class AreaLevel : std::uint8_t { compound, community, subdistrict, district, living_circle };

/// A unit with a code: people are counted by it.
struct Area {
  AreaId id;
  AreaLevel level = AreaLevel::community;
  std::string code;
  std::string name;
  std::string state;  ///< living circles: "built", "planned", or as the table says
  geo::MultiPolygon shape;
  SourceRef source;
  /// Compounds only: what the street builder made of it.
  bool closed = false;
  bool rim_closed = false;
  bool inner_streets = false;
  std::uint32_t gates = 0;
  std::uint32_t gates_inferred = 0;
  friend bool operator==(Area const&, Area const&) = default;
};

struct People {
  Millipersons all;
  Millipersons age_0_14;
  Millipersons age_60;  ///< 60 and over
  Millipersons age_70;  ///< 70 and over, part of age_60
  friend bool operator==(People const&, People const&) = default;
};

enum class HomeSource : std::uint8_t {
  entrance,  ///< a mapped entrance of a dwelling
  building,  ///< a dwelling without one: the place on its outline nearest to a street
  table,     ///< a row of the city's own table
  street,    ///< people of a grid cell without any dwelling, put on its street
};

/// An entrance of a dwelling building with the people behind it.
struct Home {
  HomeId id;
  SourceRef source;
  HomeSource kind = HomeSource::building;
  geo::Point door;
  walk::Access access;           ///< edge == walk::none: not snapped; inner streets: the *out* copy
  std::string unsnapped_reason;  ///< code; empty where snapped
  People people;
  std::uint32_t compound = walk::none;  ///< indices into City::areas
  std::uint32_t community = walk::none;
  std::uint32_t subdistrict = walk::none;
  std::uint32_t district = walk::none;
  std::uint32_t living_circle = walk::none;
  friend bool operator==(Home const&, Home const&) = default;
};

/// A place where an outlet serves, with its week. A shop has one, a cart or morning market several.
struct Stand {
  geo::Point at;
  std::vector<walk::Access> accesses;  ///< a large site may have several entrances; empty: not snapped
  std::optional<hours::Hours> hours;   ///< nullopt: not known
  friend bool operator==(Stand const&, Stand const&) = default;
};

/// A thing an outlet does under a kind: 配钥匙 under small repairs.
struct Service {
  kinds::KindIndex kind = 0;
  std::string name;
  std::optional<std::int64_t> price_from_fen;
  friend bool operator==(Service const&, Service const&) = default;
};

/// How an outlet without coordinates was placed.
enum class Placing : std::uint8_t { surveyed, address, compound, name, unplaced };

struct Outlet {
  OutletId id;
  std::vector<SourceRef> sources;  ///< several where doubles were merged; the first is the one that led
  std::string name;
  std::vector<kinds::KindIndex> kinds;  ///< ascending; at least one
  std::vector<Stand> stands;            ///< empty: unplaced
  kinds::ServingSet serving = static_cast<kinds::ServingSet>(kinds::Serving::at_stand);
  std::vector<Service> services;
  std::string hours_text;  ///< as the source wrote them, where a stand does not hold them: unplaced or not understood
  std::string address;
  std::string telephone;
  std::string licence;
  std::string opened;  ///< ISO date or part of one
  std::string rebuilt;
  std::string chain;
  std::string condition;
  std::optional<std::int64_t> capacity;
  Placing placing = Placing::surveyed;
  std::int32_t placing_permille = 1000;  ///< how sure the place is
  std::uint32_t community = walk::none;  ///< index into City::areas
  std::vector<std::string> marks;        ///< codes of doubts: licence_check, kind_guessed, telephone_odd…
  friend bool operator==(Outlet const&, Outlet const&) = default;
};

struct Gate {
  GateId id;
  SourceRef source;
  std::uint32_t graph_gate = 0;         ///< index into Graph::gates
  std::uint32_t compound = walk::none;  ///< index into City::areas
  friend bool operator==(Gate const&, Gate const&) = default;
};

/// A vacant premise or a stall point: a place where an outlet could be.
struct Candidate {
  SourceRef source;
  std::string name;
  geo::Point at;
  walk::Access access;
  std::string type;                     ///< vacant, stall
  std::vector<kinds::KindIndex> kinds;  ///< empty: any
  std::optional<std::int64_t> cost_fen;
  std::optional<std::int64_t> capacity;
  std::uint8_t days = 0x7F;  ///< on which a stall may stand there: bit 0 Monday
  friend bool operator==(Candidate const&, Candidate const&) = default;
};

struct InputFile {
  std::string role;  ///< osm, population, homes, outlets, areas, candidates, within
  std::string name;  ///< the file's name without folders: a city file says nothing of the machine it was made on
  std::string sha256;
  std::uint64_t bytes = 0;
  std::string date;  ///< what the file says of itself; empty where nothing
  std::string attribution;
  std::string crs;
  friend bool operator==(InputFile const&, InputFile const&) = default;
};

/// A source speaks for these kinds in this area; elsewhere a missing kind is not known, never missing.
struct Completeness {
  std::string source;  ///< InputFile::name
  std::vector<kinds::KindIndex> kinds;
  std::vector<std::string> area_codes;  ///< empty: the whole city
  friend bool operator==(Completeness const&, Completeness const&) = default;
};

struct UnsnappedHome {
  HomeId home;
  SourceRef source;
  geo::Point at;
  std::string reason;
  std::uint32_t metres = 0;  ///< to the nearest street of any sort; UINT32_MAX where there is none within 1 km
  friend bool operator==(UnsnappedHome const&, UnsnappedHome const&) = default;
};

/// What import has to tell: counted by reason, and the lists that somebody will work through.
struct Report {
  walk::Skipped skipped;
  std::vector<Notice> notices;
  SharedVector<UnsnappedHome> unsnapped;
  struct Double {
    SourceRef kept;
    SourceRef merged;
    std::string name;
    std::uint32_t metres = 0;
    friend bool operator==(Double const&, Double const&) = default;
  };
  SharedVector<Double> doubles;
  Millipersons people_given;  ///< of the source, inside the boundary
  Millipersons people_unplaced;
  std::uint64_t buildings = 0;
  std::uint64_t dwellings = 0;
  friend bool operator==(Report const&, Report const&) = default;
};

/// One place with its streets, homes and outlets: what every later step stands on. Values only; built once.
struct City {
  std::string name;
  geo::Box box;
  geo::MultiPolygon within;  ///< whose homes count; empty: all
  walk::Graph streets;
  SharedVector<walk::Obstacle> obstacles;  ///< water, rail, walls: nobody's door opens across them
  SharedVector<Area> areas;                ///< Graph::node_compound and walk::Gate::compound count in these
  SharedVector<Home> homes;                ///< ascending id
  SharedVector<Outlet> outlets;            ///< ascending id
  SharedVector<Gate> gates;                ///< ascending id
  SharedVector<Candidate> candidates;
  SharedVector<std::string> kind_ids;  ///< the table of kinds by which KindIndex counts
  SharedVector<InputFile> inputs;
  SharedVector<Completeness> completeness;
  std::string tool_version;
  Report report;
};

/// A stable id from a source's name: the first 63 bits of its SHA-256, never 0.
std::uint64_t id_of(std::string_view source_ref);

}  // namespace linquan::city
