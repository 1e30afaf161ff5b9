#pragma once

#include <cstdint>

#include "linquan/city/city.h"
#include "linquan/reach/walker.h"

namespace linquan::reach {

/// A town of side × side crossings with stairs, one-way streets and signals, large enough for many groups; the same
/// seed gives the same town.
city::City lattice(int side, std::uint64_t seed);

/// One of the persons of standards/persons.yaml.
Walker walker(char const* id, Unit unit = Unit::seconds);

}  // namespace linquan::reach
