#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace linquan::siting {

using OptionIndex = std::uint32_t;
using DemandIndex = std::uint32_t;

/// Days of a week: bit 0 is Monday.
using Days = std::uint8_t;
inline constexpr Days every_day = 0x7F;

/// Whether a day, 0 being Monday, is among them.
constexpr bool on(Days days, std::size_t day) {
  return (std::uint32_t{days} >> day & 1U) != 0;
}

/// Something that may be chosen: a kind at a place.
struct Option {
  std::int64_t cost = 0;
  std::int64_t capacity = 0;  ///< weight that it can serve; 0: as much as comes
  std::uint32_t place = 0;    ///< options of one place exclude each other
  Days days = every_day;      ///< on any one of which it can be visited; only with Budget::per_day
};

/// What may be chosen, and whom each choice serves. A demand is served by any one option that covers it.
struct Coverage {
  std::vector<std::int64_t> weights;  ///< by demand, above 0
  std::vector<Option> options;
  std::vector<std::uint32_t> first;  ///< options.size() + 1 places in `covered`
  std::vector<DemandIndex> covered;  ///< by option, ascending
  /// Options that may not both be chosen (too near), besides those of one place; smaller index first, sorted.
  std::vector<std::pair<OptionIndex, OptionIndex>> apart;

  [[nodiscard]] std::span<DemandIndex const> of(OptionIndex option) const {
    return std::span{covered}.subspan(first[option], first[option + 1] - first[option]);
  }
};

/// Puts an option with the demands that it covers (in any order, doubles allowed) behind those there are.
void add(Coverage& coverage, Option const& option, std::vector<DemandIndex> demands);

}  // namespace linquan::siting
