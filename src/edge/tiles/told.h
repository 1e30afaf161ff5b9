#pragma once

#include "linquan/standard/assess.h"
#include "linquan/tiles/layer.h"
#include "linquan/tiles/tiles.h"

namespace linquan::tiles {

/// The share of needs met, 0…1 in thousandths, as `score`; no property where nothing is known.
void add_score(Properties& properties, standard::Needs const& needs);

Tile told(Layer const& layer);

}  // namespace linquan::tiles
