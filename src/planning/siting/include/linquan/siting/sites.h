#pragma once

#include <chrono>
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

namespace linquan::siting {

/// What is looked for: so near, for whom.
struct Want {
  std::vector<std::string> kinds;  ///< ids; any of them serves the need, the first one is what is built
  reach::Tenths limit = 0;         ///< of the walker's unit
  reach::AgeGroup people = reach::AgeGroup::all;
  std::int64_t weight = 1;  ///< of one person, against the other wants
  std::int64_t cost = 1;    ///< of one such outlet where its place names none
};

/// Where the candidates come from.
enum class Origin : std::uint8_t {
  candidate,  ///< City::candidates: vacant premises, stall points
  outlet,     ///< an existing outlet takes on the kind (一店多能)
  street,     ///< a point on a street front
};

/// Where something could be built.
struct Spot {
  Origin origin = Origin::candidate;
  std::uint32_t index = 0;  ///< into City::candidates or City::outlets; of street points their number
  std::string name;
  geo::Point at;
  walk::Access access;
  std::vector<kinds::KindIndex> kinds;  ///< what may be there, ascending; empty: anything
  std::optional<std::int64_t> cost;
  std::optional<std::int64_t> capacity;
};

/// One step of the answer.
struct Proposal {
  Spot spot;
  std::size_t want = 0;
  Millipersons people;      ///< newly served, in the order of building
  std::int64_t gained = 0;  ///< the same × Want::weight
  std::int64_t cost = 0;
};

/// Where to put it, and what is proven.
struct Plan {
  std::vector<Proposal> proposals;  ///< in the order in which to build
  Millipersons people_before;       ///< served by the outlets there are, summed over wants
  Millipersons people_gained;
  Millipersons people_all;  ///< whose need it is, summed over wants
  std::int64_t served = 0;  ///< as Solution
  std::int64_t bound = 0;
  std::size_t spots = 0;      ///< that were to choose from
  std::size_t spots_off = 0;  ///< joined to no street, or in a forbidden place: left out
  bool optimal = false;
  bool out_of_time = false;
};

}  // namespace linquan::siting
