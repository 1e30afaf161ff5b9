#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "commands.h"
#include "linquan/api/services.h"
#include "linquan/base/clock.h"
#include "linquan/base/file.h"
#include "linquan/city/file.h"
#include "linquan/directory/entry.h"
#include "linquan/holidays/holidays.h"
#include "linquan/outlets/outlets.h"
#include "linquan/programme/programme.h"
#include "linquan/report/service_list.h"
#include "linquan/tables/table.h"
#include "text_table.h"

namespace linquan::cli {
namespace {

/// China's, the whole year.
constexpr std::chrono::hours offset{8};

Result<void> write_list(report::ServiceList const& list, std::filesystem::path const& out, Messages const& messages) {
  if (out.extension() == ".html") {
    return write_file(out, report::services_page(list, messages));
  }
  auto const sheet = report::services_sheet(list, messages);
  return out.extension() == ".csv" ? tables::write_csv(out, sheet) : tables::write_xlsx(out, {sheet});
}

/// As a table on the screen: what one needs to call or to go there.
std::string text_of(report::ServiceList const& list, Messages const& messages) {
  std::vector<std::vector<std::string>> rows{{messages.say("services_name"), messages.say("services_kind"),
                                              messages.say("services_telephone"), messages.say("services_address"),
                                              messages.say("services_hours"), ""}};
  for (auto const& line : list.lines) {
    rows.push_back({line.name, line.kinds, line.telephone, line.address, line.hours,
                    line.unconfirmed ? messages.say("services_unconfirmed") : ""});
  }
  auto const head = messages.say("services_title", {{"area", list.area}}) + '\n';
  return list.lines.empty() ? head + messages.say("services_none") + '\n' : head + text_table(rows, "llllll");
}

}  // namespace

Result<void> run_services(ServicesOptions const& options, Console const& console, Progress& progress) {
  progress.step("step_open", 0);
  auto const city = city::load(options.city);
  if (!city) {
    return tl::unexpected<Error>{city.error()};
  }
  auto const index = programme::area_of_code(*city, options.area);
  if (!index) {
    return tl::unexpected<Error>{index.error()};
  }
  SystemClock const clock{offset};
  auto const today = clock.today();
  auto const& area = city->areas[*index];
  api::ServicesOf const of{*city,
                           area.name,
                           area.code,
                           area.shape,
                           today,
                           [&](city::Outlet const& outlet) {
                             return directory::unconfirmed(outlets::entry_of(*city, outlet), today); }};
  auto const list = api::services_list(of, console.messages);
  if (options.out) {
    if (auto written = write_list(list, *options.out, console.messages); !written) {
      return written;
    }
  }
  if (console.json) {
    auto const local = clock.now() + clock.offset();
    auto const now = hours::on_day(std::chrono::local_seconds{local.time_since_epoch()}, holidays::built_in());
    std::fputs((api::services_json(of, now, console.messages).dump() + "\n").c_str(), console.out);
  } else if (options.out) {
    auto const said = console.messages.say(
        "services_written", {{"count", std::to_string(list.lines.size())}, {"path", options.out->string()}});
    std::fputs((said + "\n").c_str(), console.out);
  } else {
    std::fputs(text_of(list, console.messages).c_str(), console.out);
  }
  return {};
}

}  // namespace linquan::cli
