#pragma once

#include <string>
#include <vector>

#include "linquan/standard/assess.h"
#include "linquan/standard/standard.h"
#include "linquan/words/messages.h"

namespace linquan::words {

/// The areas that a standard's grades are for: living circles, or communities where the city has none; nullptr without
/// either. A city as a whole has no grade: anything stands somewhere in it.
standard::LevelScores const* graded_level(standard::Scores const& scores);

/// How many areas of that level have each grade: "Living circles by grade: basic 3, below the first grade 2". Empty
/// where the standard has no grades, or the city no such areas.
std::string grades_text(standard::Standard const& standard, standard::Scores const& scores, Messages const& messages);

/// Of each list of kinds, how many stand in the areas of that level, or in the city without one; of a list that is not
/// public that nothing can be decided by it, and what it asks for. A line each, without an end.
std::vector<std::string> list_lines(standard::Standard const& standard, standard::Scores const& scores,
                                    Messages const& messages);

/// How many people live outside all areas of `level`, and in living circles where the city has them; empty where nobody
/// does.
std::string outside_text(standard::Scores const& scores, city::AreaLevel level, Messages const& messages);

}  // namespace linquan::words
