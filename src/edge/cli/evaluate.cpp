#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "edited.h"
#include "evaluate_told.h"
#include "figures.h"
#include "linquan/answers/scenario_name.h"
#include "linquan/kinds/kinds.h"
#include "linquan/report/report.h"
#include "linquan/siting/remedies.h"
#include "linquan/siting/wants.h"
#include "measure.h"
#include "opened.h"

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

/// Gaps of living circles with what would change them, for the circles' pages; nothing where the gaps are theirs
/// anyway, where there are no circles, or no report.
Result<std::vector<standard::Gap>> circle_gaps(city::City const& city, EvaluateOptions const& options,
                                               standard::EvaluateOptions const& asked,
                                               standard::Evaluation const& evaluation, Progress& progress) {
  using enum city::AreaLevel;
  auto const is_circle = [](city::Area const& area) { return area.level == living_circle; };
  if (!options.out || evaluation.level == living_circle || std::ranges::none_of(city.areas, is_circle)) {
    return std::vector<standard::Gap>{};
  }
  auto gaps =
      standard::gaps(city, evaluation.standard, evaluation.persons.front().findings, living_circle, asked.threads);
  // Who lives in no circle has no page.
  std::erase_if(gaps, [](standard::Gap const& gap) { return gap.area == walk::none; });
  siting::RemedyRequest request;
  request.asked = {asked.persons.front(), asked.strictness, asked.threads, asked.edits};
  if (auto found = siting::add_remedies(city, evaluation.standard, gaps, request, progress); !found) {
    return hand_on(found);
  }
  return gaps;
}

/// What was looked for, and where it should be.
struct Placed {
  siting::SiteRequest request;
  siting::Plan plan;
};

/// For the musts with gaps: at the candidates, or on street fronts where the city has none, and by outlets that may
/// take a kind on. Nothing where none are asked for, or no must can be met by one outlet more.
Result<std::optional<Placed>> place_sites(city::City const& city, EvaluateOptions const& options,
                                          standard::Evaluation const& evaluation, Progress& progress) {
  Placed placed{siting::request_of(evaluation), {}};
  if (options.sites == 0 || placed.request.wants.empty()) {
    return std::optional<Placed>{};
  }
  placed.request.budget.count = options.sites;
  placed.request.solve.threads = options.asked.threads;
  placed.request.spots.outlets = true;
  placed.request.spots.streets = city.candidates.empty();
  auto plan = siting::plan_sites(city, placed.request, progress);
  if (!plan) {
    return hand_on(plan);
  }
  placed.plan = *std::move(plan);
  return std::optional{std::move(placed)};
}

Result<void> write_reports(city::City const& city, EvaluateOptions const& options,
                           standard::EvaluateOptions const& asked, standard::Evaluation const& evaluation,
                           std::optional<Placed> const& placed, Console const& console, Progress& progress) {
  auto const circles = circle_gaps(city, options, asked, evaluation, progress);
  if (!circles) {
    return tl::unexpected<Error>{circles.error()};
  }
  std::optional<report::Sites> sites;
  if (placed) {
    sites.emplace(report::Sites{placed->plan, placed->request.wants});
  }
  report::Subject const subject{city, evaluation, console.messages, sites ? &*sites : nullptr};
  return report::write_evaluation(subject, *options.out, asked.threads, progress, *circles);
}

std::string told_text(Evaluated const& evaluated, EvaluateOptions const& options, Edited const& edited,
                      Sited const* sited, Messages const& messages) {
  std::string text;
  if (!edited.file.empty()) {
    text = messages.say("evaluate_scenario", {{"scenario", edited.name}, {"file", edited.file}}) + '\n';
  }
  text += text_of(evaluated, sited, messages);
  if (auto const left = siting::musts_left(evaluated.evaluation); options.sites > 0 && left > 0) {
    text += '\n' + messages.say("evaluate_musts_left", {{"count", grouped(left)}}) + '\n';
  }
  if (options.out) {
    text += '\n' + messages.say("report_written", {{"folder", options.out->string()}}) + '\n';
  }
  return text;
}

}  // namespace

Result<void> run_evaluate(EvaluateOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  if (options.out) {
    if (auto free = report::check_evaluation_folder(*options.out); !free) {
      return free;
    }
  }
  auto const standard = standard::load(options.standard, kinds::Kinds::built_in());
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  auto const town = open_town(options.city, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  auto city = town->city();
  city.name = options.title.empty() ? city.name : options.title;
  auto const edits = make_edits(options.scenario, city);
  if (!edits) {
    return tl::unexpected<Error>{edits.error()};
  }
  auto asked = options.asked;
  // The directory's gates and streets first: a scenario may open again what is closed.
  auto street_edits = town->street_edits(std::nullopt);
  street_edits.insert(street_edits.end(), edits->edits.begin(), edits->edits.end());
  asked.edits = street_edits;
  if (!edits->file.empty()) {
    answers::name_scenario(city, {edits->name, edits->file}, console.messages);
  }
  auto evaluation = standard::evaluate(city, *standard, asked, progress);
  if (!evaluation) {
    return hand_on(evaluation);
  }
  if (auto found = find_remedies(city, options, asked, *evaluation, progress); !found) {
    return found;
  }
  auto const placed = place_sites(city, options, *evaluation, progress);
  if (!placed) {
    return tl::unexpected<Error>{placed.error()};
  }
  if (options.out) {
    if (auto done = write_reports(city, options, asked, *evaluation, *placed, console, progress); !done) {
      return done;
    }
  }
  std::optional<Sited> sited;
  if (*placed) {
    sited.emplace(Sited{city, (*placed)->request, (*placed)->plan});
  }
  Evaluated const evaluated{city, *evaluation, evaluation->level, evaluation->gaps, options.gaps};
  if (!console.json) {
    std::fputs(told_text(evaluated, options, *edits, sited ? &*sited : nullptr, console.messages).c_str(), console.out);
    return {};
  }
  auto object = json_of(evaluated, console.messages);
  if (!edits->file.empty()) {
    object["scenario"] = {{"name", edits->name}, {"file", edits->file}};
  }
  if (sited) {
    object["sites"] = json_of(*sited, console.messages);
  }
  if (options.sites > 0) {
    object["musts_left"] = siting::musts_left(*evaluation);
  }
  object["engine_seconds"] = evaluation->engine_seconds;
  object["seconds"] = watch.seconds();
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
