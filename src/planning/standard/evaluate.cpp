#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/standard/evaluation.h"

namespace linquan::standard {

city::AreaLevel gap_level(city::City const& city) {
  using enum city::AreaLevel;
  for (auto const level : {community, living_circle, subdistrict, district}) {
    if (std::ranges::any_of(city.areas, [&](city::Area const& area) { return area.level == level; })) {
      return level;
    }
  }
  return community;
}

Result<Evaluation> evaluate(city::City const& city, Standard const& standard, EvaluateOptions const& options,
                            Progress& progress) {
  ensure(!options.persons.empty(), "a city is evaluated for at least one person");
  Evaluation evaluation;
  evaluation.standard = standard;
  evaluation.strictness = options.strictness;
  evaluation.level = options.level.value_or(gap_level(city));
  Evidence const evidence{city, options.strictness};
  for (auto const& person : options.persons) {
    auto const began = std::chrono::steady_clock::now();
    auto findings = assess(city, standard, {person, options.strictness, options.threads, options.edits}, progress);
    if (!findings) {
      return hand_on(findings);
    }
    auto scores = score(city, standard, *findings, evidence, options.threads);
    if (evaluation.persons.empty()) {
      evaluation.gaps = gaps(city, standard, *findings, evaluation.level, options.threads);
      evaluation.engine_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    }
    evaluation.persons.push_back({std::move(*findings), std::move(scores)});
  }
  return evaluation;
}

}  // namespace linquan::standard
