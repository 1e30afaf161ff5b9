#include "edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "linquan/reach/scenario.h"
#include "linquan/walk/route.h"

namespace linquan::reach {
namespace {

constexpr std::int32_t percent_max = 10'000;

/// The edges of a way, on both copies where it is an inner street; with a place, those of its nearest piece.
std::vector<Edge> edges_of(walk::Graph const& graph, StreetRef const& street) {
  std::vector<Edge> edges;
  for (Edge edge = 0; edge < graph.edges.size(); ++edge) {
    auto const index = graph.edges[edge].street;
    if (index != walk::none && graph.streets[index].source_id == street.way && street.way != 0) {
      edges.push_back(edge);
    }
  }
  if (!street.at || edges.empty()) {
    return edges;
  }
  auto const away = [&](Edge edge) {
    auto nearest = std::numeric_limits<std::int64_t>::max();
    auto const length = graph.edges[edge].length_millimetres;
    for (std::uint32_t part = 0; part <= 16; ++part) {
      auto const offset = static_cast<std::uint32_t>(std::uint64_t{length} * part / 16);
      nearest = std::min(nearest, geo::distance(walk::place_of(graph, {edge, offset, 0}), *street.at).count);
    }
    return nearest;
  };
  auto const nearest = std::ranges::min(edges, {}, away);
  auto const other = graph.arriving(nearest);
  return other == nearest ? std::vector{nearest} : std::vector{nearest, other};
}

Result<std::vector<Edge>> known_edges(walk::Graph const& graph, StreetRef const& street) {
  auto edges = edges_of(graph, street);
  if (edges.empty()) {
    return refuse(ErrorKind::not_found, "street_unknown", {{"way", fmt::to_string(street.way)}});
  }
  return edges;
}

using Changes = std::vector<Change>;

/// Says what one edit changes about the streets.
class StreetChanges {
 public:
  StreetChanges(city::City const& city, Streets const& mapped) : city_{city}, mapped_{mapped} {}

  Result<Changes> operator()(PutOutlet const& /*edit*/) const { return Changes{}; }
  Result<Changes> operator()(RemoveOutlet const& /*edit*/) const { return Changes{}; }

  Result<Changes> operator()(SetGate const& edit) const {
    auto const found = std::ranges::find(city_.gates, edit.id, &city::Gate::id);
    if (found == city_.gates.end()) {
      return refuse(ErrorKind::not_found, "gate_unknown", {{"id", fmt::to_string(edit.id.value())}});
    }
    return Changes{SetOpen{city_.streets.gates[found->graph_gate].edges, edit.open}};
  }

  Result<Changes> operator()(SetStreet const& edit) const {
    auto edges = known_edges(city_.streets, edit.street);
    if (!edges) {
      return hand_on(edges);
    }
    return Changes{SetOpen{std::move(*edges), edit.open}};
  }

  Result<Changes> operator()(TimeStreet const& edit) const {
    auto const edges = known_edges(city_.streets, edit.street);
    if (!edges) {
      return tl::unexpected<Error>{edges.error()};
    }
    if (edit.percent < 1 || edit.percent > percent_max) {
      return refuse(ErrorKind::bad_input, "street_percent", {{"percent", fmt::to_string(edit.percent)}});
    }
    Changes changes;
    for (auto const edge : *edges) {
      // Of the time on the map, so that a second edit replaces the first.
      auto const time = std::uint64_t{mapped_.ends(edge).time} * static_cast<unsigned>(edit.percent);
      changes.emplace_back(SetTime{edge, static_cast<Tenths>(std::min<std::uint64_t>((time + 50) / 100, absent - 1))});
    }
    return changes;
  }

  Result<Changes> operator()(BuildStreet const& edit) const {
    if (edit.from.edge >= city_.streets.edges.size() || edit.to.edge >= city_.streets.edges.size()) {
      return refuse(ErrorKind::bad_input, "street_ends");
    }
    if (edit.length.count < 1 || edit.length.count > walk::edge_millimetres_max) {
      return refuse(ErrorKind::bad_input, "street_long",
                    {{"metres", fmt::format("{:.1f}", edit.length.metres())},
                     {"most", fmt::to_string(walk::edge_millimetres_max / 1000)}});
    }
    return Changes{AddStreet{{edit.from, edit.to, static_cast<std::uint32_t>(edit.length.count), edit.stairs}}};
  }

 private:
  city::City const& city_;
  Streets const& mapped_;
};

/// The outlet of that id, or where it would stand.
auto place_of(std::vector<city::Outlet>& outlets, city::OutletId id) {
  return std::ranges::lower_bound(outlets, id, {}, &city::Outlet::id);
}

}  // namespace

Result<Changes> street_changes(Edit const& edit, city::City const& city, Streets const& mapped) {
  return std::visit(StreetChanges{city, mapped}, edit);
}

std::vector<Edge> pieces_of(Streets const& streets, std::vector<Edge> const& edges) {
  std::vector<Edge> all;
  for (auto const edge : edges) {
    auto const pieces = streets.pieces(edge);
    all.insert(all.end(), pieces.begin(), pieces.end());
  }
  return all;
}

std::vector<Edge> change_edges(Streets& streets, SetOpen const& change) {
  auto edges = pieces_of(streets, change.edges);
  for (auto const edge : edges) {
    streets.set_open(edge, change.open);
  }
  return edges;
}

std::vector<Edge> change_edges(Streets& streets, SetTime const& change) {
  auto edges = streets.pieces(change.edge);
  std::int64_t whole = 0;
  for (auto const edge : edges) {
    whole += streets.length_millimetres(edge);
  }
  // Pieces share the time by the running sum, rounded once at each cut, as everywhere.
  std::int64_t before = 0;
  auto const sum = [&](std::int64_t offset) {
    return whole == 0 ? change.time : (2 * std::int64_t{change.time} * offset + whole) / (2 * whole);
  };
  for (auto const edge : edges) {
    auto const after = before + streets.length_millimetres(edge);
    auto const time = edges.size() == 1 ? change.time : sum(after) - sum(before);
    streets.set_time(edge, static_cast<Tenths>(time));
    before = after;
  }
  return edges;
}

std::vector<Edge> change_edges(Streets& streets, AddStreet const& change) {
  return {streets.add(change.street)};
}

Result<void> change_streets(Streets& streets, city::City const& city, std::span<Edit const> edits) {
  auto const mapped = streets;
  for (auto const& edit : edits) {
    auto const changes = street_changes(edit, city, mapped);
    if (!changes) {
      return tl::unexpected<Error>{changes.error()};
    }
    for (auto const& change : *changes) {
      if (auto const* const open = std::get_if<SetOpen>(&change)) {
        change_edges(streets, *open);
      } else if (auto const* const time = std::get_if<SetTime>(&change)) {
        change_edges(streets, *time);
      } else if (auto const* const added = std::get_if<AddStreet>(&change)) {
        change_edges(streets, *added);
      }
    }
  }
  return {};
}

Result<std::vector<city::Outlet>> changed_outlets(city::City const& city, std::span<Edit const> edits) {
  auto outlets = city.outlets.values();
  for (auto const& edit : edits) {
    if (auto const* const put = std::get_if<PutOutlet>(&edit)) {
      auto const at = place_of(outlets, put->outlet.id);
      if (at != outlets.end() && at->id == put->outlet.id) {
        *at = put->outlet;
      } else {
        outlets.insert(at, put->outlet);
      }
    } else if (auto const* const removed = std::get_if<RemoveOutlet>(&edit)) {
      auto const at = place_of(outlets, removed->id);
      if (at == outlets.end() || at->id != removed->id) {
        return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(removed->id.value())}});
      }
      outlets.erase(at);
    }
  }
  return outlets;
}

}  // namespace linquan::reach
