#include "walks.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "linquan/reach/catchment.h"
#include "linquan/report/phrases.h"

namespace linquan::report {
namespace {

/// The first step holds a walk of nothing at all; each one ends with its limit.
std::size_t step_number(reach::Tenths walk, reach::Tenths step) {
  return walk == 0 ? 0 : static_cast<std::size_t>((walk - 1) / step);
}

}  // namespace

Millipersons Walks::all() const {
  auto sum = beyond + unknown;
  for (auto const people : steps) {
    sum += people;
  }
  return sum;
}

Walks walks_of(Subject const& subject, std::size_t rule, std::size_t steps) {
  auto const& asked = subject.standard().rules[rule];
  auto const& finding = subject.findings().rules[rule];
  Walks walks{std::vector<Millipersons>(steps), {}, {}};
  for (std::size_t home = 0; home < subject.city.homes.size(); ++home) {
    auto const people = reach::people_of(subject.city.homes[home].people, asked.people);
    auto const walk = finding.nearest[home];
    auto const step = step_number(walk, step_of(asked.unit));
    if (walk != reach::absent && step < steps) {
      walks.steps[step] += people;
    } else if (walk == reach::absent && finding.verdicts[home] == standard::Verdict::unknown) {
      walks.unknown += people;
    } else {
      walks.beyond += people;
    }
  }
  return walks;
}

std::optional<double> median_walk(Subject const& subject, std::size_t rule) {
  auto const& asked = subject.standard().rules[rule];
  auto const& finding = subject.findings().rules[rule];
  std::vector<std::pair<reach::Tenths, std::int64_t>> walks;
  std::int64_t all = 0;
  for (std::size_t home = 0; home < subject.city.homes.size(); ++home) {
    auto const people = reach::people_of(subject.city.homes[home].people, asked.people).count;
    if (people > 0 &&
        (finding.nearest[home] != reach::absent || finding.verdicts[home] != standard::Verdict::unknown)) {
      walks.emplace_back(finding.nearest[home], people);
      all += people;
    }
  }
  std::ranges::sort(walks);
  std::int64_t before = 0;
  for (auto const& [walk, people] : walks) {
    before += people;
    if (2 * before >= all) {
      return walk == reach::absent ? std::nullopt : std::optional{walk_value(walk, asked.unit)};
    }
  }
  return std::nullopt;
}

}  // namespace linquan::report
