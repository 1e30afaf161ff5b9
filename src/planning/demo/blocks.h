#pragma once

#include "names.h"
#include "random.h"
#include "town.h"

namespace linquan::demo {

/// Room that shops take along a block's fronts, in decimetres.
inline constexpr std::int64_t front_depth = 150;

/// The block's quad, its roads, and what the ground does to it.
Block lay_block(Town const& town, std::int32_t i, std::int32_t j);
Use use_of(Town const& town, Block const& block, Random& random);

/// Compounds with walls, gates, inner streets and houses.
void fill_compounds(Town& town, std::uint32_t block, Names& names, Random& random);
/// The old town, open quarters, villages: public lanes with houses along them.
void fill_quarter(Town& town, std::uint32_t number, Names& names, Random& random);
/// Parks, schools, commerce with a plaza, works.
void fill_other(Town& town, std::uint32_t number, Names& names, Random& random);
/// Shops along the block's fronts.
void line_fronts(Town& town, std::uint32_t number, Random& random);
/// A new public street across a block, joined to the roads on both sides; `nothing` where one side cannot be joined.
std::uint32_t divide(Town& town, std::uint32_t number, bool northward, std::int64_t at, Names& names);

/// Grows the town from its centre outward until everyone has a flat.
void fill_town(Town& town, Names& names);
/// Numbers the houses along every street and writes the numbers onto the shop buildings.
void number_premises(Town& town);
/// Lake, river, rails, fields.
void draw_ground(Town& town);

}  // namespace linquan::demo
