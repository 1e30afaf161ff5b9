#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "lists.h"
#include "measure.h"
#include "opened.h"
#include "report.h"
#include "summary.h"

namespace linquan::cli {

Result<void> run_info(InfoOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  auto const town = open_town(options.city, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  auto const& city = town->city();
  auto const seconds = watch.seconds();
  if (options.lists) {
    if (auto written = write_lists(*options.lists, lists_of(city, nullptr, console.messages)); !written) {
      return written;
    }
  }
  auto const summary = summarise(city);
  if (console.json) {
    auto object = json_of(city, summary, console.messages);
    object["seconds"] = seconds;
    object["peak_memory_bytes"] = peak_memory_bytes();
    std::fputs((object.dump() + "\n").c_str(), console.out);
    return {};
  }
  std::fputs(info_text(city, summary, console.messages).c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
