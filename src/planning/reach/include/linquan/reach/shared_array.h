#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "linquan/reach/on_edges.h"

namespace linquan::reach {

/// An array in blocks. Copies cost a pointer and share every block until one of them writes to it.
template <class T>
class SharedArray {
 public:
  static constexpr std::size_t block_size = 128;

  SharedArray() = default;
  SharedArray(std::size_t size, T const& value) { resize(size, value); }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T const& operator[](std::size_t i) const { return (*(*blocks_)[i / block_size])[i % block_size]; }
  /// To write to: only where something differs, because this parts the block from the copies.
  [[nodiscard]] T& own_at(std::size_t i) { return own(own(blocks_)[i / block_size])[i % block_size]; }
  void set(std::size_t i, T value) { own_at(i) = std::move(value); }

  /// Longer only.
  void resize(std::size_t size, T const& value) {
    auto& blocks = own(blocks_);
    for (auto i = size_; i < std::min(size, blocks.size() * block_size); ++i) {
      own(blocks[i / block_size])[i % block_size] = value;
    }
    auto const filled = std::make_shared<Block>();
    filled->fill(value);
    blocks.resize(std::max(blocks.size(), (size + block_size - 1) / block_size), filled);
    size_ = std::max(size_, size);
  }

  /// Calls `visit(begin, end)` for each stretch of numbers whose values are kept apart in the other array; both are of
  /// one size.
  template <class Visit>
  void visit_unshared(SharedArray const& other, Visit const& visit) const {
    if (blocks_ == other.blocks_) {
      return;
    }
    for (std::size_t block = 0; block < blocks_->size(); ++block) {
      if ((*blocks_)[block] != (*other.blocks_)[block]) {
        visit(block * block_size, std::min(size_, (block + 1) * block_size));
      }
    }
  }

 private:
  using Block = std::array<T, block_size>;

  std::size_t size_ = 0;
  std::shared_ptr<std::vector<std::shared_ptr<Block>>> blocks_;
};

}  // namespace linquan::reach
