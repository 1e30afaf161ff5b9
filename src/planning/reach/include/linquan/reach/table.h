#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "linquan/reach/homes.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/on_edges.h"
#include "linquan/reach/reference.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {

/// What is kept for every home and column.
struct Keep {
  Limits limits;
  bool three = false;  ///< also the second and third nearest, and which outlets they are
};

/// What every home reaches: nearest times and counts, for each column, in blocks of one group each.
///
/// Blocks never change once they are in a table: tables that differ by a change share all others.
class Table {
 public:
  /// Values of a group's lanes for one column: the nearest time; a count for each limit; with Keep::three the second
  /// and third time, the low and then the high halves of the three sites' numbers.
  using Block = std::shared_ptr<Tenths const[]>;  // NOLINT(modernize-avoid-c-arrays): shared_ptr's form for arrays

  /// A block that is still being made.
  using Draft = std::shared_ptr<Tenths[]>;  // NOLINT(modernize-avoid-c-arrays): shared_ptr's form for arrays

  Table(std::uint32_t group_count, std::size_t column_count, Keep const& keep);

  [[nodiscard]] Keep const& keep() const { return keep_; }
  [[nodiscard]] std::size_t column_count() const { return columns_.size(); }
  [[nodiscard]] std::uint32_t group_count() const { return group_count_; }
  /// Values of a block for each lane.
  [[nodiscard]] static std::size_t values(Keep const& keep) {
    return 1 + keep.limits.size() + (keep.three ? 2 + 2 * nearest_max : 0);
  }

  /// `absent` where no outlet is within the farthest limit, and for no_seat.
  [[nodiscard]] Tenths nearest(Seat seat, std::size_t column) const { return value(seat, column, 0, absent); }
  /// Outlets within limit `i`.
  [[nodiscard]] std::uint16_t count(Seat seat, std::size_t column, std::size_t i) const {
    return value(seat, column, 1 + i, 0);
  }
  struct Site {
    Tenths time = absent;
    SiteIndex site = 0;
    friend bool operator==(Site const&, Site const&) = default;
  };
  /// The `rank`-th nearest, from 0; only with Keep::three.
  [[nodiscard]] Site site(Seat seat, std::size_t column, std::size_t rank) const;
  /// In the reference's form.
  [[nodiscard]] Reached reached(Seat seat, std::size_t column, Supply const& supply) const;

  [[nodiscard]] Block const& block(std::size_t column, std::uint32_t group) const { return (*columns_[column])[group]; }
  /// A copy of a block that may be written to.
  [[nodiscard]] Draft copy(std::size_t column, std::uint32_t group) const;
  void put(std::size_t column, std::uint32_t group, Block block) { own(columns_[column])[group] = std::move(block); }

 private:
  [[nodiscard]] Tenths value(Seat seat, std::size_t column, std::size_t which, Tenths without_seat) const {
    return seat == no_seat ? without_seat
                           : (*columns_[column])[seat / lane_count].get()[which * lane_count + seat % lane_count];
  }

  Keep keep_;
  std::uint32_t group_count_ = 0;
  std::vector<std::shared_ptr<std::vector<Block>>> columns_;
};

}  // namespace linquan::reach
