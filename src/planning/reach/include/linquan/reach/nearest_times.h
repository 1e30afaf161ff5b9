#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "linquan/reach/changes.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/shared_array.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {

/// A city as somebody walks it. Copies share what neither changed.
struct Walked {
  Streets streets;
  Homes homes;
  Supply supply;
};

/// Makes the change, one of streets, and gives back the edges that differ: those from before and those from after.
std::vector<Edge> change_walked(Walked& walked, Change const& change);

/// What differs between two states of a city.
struct Differences {
  std::vector<Edge> edges;        ///< as either state numbers them
  std::vector<SiteIndex> before;  ///< sites that are gone, or have another form now; numbers of either state's supply
  std::vector<SiteIndex> after;   ///< sites that are new, or had another form
};

/// How far the nearest outlet of each column is, from every home and from every node on the way. Copies share what
/// neither changed.
class NearestTimes {
 public:
  /// The same values for any number of threads.
  NearestTimes(Walked const& walked, Tenths limit, unsigned threads);

  [[nodiscard]] Tenths limit() const { return limit_; }
  [[nodiscard]] std::size_t column_count() const { return columns_.size(); }
  /// `absent` where none is within the limit, and for no_seat.
  [[nodiscard]] Tenths at(Seat seat, std::size_t column) const {
    return seat == no_seat ? absent : columns_[column].homes[seat];
  }
  /// By seat.
  [[nodiscard]] SharedArray<Tenths> const& homes(std::size_t column) const { return columns_[column].homes; }

 private:
  friend class NearestRenewal;
  struct Column {
    SharedArray<Tenths> nodes;
    SharedArray<Tenths> homes;
  };

  Tenths limit_ = 0;
  std::vector<Column> columns_;
};

/// Brings nearest times forward. Keeps its scratch from change to change; one thread at a time.
///
/// Touches the nodes whose nearest outlet is another one or farther away, or nearer, and no others: of a common kind
/// those are few.
class NearestRenewal {
 public:
  NearestRenewal();
  ~NearestRenewal();
  NearestRenewal(NearestRenewal const&) = delete;
  NearestRenewal& operator=(NearestRenewal const&) = delete;
  NearestRenewal(NearestRenewal&&) noexcept;
  NearestRenewal& operator=(NearestRenewal&&) noexcept;

  /// `times` are those of `before`, and then those of `after`, bit by bit as if made anew.
  ///
  /// A site's number means the same in both. Calls of one column are independent of those of others.
  /// Gives back the seats whose time in the column differs now; good until the next call.
  std::span<Seat const> renew(NearestTimes& times, std::size_t column, Walked const& before, Walked const& after,
                              Differences const& differences);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace linquan::reach
