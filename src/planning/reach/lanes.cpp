#include "lanes.h"

#include <algorithm>
#include <new>

namespace linquan::reach {

void RowBuffer::resize(std::size_t rows) {
  if (rows > rows_) {
    rows_ = rows + rows / 2;
    owner_.reset(
        static_cast<Tenths*>(::operator new[](rows_* lane_count * sizeof(Tenths), std::align_val_t{alignment})));
  }
}

Lanes::Lanes(Streets const& streets, Kernels const& kernels)
    : streets_{streets}, kernels_{kernels}, wave_{streets.node_count()}, row_of_(streets.node_count(), walk::none) {}

void Lanes::search(std::span<Starts const> lanes, Heading heading, Tenths limit) {
  heading_ = heading;
  for (auto const node : region()) {
    row_of_[node] = walk::none;
  }
  wave_.clear();
  for (auto const& places : lanes) {
    for (auto const& place : places) {
      wave_.start(streets_, place, heading, limit);
    }
  }
  wave_.spread(streets_, heading, limit);
  make_rows();
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    for (auto const& place : lanes[lane]) {
      start(lane, place);
    }
  }
  handed_on_ = kernels_.settle({static_cast<std::uint32_t>(region().size()), first_.data(), hops_.data(), due_.data()},
                               times_.row(0));
}

void Lanes::make_rows() {
  auto const nodes = region();
  for (std::uint32_t row = 0; row < nodes.size(); ++row) {
    row_of_[nodes[row]] = row;
  }
  first_.clear();
  hops_.clear();
  for (auto const node : nodes) {
    first_.push_back(static_cast<std::uint32_t>(hops_.size()));
    for (auto const& arc : heading_ == Heading::forth ? streets_.leaving(node) : streets_.arriving(node)) {
      if (auto const row = row_of_[arc.to]; row != walk::none) {
        hops_.push_back({row, arc.time});
      }
    }
  }
  first_.push_back(static_cast<std::uint32_t>(hops_.size()));
  due_.assign((nodes.size() + 63) / 64, 0);
  times_.resize(nodes.size());
  std::fill_n(times_.row(0), nodes.size() * lane_count, absent);
}

void Lanes::start(std::size_t lane, Place const& place) {
  auto const& ends = streets_.ends(place.edge);
  auto const forth = heading_ == Heading::forth;
  auto const put = [&](bool may, Node node, Tenths time) {
    auto const total = std::uint32_t{place.door} + time;
    if (auto const row = row_of_[node]; may && total < absent && row != walk::none) {
      auto& known = times_.row(row)[lane];
      known = std::min(known, static_cast<Tenths>(total));
      due_[row / 64] |= std::uint64_t{1} << (row % 64);
    }
  };
  put(forth ? ends.backward : ends.forward, ends.from, place.to_start);
  put(forth ? ends.forward : ends.backward, ends.to, place.to_end);
}

}  // namespace linquan::reach
