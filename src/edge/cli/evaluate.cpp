#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <span>

#include "commands.h"
#include "edited.h"
#include "evaluate_told.h"
#include "linquan/city/file.h"
#include "linquan/kinds/kinds.h"
#include "linquan/report/report.h"
#include "linquan/siting/remedies.h"
#include "measure.h"

namespace linquan::cli {

namespace {

/// Of the gaps that are told; a report tells all.
Result<void> find_remedies(city::City const& city, EvaluateOptions const& options,
                           standard::EvaluateOptions const& asked, standard::Evaluation& evaluation,
                           Progress& progress) {
  auto const told = options.out ? evaluation.gaps.size() : std::min(options.gaps, evaluation.gaps.size());
  siting::RemedyRequest request;
  request.asked = {asked.persons.front(), asked.strictness, asked.threads, asked.edits};
  return siting::add_remedies(city, evaluation.standard, std::span{evaluation.gaps}.first(told), request, progress);
}

}  // namespace

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
  auto evaluation = standard::evaluate(*city, *standard, asked, progress);
  if (!evaluation) {
    return hand_on(evaluation);
  }
  if (auto found = find_remedies(*city, options, asked, *evaluation, progress); !found) {
    return found;
  }
  if (options.out) {
    report::Subject const subject{*city, *evaluation, console.messages};
    if (auto written = report::write_evaluation(subject, *options.out, options.asked.threads, progress); !written) {
      return written;
    }
  }
  Evaluated const evaluated{*city, options, *evaluation};
  if (!console.json) {
    std::fputs(text_of(evaluated, console.messages).c_str(), console.out);
    return {};
  }
  auto object = json_of(evaluated, console.messages);
  object["seconds"] = watch.seconds();
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
