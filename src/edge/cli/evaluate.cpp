#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "edited.h"
#include "evaluate_told.h"
#include "linquan/city/file.h"
#include "linquan/kinds/kinds.h"
#include "linquan/report/report.h"
#include "measure.h"

namespace linquan::cli {

Result<void> run_evaluate(EvaluateOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  auto const standard = standard::load(options.standard, kinds::Kinds::built_in());
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  progress.step("step_open", 0);
  auto city = city::load(options.city);
  if (!city) {
    return hand_on(city);
  }
  auto const edits = make_edits(options.scenario, *city);
  if (!edits) {
    return tl::unexpected<Error>{edits.error()};
  }
  auto asked = options.asked;
  asked.edits = *edits;
  auto const evaluation = standard::evaluate(*city, *standard, asked, progress);
  if (!evaluation) {
    return tl::unexpected<Error>{evaluation.error()};
  }
  if (options.out) {
    report::Subject const subject{*city, *evaluation, console.messages};
    if (auto written = report::write_evaluation(subject, *options.out, options.asked.threads, progress); !written) {
      return written;
    }
  }
  Evaluated const evaluated{*city, *evaluation, evaluation->level, evaluation->gaps, options.gaps};
  if (!console.json) {
    std::fputs(text_of(evaluated, console.messages).c_str(), console.out);
    return {};
  }
  auto object = json_of(evaluated, console.messages);
  object["engine_seconds"] = evaluation->engine_seconds;
  object["seconds"] = watch.seconds();
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
