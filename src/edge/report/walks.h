#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "linquan/report/subject.h"

namespace linquan::report {

/// People whose need a rule is, by how far the nearest outlet is.
struct Walks {
  std::vector<Millipersons> steps;  ///< [i]: more than i steps and at most i + 1; the first one begins with 0
  Millipersons beyond;              ///< none within the last step
  Millipersons unknown;             ///< of them nobody knows
  [[nodiscard]] Millipersons all() const;
};

/// One minute, or 100 m: a step of Walks in tenths of the rule's unit.
inline constexpr reach::Tenths step_seconds = 600;
inline constexpr reach::Tenths step_metres = 1'000;
constexpr reach::Tenths step_of(reach::Unit unit) {
  return unit == reach::Unit::seconds ? step_seconds : step_metres;
}

Walks walks_of(Subject const& subject, std::size_t rule, std::size_t steps);

/// Half of the people whose need a rule is walk at most so far, in minutes or metres; nullopt where the one in the
/// middle has no outlet within the horizon, or nobody knows of any.
std::optional<double> median_walk(Subject const& subject, std::size_t rule);

}  // namespace linquan::report
