#include "exact.h"

#include <CbcEventHandler.hpp>
#include <CbcHeuristic.hpp>
#include <CbcModel.hpp>
#include <CglClique.hpp>
#include <CglKnapsackCover.hpp>
#include <CglMixedIntegerRounding2.hpp>
#include <CglProbing.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <chrono>
#include <vector>

namespace linquan::siting {
namespace {

constexpr double tolerance = 1e-9;
constexpr double half = 0.5;
constexpr double nearly_one = 0.9;

/// Tells CBC to end when the watch says so.
class Stops final : public CbcEventHandler {
 public:
  explicit Stops(Watch& watch) : watch_{&watch} {}
  Stops(Stops const&) = default;
  Stops& operator=(Stops const&) = default;
  Stops(Stops&&) = default;
  Stops& operator=(Stops&&) = default;
  ~Stops() override = default;

  CbcAction event(CbcEvent /*which*/) override { return watch_->over() ? stop : noAction; }
  [[nodiscard]] CbcEventHandler* clone() const override { return new Stops{*this}; }

 private:
  Watch* watch_;
};

/// The problem as rows and columns: first a column for each option (chosen or not), then what is served.
class Model {
 public:
  explicit Model(Problem const& problem);

  void load(OsiClpSolverInterface& solver) const;

 private:
  int column(double worth, double most) {
    worth_.push_back(-worth);  // CBC minimises
    most_.push_back(most);
    return static_cast<int>(worth_.size()) - 1;
  }
  /// Begins a row: the entries that follow sum to at most `most`.
  void row(double most) {
    first_.push_back(static_cast<int>(columns_.size()));
    sum_.push_back(most);
  }
  void entry(std::uint32_t column, double value) {
    columns_.push_back(static_cast<int>(column));
    values_.push_back(value);
  }
  void budget(Problem const& problem);
  void rivals(Problem const& problem);
  void days(Problem const& problem);
  void demands(Problem const& problem);
  void flows(Problem const& problem);

  std::uint32_t options_;
  std::vector<double> worth_, most_;  // by column
  std::vector<int> first_, columns_;
  std::vector<double> values_, sum_;
};

Model::Model(Problem const& problem) : options_{problem.option_count()} {
  for (OptionIndex i = 0; i < options_; ++i) {
    column(0, 1);
  }
  budget(problem);
  rivals(problem);
  if (problem.per_day != 0) {
    days(problem);
  }
  if (problem.with_capacity) {
    flows(problem);
  } else {
    demands(problem);
  }
}

void Model::budget(Problem const& problem) {
  row(problem.count);
  for (OptionIndex i = 0; i < options_; ++i) {
    entry(i, 1);
  }
  if (problem.cost >= 0) {
    row(static_cast<double>(problem.cost));
    for (OptionIndex i = 0; i < options_; ++i) {
      entry(i, static_cast<double>(problem.options[i].cost));
    }
  }
}

void Model::rivals(Problem const& problem) {
  std::vector<std::vector<OptionIndex>> at(problem.places);
  for (OptionIndex i = 0; i < options_; ++i) {
    at[problem.options[i].place].push_back(i);
    for (auto const other : problem.apart.of(i)) {
      if (i < other) {
        row(1);
        entry(i, 1);
        entry(other, 1);
      }
    }
  }
  for (auto const& options : at) {
    if (options.size() > 1) {
      row(1);
      for (auto const i : options) {
        entry(i, 1);
      }
    }
  }
}

/// A chosen option is visited, in parts if need be, on its days: whole choices then also have a plan of whole visits.
void Model::days(Problem const& problem) {
  std::vector<std::vector<std::uint32_t>> visits(7);
  for (OptionIndex i = 0; i < options_; ++i) {
    auto const first = worth_.size();
    for (unsigned day = 0; day < visits.size(); ++day) {
      if (on(problem.options[i].days, day)) {
        visits[day].push_back(static_cast<std::uint32_t>(column(0, 1)));
      }
    }
    row(0);
    entry(i, 1);
    for (auto visit = first; visit < worth_.size(); ++visit) {
      entry(static_cast<std::uint32_t>(visit), -1);
    }
  }
  for (auto const& day : visits) {
    row(problem.per_day);
    for (auto const visit : day) {
      entry(visit, 1);
    }
  }
}

/// A demand is served as far as options that cover it are chosen.
void Model::demands(Problem const& problem) {
  auto const covering = turned(problem.covered, problem.demand_count());
  for (DemandIndex j = 0; j < problem.demand_count(); ++j) {
    auto const served = column(static_cast<double>(problem.weights[j]), 1);
    row(0);
    entry(static_cast<std::uint32_t>(served), 1);
    for (auto const i : covering.of(j)) {
      entry(i, -1);
    }
  }
}

/// Each option serves so much of each demand: not more than the demand, and all together not more than its capacity.
void Model::flows(Problem const& problem) {
  std::vector<std::vector<std::uint32_t>> parts(problem.demand_count());
  for (OptionIndex i = 0; i < options_; ++i) {
    auto const first = static_cast<std::uint32_t>(worth_.size());
    double all = 0;
    for (auto const j : problem.covered.of(i)) {
      auto const weight = static_cast<double>(problem.weights[j]);
      auto const part = static_cast<std::uint32_t>(column(1, weight));
      parts[j].push_back(part);
      all += weight;
      row(0);
      entry(part, 1);
      entry(i, -weight);
    }
    auto const capacity = problem.options[i].capacity;
    row(0);
    entry(i, capacity == 0 ? -all : -static_cast<double>(capacity));
    for (auto part = first; part < worth_.size(); ++part) {
      entry(part, 1);
    }
  }
  for (DemandIndex j = 0; j < problem.demand_count(); ++j) {
    row(static_cast<double>(problem.weights[j]));
    for (auto const part : parts[j]) {
      entry(part, 1);
    }
  }
}

void Model::load(OsiClpSolverInterface& solver) const {
  auto starts = first_;
  starts.push_back(static_cast<int>(columns_.size()));
  std::vector<int> lengths;
  for (std::size_t r = 0; r < first_.size(); ++r) {
    lengths.push_back(starts[r + 1] - starts[r]);
  }
  CoinPackedMatrix const matrix{false,
                                static_cast<int>(worth_.size()),
                                static_cast<int>(first_.size()),
                                static_cast<int>(columns_.size()),
                                values_.data(),
                                columns_.data(),
                                starts.data(),
                                lengths.data()};
  std::vector<double> const zero(worth_.size(), 0);
  std::vector<double> const least(first_.size(), -solver.getInfinity());
  solver.loadProblem(matrix, zero.data(), most_.data(), worth_.data(), least.data(), sum_.data());
  for (OptionIndex i = 0; i < options_; ++i) {
    solver.setInteger(static_cast<int>(i));
  }
}

void set_up(CbcModel& model, Watch& watch) {
  CglProbing probing;
  CglKnapsackCover knapsack;
  CglClique clique;
  CglMixedIntegerRounding2 rounding;
  clique.setStarCliqueReport(false);
  clique.setRowCliqueReport(false);
  model.addCutGenerator(&probing, -1, "probing");
  model.addCutGenerator(&knapsack, -1, "knapsack");
  model.addCutGenerator(&clique, -1, "clique");
  model.addCutGenerator(&rounding, -1, "rounding");
  CbcRounding heuristic{model};
  model.addHeuristic(&heuristic);
  model.setAllowableGap(0);
  model.setAllowableFractionGap(0);
  model.setIntegerTolerance(tolerance);
  model.setCutoffIncrement(nearly_one);  // what is served is a whole number
  model.setUseElapsedTime(true);
  model.setMaximumSeconds(std::max(0.0, std::chrono::duration<double>(watch.left()).count()));
  Stops stops{watch};
  model.passInEventHandler(&stops);
}

}  // namespace

std::size_t exact_entries(Problem const& problem) {
  auto const options = std::size_t{problem.option_count()};
  auto const budget = options * (problem.cost >= 0 ? 3 : 2) + problem.apart.items.size();
  auto const days = problem.per_day != 0 ? options * 15 : 0;
  auto const served = problem.covered.items.size() * (problem.with_capacity ? 4 : 1) + problem.demand_count();
  return budget + days + served;
}

Exact find_exactly(Problem const& problem, Found const& known, Watch& watch) {
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.setDblParam(OsiPrimalTolerance, tolerance);
  solver.setDblParam(OsiDualTolerance, tolerance);
  solver.getModelPtr()->setMaximumWallSeconds(std::max(0.0, std::chrono::duration<double>(watch.left()).count()));
  Model{problem}.load(solver);
  CbcModel model{solver};
  model.setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  set_up(model, watch);
  // Only what serves more than what is known is looked for.
  model.setCutoff(-static_cast<double>(known.served) - half);
  model.initialSolve();
  model.branchAndBound();
  Exact exact{known, model.isProvenOptimal() || model.isProvenInfeasible()};
  auto const* const values = model.bestSolution();
  if (values == nullptr) {
    return exact;
  }
  Draft draft{problem};
  for (OptionIndex i = 0; i < problem.option_count(); ++i) {
    if (values[i] > half && draft.choice().may_add(i)) {
      draft.add(i);
    }
  }
  if (draft.serving().served() > known.served) {
    exact.found = draft.found();
  } else {
    exact.proven = false;  // CBC says better, our own count says not: nothing is proven
  }
  return exact;
}

}  // namespace linquan::siting
