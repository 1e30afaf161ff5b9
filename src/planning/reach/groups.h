#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels.h"
#include "lanes.h"
#include "linquan/base/progress.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/reference.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::reach {

/// Evaluates groups of homes one by one: the streets are searched from the homes. One worker's own scratch.
class Groups {
 public:
  /// Lanes number the sites about them with 16 bits; where there are more than `sites_max`, each home is searched
  /// alone.
  Groups(Streets const& streets, Homes const& homes, Supply const& supply, Keep const& keep, Simd simd,
         std::size_t sites_max = UINT16_MAX);

  /// Puts the blocks of a group into the table.
  void evaluate(std::uint32_t group, Table& table);
  /// Any homes, up to lane_count of them, neighbours for speed; value() then tells what their lanes hold.
  void evaluate(std::span<Seat const> seats);
  /// Calls `visit(lane, site, time)` for every site within the farthest limit of these homes; value() then says
  /// nothing.
  template <class Visit>
  void visit_sites(std::span<Seat const> seats, Visit const& visit) {
    begin();
    seat(seats);
    find_sites();
    for (auto const number : sites_) {
      if (arrive(supply_.site(number))) {
        for (std::size_t lane = 0; lane < places_.size(); ++lane) {
          if (auto const time = x_.row(0)[lane]; time <= keep_.limits.farthest()) {
            visit(lane, number, time);
          }
        }
      }
    }
  }
  [[nodiscard]] Tenths value(std::size_t column, std::size_t which, std::size_t lane) const {
    return tally_.row(column * Table::values(keep_) + which)[lane];
  }

 private:
  static constexpr std::uint32_t no_lane = UINT32_MAX;

  void evaluate();
  void begin();
  void seat(std::span<Seat const> seats);
  void find_sites();
  void collect_sites();
  void collect_on(Edge edge);
  void clear_tally();
  void tally_sites();
  void tally_alone();
  bool arrive(Supply::Site const& site);
  bool arrive_along(Place const& point);
  void number_sites();
  void clear_beyond_limit();
  [[nodiscard]] Table::Block block(std::size_t column) const;

  Streets const& streets_;
  Homes const& homes_;
  Supply const& supply_;
  Keep keep_;
  Kernels const& kernels_;
  std::size_t sites_max_;
  Lanes lanes_;
  std::vector<Place> places_;
  std::vector<Lanes::Starts> starts_;
  std::vector<std::uint32_t> lane_on_;  ///< the group's first home on each edge
  std::vector<bool> leads_to_sites_;    ///< by node
  std::vector<std::uint64_t> near_;     ///< one bit for each site about the region
  std::vector<SiteIndex> sites_;        ///< those, by rising outlet id
  std::vector<Step> steps_;
  RowBuffer x_;
  RowBuffer tally_;
};

/// What a group is evaluated with.
struct Task {
  Streets const& streets;
  Homes const& homes;
  Supply const& supply;
  Keep const& keep;
  Effort const& effort;
};

/// Evaluates some groups, shared among threads, into the table. Stops early when `progress` says so.
void evaluate_groups(Task const& task, std::span<std::uint32_t const> groups, Table& table, Progress& progress);

/// Puts the homes in these seats into copies of the table's blocks; the others keep what they have.
void evaluate_seats(Task const& task, std::span<Seat const> seats, Table& table);

}  // namespace linquan::reach
