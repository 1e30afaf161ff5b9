#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/kinds/kinds.h"
#include "linquan/persons/persons.h"
#include "linquan/siting/coverage.h"
#include "linquan/walk/graph.h"

namespace linquan::siting {

/// Where a spot comes from.
enum class Origin : std::uint8_t {
  candidate,  ///< City::candidates: vacant premises, stall points
  outlet,     ///< an existing outlet takes on the kind (一店多能)
  street,     ///< a point on a street front
};

/// Where something could be built.
struct Spot {
  Origin origin = Origin::candidate;
  std::uint32_t index = 0;  ///< into the candidates or City::outlets; of street points their number
  std::string name;
  geo::Point at;
  walk::Access access;
  std::vector<kinds::KindIndex> kinds;  ///< what may be there, ascending; empty: anything
  std::optional<std::int64_t> cost;     ///< fen
  std::optional<std::int64_t> capacity;
  bool stall = false;     ///< a stall point: only for what roams, unless its kinds say otherwise
  Days days = every_day;  ///< on which carts may stand there
};

/// Which spots are looked at.
struct SpotRequest {
  bool candidates = true;
  bool outlets = false;
  bool streets = false;
  std::optional<std::vector<city::Candidate>> table{};  ///< instead of the city's candidates; joined to the streets
  std::optional<std::vector<std::string>>
      take_on{};              ///< kinds of outlets; nullopt: the hosts of the kind that is wanted
  Millimetres every{50'000};  ///< along streets
  geo::MultiPolygon forbidden{};
  geo::MultiPolygon within{};  ///< street points only here; empty: everywhere
};

/// Spots by origin, then in the order of their source.
struct Spots {
  std::vector<Spot> all;
  std::size_t off_streets = 0;  ///< left out: joined to no street
  std::size_t forbidden = 0;    ///< left out: in a forbidden place
};

/// Street points stand every so many metres along each way, beginning with half of it, where `person` may walk: on
/// roads, squares and footways of the open city, not in closed compounds, nor on stairs, bridges, in tunnels or at
/// crossings.
Spots spots_of(city::City const& city, SpotRequest const& request, persons::Person const& person);

}  // namespace linquan::siting
