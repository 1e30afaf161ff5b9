#pragma once

#include <cstdint>
#include <optional>

#include "linquan/hours/hours.h"
#include "linquan/persons/persons.h"

namespace linquan::reach {

/// What a circle is measured in: ministry rules speak of minutes, GB rules of metres; neither is made from the other.
enum class Unit : std::uint8_t { seconds, metres };

/// Tenths of the unit: 0.1 s or 0.1 m. `absent`: there is no way within the limit.
using Tenths = std::uint16_t;
inline constexpr Tenths absent = UINT16_MAX;

/// The farthest that anybody may ask: 60 minutes, 6 km.
inline constexpr Tenths seconds_limit_max = 36'000;
inline constexpr Tenths metres_limit_max = 60'000;

/// Who walks, when, and in what the way is measured.
struct Walker {
  persons::Person person;
  Unit unit = Unit::seconds;
  std::optional<hours::MinuteOfWeek> minute;  ///< nullopt: any hour at which a gate opens at all
};

/// The person as the streets count it: in metres, somebody who takes one second for one metre everywhere and never
/// waits, and still walks only where the person may. So one engine serves both units.
persons::Person pace_of(Walker const& walker);

}  // namespace linquan::reach
