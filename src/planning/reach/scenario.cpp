#include "linquan/reach/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

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

}  // namespace

std::shared_ptr<Base const> base_of(std::shared_ptr<city::City const> city, Walker const& walker,
                                    Question const& question, Keep const& keep, Effort const& effort,
                                    Progress& progress) {
  Streets streets{city->streets, walker};
  Homes homes{city->homes, streets};
  auto supply = supply_of(*city, streets, question);
  auto table = all_homes(streets, homes, supply, keep, effort, progress);
  return std::make_shared<Base const>(
      Base{std::move(city), question, {std::move(streets), std::move(homes), std::move(supply), std::move(table)}});
}

Scenario::Scenario(std::shared_ptr<Base const> base) : base_{std::move(base)}, state_{base_->state} {}

city::Outlet const& Scenario::outlet(std::uint32_t number) const {
  auto const& known = base_->city->outlets;
  return number < known.size() ? known[number] : *outlets_[number - known.size()];
}

Result<void> Scenario::add(Edit const& edit, Updater& updater) {
  auto const changes = std::visit([this](auto const& one) { return changes_of(one); }, edit);
  if (!changes) {
    return tl::unexpected<Error>{changes.error()};
  }
  for (auto const& change : *changes) {
    updater.apply(state_, change);
  }
  edits_.push_back(edit);
  return {};
}

Result<Scenario::Changes> Scenario::changes_of(PutOutlet const& edit) {
  auto const number = static_cast<std::uint32_t>(base_->city->outlets.size() + outlets_.size());
  outlets_.push_back(std::make_shared<city::Outlet const>(edit.outlet));
  LeftOut left_out;
  return Changes{PutSite{site_of(edit.outlet, number, state_.streets, base_->question, left_out)}};
}

Result<Scenario::Changes> Scenario::changes_of(RemoveOutlet const& edit) const {
  auto const is_it = [&](city::Outlet const& outlet) { return outlet.id == edit.id; };
  // An outlet that the question leaves out is known all the same.
  if (std::ranges::none_of(base_->city->outlets, is_it) &&
      std::ranges::none_of(outlets_, [&](auto const& it) { return is_it(*it); })) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(edit.id.value())}});
  }
  return Changes{RemoveSite{edit.id}};
}

Result<Scenario::Changes> Scenario::changes_of(SetGate const& edit) const {
  auto const& gates = base_->city->gates;
  auto const found = std::ranges::find(gates, edit.id, &city::Gate::id);
  if (found == gates.end()) {
    return refuse(ErrorKind::not_found, "gate_unknown", {{"id", fmt::to_string(edit.id.value())}});
  }
  return Changes{SetOpen{base_->city->streets.gates[found->graph_gate].edges, edit.open}};
}

Result<Scenario::Changes> Scenario::changes_of(SetStreet const& edit) const {
  auto edges = known_edges(base_->city->streets, edit.street);
  if (!edges) {
    return hand_on(edges);
  }
  return Changes{SetOpen{std::move(*edges), edit.open}};
}

Result<Scenario::Changes> Scenario::changes_of(TimeStreet const& edit) const {
  auto const edges = known_edges(base_->city->streets, edit.street);
  if (!edges) {
    return tl::unexpected<Error>{edges.error()};
  }
  if (edit.percent < 1 || edit.percent > percent_max) {
    return refuse(ErrorKind::bad_input, "street_percent", {{"percent", fmt::to_string(edit.percent)}});
  }
  Changes changes;
  for (auto const edge : *edges) {
    // Of the time on the map, so that a second edit replaces the first.
    auto const time = std::uint64_t{base_->state.streets.ends(edge).time} * static_cast<unsigned>(edit.percent);
    changes.emplace_back(SetTime{edge, static_cast<Tenths>(std::min<std::uint64_t>((time + 50) / 100, absent - 1))});
  }
  return changes;
}

Result<Scenario::Changes> Scenario::changes_of(BuildStreet const& edit) const {
  if (edit.from.edge >= base_->city->streets.edges.size() || edit.to.edge >= base_->city->streets.edges.size()) {
    return refuse(ErrorKind::bad_input, "street_ends");
  }
  if (edit.length.count < 1 || edit.length.count > walk::edge_millimetres_max) {
    return refuse(ErrorKind::bad_input, "street_long",
                  {{"metres", fmt::format("{:.1f}", edit.length.metres())},
                   {"most", fmt::to_string(walk::edge_millimetres_max / 1000)}});
  }
  return Changes{AddStreet{{edit.from, edit.to, static_cast<std::uint32_t>(edit.length.count), edit.stairs}}};
}

std::vector<Difference> differences(State const& before, State const& after, ColumnIndex column) {
  std::vector<Difference> all;
  for (std::uint32_t group = 0; group < before.table.group_count(); ++group) {
    if (before.table.block(column, group) == after.table.block(column, group)) {
      continue;
    }
    auto const first = group * lane_count;
    for (Seat seat = first; seat < std::min(first + lane_count, before.homes.seat_count()); ++seat) {
      Difference const one{seat, before.table.nearest(seat, column), after.table.nearest(seat, column)};
      if (one.before != one.after) {
        all.push_back(one);
      }
    }
  }
  return all;
}

}  // namespace linquan::reach
