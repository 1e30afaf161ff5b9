#include "measures.h"

#include <algorithm>

#include "linquan/compare/inventory.h"

namespace linquan::compare {
namespace {

using standard::Verdict;

/// A home in one state, for one measure.
struct Side {
  std::uint32_t row = 0;
  Verdict verdict = Verdict::unknown;
  Millipersons people;
};

/// Sorts the people of a home that is in both states into flows.
void add_both(std::vector<Flow>& flows, std::size_t measures, std::size_t measure, Side const& before,
              Side const& after) {
  auto const flow = [&](std::uint32_t row) -> Flow& { return flows[row * measures + measure]; };
  auto const was = before.verdict == Verdict::met;
  auto const is = after.verdict == Verdict::met;
  auto const stayed = std::min(before.people, after.people);
  if (is && !was) {
    auto& to = flow(after.row);
    (before.verdict == Verdict::unmet ? to.gained : to.now_known) += stayed;
  } else if (was && !is) {
    auto& from = flow(before.row);
    (after.verdict == Verdict::unmet ? from.lost : from.now_unknown) += stayed;
  } else if (was && before.row != after.row) {
    flow(before.row).moved += Millipersons{-stayed.count};
    flow(after.row).moved += stayed;
  }
  if (is) {
    flow(after.row).moved += after.people - stayed;
  }
  if (was) {
    flow(before.row).moved += stayed - before.people;
  }
}

}  // namespace

Tallies::Tallies(Rows const& rows, Measures const& measures, city::City const& city, standard::Findings const& findings)
    : measures_{measures.count()}, tallies_(rows.size() * measures.count()) {
  auto const numbers = rows.numbers_of(city);
  for (std::size_t home = 0; home < city.homes.size(); ++home) {
    auto const of = rows.of(city.homes[home], numbers);
    for (std::size_t measure = 0; measure < measures_; ++measure) {
      auto const verdict = measures.verdict(findings, measure, home);
      auto const people = measures.people(city.homes[home], measure);
      for (std::size_t slot = 0; slot <= rows.levels().size(); ++slot) {
        tallies_[of.at(slot) * measures_ + measure].add(verdict, people);
      }
    }
  }
}

standard::Needs Tallies::needs(std::uint32_t row, standard::Standard const& standard) const {
  standard::Needs needs;
  for (std::size_t rule = 0; rule < standard.rules.size(); ++rule) {
    auto const& tally = at(row, rule);
    auto const weight = std::int64_t{standard.rules[rule].weight};
    needs.met += tally.met.count * weight;
    needs.unmet += tally.unmet.count * weight;
    needs.unknown += tally.unknown.count * weight;
  }
  return needs;
}

std::vector<Flow> flows_between(Found const& before, Found const& after, Rows const& rows, Measures const& measures) {
  auto const count = measures.count();
  std::vector<Flow> flows(rows.size() * count);
  auto const numbers_before = rows.numbers_of(before.city);
  auto const numbers_after = rows.numbers_of(after.city);
  auto const slots = rows.levels().size() + 1;
  auto const side = [&](Found const& state, std::uint32_t home, std::size_t measure, std::uint32_t row) {
    return Side{row, measures.verdict(state.findings, measure, home), measures.people(state.city.homes[home], measure)};
  };
  auto const visit = [&](auto const& add_slot) {
    for (std::size_t measure = 0; measure < count; ++measure) {
      for (std::size_t slot = 0; slot < slots; ++slot) {
        add_slot(measure, slot);
      }
    }
  };
  side_by_side(
      before.city.homes, after.city.homes,
      [&](std::uint32_t i) {
        auto const of = rows.of(before.city.homes[i], numbers_before);
        visit([&](std::size_t measure, std::size_t slot) {
          auto const gone = side(before, i, measure, of.at(slot));
          add_both(flows, count, measure, gone, {gone.row, gone.verdict, {}});
        });
      },
      [&](std::uint32_t j) {
        auto const of = rows.of(after.city.homes[j], numbers_after);
        visit([&](std::size_t measure, std::size_t slot) {
          auto const fresh = side(after, j, measure, of.at(slot));
          add_both(flows, count, measure, {fresh.row, fresh.verdict, {}}, fresh);
        });
      },
      [&](std::uint32_t i, std::uint32_t j) {
        auto const was = rows.of(before.city.homes[i], numbers_before);
        auto const is = rows.of(after.city.homes[j], numbers_after);
        visit([&](std::size_t measure, std::size_t slot) {
          add_both(flows, count, measure, side(before, i, measure, was.at(slot)), side(after, j, measure, is.at(slot)));
        });
      });
  return flows;
}

}  // namespace linquan::compare
