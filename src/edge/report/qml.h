#pragma once

#include <string>

#include "linquan/words/messages.h"

namespace linquan::report {

// Styles for QGIS 3 (QML) with their legends in the report's language. Shares are graduated and pivot on the pass mark;
// what has no share is drawn grey by a rule of its own.
std::string homes_style(words::Messages const& messages);
std::string areas_style(words::Messages const& messages);
std::string gaps_style(words::Messages const& messages);
std::string outlets_style(words::Messages const& messages);
std::string sites_style(words::Messages const& messages);
// What changed: blue and upright where somebody gained, brown and upside down where somebody lost.
std::string changed_areas_style(words::Messages const& messages);
std::string changed_homes_style(words::Messages const& messages);
std::string changed_outlets_style(words::Messages const& messages);

}  // namespace linquan::report
