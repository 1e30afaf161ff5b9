#include "linquan/siting/solve.h"

#include <numeric>

#include "draft.h"
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
  Watch watch{options.time_limit, progress};
  auto const problem = prepare(coverage, budget);
  Search search{problem, options.threads, watch};
  search.run();
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  auto solution = as_solution(problem, search.best(), search.bound());
  solution.out_of_time = watch.was_over() && !solution.optimal;
  return solution;
}

}  // namespace linquan::siting
