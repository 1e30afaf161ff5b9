#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

#include "linquan/city/city.h"
#include "linquan/standard/standards.h"

/// What the city file says, as JSON.
namespace linquan::api {

using Json = nlohmann::ordered_json;

/// What the hours of its stands say of a time; null where none is known.
Json open_json(city::Outlet const& outlet, hours::When const& when);
/// The city's kinds with their names, and how many outlets are of each.
Json kinds_json(city::City const& city);
Json persons_json();
/// Those that may be asked of the city.
Json standards_json(standard::Standards const& standards);
/// Areas with the people and homes in each; of one level, or of all.
Json areas_json(city::City const& city, std::optional<city::AreaLevel> level);

}  // namespace linquan::api
