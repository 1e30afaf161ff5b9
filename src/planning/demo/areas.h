#pragma once

#include "names.h"
#include "town.h"

namespace linquan::demo {

/// Cuts the town into districts, subdistricts, living circles and communities of like numbers of people, each nested in
/// the one before; two fifths of the living circles are built, the others planned. Gives compounds their codes.
void divide_town(Town& town, Names& names);

/// How many living circles a town of so many people has: 75 from 1.55 million on, fewer in steps of five.
std::int64_t circle_count(std::int64_t people);

}  // namespace linquan::demo
