#include "linquan/api/services.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "linquan/programme/programme.h"
#include "told.h"

namespace linquan::api {
namespace {

Json line_json(city::Outlet const& outlet, report::ServiceLine const& line, city::City const& city,
               hours::When const& now) {
  auto kinds = Json::array();
  for (auto const kind : outlet.kinds) {
    kinds.push_back(city.kind_ids[kind]);
  }
  auto const or_null = [](std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"outlet", std::to_string(outlet.id.value())},
          {"name", line.name},
          {"kinds", std::move(kinds)},
          {"kind_names", line.kinds},
          {"services", or_null(line.services)},
          {"ways", or_null(line.ways)},
          {"telephone", or_null(line.telephone)},
          {"address", or_null(line.address)},
          {"hours", or_null(line.hours)},
          {"open_now", open_json(outlet, now)},
          {"unconfirmed", line.unconfirmed}};
}

}  // namespace

report::ServiceList services_list(ServicesOf const& of, words::Messages const& messages) {
  report::ServiceList list{of.city.name, of.name, of.code, of.on, {}};
  for (auto const index : programme::outlets_within(of.city, of.ground)) {
    auto const& outlet = of.city.outlets[index];
    list.lines.push_back(report::service_line(of.city, outlet, of.unconfirmed(outlet), messages));
  }
  return list;
}

Json services_json(ServicesOf const& of, hours::When const& now, words::Messages const& messages) {
  auto lines = Json::array();
  for (auto const index : programme::outlets_within(of.city, of.ground)) {
    auto const& outlet = of.city.outlets[index];
    lines.push_back(
        line_json(outlet, report::service_line(of.city, outlet, of.unconfirmed(outlet), messages), of.city, now));
  }
  return {{"name", of.name}, {"code", of.code}, {"lines", std::move(lines)}};
}

}  // namespace linquan::api
