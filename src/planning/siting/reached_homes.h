#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/city/city.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/serves.h"
#include "linquan/reach/streets.h"
#include "linquan/siting/coverage.h"
#include "linquan/siting/spots.h"

namespace linquan::siting {

/// Whom a spot would serve: their times, by home.
using Reached = std::vector<reach::Clientele::Home>;

/// For each of `spots`, the homes for which `is_wanted[home]` that walk to it within the limit, ascending. The same for
/// any number of threads; incomplete once `progress` says stop.
std::vector<Reached> reached_homes(reach::Streets const& streets, reach::Homes const& homes,
                                   std::span<Spot const* const> spots, std::span<char const> is_wanted,
                                   reach::Tenths limit, unsigned threads, Progress& progress);

/// Whether homes have any of `kinds` within the limit, by home.
std::vector<char> served_homes(city::City const& city, reach::Streets const& streets, reach::Homes const& homes,
                               std::span<kinds::KindIndex const> kinds, reach::Tenths limit, unsigned threads,
                               Progress& progress);

}  // namespace linquan::siting
