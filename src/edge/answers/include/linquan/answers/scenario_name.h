#pragma once

#include <string>

#include "linquan/city/city.h"
#include "linquan/words/messages.h"

namespace linquan::answers {

/// What a report calls a scenario: its name, and from where it comes among the sources.
struct ScenarioName {
  std::string name;
  std::string source;
};

/// The report of a scenario says so wherever it names the city, and among its sources.
void name_scenario(city::City& city, ScenarioName const& scenario, words::Messages const& messages);

}  // namespace linquan::answers
