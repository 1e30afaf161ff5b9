#include "linquan/answers/scenario_name.h"

namespace linquan::answers {

void name_scenario(city::City& city, ScenarioName const& scenario, words::Messages const& messages) {
  city.name = messages.say("city_under_scenario", {{"city", city.name}, {"scenario", scenario.name}});
  auto& source = city.inputs.emplace_back();
  source.role = "scenario";
  source.name = scenario.source;
  source.attribution = scenario.name;
}

}  // namespace linquan::answers
