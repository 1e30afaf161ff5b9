#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::reach {

/// A block that is being made: one lane of it.
class Lane {
 public:
  Lane(Tenths* block, std::uint32_t lane, Keep const& keep) : block_{block}, lane_{lane}, keep_{keep} {}

  [[nodiscard]] Tenths nearest() const { return at(0); }
  [[nodiscard]] Table::Site site(std::size_t rank) const {
    return {at(time_row(rank)), std::uint32_t{at(id_row(rank))} | std::uint32_t{at(id_row(rank) + nearest_max)} << 16U};
  }

  /// Counts one more within the limits that hold `time`.
  void count_one_more(Tenths time) {
    for (std::size_t i = 0; i < keep_.limits.size(); ++i) {
      auto& count = at(1 + i);
      if (time <= keep_.limits[i] && count < UINT16_MAX) {
        ++count;
      }
    }
  }
  /// False where a full counter hides how many there are.
  bool count_one_less(Tenths time) {
    for (std::size_t i = 0; i < keep_.limits.size(); ++i) {
      auto& count = at(1 + i);
      if (time <= keep_.limits[i] && count == UINT16_MAX) {
        return false;
      }
      count = static_cast<std::uint16_t>(count - (time <= keep_.limits[i] ? 1 : 0));
    }
    return true;
  }

  /// A new site among the nearest, where it belongs.
  void insert(Tenths time, SiteIndex site, Supply const& supply) {
    if (!keep_.three) {
      at(0) = std::min(at(0), time);
      return;
    }
    Table::Site moving{time, site};
    for (std::size_t rank = 0; rank < nearest_max; ++rank) {
      auto const there = this->site(rank);
      auto const before = moving.time < there.time || (moving.time == there.time && moving.time != absent &&
                                                       supply.site(moving.site).id < supply.site(there.site).id);
      if (before) {
        set(rank, moving);
        moving = there;
      }
    }
  }
  /// Whether the site is, or may be, among those that are kept.
  [[nodiscard]] bool keeps(Tenths time, SiteIndex site) const {
    if (!keep_.three) {
      return nearest() == time;
    }
    for (std::size_t rank = 0; rank < nearest_max; ++rank) {
      if (auto const there = this->site(rank); there.time != absent && there.site == site) {
        return true;
      }
    }
    return false;
  }
  void set_nearest(std::span<Table::Site const> sites) {
    if (!keep_.three) {
      at(0) = sites.empty() ? absent : sites.front().time;
      return;
    }
    for (std::size_t rank = 0; rank < nearest_max; ++rank) {
      set(rank, rank < sites.size() ? sites[rank] : Table::Site{});
    }
  }

 private:
  [[nodiscard]] Tenths& at(std::size_t row) const { return block_[row * lane_count + lane_]; }
  [[nodiscard]] std::size_t time_row(std::size_t rank) const { return rank == 0 ? 0 : keep_.limits.size() + rank; }
  [[nodiscard]] std::size_t id_row(std::size_t rank) const { return 1 + keep_.limits.size() + 2 + rank; }
  void set(std::size_t rank, Table::Site const& site) {
    at(time_row(rank)) = site.time;
    at(id_row(rank)) = static_cast<Tenths>(site.site & 0xFFFFU);
    at(id_row(rank) + nearest_max) = static_cast<Tenths>(site.site >> 16U);
  }

  Tenths* block_;
  std::uint32_t lane_;
  Keep const& keep_;
};

}  // namespace linquan::reach
