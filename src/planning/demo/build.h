#pragma once

#include "names.h"
#include "town.h"

namespace linquan::demo {

/// The whole town of `people` without its outlets: ground, streets, blocks, houses, people.
Town build_town(std::uint64_t seed, std::int64_t people, Names& names);

}  // namespace linquan::demo
