#pragma once

#include <cstdint>
#include <vector>

#include "names.h"
#include "town.h"

namespace linquan::demo {

/// How far the front of a block stands from the middle of a street of this rank, in decimetres.
std::int64_t half_street(Rank rank);
/// Middle of the carriageway to the middle of the sidewalk beside it.
inline constexpr std::int64_t walk_offset = 140;

/// The net of main streets: lines, names, and which pieces the ground lets exist.
void lay_streets(Town& town, Names& names);

/// A node on the carriageway of road `number` at the foot of `p`, new or one that is there within two metres.
NodeRef stop_on(Town& town, std::uint32_t number, At p);
/// The nodes over which something at `p` reaches the carriageway: the sidewalk's first, where there is one.
std::vector<NodeRef> join(Town& town, std::uint32_t number, At p);

/// Turns every wanted road into ways: carriageways, sidewalks, crossings, bridges and underpasses.
void make_streets(Town& town);

}  // namespace linquan::demo
