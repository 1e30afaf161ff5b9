#include "linquan/base/money.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "linquan/base/ensure.h"

namespace linquan {

std::vector<std::int64_t> split_whole(std::int64_t total, std::span<std::int64_t const> weights) {
  __extension__ using Wide = __int128;
  ensure(total >= 0, "split_whole: the total is negative");
  Wide sum = 0;
  for (auto const weight : weights) {
    ensure(weight >= 0, "split_whole: a weight is negative");
    sum += weight;
  }
  ensure(sum > 0, "split_whole: all weights are zero");

  std::vector<std::int64_t> parts(weights.size());
  std::vector<Wide> remainders(weights.size());
  auto left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    auto const exact = Wide{total} * weights[i];
    parts[i] = static_cast<std::int64_t>(exact / sum);
    remainders[i] = exact % sum;
    left -= parts[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; left > 0; ++i, --left) {
    ++parts[order[i]];
  }
  return parts;
}

std::vector<Money> split(Money amount, std::span<std::int64_t const> weights) {
  auto const negative = amount.fen < 0;
  auto const whole = split_whole(negative ? -amount.fen : amount.fen, weights);
  std::vector<Money> parts;
  parts.reserve(whole.size());
  for (auto const fen : whole) {
    parts.push_back(Money{negative ? -fen : fen});
  }
  return parts;
}

}  // namespace linquan
