#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace linquan::demo {

/// Scrambles the bits of a number (splitmix64's last step).
constexpr std::uint64_t scrambled(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

/// One number out of several: the seed of a part of the town, so that its parts do not depend on each other's order.
constexpr std::uint64_t mixed(std::uint64_t seed, std::initializer_list<std::int64_t> parts) {
  for (auto const part : parts) {
    seed = scrambled(seed ^ scrambled(static_cast<std::uint64_t>(part)));
  }
  return seed;
}

/// Random numbers by splitmix64, whole numbers only: the standard library's distributions differ between machines.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    return scrambled(state_);
  }
  /// 0 … count − 1; `count` ≥ 1. The slight bias of the remainder does not matter to a made-up town.
  std::int64_t below(std::int64_t count) {
    return static_cast<std::int64_t>((next() >> 1U) % static_cast<std::uint64_t>(count));
  }
  /// low … high, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
  bool chance(int permille) { return below(1000) < permille; }
  template <class T>
  T const& pick(std::span<T const> from) {
    return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
  }
  template <class T, std::size_t N>
  T const& pick(std::array<T, N> const& from) {
    return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(N)))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace linquan::demo
