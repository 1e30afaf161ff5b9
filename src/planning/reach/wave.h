#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/reach/streets.h"

namespace linquan::reach {

/// From home to outlet, or on the reversed streets from outlet to home.
enum class Heading : std::uint8_t { forth, back };

/// Times from one or many places to the nodes around, by a queue with one bucket for each tenth.
///
/// One worker's own scratch: clearing costs what the last search touched. `forth` starts at homes and
/// goes with the streets; `back` starts at outlets and goes against them.
class Wave {
 public:
  explicit Wave(std::uint32_t node_count) : times_(node_count, absent), heads_(std::size_t{absent} + 1, -1) {}

  void clear();
  /// Nodes that a change added have room too.
  void grow(std::uint32_t node_count) {
    if (node_count > times_.size()) {
      times_.resize(node_count, absent);
    }
  }
  /// A start. Starts on an edge reach the ends to which they may walk.
  void start(Node node, std::uint32_t time, Tenths limit);
  void start(Streets const& streets, Place const& place, Heading heading, Tenths limit);
  void spread(Streets const& streets, Heading heading, Tenths limit);

  [[nodiscard]] Tenths time(Node node) const { return times_[node]; }
  /// Nodes within the limit, by rising time.
  [[nodiscard]] std::span<Node const> reached() const { return reached_; }

 private:
  struct Entry {
    Node node = 0;
    std::int32_t next = -1;
  };
  [[nodiscard]] std::int32_t first_bucket();

  std::vector<Tenths> times_;
  std::vector<Node> touched_;
  std::vector<Node> reached_;
  std::vector<Entry> entries_;
  std::vector<std::int32_t> heads_;
  std::array<std::uint64_t, 1024> filled_{};  ///< one bit for each bucket
  std::array<std::uint64_t, 16> words_{};     ///< one bit for each word of filled_
};

}  // namespace linquan::reach
