#include <capnp/message.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "city.capnp.h"
#include "columns.h"
#include "file_format.h"
#include "linquan/base/ensure.h"

namespace linquan::city {
namespace {

/// Sizes in the format have 32 bits, and a list of Cap'n Proto 29.
std::uint32_t size_of(std::size_t size) {
  ensure(size < (std::size_t{1} << 29), "city file: a table is too long for the format");
  return static_cast<std::uint32_t>(size);
}

/// Numbers texts in the order of their first use; a long text anew each time, as the reader wants it.
class StringTable {
 public:
  StringTable() { (*this)(""); }
  std::uint32_t operator()(std::string_view text) {
    if (text.size() > shared_text_bytes) {
      return add(text);
    }
    auto const [place, is_new] = numbers_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    return is_new ? add(text) : place->second;
  }
  void write(format::Strings::Builder out) const {
    std::string bytes;
    bytes.reserve(bytes_);
    auto ends = out.initEnds(size_of(texts_.size()));
    for (unsigned i = 0; auto const text : texts_) {
      bytes += text;
      ends.set(i++, size_of(bytes.size()));
    }
    std::memcpy(out.initBytes(size_of(bytes.size())).begin(), bytes.data(), bytes.size());
  }

 private:
  std::uint32_t add(std::string_view text) {
    texts_.push_back(text);
    bytes_ += text.size();
    return static_cast<std::uint32_t>(texts_.size() - 1);
  }

  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::vector<std::string_view> texts_;
  std::size_t bytes_ = 0;
};

template <class Enum>
constexpr auto number_of(Enum value) {
  return static_cast<std::underlying_type_t<Enum>>(value);
}

/// The lists of all rows behind each other, with the length of each; `number` turns an item into what is stored.
template <class Builder, class Rows, class Get, class Number>
void fill_runs(Builder out, Rows const& rows, Get const& get, Number const& number) {
  auto counts = out.initCounts(size_of(rows.size()));
  std::size_t total = 0;
  for (unsigned i = 0; auto const& row : rows) {
    auto const size = std::invoke(get, row).size();
    counts.set(i++, size_of(size));
    total += size;
  }
  auto items = out.initItems(size_of(total));
  for (unsigned i = 0; auto const& row : rows) {
    for (auto const& item : std::invoke(get, row)) {
      items.set(i++, number(item));
    }
  }
}

/// Writes the tables of one city; each function one table.
class Writer {
 public:
  Writer(City const& city, format::City::Builder out) : city_{city}, out_{out} {}

  void write() {
    out_.setName(strings_(city_.name));
    out_.setToolVersion(strings_(city_.tool_version));
    fill_points(out_.initBox(4), std::vector{city_.box.low, city_.box.high}, std::identity{});
    shapes();
    streets(out_.initStreets());
    traits(out_.getStreets());
    street_gates(out_.getStreets());
    areas(out_.initAreas());
    obstacles(out_.initObstacles());
    homes(out_.initHomes());
    outlets(out_.initOutlets());
    stands(out_.getOutlets());
    services(out_.getOutlets());
    gates(out_.initGates());
    candidates(out_.initCandidates());
    texts(out_.initKindIds(size_of(city_.kind_ids.size())), city_.kind_ids, std::identity{});
    inputs(out_.initInputs());
    completeness(out_.initCompleteness());
    report(out_.initReport());
    strings_.write(out_.initStrings());
  }

 private:
  template <class List, class Items, class Get>
  void texts(List list, Items const& items, Get const& get) {
    fill(list, items, [&](auto const& item) { return strings_(std::invoke(get, item)); });
  }
  template <class Rows, class Get>
  void text_runs(format::StringRuns::Builder out, Rows const& rows, Get const& get) {
    fill_runs(out, rows, get, [&](std::string const& text) { return strings_(text); });
  }
  template <class Rows, class Get>
  static void kind_runs(format::KindRuns::Builder out, Rows const& rows, Get const& get) {
    fill_runs(out, rows, get, std::identity{});
  }
  template <class Rows>
  static void accesses(format::Accesses::Builder out, Rows const& rows) {
    auto const n = size_of(rows.size());
    fill(out.initEdge(n), rows, &walk::Access::edge);
    fill(out.initOffsetMillimetres(n), rows, &walk::Access::offset_millimetres);
    fill(out.initDoorMillimetres(n), rows, &walk::Access::door_millimetres);
  }

  void shapes();
  void streets(format::Streets::Builder out);
  void traits(format::Streets::Builder out) const;
  void street_gates(format::Streets::Builder out) const;
  void areas(format::Areas::Builder out);
  void obstacles(format::Obstacles::Builder out) const;
  void homes(format::Homes::Builder out);
  void outlets(format::Outlets::Builder out);
  void stands(format::Outlets::Builder out);
  void services(format::Outlets::Builder out);
  void gates(format::Gates::Builder out);
  void candidates(format::Candidates::Builder out);
  void inputs(format::Inputs::Builder out);
  void completeness(format::Completeness::Builder out);
  void report(format::Report::Builder out);

  City const& city_;
  format::City::Builder out_;
  StringTable strings_;
};

void Writer::shapes() {
  std::vector<std::uint32_t> polygons;
  std::vector<std::uint32_t> rings;
  std::vector<std::uint32_t> points;
  std::vector<geo::Point> all;
  auto const add_ring = [&](geo::Ring const& ring) {
    points.push_back(size_of(ring.size()));
    all.insert(all.end(), ring.begin(), ring.end());
  };
  auto const add = [&](geo::MultiPolygon const& shape) {
    polygons.push_back(size_of(shape.size()));
    for (auto const& polygon : shape) {
      rings.push_back(size_of(polygon.holes.size() + 1));
      add_ring(polygon.outer);
      for (auto const& hole : polygon.holes) {
        add_ring(hole);
      }
    }
  };
  add(city_.within);
  for (auto const& area : city_.areas) {
    add(area.shape);
  }
  auto out = out_.initShapes();
  fill(out.initPolygonCounts(size_of(polygons.size())), polygons, std::identity{});
  fill(out.initRingCounts(size_of(rings.size())), rings, std::identity{});
  fill(out.initPointCounts(size_of(points.size())), points, std::identity{});
  fill_points(out.initPoints(size_of(2 * all.size())), all, std::identity{});
}

void Writer::streets(format::Streets::Builder out) {
  auto const& graph = city_.streets;
  fill_points(out.initNodes(size_of(2 * graph.nodes.size())), graph.nodes, std::identity{});
  fill(out.initNodeCompound(size_of(graph.node_compound.size())), graph.node_compound, std::identity{});
  fill(out.initNodeComponent(size_of(graph.node_component.size())), graph.node_component, std::identity{});
  fill_points(out.initPoints(size_of(2 * graph.points.size())), graph.points, std::identity{});
  fill(out.initComponentMillimetres(size_of(graph.component_millimetres.size())), graph.component_millimetres,
       std::identity{});
  out.setInnerFirst(graph.inner_first);
  out.setInnerCount(graph.inner_count);

  auto const edges = size_of(graph.edges.size());
  fill(out.initEdgeFrom(edges), graph.edges, &walk::Edge::from);
  fill(out.initEdgeTo(edges), graph.edges, &walk::Edge::to);
  fill(out.initEdgeStart(edges), graph.edges, &walk::Edge::start_millimetres);
  fill(out.initEdgeLength(edges), graph.edges, &walk::Edge::length_millimetres);
  fill(out.initEdgeStreet(edges), graph.edges, &walk::Edge::street);
  fill(out.initEdgeFirstPoint(edges), graph.edges, &walk::Edge::first_point);
  fill(out.initEdgePointCount(edges), graph.edges, &walk::Edge::point_count);
  fill(out.initEdgeTraits(edges), graph.edges, &walk::Edge::traits);
  fill(out.initEdgeWaitsFrom(edges), graph.edges, &walk::Edge::waits_from);
  fill(out.initEdgeWaitsTo(edges), graph.edges, &walk::Edge::waits_to);

  texts(out.initHours(size_of(graph.hours.size())), graph.hours, &hours::Hours::text);
  texts(out.initNames(size_of(graph.names.size())), graph.names, std::identity{});
  auto const streets = size_of(graph.streets.size());
  fill(out.initStreetSource(streets), graph.streets, &walk::Street::source_id);
  fill(out.initStreetName(streets), graph.streets, &walk::Street::name);
}

void Writer::traits(format::Streets::Builder out) const {
  auto const& traits = city_.streets.traits;
  auto const n = size_of(traits.size());
  fill(out.initTraitKind(n), traits, [](auto const& t) { return number_of(t.kind); });
  fill(out.initTraitZone(n), traits, [](auto const& t) { return number_of(t.zone); });
  fill(out.initTraitFlags(n), traits, [](auto const& t) {
    return static_cast<std::uint8_t>((t.forward ? 1 : 0) | (t.backward ? 2 : 0) | (t.bridge ? 4 : 0) |
                                     (t.tunnel ? 8 : 0));
  });
  fill(out.initTraitWheels(n), traits, [](auto const& t) { return number_of(t.wheels); });
  fill(out.initTraitIncline(n), traits, &walk::Traits::incline_permille);
  fill(out.initTraitKerb(n), traits, &walk::Traits::kerb_millimetres);
  fill(out.initTraitHours(n), traits, &walk::Traits::hours);
}

void Writer::street_gates(format::Streets::Builder out) const {
  auto const& gates = city_.streets.gates;
  auto const n = size_of(gates.size());
  fill(out.initGateSource(n), gates, &walk::Gate::source_id);
  fill_points(out.initGateAt(2 * n), gates, &walk::Gate::at);
  fill(out.initGateNode(n), gates, &walk::Gate::node);
  fill(out.initGateCompound(n), gates, &walk::Gate::compound);
  fill(out.initGateHours(n), gates, &walk::Gate::hours);
  fill(out.initGateFlags(n), gates,
       [](auto const& g) { return static_cast<std::uint8_t>((g.inferred ? 1 : 0) | (g.open ? 2 : 0)); });
  fill(out.initGateEdgeCounts(n), gates, [](auto const& g) { return size_of(g.edges.size()); });
  std::vector<walk::EdgeIndex> edges;
  for (auto const& gate : gates) {
    edges.insert(edges.end(), gate.edges.begin(), gate.edges.end());
  }
  fill(out.initGateEdges(size_of(edges.size())), edges, std::identity{});
}

void Writer::areas(format::Areas::Builder out) {
  auto const& areas = city_.areas;
  auto const n = size_of(areas.size());
  fill(out.initId(n), areas, [](auto const& a) { return a.id.value(); });
  fill(out.initLevel(n), areas, [](auto const& a) { return number_of(a.level); });
  texts(out.initCode(n), areas, &Area::code);
  texts(out.initName(n), areas, &Area::name);
  texts(out.initState(n), areas, &Area::state);
  texts(out.initSource(n), areas, &Area::source);
  fill(out.initFlags(n), areas, [](auto const& a) {
    return static_cast<std::uint8_t>((a.closed ? 1 : 0) | (a.inner_streets ? 2 : 0) | (a.rim_closed ? 4 : 0));
  });
  fill(out.initGates(n), areas, &Area::gates);
  fill(out.initGatesInferred(n), areas, &Area::gates_inferred);
}

void Writer::obstacles(format::Obstacles::Builder out) const {
  auto const& obstacles = city_.obstacles;
  auto const n = size_of(obstacles.size());
  fill(out.initKind(n), obstacles, [](auto const& o) { return number_of(o.kind); });
  fill(out.initPointCounts(n), obstacles, [](auto const& o) { return size_of(o.line.size()); });
  fill(out.initOpeningCounts(n), obstacles, [](auto const& o) { return size_of(o.openings.size()); });
  std::vector<geo::Point> points;
  std::vector<geo::Point> openings;
  for (auto const& obstacle : obstacles) {
    points.insert(points.end(), obstacle.line.begin(), obstacle.line.end());
    openings.insert(openings.end(), obstacle.openings.begin(), obstacle.openings.end());
  }
  fill_points(out.initPoints(size_of(2 * points.size())), points, std::identity{});
  fill_points(out.initOpenings(size_of(2 * openings.size())), openings, std::identity{});
}

void Writer::homes(format::Homes::Builder out) {
  auto const& homes = city_.homes;
  auto const n = size_of(homes.size());
  fill(out.initId(n), homes, [](auto const& h) { return h.id.value(); });
  texts(out.initSource(n), homes, &Home::source);
  fill(out.initKind(n), homes, [](auto const& h) { return number_of(h.kind); });
  fill_points(out.initDoor(2 * n), homes, &Home::door);
  std::vector<walk::Access> doors;
  doors.reserve(homes.size());
  auto people = out.initPeople(size_of(4 * homes.size()));
  auto areas = out.initAreas(size_of(5 * homes.size()));
  for (unsigned i = 0; auto const& home : homes) {
    doors.push_back(home.access);
    people.set(4 * i, home.people.all.count);
    people.set(4 * i + 1, home.people.age_0_14.count);
    people.set(4 * i + 2, home.people.age_60.count);
    people.set(4 * i + 3, home.people.age_70.count);
    areas.set(5 * i, home.compound);
    areas.set(5 * i + 1, home.community);
    areas.set(5 * i + 2, home.subdistrict);
    areas.set(5 * i + 3, home.district);
    areas.set(5 * i + 4, home.living_circle);
    ++i;
  }
  accesses(out.initAccess(), doors);
  texts(out.initUnsnappedReason(n), homes, &Home::unsnapped_reason);
}

void Writer::outlets(format::Outlets::Builder out) {
  auto const& outlets = city_.outlets;
  auto const n = size_of(outlets.size());
  fill(out.initId(n), outlets, [](auto const& o) { return o.id.value(); });
  text_runs(out.initSources(), outlets, &Outlet::sources);
  texts(out.initName(n), outlets, &Outlet::name);
  kind_runs(out.initKinds(), outlets, &Outlet::kinds);
  fill(out.initServing(n), outlets, &Outlet::serving);
  texts(out.initAddress(n), outlets, &Outlet::address);
  texts(out.initTelephone(n), outlets, &Outlet::telephone);
  texts(out.initLicence(n), outlets, &Outlet::licence);
  texts(out.initOpened(n), outlets, &Outlet::opened);
  texts(out.initRebuilt(n), outlets, &Outlet::rebuilt);
  texts(out.initChain(n), outlets, &Outlet::chain);
  texts(out.initCondition(n), outlets, &Outlet::condition);
  texts(out.initHoursText(n), outlets, &Outlet::hours_text);
  fill(out.initCapacityKnown(n), outlets, [](auto const& o) { return o.capacity.has_value(); });
  fill(out.initCapacity(n), outlets, [](auto const& o) { return o.capacity.value_or(0); });
  fill(out.initPlacing(n), outlets, [](auto const& o) { return number_of(o.placing); });
  fill(out.initPlacingPermille(n), outlets, &Outlet::placing_permille);
  fill(out.initCommunity(n), outlets, &Outlet::community);
  text_runs(out.initMarks(), outlets, &Outlet::marks);
}

void Writer::stands(format::Outlets::Builder out) {
  auto counts = out.initStandCounts(size_of(city_.outlets.size()));
  std::vector<Stand const*> stands;
  for (unsigned i = 0; auto const& outlet : city_.outlets) {
    counts.set(i++, size_of(outlet.stands.size()));
    for (auto const& stand : outlet.stands) {
      stands.push_back(&stand);
    }
  }
  auto const n = size_of(stands.size());
  fill_points(out.initStandAt(2 * n), stands, [](auto const* s) { return s->at; });
  fill(out.initStandHours(n), stands,
       [&](auto const* s) { return s->hours ? strings_(s->hours->text()) : walk::none; });
  fill(out.initStandAccessCounts(n), stands, [](auto const* s) { return size_of(s->accesses.size()); });
  std::vector<walk::Access> all;
  for (auto const* const stand : stands) {
    all.insert(all.end(), stand->accesses.begin(), stand->accesses.end());
  }
  accesses(out.initStandAccesses(), all);
}

void Writer::services(format::Outlets::Builder out) {
  auto counts = out.initServiceCounts(size_of(city_.outlets.size()));
  std::vector<Service const*> services;
  for (unsigned i = 0; auto const& outlet : city_.outlets) {
    counts.set(i++, size_of(outlet.services.size()));
    for (auto const& service : outlet.services) {
      services.push_back(&service);
    }
  }
  auto const n = size_of(services.size());
  fill(out.initServiceKind(n), services, [](auto const* s) { return s->kind; });
  texts(out.initServiceName(n), services, [](auto const* s) -> std::string const& { return s->name; });
  fill(out.initServicePriceKnown(n), services, [](auto const* s) { return s->price_from_fen.has_value(); });
  fill(out.initServicePriceFromFen(n), services, [](auto const* s) { return s->price_from_fen.value_or(0); });
}

void Writer::gates(format::Gates::Builder out) {
  auto const n = size_of(city_.gates.size());
  fill(out.initId(n), city_.gates, [](auto const& g) { return g.id.value(); });
  texts(out.initSource(n), city_.gates, &Gate::source);
  fill(out.initGraphGate(n), city_.gates, &Gate::graph_gate);
  fill(out.initCompound(n), city_.gates, &Gate::compound);
}

void Writer::candidates(format::Candidates::Builder out) {
  auto const& candidates = city_.candidates;
  auto const n = size_of(candidates.size());
  texts(out.initSource(n), candidates, &Candidate::source);
  texts(out.initName(n), candidates, &Candidate::name);
  fill_points(out.initAt(2 * n), candidates, &Candidate::at);
  std::vector<walk::Access> doors;
  doors.reserve(candidates.size());
  for (auto const& candidate : candidates) {
    doors.push_back(candidate.access);
  }
  accesses(out.initAccess(), doors);
  texts(out.initType(n), candidates, &Candidate::type);
  kind_runs(out.initKinds(), candidates, &Candidate::kinds);
  fill(out.initCostKnown(n), candidates, [](auto const& c) { return c.cost_fen.has_value(); });
  fill(out.initCostFen(n), candidates, [](auto const& c) { return c.cost_fen.value_or(0); });
  fill(out.initCapacityKnown(n), candidates, [](auto const& c) { return c.capacity.has_value(); });
  fill(out.initCapacity(n), candidates, [](auto const& c) { return c.capacity.value_or(0); });
  if (std::ranges::any_of(candidates, [](auto const& c) { return c.days != Candidate{}.days; })) {
    fill(out.initDays(n), candidates, [](auto const& c) { return c.days; });
  }
}

void Writer::inputs(format::Inputs::Builder out) {
  auto const n = size_of(city_.inputs.size());
  texts(out.initRole(n), city_.inputs, &InputFile::role);
  texts(out.initName(n), city_.inputs, &InputFile::name);
  texts(out.initSha256(n), city_.inputs, &InputFile::sha256);
  fill(out.initBytes(n), city_.inputs, &InputFile::bytes);
  texts(out.initDate(n), city_.inputs, &InputFile::date);
  texts(out.initAttribution(n), city_.inputs, &InputFile::attribution);
  texts(out.initCrs(n), city_.inputs, &InputFile::crs);
}

void Writer::completeness(format::Completeness::Builder out) {
  texts(out.initSource(size_of(city_.completeness.size())), city_.completeness, &Completeness::source);
  kind_runs(out.initKinds(), city_.completeness, &Completeness::kinds);
  text_runs(out.initAreaCodes(), city_.completeness, &Completeness::area_codes);
}

void Writer::report(format::Report::Builder out) {
  auto const& report = city_.report;
  auto const reasons = size_of(report.skipped.size());
  texts(out.initSkippedReason(reasons), report.skipped, [](auto const& s) -> std::string const& { return s.first; });
  fill(out.initSkippedCount(reasons), report.skipped, [](auto const& s) { return s.second; });

  texts(out.initNoticeCode(size_of(report.notices.size())), report.notices, &Notice::code);
  auto args = out.initNoticeArgs();
  std::vector<std::uint32_t> words;
  auto counts = args.initCounts(size_of(report.notices.size()));
  for (unsigned i = 0; auto const& notice : report.notices) {
    counts.set(i++, size_of(2 * notice.args.size()));
    for (auto const& [name, value] : notice.args) {
      words.push_back(strings_(name));
      words.push_back(strings_(value));
    }
  }
  fill(args.initItems(size_of(words.size())), words, std::identity{});

  auto const unsnapped = size_of(report.unsnapped.size());
  fill(out.initUnsnappedHome(unsnapped), report.unsnapped, [](auto const& u) { return u.home.value(); });
  texts(out.initUnsnappedSource(unsnapped), report.unsnapped, &UnsnappedHome::source);
  fill_points(out.initUnsnappedAt(2 * unsnapped), report.unsnapped, &UnsnappedHome::at);
  texts(out.initUnsnappedReason(unsnapped), report.unsnapped, &UnsnappedHome::reason);
  fill(out.initUnsnappedMetres(unsnapped), report.unsnapped, &UnsnappedHome::metres);

  auto const doubles = size_of(report.doubles.size());
  texts(out.initDoubleKept(doubles), report.doubles, &Report::Double::kept);
  texts(out.initDoubleMerged(doubles), report.doubles, &Report::Double::merged);
  texts(out.initDoubleName(doubles), report.doubles, &Report::Double::name);
  fill(out.initDoubleMetres(doubles), report.doubles, &Report::Double::metres);

  out.setPeopleGiven(report.people_given.count);
  out.setPeopleUnplaced(report.people_unplaced.count);
  out.setBuildings(report.buildings);
  out.setDwellings(report.dwellings);
}

}  // namespace

std::string write_message(City const& city, std::size_t room) {
  auto const canonical = [&] {
    capnp::MallocMessageBuilder message;
    Writer{city, message.initRoot<format::City>()}.write();
    return capnp::canonicalize(message.getRoot<format::City>().asReader());
  }();
  auto const content = canonical.asBytes();
  // The frame of a flat message of one segment: the number of segments less one, then the segment's words.
  std::array<std::uint32_t, 2> const frame{0, static_cast<std::uint32_t>(canonical.size())};
  std::string bytes(room + sizeof frame + content.size(), '\0');
  std::memcpy(bytes.data() + room, frame.data(), sizeof frame);
  std::memcpy(bytes.data() + room + sizeof frame, content.begin(), content.size());
  return bytes;
}

}  // namespace linquan::city
