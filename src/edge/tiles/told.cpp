#include "told.h"

#include <cmath>

namespace linquan::tiles {

void add_score(Properties& properties, standard::Needs const& needs) {
  if (auto const share = needs.share()) {
    // Few values, so that a tile stays small.
    properties.emplace_back("score", std::round(*share * 1000.0) / 1000.0);
  }
}

Tile told(Layer const& layer) {
  return {layer.tile(), layer.features(), layer.left_out()};
}

}  // namespace linquan::tiles
