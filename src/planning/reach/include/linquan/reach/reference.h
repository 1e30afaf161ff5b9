#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "linquan/reach/limits.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {

/// An outlet and how far it is.
struct Near {
  Tenths time = absent;
  city::OutletId id;         ///< decides ties
  std::uint32_t outlet = 0;  ///< Supply::Site::outlet
  friend bool operator==(Near const&, Near const&) = default;
};

/// What one place reaches of one column.
struct Reached {
  std::array<std::uint16_t, limits_max> counts{};  ///< outlets within each limit; 65,535 stands for that many or more
  std::vector<Near> nearest;                       ///< up to three, nearest first
  friend bool operator==(Reached const&, Reached const&) = default;
};

/// The oracle: one origin, one heap, no tricks. Everything faster must give the same bits.
class Reference {
 public:
  /// Borrows the streets for its whole life.
  explicit Reference(Streets const& streets);

  /// Finds the times from a place's door to every node within the limit.
  void search(Place const& origin, Tenths limit);
  /// `absent` beyond the limit of the last search.
  [[nodiscard]] Tenths time_at(Node node) const { return times_[node]; }
  /// Nodes within the limit, by rising time.
  [[nodiscard]] std::span<Node const> reached() const { return reached_; }
  /// From door to door: over either end of the goal's edge, or straight along it.
  [[nodiscard]] Tenths time_to(Place const& goal) const;

  /// Each column of the supply, from a place's door.
  std::vector<Reached> answer(Supply const& supply, Place const& origin, Limits const& limits);

 private:
  [[nodiscard]] std::vector<SiteIndex> sites_about(Supply const& supply) const;

  Streets const& streets_;
  std::vector<Tenths> times_;
  std::vector<Node> reached_;
  Place origin_;
  Tenths limit_ = 0;
};

}  // namespace linquan::reach
