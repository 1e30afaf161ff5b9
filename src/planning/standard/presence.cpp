#include "presence.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace linquan::standard {
namespace {

/// The highest grade whose needs are met, counting so many of the unknown kinds as present.
std::optional<std::uint16_t> grade_of(Standard const& standard, std::span<Presence const> lists, bool unknown_present) {
  std::optional<std::uint16_t> reached;
  for (std::uint16_t i = 0; i < standard.grades.size(); ++i) {
    auto const met = std::ranges::all_of(standard.grades[i].needs, [&](Grade::Need const& need) {
      auto const& presence = lists[need.list];
      auto const& list = standard.lists[need.list];
      auto const missing = list.of > list.kinds.size() ? list.of - list.kinds.size() : std::size_t{0};
      return presence.inside + (unknown_present ? presence.unknown + missing : std::size_t{0}) >= need.at_least;
    });
    if (met) {
      reached = i;
    }
  }
  return reached;
}

}  // namespace

Graded graded(Standard const& standard, std::span<Presence const> lists) {
  auto const low = grade_of(standard, lists, false);
  Graded made;
  made.decidable = !standard.grades.empty() && low == grade_of(standard, lists, true);
  made.grade = made.decidable ? low : std::nullopt;
  return made;
}

}  // namespace linquan::standard
