#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/walker.h"
#include "linquan/siting/solve.h"
#include "linquan/siting/spots.h"

namespace linquan::siting {

/// What is looked for: so near, for whom.
struct Want {
  std::vector<std::string> kinds;  ///< ids; any of them serves the need, the first one is what is built
  reach::Tenths limit = 0;         ///< of the walker's unit
  reach::AgeGroup people = reach::AgeGroup::all;
  std::int64_t weight = 1;           ///< of one person, against the other wants
  std::optional<std::int64_t> cost;  ///< of one such outlet where its place names none
};

/// What one person of an age counts for; of those who are in both groups of the old, the older one decides.
struct AgeWeights {
  std::int64_t age_0_14 = 1;
  std::int64_t age_60 = 1;
  std::int64_t age_70 = 1;
  friend bool operator==(AgeWeights const&, AgeWeights const&) = default;
};

inline constexpr std::int64_t weight_max = 1000;

struct SiteRequest {
  std::vector<Want> wants;
  SpotRequest spots;
  Budget budget;  ///< a number of sites, or fen, or both
  reach::Walker walker;
  AgeWeights ages;                                    ///< only of wants for people of all ages
  Millimetres spacing{};                              ///< straight, between sites of one want
  bool spacing_to_outlets = false;                    ///< the same to outlets that there are
  std::optional<std::int64_t> persons_per_capacity{}; /**< served by one unit of a candidate's capacity; nullopt: every
                                                          site serves whoever comes */
  SolveOptions solve;
};

/// One step of the answer.
struct Proposal {
  Spot spot;
  std::size_t want = 0;
  Millipersons people;      ///< newly served, in the order of building
  std::int64_t gained = 0;  ///< the same × what each of them counts for
  std::int64_t cost = 0;    ///< fen; 0 where only the number of sites counts
};

/// People of one want.
struct Need {
  Millipersons all;     ///< whose need it is
  Millipersons before;  ///< served by the outlets there are
  Millipersons gained;
};

/// Where to put it, and what is proven.
struct Plan {
  std::vector<Need> needs;          ///< by want
  std::vector<Proposal> proposals;  ///< in the order in which to build
  Millipersons people_before;       ///< served by the outlets there are, summed over wants
  Millipersons people_gained;
  Millipersons people_all;  ///< whose need it is, summed over wants
  std::int64_t served = 0;  ///< as Solution
  std::int64_t bound = 0;
  std::size_t homes = 0;            ///< whose need is not yet served, over all wants together
  std::size_t spots = 0;            ///< that were to choose from
  std::size_t spots_off = 0;        ///< left out: joined to no street, or in a forbidden place
  std::size_t spots_forbidden = 0;  ///< those of them in a forbidden place
  std::size_t spots_unfit = 0;      ///< left out: for other kinds, or nearer to an outlet than the spacing
  bool optimal = false;
  bool out_of_time = false;
};

/// How far the plan can be from the best one, 0…1: (bound − served) / bound.
double gap_of(std::int64_t served, std::int64_t bound);

/// Chooses spots that newly serve most people, given what is there already. Deterministic but for the time limit.
///
/// bad_input   `site_kind_unknown`, `site_no_spots` (with what was left out), `site_cost_missing` (a budget in money
///             and spots without a cost), `site_weights_capacity` (ages that count differently, with capacity),
///             `site_weight_range`, and what solve() refuses
/// interrupted `interrupted`
Result<Plan> plan_sites(city::City const& city, SiteRequest const& request, Progress& progress);

}  // namespace linquan::siting
