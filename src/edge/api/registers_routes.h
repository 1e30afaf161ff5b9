#pragma once

#include <vector>

#include "linquan/api/routes.h"

namespace linquan::api {

/// Registers: sent, looked through, carried out, taken back. Foreign tables are read by the running program itself, as
/// a child: whatever has these routes answers to tables::child_word in its main().
std::vector<http::Route> registers_routes(Context const& context);

}  // namespace linquan::api
