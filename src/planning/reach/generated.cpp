#include "linquan/reach/generated.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "linquan/base/draw.h"

namespace linquan::reach {
namespace {

/// Places on streets where homes may start, by length; `dense`: and by how many streets meet in the same 500 m.
class Spread {
 public:
  Spread(walk::Graph const& graph, bool dense) : graph_{graph} {
    std::unordered_map<std::uint64_t, std::uint64_t> nodes_in;
    auto const cell = [&](walk::NodeIndex node) {
      auto const at = graph.nodes[node];
      auto const step = 50'000;
      return static_cast<std::uint64_t>(at.lon / step + 100'000) << 32U |
             static_cast<std::uint64_t>(at.lat / step + 100'000);
    };
    for (walk::NodeIndex node = 0; node < graph.nodes.size(); ++node) {
      ++nodes_in[cell(node)];
    }
    sums_.reserve(graph.edges.size());
    std::uint64_t sum = 0;
    for (walk::EdgeIndex e = 0; e < graph.edges.size(); ++e) {
      auto const& edge = graph.edges[e];
      auto const& traits = graph.traits_of(e);
      auto const usable = traits.zone != walk::Zone::in && traits.forward && traits.backward &&
                          traits.kind != walk::StreetKind::gate && graph.node_component[edge.from] == 0;
      auto const metres = std::min<std::uint64_t>(edge.length_millimetres / 1000, 400);
      sum += !usable ? 0 : dense ? metres * nodes_in[cell(edge.from)] : metres;
      sums_.push_back(sum);
    }
  }

  walk::Access any(Draw& draw) const {
    auto const drawn = draw.below(sums_.back());
    auto const edge = static_cast<walk::EdgeIndex>(std::ranges::upper_bound(sums_, drawn) - sums_.begin());
    auto const length = std::uint64_t{graph_.edges[edge].length_millimetres};
    return {edge, static_cast<std::uint32_t>(draw.below(length + 1)), static_cast<std::uint32_t>(draw.below(20'000))};
  }

 private:
  walk::Graph const& graph_;
  std::vector<std::uint64_t> sums_;
};

void make_homes(city::City& city, Generated const& request, Spread const& spread, Draw& draw) {
  city.homes.assign(request.homes, {});
  for (std::size_t i = 0; i < request.homes; ++i) {
    auto& home = city.homes[i];
    home.id = city::HomeId{i + 1};
    home.access = spread.any(draw);
    home.people.all = Millipersons{3000};
  }
}

/// At every bend and junction that the map has.
void make_homes_at_points(city::City& city) {
  auto const& graph = city.streets;
  city.homes.clear();
  auto const add = [&](walk::EdgeIndex edge, std::int64_t offset) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{city.homes.size()};
    home.access = {edge, static_cast<std::uint32_t>(offset), 0};
    home.people.all = Millipersons{3000};
  };
  std::vector<bool> done(graph.nodes.size());
  for (walk::EdgeIndex e = 0; e < graph.edges.size(); ++e) {
    auto const& edge = graph.edges[e];
    auto const line = graph.line(e);
    std::int64_t offset = 0;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      offset = std::min<std::int64_t>(offset + geo::distance(line[i - 1], line[i]).count, edge.length_millimetres);
      add(e, offset);
    }
    for (auto const& [node, at] : {std::pair{edge.from, 0U}, std::pair{edge.to, edge.length_millimetres}}) {
      if (!done[node]) {
        done[node] = true;
        add(e, at);
      }
    }
  }
}

void make_outlets(city::City& city, Generated const& request, Spread const& spread, Draw& draw) {
  city.outlets.assign(request.outlets, {});
  // The square of an even draw: the first kinds are everywhere, the last ones rare.
  auto const kind = [&] {
    auto const share = draw.below(1'000'000);
    return static_cast<kinds::KindIndex>(share * share * request.kinds / 1'000'000'000'000U);
  };
  for (std::size_t i = 0; i < request.outlets; ++i) {
    auto& outlet = city.outlets[i];
    outlet.id = city::OutletId{i + 1};
    outlet.kinds = {kind()};
    if (auto const other = kind(); draw.below(10) == 0 && other != outlet.kinds.front()) {
      outlet.kinds.push_back(other);
      std::ranges::sort(outlet.kinds);
    }
    outlet.stands = {{{}, {spread.any(draw)}, std::nullopt}};
  }
  city.kind_ids.clear();
  for (std::size_t i = 0; i < request.kinds; ++i) {
    city.kind_ids.push_back("generated_" + std::to_string(i + 1));
  }
}

}  // namespace

void generate(city::City& city, Generated const& request) {
  Spread const spread{city.streets, request.dense};
  Draw draw{request.seed};
  if (request.homes_at_points) {
    make_homes_at_points(city);
  } else if (request.homes > 0) {
    make_homes(city, request, spread, draw);
  }
  if (request.outlets > 0) {
    make_outlets(city, request, spread, draw);
  }
}

}  // namespace linquan::reach
