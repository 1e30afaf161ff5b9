#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {

/// Whose demand counts.
enum class AgeGroup : std::uint8_t { all, age_0_14, age_60, age_70 };
inline Millipersons people_of(city::People const& people, AgeGroup group) {
  switch (group) {
    case AgeGroup::all:
      return people.all;
    case AgeGroup::age_0_14:
      return people.age_0_14;
    case AgeGroup::age_60:
      return people.age_60;
    case AgeGroup::age_70:
      return people.age_70;
  }
  return people.all;
}

/// Weights by zone for three zones, as Luo and Qi (2009) use them: a slow Gaussian decay.
inline constexpr std::array<double, limits_max> gaussian_zones{1.00, 0.68, 0.22, 0};
/// Every zone alike: the two-step method of Luo and Wang (2003).
inline constexpr std::array<double, limits_max> equal_zones{1, 1, 1, 1};

/// A city as one walker finds it.
struct Setting {
  city::City const& city;
  Streets const& streets;
  Homes const& homes;
  Supply const& supply;
};

/// What is weighed against what.
struct CatchmentQuestion {
  ColumnIndex column = 0;  ///< whose outlets
  AgeGroup demand = AgeGroup::all;
  Limits zones;                                         ///< the last one is the edge of the catchment
  std::array<double, limits_max> weights{equal_zones};  ///< above 0; one for each zone, nearest first
  std::optional<std::int64_t> capacity_default{};       ///< of outlets that name none; nullopt: they are left out
};

/// Supply against demand.
///
/// Two steps: each outlet's capacity is divided by the people in its catchment; each home then adds up these ratios
/// over the outlets in its own. In the enhanced form both steps weigh people by zone. So capacity is handed out whole:
/// over all homes, people × capacity per person is the capacity of the outlets that have any people about them. Luo and
/// Wang 2003, Environment and Planning B 30, 865-884; Luo and Qi 2009, Health and Place 15, 1100-1107.
struct Catchment {
  struct Site {
    SiteIndex site = 0;
    std::int64_t capacity = 0;
    double demand = 0;            ///< people in the catchment, weighed by zone
    std::optional<double> ratio;  ///< capacity for each of them; nullopt where there are none
    friend bool operator==(Site const&, Site const&) = default;
  };
  std::vector<Site> sites;           ///< by rising outlet id
  std::size_t without_capacity = 0;  ///< outlets that name none; left out unless there is a default
  /// Capacity per thousand people by the home's index in the city; nullopt where no outlet with a ratio is in reach.
  std::vector<std::optional<double>> per_thousand;
};

/// The same bits for any number of threads. When `progress` says stop, the rest is missing: ask progress.stopped().
///
/// Memory: the homes about 16 outlets a thread.
Catchment catchment_of(Setting const& setting, CatchmentQuestion const& question, unsigned threads, Progress& progress);

}  // namespace linquan::reach
