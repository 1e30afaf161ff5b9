#include "linquan/compare/compare.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "linquan/city/mix.h"
#include "linquan/standard/evaluation.h"
#include "measures.h"
#include "rows.h"
#include "shifts.h"

namespace linquan::compare {
namespace {

constexpr std::size_t bit_of(Factor factor) {
  return std::size_t{1} << static_cast<std::size_t>(factor);
}

bool changes_streets(reach::Edit const& edit) {
  return !std::holds_alternative<reach::PutOutlet>(edit) && !std::holds_alternative<reach::RemoveOutlet>(edit);
}

/// Asks the two states and their mixtures, and sums up.
class Comparer {
 public:
  Comparer(State const& before, State const& after, standard::Standard const& standard, Options const& options)
      : before_{before}, after_{after}, options_{options}, measures_{standard}, rows_{before.city, after.city} {
    comparison_.standard = standard;
    comparison_.person = options.person;
    comparison_.strictness = options.strictness;
    comparison_.inventory = inventory_of(before.city, after.city);
    comparison_.level = options.level.value_or(standard::gap_level(after.city));
    set_changed();
  }

  Result<Comparison> run(Progress& progress) {
    for (std::size_t state = 0; state < tallies_.size(); ++state) {
      if ((state & ~mask_) != 0) {
        continue;
      }
      progress.step("step_compare", 0);
      if (auto asked = ask(state, progress); !asked) {
        return hand_on(asked);
      }
    }
    for (std::size_t state = 0; state < tallies_.size(); ++state) {
      tallies_.at(state) = tallies_.at(state & mask_);
    }
    Found const was{before_.city, *findings_before_};
    Found const is{after_.city, mask_ == 0 ? *findings_before_ : *findings_after_};
    flows_ = flows_between(was, is, rows_, measures_);
    set_areas();
    comparison_.shifts = shifts_of(was, is, rows_, measures_, comparison_.level);
    Explained const states{before_, after_, comparison_.standard, options_, has(Factor::streets)};
    if (auto explained = explain(states, comparison_.shifts, progress); !explained) {
      return hand_on(explained);
    }
    return std::move(comparison_);
  }

 private:
  void set_changed() {
    auto const edited =
        std::ranges::any_of(before_.edits, changes_streets) || std::ranges::any_of(after_.edits, changes_streets);
    auto const set = [&](Factor factor, bool changed) {
      comparison_.changed.at(static_cast<std::size_t>(factor)) = changed;
      mask_ |= changed ? bit_of(factor) : 0;
    };
    set(Factor::streets, edited || !city::same_streets(before_.city, after_.city));
    set(Factor::outlets, !city::same_outlets(before_.city, after_.city));
    set(Factor::population, !city::same_homes(before_.city, after_.city));
  }

  [[nodiscard]] bool has(Factor factor) const { return (mask_ & bit_of(factor)) != 0; }

  [[nodiscard]] State const& source(std::size_t state, Factor factor) const {
    return (state & bit_of(factor)) != 0 ? after_ : before_;
  }

  Result<void> ask(std::size_t state, Progress& progress) {
    if (state == 0 || state == mask_) {
      return ask(state, state == 0 ? before_ : after_, progress);
    }
    auto const& streets = source(state, Factor::streets);
    auto const mixed =
        city::mix({streets.city, source(state, Factor::outlets).city, source(state, Factor::population).city});
    return ask(state, {mixed, streets.edits}, progress);
  }

  Result<void> ask(std::size_t state, State const& asked, Progress& progress) {
    standard::AssessOptions const options{options_.person, options_.strictness, options_.threads, asked.edits};
    auto findings = standard::assess(asked.city, measures_.standard, options, progress);
    if (!findings) {
      return hand_on(findings);
    }
    comparison_.unjoined_max = std::max(comparison_.unjoined_max, findings->not_joined.size());
    tallies_.at(state) = Tallies{rows_, measures_, asked.city, *findings};
    if (state == 0) {
      findings_before_ = std::move(*findings);
    } else if (state == mask_) {
      findings_after_ = std::move(*findings);
    }
    return {};
  }

  [[nodiscard]] RuleChange change(std::uint32_t row, std::size_t measure) const {
    auto const& flow = flows_[row * measures_.count() + measure];
    Mixed met{};
    for (std::size_t state = 0; state < met.size(); ++state) {
      met.at(state) = tallies_.at(state).at(row, measure).met.count;
    }
    return {tallies_.front().at(row, measure),
            tallies_.back().at(row, measure),
            flow.gained,
            flow.lost,
            flow.now_known,
            flow.now_unknown,
            flow.moved,
            split_of(met)};
  }

  [[nodiscard]] AreaChange area(std::uint32_t row) const {
    auto const& standard = measures_.standard;
    AreaChange area;
    area.before = rows_.row(row).before;
    area.after = rows_.row(row).after;
    if (area.before != walk::none || area.after != walk::none) {
      auto const& named = area.after != walk::none ? after_.city.areas[area.after] : before_.city.areas[area.before];
      area.code = named.code;
      area.name = named.name;
    }
    for (std::size_t rule = 0; rule < standard.rules.size(); ++rule) {
      area.rules.push_back(change(row, rule));
    }
    if (standard.round) {
      area.round = change(row, standard.rules.size());
    }
    Mixed met{};
    for (std::size_t state = 0; state < met.size(); ++state) {
      met.at(state) = tallies_.at(state).needs(row, standard).met;
    }
    area.needs_before = tallies_.front().needs(row, standard);
    area.needs_after = tallies_.back().needs(row, standard);
    area.needs = split_of(met);
    area.people_before = people_before_[row];
    area.people_after = people_after_[row];
    return area;
  }

  [[nodiscard]] std::vector<Millipersons> people_by_row(city::City const& city) const {
    std::vector<Millipersons> people(rows_.size());
    auto const numbers = rows_.numbers_of(city);
    for (auto const& home : city.homes) {
      auto const of = rows_.of(home, numbers);
      for (std::size_t slot = 0; slot <= rows_.levels().size(); ++slot) {
        people[of.at(slot)] += home.people.all;
      }
    }
    return people;
  }

  void set_areas() {
    people_before_ = people_by_row(before_.city);
    people_after_ = people_by_row(after_.city);
    comparison_.city = area(0);
    for (auto const& level : rows_.levels()) {
      auto& change = comparison_.levels.emplace_back();
      change.level = level.level;
      for (auto row = level.first; row < level.outside; ++row) {
        change.areas.push_back(area(row));
      }
      change.outside = area(level.outside);
    }
  }

  State before_;
  State after_;
  Options const& options_;
  Measures measures_;
  Rows rows_;
  Comparison comparison_;
  std::size_t mask_ = 0;  ///< bits of the factors that differ
  std::array<Tallies, 8> tallies_;
  std::optional<standard::Findings> findings_before_;
  std::optional<standard::Findings> findings_after_;
  std::vector<Flow> flows_;
  std::vector<Millipersons> people_before_;
  std::vector<Millipersons> people_after_;
};

}  // namespace

Result<Comparison> compare(State const& before, State const& after, standard::Standard const& standard,
                           Options const& options, Progress& progress) {
  if (before.city.kind_ids != after.city.kind_ids) {
    return refuse(ErrorKind::bad_input, "compare_kinds");
  }
  auto const id = [](city::Home const& home) { return home.id; };
  std::set<city::HomeId> known;
  std::ranges::transform(before.city.homes, std::inserter(known, known.end()), id);
  if (!known.empty() && !after.city.homes.empty() &&
      std::ranges::none_of(after.city.homes, [&](city::Home const& home) { return known.contains(home.id); })) {
    return refuse(ErrorKind::bad_input, "compare_nothing_common",
                  {{"before", before.city.name}, {"after", after.city.name}});
  }
  return Comparer{before, after, standard, options}.run(progress);
}

}  // namespace linquan::compare
