#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace linquan {

/// An amount of money in whole fen.
///
/// Dividing is left out on purpose: split() hands back the odd fen, so the
/// parts of a bill always add up to the bill.
struct Money {
  std::int64_t fen = 0;
  friend constexpr auto operator<=>(Money, Money) = default;
  friend constexpr Money operator+(Money a, Money b) { return {a.fen + b.fen}; }
  friend constexpr Money operator-(Money a, Money b) { return {a.fen - b.fen}; }
  friend constexpr Money operator*(Money a, std::int64_t count) { return {a.fen * count}; }
};

/// `amount` in parts proportional to `weights` (each ≥ 0, not all 0), by largest remainder; ties go to the earlier
/// part.
std::vector<Money> split(Money amount, std::span<std::int64_t const> weights);

/// The same for any whole number: the parts always add up to `total` (≥ 0).
std::vector<std::int64_t> split_whole(std::int64_t total, std::span<std::int64_t const> weights);

}  // namespace linquan
