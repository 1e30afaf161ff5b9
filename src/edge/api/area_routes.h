#pragma once

#include <vector>

#include "linquan/api/routes.h"

/// The routes of each area; routes() joins them.
namespace linquan::api {

std::vector<http::Route> access_routes(Context const& context);
std::vector<http::Route> account_routes(Context const& context);
std::vector<http::Route> basemap_routes(Context const& context);
std::vector<http::Route> circles_routes(Context const& context);
std::vector<http::Route> desk_routes(Context const& context);
std::vector<http::Route> directory_routes(Context const& context);
std::vector<http::Route> jobs_routes(Context const& context);
std::vector<http::Route> market_routes(Context const& context);
std::vector<http::Route> near_routes(Context const& context);
std::vector<http::Route> needs_routes(Context const& context);
std::vector<http::Route> passages_routes(Context const& context);
std::vector<http::Route> people_routes(Context const& context);
/// Registers are read by the running program itself, as a child: whatever has these routes answers to
/// tables::child_word in its main().
std::vector<http::Route> registers_routes(Context const& context);
std::vector<http::Route> scenarios_routes(Context const& context);
std::vector<http::Route> search_routes(Context const& context);
std::vector<http::Route> sign_in_routes(Context const& context);
std::vector<http::Route> tiles_routes(Context const& context);

}  // namespace linquan::api
