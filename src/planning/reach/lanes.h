#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "kernels.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/streets.h"
#include "wave.h"

namespace linquan::reach {

/// Rows of lane_count times, aligned for any vector.
class RowBuffer {
 public:
  void resize(std::size_t rows);
  [[nodiscard]] Tenths* row(std::size_t row) { return owner_.get() + row * lane_count; }
  [[nodiscard]] Tenths const* row(std::size_t row) const { return owner_.get() + row * lane_count; }

 private:
  static constexpr std::size_t alignment = 64;
  struct Free {
    void operator()(Tenths* data) const { ::operator delete[](data, std::align_val_t{alignment}); }
  };
  std::unique_ptr<Tenths[], Free> owner_;  // NOLINT(modernize-avoid-c-arrays): unique_ptr has no other form for arrays
  std::size_t rows_ = 0;
};

/// Searches from up to lane_count starts at once. One worker's own scratch.
///
/// One queue finds the nodes that any start reaches within the limit, and an order in which most times settle at the
/// first pass; sweeps over all lanes then run until nothing changes. A time at or below the limit is exact: every node
/// of its way lies in the region. Larger ones may be too large and say nothing.
class Lanes {
 public:
  Lanes(Streets const& streets, Kernels const& kernels);

  /// The places of one lane; several where an outlet has several points.
  using Starts = std::span<Place const>;
  void search(std::span<Starts const> lanes, Heading heading, Tenths limit);

  [[nodiscard]] std::span<Node const> region() const { return wave_.reached(); }
  /// lane_count times at a node; nullptr outside the region.
  [[nodiscard]] Tenths const* times(Node node) const {
    auto const row = row_of_[node];
    return row == walk::none ? nullptr : times_.row(row);
  }
  /// How often the last search handed a row on.
  [[nodiscard]] std::uint32_t handed_on() const { return handed_on_; }

 private:
  void make_rows();
  void start(std::size_t lane, Place const& place);

  Streets const& streets_;
  Kernels const& kernels_;
  Wave wave_;
  Heading heading_ = Heading::forth;
  std::vector<std::uint32_t> row_of_;  ///< by node
  std::vector<std::uint32_t> first_;
  std::vector<Hop> hops_;
  std::vector<std::uint64_t> due_;
  RowBuffer times_;
  std::uint32_t handed_on_ = 0;
};

}  // namespace linquan::reach
