#pragma once

#include <vector>

#include "linquan/report/change_subject.h"
#include "linquan/tables/table.h"

namespace linquan::report {

/// Layers of what changed, heads in fixed English words, each with a style for QGIS whose words are the report's
/// language. Columns of single rules stand only for rules that stand otherwise than before somewhere.
tables::Layer changed_area_layer(ChangeSubject const& subject, compare::LevelChange const& level);
/// The areas of all levels.
tables::Layer changed_areas_layer(ChangeSubject const& subject);
/// Homes that gained or lost a rule.
tables::Layer changed_homes_layer(ChangeSubject const& subject);
/// Outlets opened and closed; one that moved stands at both of its places.
tables::Layer changed_outlets_layer(ChangeSubject const& subject);

/// All layers of `change.gpkg`.
std::vector<tables::Layer> change_layers(ChangeSubject const& subject);

}  // namespace linquan::report
