#include "cart_weeks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <tuple>
#include <utility>

namespace linquan::siting {
namespace {

constexpr std::int64_t circle_millimetres = 1'000'000;
constexpr int rounds_max = 50;
constexpr std::uint32_t nobody = UINT32_MAX;
constexpr std::size_t days_in_week = 7;

/// Carts and days as a table of slots, each with a stop or with nobody.
class Slots {
 public:
  Slots(std::vector<CartStop>& stops, std::uint32_t carts)
      : stops_{stops}, slots_(carts * days_in_week, nobody), far_(stops.size() * stops.size()) {
    for (std::size_t a = 0; a < stops.size(); ++a) {
      for (std::size_t b = 0; b < stops.size(); ++b) {
        auto const apart = geo::distance(stops[a].at, stops[b].at).count;
        far_[a * stops.size() + b] = apart + (stops[a].circle == stops[b].circle ? 0 : circle_millimetres);
      }
    }
    fill(carts);
  }

  void improve() {
    bool better = true;
    for (int round = 0; better && round < rounds_max; ++round) {
      better = false;
      for (std::uint32_t a = 0; a < slots_.size(); ++a) {
        for (std::uint32_t b = a + 1; b < slots_.size(); ++b) {
          better = try_swap(a, b) || better;
        }
      }
    }
    for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
      if (slots_[slot] != nobody) {
        stops_[slots_[slot]].cart = cart_of(slot);
        stops_[slots_[slot]].day = day_of(slot);
      }
    }
  }

 private:
  static std::uint32_t cart_of(std::uint32_t slot) { return static_cast<std::uint32_t>(slot / days_in_week); }
  static std::uint8_t day_of(std::uint32_t slot) { return static_cast<std::uint8_t>(slot % days_in_week); }

  /// On each day the stops in the order of their circles and places.
  void fill(std::uint32_t carts) {
    std::vector<std::uint32_t> order(stops_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t i) {
      return std::tuple{stops_[i].circle, stops_[i].at.lon, stops_[i].at.lat, i};
    });
    std::array<std::uint32_t, days_in_week> next{};
    for (auto const i : order) {
      auto const cart = next.at(stops_[i].day)++;
      slots_[std::min(cart, carts - 1) * days_in_week + stops_[i].day] = i;
    }
  }

  /// Whether a stop may stand in a slot when the one in `leaving` goes away.
  [[nodiscard]] bool may(std::uint32_t stop, std::uint32_t slot, std::uint32_t leaving) const {
    if (stop == nobody) {
      return true;
    }
    auto const day = day_of(slot);
    if (!on(stops_[stop].days, day)) {
      return false;
    }
    for (std::uint32_t other = day; other < slots_.size(); other += days_in_week) {
      auto const there = slots_[other];
      if (there != nobody && there != stop && other != leaving && stops_[there].spot == stops_[stop].spot) {
        return false;
      }
    }
    return true;
  }

  /// From a stop to the others of a slot's cart, without those in two slots.
  [[nodiscard]] std::int64_t cost(std::uint32_t stop, std::uint32_t slot, std::uint32_t without) const {
    std::int64_t sum = 0;
    auto const first = cart_of(slot) * days_in_week;
    for (auto other = first; stop != nobody && other < first + days_in_week; ++other) {
      auto const there = slots_[other];
      sum += there == nobody || other == slot || other == without ? 0 : far_[stop * stops_.size() + there];
    }
    return sum;
  }

  bool try_swap(std::uint32_t a, std::uint32_t b) {
    auto const one = slots_[a];
    auto const two = slots_[b];
    if ((one == nobody && two == nobody) || cart_of(a) == cart_of(b)) {
      return false;
    }
    auto const before = cost(one, a, b) + cost(two, b, a);
    auto const after = cost(one, b, a) + cost(two, a, b);
    if (after >= before || !may(one, b, b) || !may(two, a, a)) {
      return false;
    }
    std::swap(slots_[a], slots_[b]);
    return true;
  }

  std::vector<CartStop>& stops_;
  std::vector<std::uint32_t> slots_;  ///< by cart × 7 + day
  std::vector<std::int64_t> far_;
};

}  // namespace

void assign(std::vector<CartStop>& stops, std::uint32_t carts) {
  Slots{stops, carts}.improve();
}

}  // namespace linquan::siting
