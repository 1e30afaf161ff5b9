#pragma once

#include <vector>

#include "linquan/report/subject.h"
#include "linquan/tables/table.h"

namespace linquan::report {

/// Layers for maps, heads in fixed English words, each with a style for QGIS whose words are the report's language.
tables::Layer homes_layer(Subject const& subject);
/// The areas of one level, as in `areas.csv`.
tables::Layer area_layer(Subject const& subject, standard::LevelScores const& level);
/// The areas of all levels.
tables::Layer areas_layer(Subject const& subject);
/// A point in the middle of the people of each gap.
tables::Layer gaps_layer(Subject const& subject);
tables::Layer outlets_layer(Subject const& subject);
tables::Layer sites_layer(Subject const& subject);

/// All layers of `city.gpkg`.
std::vector<tables::Layer> layers(Subject const& subject);

}  // namespace linquan::report
