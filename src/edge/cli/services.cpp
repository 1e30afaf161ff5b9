#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "linquan/api/services.h"
#include "linquan/base/clock.h"
#include "linquan/base/file.h"
#include "linquan/directory/entry.h"
#include "linquan/holidays/holidays.h"
#include "linquan/outlets/outlets.h"
#include "linquan/programme/programme.h"
#include "linquan/report/service_list.h"
#include "linquan/tables/table.h"
#include "opened.h"
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

/// Who was confirmed, as the directory knows it; the city's file does not.
std::function<bool(city::Outlet const&)> unconfirmed_in(Opened const& opened, std::chrono::sys_days today) {
  std::map<city::OutletId, directory::Entry const*> told;
  for (auto const& one : opened.news.outlets) {
    if (one.entry) {
      told[city::OutletId{one.id.value()}] = &*one.entry;
    }
  }
  return [told = std::move(told), &opened, today](city::Outlet const& outlet) {
    auto const found = told.find(outlet.id);
    return found != told.end() ? directory::unconfirmed(*found->second, today)
                               : directory::unconfirmed(outlets::entry_of(opened.town.city(), outlet), today);
  };
}

}  // namespace

Result<void> run_services(ServicesOptions const& options, Console const& console, Progress& progress) {
  auto const opened = open_with_news(options.city, options.directory, console, progress);
  if (!opened) {
    return tl::unexpected<Error>{opened.error()};
  }
  auto const& city = opened->town.city();
  auto const index = programme::area_of_code(city, options.area);
  if (!index) {
    return tl::unexpected<Error>{index.error()};
  }
  SystemClock const clock{offset};
  std::chrono::sys_days const today = options.directory.as_of.value_or(clock.today());
  auto const& area = city.areas[*index];
  api::ServicesOf const of{city, area.name, area.code, area.shape, today, unconfirmed_in(*opened, today)};
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
