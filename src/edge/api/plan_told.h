#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "linquan/identity/ids.h"
#include "linquan/store/plans.h"
#include "linquan/words/messages.h"

/// Jobs and scenarios as JSON.
namespace linquan::api {

nlohmann::ordered_json job_json(store::PlanJob const& it, std::chrono::sys_seconds now,
                                words::Messages const& messages);

enum class Detail : std::uint8_t { short_form, whole };
nlohmann::ordered_json scenario_json(store::StoredScenario const& it, identity::AccountId asker, Detail detail);

}  // namespace linquan::api
