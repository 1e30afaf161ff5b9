#pragma once

#include <memory>
#include <vector>

#include "linquan/api/routes.h"

/// The routes of each area; routes() joins them.
namespace linquan::api {

class ScenarioDesk;

std::vector<http::Route> account_routes(Context const& context);
std::vector<http::Route> basemap_routes(Context const& context);
std::vector<http::Route> circles_routes(Context const& context);
std::vector<http::Route> desk_routes(Context const& context);
std::vector<http::Route> directory_routes(Context const& context);
std::vector<http::Route> jobs_routes(Context const& context);
std::vector<http::Route> near_routes(Context const& context);
std::vector<http::Route> needs_routes(Context const& context);
std::vector<http::Route> passages_routes(Context const& context);
std::vector<http::Route> people_routes(Context const& context);
/// Scenarios that tiles are coloured by are evaluated once for both.
std::vector<http::Route> scenarios_routes(Context const& context, std::shared_ptr<ScenarioDesk> const& desk);
std::vector<http::Route> search_routes(Context const& context);
std::vector<http::Route> sign_in_routes(Context const& context);
std::vector<http::Route> tiles_routes(Context const& context, std::shared_ptr<ScenarioDesk> const& scenarios);

}  // namespace linquan::api
