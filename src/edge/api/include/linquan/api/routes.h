#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "linquan/api/following.h"
#include "linquan/api/snapshot.h"
#include "linquan/base/clock.h"
#include "linquan/basemap/mbtiles.h"
#include "linquan/holidays/holidays.h"
#include "linquan/http/metrics.h"
#include "linquan/http/router.h"
#include "linquan/identity/ports.h"
#include "linquan/provider/simulated.h"
#include "linquan/store/store.h"
#include "linquan/words/messages.h"

namespace linquan::api {

/// What handlers stand on. All of it outlives them.
struct Context {
  Current const& current;
  store::Store& store;  ///< of the service's own state: accounts, the directory
  Clock const& clock;
  http::Metrics const& metrics;
  identity::Ports const& people;
  Following& following;                       ///< what makes a change of the directory count
  basemap::Mbtiles const* basemap = nullptr;  ///< null: none is served
  std::filesystem::path files{};              ///< of jobs; empty: none are written
  std::filesystem::path desk{};               ///< what web/desk was built into; empty: it is not served
  hours::Calendar const& calendar = holidays::built_in();
  provider::Provider* provider = nullptr;    ///< null: nobody can pay, and nothing is ordered
  provider::Simulated* simulated = nullptr;  ///< the same, where money is only played with
};

/// Everything that can be asked over HTTP; web/api/openapi.yaml describes each.
std::vector<http::Route> routes(Context const& context);

/// The contract, as the program has it built in.
std::string_view contract();

}  // namespace linquan::api
