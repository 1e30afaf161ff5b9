#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "linquan/geo/point.h"

namespace linquan::geo {

/// Boxes that can be asked which of them touch another box: a packed R-tree, built once.
class BoxIndex {
 public:
  BoxIndex();
  explicit BoxIndex(std::span<Box const> boxes);
  BoxIndex(BoxIndex&&) noexcept;
  BoxIndex& operator=(BoxIndex&&) noexcept;
  BoxIndex(BoxIndex const&) = delete;
  BoxIndex& operator=(BoxIndex const&) = delete;
  ~BoxIndex();

  /// Calls `visit` with the number of every box that touches `box`, in no promised order; empty boxes touch nothing.
  void visit(Box const& box, std::function<void(std::uint32_t)> const& visit) const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace linquan::geo
