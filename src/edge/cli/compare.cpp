#include <cstdio>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "commands.h"
#include "compare_told.h"
#include "edited.h"
#include "linquan/city/file.h"
#include "linquan/kinds/kinds.h"
#include "lists.h"
#include "measure.h"

namespace linquan::cli {
namespace {

/// The state that is compared with the first one, and its edits of gates and streets.
struct After {
  city::City city;
  std::vector<reach::Edit> edits;
};

Result<After> after_of(CompareOptions const& options, city::City const& before) {
  After after;
  if (options.after) {
    auto loaded = city::load(*options.after);
    if (!loaded) {
      return hand_on(loaded);
    }
    after.city = std::move(*loaded);
    return after;
  }
  after.city = before;
  auto edits = make_edits(options.scenario, after.city);
  if (!edits) {
    return hand_on(edits);
  }
  after.edits = std::move(*edits);
  return after;
}

Result<void> tell(ComparedStates const& states, Stopwatch const& watch, Console const& console) {
  if (auto const& out = states.options.out) {
    if (auto written = write_tables(*out, "compare", sheets_of(states, console.messages)); !written) {
      return written;
    }
  }
  if (!console.json) {
    std::fputs(text_of(states, console.messages).c_str(), console.out);
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
  auto const standard = standard::load(options.standard, kinds::Kinds::built_in());
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  progress.step("step_open", 0);
  auto const before = city::load(options.before);
  if (!before) {
    return tl::unexpected<Error>{before.error()};
  }
  auto const after = after_of(options, *before);
  if (!after) {
    return tl::unexpected<Error>{after.error()};
  }
  auto const comparison = compare::compare({*before}, {after->city, after->edits}, *standard, options.asked, progress);
  if (!comparison) {
    return tl::unexpected<Error>{comparison.error()};
  }
  return tell({options, {*before, after->city, *comparison}, after->edits}, watch, console);
}

}  // namespace linquan::cli
