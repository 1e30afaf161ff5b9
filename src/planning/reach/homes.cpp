#include "linquan/reach/homes.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

namespace linquan::reach {

Homes::Homes(std::span<city::Home const> homes, Streets const& streets) {
  struct Seated {
    Place place;
    Node near = 0;
    std::uint32_t home = 0;
  };
  std::vector<Seated> order;
  order.reserve(homes.size());
  for (std::uint32_t i = 0; i < homes.size(); ++i) {
    auto const place = streets.place(homes[i].access);
    if (place.edge != walk::none) {
      auto const& ends = streets.ends(place.edge);
      order.push_back({place, std::min(ends.from, ends.to), i});
    }
  }
  std::ranges::sort(order, {}, [](Seated const& it) {
    return std::tuple{it.near, it.place.edge, it.place.offset_millimetres, it.home};
  });
  auto data = std::make_shared<Data>();
  data->seats.assign(homes.size(), no_seat);
  std::vector<std::pair<std::uint32_t, Seat>> on_edges;
  on_edges.reserve(order.size());
  for (Seat seat = 0; seat < order.size(); ++seat) {
    data->seats[order[seat].home] = seat;
    data->homes.push_back(order[seat].home);
    data->places.push_back(order[seat].place);
    on_edges.emplace_back(order[seat].place.edge, seat);
  }
  data_ = std::move(data);
  on_edges_ = OnEdges<Seat>{streets.edge_count(), on_edges};
}

std::span<Place const> Homes::places(std::uint32_t group) const {
  auto const first = std::size_t{group} * lane_count;
  return std::span{data_->places}.subspan(first, std::min<std::size_t>(lane_count, seat_count() - first));
}

void Homes::cut(Streets const& streets, Edge edge) {
  auto const family = streets.family(edge);
  std::vector<Seat> seats;
  for (auto const part : family) {
    auto const known = on_edge(part);
    seats.insert(seats.end(), known.begin(), known.end());
  }
  for (auto const part : family) {
    std::vector<Seat> list;
    std::ranges::copy_if(seats, std::back_inserter(list),
                         [&](Seat seat) { return streets.current(place(seat)).edge == part; });
    on_edges_.set(part, std::move(list));
  }
}

}  // namespace linquan::reach
