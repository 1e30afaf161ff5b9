#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "commands.h"
#include "figures.h"
#include "linquan/base/clock.h"
#include "linquan/store/maintenance.h"
#include "measure.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The object, or in its place the sentence.
void print(Console const& console, Json object, std::string const& sentence, Stopwatch const& watch) {
  if (console.json) {
    object["seconds"] = watch.seconds();
    object["peak_memory_bytes"] = peak_memory_bytes();
  }
  std::fputs(((console.json ? object.dump() : sentence) + "\n").c_str(), console.out);
}

Result<void> check(DbOptions const& options, Console const& console, Stopwatch const& watch) {
  auto checked = store::check(options.db);
  if (!checked) {
    return hand_on(checked);
  }
  auto findings = Json::array();
  for (auto const& finding : checked->findings) {
    auto const sentence = console.messages.render(finding);
    findings.push_back({{"code", finding.code}, {"sentence", sentence}});
    std::fputs((sentence + "\n").c_str(), console.err);
  }
  auto const count = checked->findings.size();
  auto const sentence = console.messages.say("db_checked", {{"db", store::shown(options.db)},
                                                            {"version", std::to_string(checked->version)},
                                                            {"invariants", std::to_string(checked->invariants)},
                                                            {"findings", std::to_string(count)}});
  print(console, {{"version", checked->version}, {"invariants", checked->invariants}, {"findings", findings}}, sentence,
        watch);
  if (count > 0) {
    return refuse(ErrorKind::bad_input, "db_broken",
                  {{"db", store::shown(options.db)}, {"count", std::to_string(count)}});
  }
  return {};
}

Result<void> backup(DbOptions const& options, Console const& console, Stopwatch const& watch) {
  auto done = store::back_up(options.db, options.copy);
  if (!done) {
    return done;
  }
  std::error_code ignored;
  auto const bytes = std::filesystem::file_size(options.copy, ignored);
  auto const sentence = console.messages.say(
      "db_backed_up", {{"db", store::shown(options.db)}, {"path", options.copy.string()}, {"bytes", grouped(bytes)}});
  print(console, {{"path", options.copy.string()}, {"bytes", bytes}}, sentence, watch);
  return {};
}

Result<void> restore(DbOptions const& options, Console const& console, Stopwatch const& watch) {
  auto restored = store::restore(options.copy, options.db);
  if (!restored) {
    return hand_on(restored);
  }
  auto const sentence = console.messages.say("db_restored", {{"db", store::shown(options.db)},
                                                             {"path", options.copy.string()},
                                                             {"version", std::to_string(restored->version)}});
  print(console, {{"path", options.copy.string()}, {"version", restored->version}}, sentence, watch);
  return {};
}

Result<void> migrate(DbOptions const& options, Console const& console, Stopwatch const& watch) {
  SystemClock const clock{std::chrono::seconds{0}};
  auto migrated = store::migrate(options.db, clock);
  if (!migrated) {
    return hand_on(migrated);
  }
  auto const sentence = console.messages.say("db_migrated", {{"db", store::shown(options.db)},
                                                             {"from", std::to_string(migrated->from)},
                                                             {"to", std::to_string(migrated->to)}});
  print(console, {{"from", migrated->from}, {"to", migrated->to}}, sentence, watch);
  return {};
}

}  // namespace

Result<void> run_db(DbOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  progress.step("step_db", 0);
  switch (options.action) {
    case DbOptions::Action::check:
      return check(options, console, watch);
    case DbOptions::Action::backup:
      return backup(options, console, watch);
    case DbOptions::Action::restore:
      return restore(options, console, watch);
    case DbOptions::Action::migrate:
      return migrate(options, console, watch);
  }
  return {};
}

}  // namespace linquan::cli
