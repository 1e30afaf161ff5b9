#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/reach/on_edges.h"
#include "linquan/reach/streets.h"

namespace linquan::reach {

/// So many neighbours are searched together: one lane each.
inline constexpr std::uint32_t lane_count = 128;

/// A home's seat in the order in which homes are searched: group × lane_count + lane.
using Seat = std::uint32_t;
inline constexpr Seat no_seat = UINT32_MAX;

/// The homes that are joined to streets, seated so that neighbours share a group.
class Homes {
 public:
  Homes(std::span<city::Home const> homes, Streets const& streets);

  /// Of all homes, seated or not.
  [[nodiscard]] std::size_t size() const { return data_->seats.size(); }
  [[nodiscard]] std::uint32_t seat_count() const { return static_cast<std::uint32_t>(data_->places.size()); }
  [[nodiscard]] std::uint32_t group_count() const { return (seat_count() + lane_count - 1) / lane_count; }
  /// The seat of a home by its index in the city; `no_seat` where it is joined to no street.
  [[nodiscard]] Seat seat(std::size_t home) const { return data_->seats[home]; }
  /// The home's index in the city.
  [[nodiscard]] std::uint32_t home(Seat seat) const { return data_->homes[seat]; }
  /// As the streets were when the homes were seated: ask Streets::current() after a change.
  [[nodiscard]] Place const& place(Seat seat) const { return data_->places[seat]; }
  [[nodiscard]] std::span<Place const> places(std::uint32_t group) const;
  [[nodiscard]] std::span<Seat const> on_edge(Edge edge) const { return on_edges_.at(edge); }

  /// After `edge` was cut: its homes on the pieces.
  void cut(Streets const& streets, Edge edge);

 private:
  struct Data {
    std::vector<Seat> seats;           ///< by home
    std::vector<std::uint32_t> homes;  ///< by seat
    std::vector<Place> places;         ///< by seat
  };
  std::shared_ptr<Data const> data_;
  OnEdges<Seat> on_edges_;
};

}  // namespace linquan::reach
