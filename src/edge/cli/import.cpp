#include "linquan/city/import.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <vector>

#include "commands.h"
#include "linquan/city/file.h"
#include "lists.h"
#include "measure.h"
#include "report.h"
#include "summary.h"

namespace linquan::cli {
namespace {

std::vector<std::filesystem::path> files_of(city::ImportRequest const& request) {
  auto files = request.osm;
  files.insert(files.end(), request.outlets.begin(), request.outlets.end());
  files.insert(files.end(), request.areas.begin(), request.areas.end());
  for (auto const* one :
       {&request.population, &request.homes, &request.candidates, &request.within, &request.previous}) {
    if (*one) {
      files.push_back(**one);
    }
  }
  return files;
}

/// What would only come out after minutes of work: an input that would be overwritten, a folder that is not there.
Result<void> check_target(ImportOptions const& options) {
  std::error_code ignored;
  for (auto const& file : files_of(options.request)) {
    if (std::filesystem::equivalent(file, options.out, ignored)) {
      return refuse(ErrorKind::usage, "out_is_input", {{"path", options.out.string()}});
    }
  }
  auto const folder = options.out.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    return refuse(ErrorKind::machine, "out_folder_missing",
                  {{"path", options.out.string()}, {"folder", folder.string()}});
  }
  return {};
}

std::string names_of(std::vector<std::filesystem::path> const& files) {
  std::string names;
  for (auto const& file : files) {
    names += (names.empty() ? "" : ", ") + file.filename().string();
  }
  return names;
}

}  // namespace

Result<void> run_import(ImportOptions const& options, Console const& console, Progress& progress) {
  if (auto fit = check_target(options); !fit) {
    return fit;
  }
  Stopwatch const watch;
  auto request = options.request;
  request.tool_version = LINQUAN_VERSION;
  if (request.name.empty()) {
    request.name = options.out.stem().string();
  }
  tell(console, "import_begins", {{"files", names_of(files_of(request))}, {"out", options.out.string()}});
  auto imported = city::import(request, progress);
  if (!imported) {
    return hand_on(imported);
  }
  progress.step("step_save", 0);
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  if (options.lists) {
    auto const sheets = lists_of(imported->city, request.previous ? &imported->matched : nullptr, console.messages);
    if (auto written = write_lists(*options.lists, sheets); !written) {
      return written;
    }
  }
  if (auto saved = city::save(imported->city, options.out); !saved) {
    return saved;
  }
  auto const summary = summarise(imported->city);
  if (console.json) {
    auto object = json_of(imported->city, summary, console.messages);
    object["matches"] = {{"same", imported->matched.same.size()},
                         {"fresh", imported->matched.fresh.size()},
                         {"gone", imported->matched.gone.size()},
                         {"doubtful", imported->matched.doubtful.size()}};
    object["seconds"] = watch.seconds();
    object["peak_memory_bytes"] = peak_memory_bytes();
    std::fputs((object.dump() + "\n").c_str(), console.out);
    return {};
  }
  std::fputs(brief_text(summary, console.messages).c_str(), console.out);
  std::fputs((console.messages.say(
                  "import_done", {{"seconds", fmt::format("{:.1f}", watch.seconds())}, {"out", options.out.string()}}) +
              "\n")
                 .c_str(),
             console.out);
  return {};
}

}  // namespace linquan::cli
