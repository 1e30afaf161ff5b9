#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/streets.h"
#include "linquan/siting/spots.h"

namespace linquan::siting {

/// A city as one walker finds it, and how many threads may search it.
struct Ground {
  Ground(city::City const& its_city, reach::Walker const& walker, unsigned its_threads)
      : city{its_city}, streets{city.streets, walker}, homes{city.homes, streets}, threads{its_threads} {}

  city::City const& city;
  reach::Streets streets;
  reach::Homes homes;
  unsigned threads = 1;
};

/// For each of `spots`, the homes for which `is_wanted[home]` that walk to it within the limit, ascending. The same for
/// any number of threads.
///
/// interrupted `interrupted`
Result<std::vector<std::vector<std::uint32_t>>> reached_homes(Ground const& ground, std::span<Spot const* const> spots,
                                                              std::span<char const> is_wanted, reach::Tenths limit,
                                                              Progress& progress);

/// Whether homes have any of `kinds` within the limit, by home.
///
/// usage       as reach::Limits::of()
/// interrupted `interrupted`
Result<std::vector<char>> served_homes(Ground const& ground, std::span<kinds::KindIndex const> kinds,
                                       reach::Tenths limit, Progress& progress);

}  // namespace linquan::siting
