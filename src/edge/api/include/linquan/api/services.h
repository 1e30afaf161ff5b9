#pragma once

#include <chrono>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/report/service_list.h"
#include "linquan/words/messages.h"

namespace linquan::api {

/// Whose services are listed.
struct ServicesOf {
  city::City const& city;
  std::string name;  ///< of the circle or area
  std::string code;
  geo::MultiPolygon const& ground;
  std::chrono::year_month_day on;
  std::function<bool(city::Outlet const&)> unconfirmed;  ///< nobody was there within 180 days
};

/// The service list 便民服务单, for the printed page and the workbook.
report::ServiceList services_list(ServicesOf const& of, words::Messages const& messages);

/// The same as JSON, with whether each is open `now`.
nlohmann::ordered_json services_json(ServicesOf const& of, hours::When const& now, words::Messages const& messages);

}  // namespace linquan::api
