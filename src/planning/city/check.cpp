#include "check.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace linquan::city {
namespace {

using walk::none;

/// Ten thousand million people: no city has them, and a million homes of so many still add up in 64 bits.
constexpr std::int64_t people_max = 10'000'000'000'000;
constexpr std::uint32_t lon_max = 1'800'000'000;
constexpr std::uint32_t lat_max = 900'000'000;

bool on_earth(geo::Point p) {
  // One comparison for both ends: what lies below becomes a very large unsigned number.
  auto const lon = static_cast<std::uint32_t>(p.lon) + lon_max;
  auto const lat = static_cast<std::uint32_t>(p.lat) + lat_max;
  return (static_cast<unsigned>(lon <= 2 * lon_max) & static_cast<unsigned>(lat <= 2 * lat_max)) != 0;
}

template <class Enum>
constexpr unsigned number_of(Enum value) {
  return static_cast<unsigned>(value);
}

/// Notes the first fault it is asked about; later ones are passed over.
class Check {
 public:
  explicit Check(City const& city) : city_{city}, graph_{city.streets} {}

  std::optional<std::string> run() {
    box();
    nodes();
    edges();
    traits();
    street_names();
    street_gates();
    areas();
    obstacles();
    homes();
    outlets();
    gates();
    candidates();
    for (std::size_t i = 0; i < city_.completeness.size(); ++i) {
      kinds(city_.completeness[i].kinds, "completeness", i);
    }
    return std::move(fault_);
  }

 private:
  /// Writing a fault down is kept out of the loops, which are short and run a million times.
  [[gnu::noinline, gnu::cold]] void note(std::string fault) {
    if (!fault_) {
      fault_ = std::move(fault);
    }
  }
  [[gnu::noinline, gnu::cold]] void note_index(std::uint64_t index, std::size_t size, std::string_view table,
                                               std::size_t row, std::string_view field) {
    note(fmt::format("{}[{}].{} = {} (< {})", table, row, field, index, size));
  }
  [[gnu::noinline, gnu::cold]] void note_place(geo::Point at, std::string_view table, std::size_t row) {
    note(fmt::format("{}[{}]: lon {} lat {} (1e-7°)", table, row, at.lon, at.lat));
  }

  /// `index` must lie below `size`.
  void below(std::uint64_t index, std::size_t size, std::string_view table, std::size_t row, std::string_view field) {
    if (index >= size) {
      note_index(index, size, table, row, field);
    }
  }
  void below_or(std::uint64_t no_index, std::uint64_t index, std::size_t size, std::string_view table, std::size_t row,
                std::string_view field) {
    if (index != no_index) {
      below(index, size, table, row, field);
    }
  }
  void same_size(std::size_t size, std::size_t expected, std::string_view table) {
    if (size != expected) {
      note(fmt::format("{}: {} ({})", table, size, expected));
    }
  }
  void place(geo::Point at, std::string_view table, std::size_t row) {
    if (!on_earth(at)) {
      note_place(at, table, row);
    }
  }
  void places(std::span<geo::Point const> all, std::string_view table) {
    // Without a branch in it the compiler takes several points at once.
    bool good = true;
    for (auto const at : all) {
      good &= on_earth(at);
    }
    if (!good) {
      auto const bad = std::ranges::find_if_not(all, on_earth);
      note_place(*bad, table, static_cast<std::size_t>(bad - all.begin()));
    }
  }
  void shape(geo::MultiPolygon const& shape, std::string_view table, std::size_t row) {
    for (auto const& polygon : shape) {
      for (auto const at : polygon.outer) {
        place(at, table, row);
      }
      for (auto const& hole : polygon.holes) {
        for (auto const at : hole) {
          place(at, table, row);
        }
      }
    }
  }
  void access(walk::Access const& access, std::string_view table, std::size_t row) {
    if (access.edge == none) {
      return;
    }
    if (access.edge >= graph_.edges.size()) {
      note_index(access.edge, graph_.edges.size(), table, row, "access.edge");
      return;
    }
    below(access.offset_millimetres, std::size_t{graph_.edges[access.edge].length_millimetres} + 1, table, row,
          "access.offset");
  }
  void kinds(std::span<kinds::KindIndex const> all, std::string_view table, std::size_t row) {
    for (auto const kind : all) {
      below(kind, city_.kind_ids.size(), table, row, "kinds");
    }
    if (std::ranges::adjacent_find(all, std::ranges::greater_equal{}) != all.end()) {
      note(fmt::format("{}[{}].kinds (a < b < c)", table, row));
    }
  }
  void area(std::uint32_t index, std::string_view table, std::size_t row, std::string_view field) {
    below_or(none, index, city_.areas.size(), table, row, field);
  }
  template <class Rows>
  void ascending(Rows const& rows, std::string_view table) {
    auto const bad = std::ranges::adjacent_find(rows, [](auto const& a, auto const& b) { return !(a.id < b.id); });
    if (bad != rows.end()) {
      note(fmt::format("{}[{}].id ≥ {}[{}].id", table, bad - rows.begin(), table, bad - rows.begin() + 1));
    }
  }

  void box() {
    auto const empty = city_.box.low == geo::Box{}.low && city_.box.high == geo::Box{}.high;
    if (!empty) {
      place(city_.box.low, "box", 0);
      place(city_.box.high, "box", 1);
    }
    shape(city_.within, "within", 0);
  }
  void nodes() {
    same_size(graph_.node_compound.size(), graph_.nodes.size(), "streets.nodeCompound");
    same_size(graph_.node_component.size(), graph_.nodes.size(), "streets.nodeComponent");
    places(graph_.nodes, "streets.nodes");
    places(graph_.points, "streets.points");
    for (std::size_t i = 0; i < graph_.node_compound.size(); ++i) {
      area(graph_.node_compound[i], "streets.nodes", i, "compound");
    }
    for (std::size_t i = 0; i < graph_.node_component.size(); ++i) {
      below(graph_.node_component[i], graph_.component_millimetres.size(), "streets.nodes", i, "component");
    }
  }
  void edges() {
    auto const& edges = graph_.edges;
    for (std::size_t i = 0; i < edges.size() && !fault_; ++i) {
      auto const& edge = edges[i];
      below(edge.from, graph_.nodes.size(), "streets.edges", i, "from");
      below(edge.to, graph_.nodes.size(), "streets.edges", i, "to");
      below(std::uint64_t{edge.first_point} + edge.point_count, graph_.points.size() + 1, "streets.edges", i,
            "firstPoint");
      below(edge.traits, graph_.traits.size(), "streets.edges", i, "traits");
      below_or(none, edge.street, graph_.streets.size(), "streets.edges", i, "street");
    }
    below(std::uint64_t{graph_.inner_first} + std::uint64_t{2} * graph_.inner_count, edges.size() + 1, "streets", 0,
          "innerFirst");
  }
  void traits() {
    for (std::size_t i = 0; i < graph_.traits.size(); ++i) {
      auto const& traits = graph_.traits[i];
      below(number_of(traits.kind), walk::street_kind_count, "streets.traits", i, "kind");
      below(number_of(traits.zone), number_of(walk::Zone::in) + 1, "streets.traits", i, "zone");
      below(number_of(traits.wheels), number_of(walk::Wheels::no) + 1, "streets.traits", i, "wheels");
      below_or(UINT16_MAX, traits.hours, graph_.hours.size(), "streets.traits", i, "hours");
    }
  }
  void street_names() {
    for (std::size_t i = 0; i < graph_.streets.size(); ++i) {
      below_or(none, graph_.streets[i].name, graph_.names.size(), "streets.streets", i, "name");
    }
  }
  void street_gates() {
    for (std::size_t i = 0; i < graph_.gates.size(); ++i) {
      auto const& gate = graph_.gates[i];
      place(gate.at, "streets.gates", i);
      below_or(none, gate.node, graph_.nodes.size(), "streets.gates", i, "node");
      area(gate.compound, "streets.gates", i, "compound");
      below_or(UINT16_MAX, gate.hours, graph_.hours.size(), "streets.gates", i, "hours");
      for (auto const edge : gate.edges) {
        below(edge, graph_.edges.size(), "streets.gates", i, "edges");
      }
    }
  }
  void areas() {
    for (std::size_t i = 0; i < city_.areas.size(); ++i) {
      below(number_of(city_.areas[i].level), number_of(AreaLevel::living_circle) + 1, "areas", i, "level");
      shape(city_.areas[i].shape, "areas", i);
    }
  }
  void obstacles() {
    for (std::size_t i = 0; i < city_.obstacles.size(); ++i) {
      below(number_of(city_.obstacles[i].kind), number_of(walk::Obstacle::Kind::wall) + 1, "obstacles", i, "kind");
      places(city_.obstacles[i].line, "obstacles.points");
      places(city_.obstacles[i].openings, "obstacles.openings");
    }
  }
  void homes() {
    ascending(city_.homes, "homes");
    for (std::size_t i = 0; i < city_.homes.size() && !fault_; ++i) {
      auto const& home = city_.homes[i];
      place(home.door, "homes", i);
      below(number_of(home.kind), number_of(HomeSource::street) + 1, "homes", i, "kind");
      access(home.access, "homes", i);
      area(home.compound, "homes", i, "compound");
      area(home.community, "homes", i, "community");
      area(home.subdistrict, "homes", i, "subdistrict");
      area(home.district, "homes", i, "district");
      area(home.living_circle, "homes", i, "livingCircle");
      for (auto const people : {home.people.all, home.people.age_0_14, home.people.age_60, home.people.age_70}) {
        if (people.count < 0 || people.count > people_max) {
          note(fmt::format("homes[{}].people = {}/1000", i, people.count));
        }
      }
    }
  }
  void outlet(Outlet const& outlet, std::size_t i) {
    below(0, outlet.sources.size(), "outlets", i, "sources");
    below(0, outlet.kinds.size(), "outlets", i, "kinds");
    kinds(outlet.kinds, "outlets", i);
    below(outlet.serving, 8, "outlets", i, "serving");
    below(number_of(outlet.placing), number_of(Placing::unplaced) + 1, "outlets", i, "placing");
    // A negative number becomes a huge one.
    below(static_cast<std::uint32_t>(outlet.placing_permille), 1001, "outlets", i, "placingPermille");
    area(outlet.community, "outlets", i, "community");
    for (auto const& stand : outlet.stands) {
      place(stand.at, "outlets", i);
      for (auto const& door : stand.accesses) {
        access(door, "outlets", i);
      }
    }
    for (auto const& service : outlet.services) {
      below(service.kind, city_.kind_ids.size(), "outlets", i, "services.kind");
    }
  }
  void outlets() {
    ascending(city_.outlets, "outlets");
    for (std::size_t i = 0; i < city_.outlets.size() && !fault_; ++i) {
      outlet(city_.outlets[i], i);
    }
  }
  void gates() {
    ascending(city_.gates, "gates");
    for (std::size_t i = 0; i < city_.gates.size(); ++i) {
      below(city_.gates[i].graph_gate, graph_.gates.size(), "gates", i, "graphGate");
      area(city_.gates[i].compound, "gates", i, "compound");
    }
  }
  void candidates() {
    for (std::size_t i = 0; i < city_.candidates.size(); ++i) {
      place(city_.candidates[i].at, "candidates", i);
      access(city_.candidates[i].access, "candidates", i);
      kinds(city_.candidates[i].kinds, "candidates", i);
      below(city_.candidates[i].days, 0x80, "candidates", i, "days");
    }
  }

  City const& city_;
  walk::Graph const& graph_;
  std::optional<std::string> fault_;
};

}  // namespace

std::optional<std::string> fault_in(City const& city) {
  return Check{city}.run();
}

}  // namespace linquan::city
