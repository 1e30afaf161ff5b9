#include "linquan/siting/solve.h"

#include <algorithm>
#include <string>
#include <utility>

#include "draft.h"
#include "exact.h"
#include "linquan/base/limits.h"
#include "problem.h"
#include "schedule.h"
#include "search.h"
#include "watch.h"

namespace linquan::siting {
namespace {

bool is_empty(Budget const& budget) {
  bool const none = !budget.count && !budget.cost && !budget.per_day;
  return none || budget.count == 0U || (budget.cost && *budget.cost <= 0) || budget.per_day == 0U;
}

/// Stops adding beyond the limit, so that nothing overflows.
std::int64_t weight_of(Coverage const& coverage) {
  std::int64_t all = 0;
  for (auto const weight : coverage.weights) {
    all += std::min(weight, limits::site_weight + 1);
    if (all > limits::site_weight) {
      break;
    }
  }
  return all;
}

/// What was found, in the coverage's numbers, in the order of building.
Solution as_solution(Problem const& problem, Found const& found, std::int64_t bound) {
  Solution solution;
  std::vector<Days> days;
  for (auto const& [option, gained] : in_order(problem, found.chosen)) {
    solution.chosen.push_back(problem.origin[option]);
    solution.gained.push_back(gained);
    solution.served += gained;
    days.push_back(problem.options[option].days);
  }
  if (problem.per_day != 0) {
    solution.day = schedule(days);
  }
  solution.bound = bound;
  solution.optimal = solution.served == bound;
  return solution;
}

}  // namespace

Result<Solution> solve(Coverage const& coverage, Budget const& budget, SolveOptions const& options,
                       Progress& progress) {
  if (is_empty(budget)) {
    return refuse(ErrorKind::bad_input, "budget_empty");
  }
  if (auto const weight = weight_of(coverage); weight > limits::site_weight) {
    return refuse(ErrorKind::bad_input, "site_weight_large",
                  {{"weight", std::to_string(weight)}, {"limit", std::to_string(limits::site_weight)}});
  }
  Watch watch{options.time_limit, progress};
  Watch search_watch{options.exact ? options.time_limit / 3 : options.time_limit, progress};
  auto const problem = prepare(coverage, budget);
  if (auto const entries = exact_entries(problem); options.exact && entries > limits::site_exact_entries) {
    return refuse(ErrorKind::bad_input, "site_exact_large",
                  {{"entries", std::to_string(entries)}, {"limit", std::to_string(limits::site_exact_entries)}});
  }
  Search search{problem, options.threads, search_watch};
  search.run();
  auto best = search.best();
  auto bound = search.bound();
  if (options.exact && best.served < bound && !watch.over()) {
    progress.step("step_site_exact", 0);
    auto exact = find_exactly(problem, best, watch);
    best = std::move(exact.found);
    bound = exact.proven ? best.served : bound;
  }
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  auto solution = as_solution(problem, best, bound);
  solution.out_of_time = (options.exact ? watch : search_watch).was_over() && !solution.optimal;
  return solution;
}

}  // namespace linquan::siting
