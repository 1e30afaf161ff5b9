#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>

#include "commands.h"
#include "compare_told.h"
#include "edited.h"
#include "linquan/kinds/kinds.h"
#include "linquan/report/change.h"
#include "measure.h"
#include "opened.h"

namespace linquan::cli {
namespace {

/// The state that is compared with the first one.
struct After {
  city::City city;
  std::vector<reach::Edit> edits;         ///< the scenario's
  std::vector<reach::Edit> street_edits;  ///< of gates and streets: the directory's, then the scenario's
};

Result<After> after_of(CompareOptions const& options, town::Town const& before, Console const& console,
                       Progress& progress) {
  After after;
  if (options.after) {
    auto const town = open_town(*options.after, options.directory, console, progress);
    if (!town) {
      return tl::unexpected<Error>{town.error()};
    }
    after.city = town->city();
    after.street_edits = town->street_edits(std::nullopt);
    return after;
  }
  after.city = before.city();
  after.street_edits = before.street_edits(std::nullopt);
  auto edits = make_edits(options.scenario, after.city);
  if (!edits) {
    return hand_on(edits);
  }
  after.edits = std::move(edits->edits);
  after.street_edits.insert(after.street_edits.end(), after.edits.begin(), after.edits.end());
  return after;
}

Result<void> write(ComparedStates const& states, Console const& console, Progress& progress) {
  auto const& options = states.options;
  report::ChangeSubject const subject{
      states.compared, console.messages, options.before.filename().string(),
      (options.after ? *options.after : *options.scenario).filename().string(),
      options.scenario ? std::optional<std::span<reach::Edit const>>{states.edits} : std::nullopt};
  return report::write_comparison(subject, *options.out, options.asked.threads, progress);
}

Result<void> tell(ComparedStates const& states, Stopwatch const& watch, Console const& console) {
  if (!console.json) {
    auto text = text_of(states, console.messages);
    if (states.options.out) {
      text += '\n' + console.messages.say("report_written", {{"folder", states.options.out->string()}}) + '\n';
    }
    std::fputs(text.c_str(), console.out);
    return {};
  }
  auto object = json_of(states, console.messages);
  object["seconds"] = watch.seconds();
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
  return {};
}

}  // namespace

Result<void> run_compare(CompareOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  if (options.out) {
    if (auto free = report::check_comparison_folder(*options.out); !free) {
      return free;
    }
  }
  auto const standard = standard::load(options.standard, kinds::Kinds::built_in());
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  auto const town = open_town(options.before, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  auto const& before = town->city();
  auto const before_edits = town->street_edits(std::nullopt);
  auto after = after_of(options, *town, console, progress);
  if (!after) {
    return hand_on(after);
  }
  after->city.name = options.title.empty() ? after->city.name : options.title;
  auto const comparison =
      compare::compare({before, before_edits}, {after->city, after->street_edits}, *standard, options.asked, progress);
  if (!comparison) {
    return tl::unexpected<Error>{comparison.error()};
  }
  ComparedStates const states{options, {before, after->city, *comparison}, after->edits};
  if (options.out) {
    if (auto written = write(states, console, progress); !written) {
      return written;
    }
  }
  return tell(states, watch, console);
}

}  // namespace linquan::cli
