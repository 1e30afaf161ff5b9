#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells.h"
#include "linquan/report/change_subject.h"

namespace linquan::report {

/// People for whom a rule is met ÷ those of whom something is known.
std::optional<double> share_of(standard::Tally const& tally);
/// After less before; nothing where one of them is not known.
std::optional<double> difference(std::optional<double> before, std::optional<double> after);
inline std::optional<double> needs_difference(compare::AreaChange const& area) {
  return difference(area.needs_before.share(), area.needs_after.share());
}

/// Streets, outlets, population: in whole units of what is split, which is kept in thousandths.
std::array<double, compare::factor_count> effects_of(compare::Split const& split);

/// Rules that stand otherwise than before for anybody in an area, in the order of the standard.
std::vector<standard::RuleIndex> changed_rules(compare::AreaChange const& area);

/// A home that gained or lost rules.
struct ChangedHome {
  std::uint32_t before = 0;  ///< indices into the homes of the two cities
  std::uint32_t after = 0;
  std::vector<standard::RuleIndex> gained;  ///< ascending
  std::vector<standard::RuleIndex> lost;
};
/// By rising id.
std::vector<ChangedHome> changed_homes(ChangeSubject const& subject);
/// Of those, who live there in both states.
Millipersons people_of(ChangeSubject const& subject, ChangedHome const& home);

/// An outlet that is otherwise than before.
struct OutletChange {
  enum class What : std::uint8_t { opened, closed, moved, offers };
  What what = What::opened;
  city::Outlet const* before = nullptr;  ///< nullptr where it opened
  city::Outlet const* after = nullptr;   ///< nullptr where it closed
  [[nodiscard]] city::Outlet const& latest() const { return after != nullptr ? *after : *before; }
  [[nodiscard]] city::City const& city(ChangeSubject const& subject) const {
    return after != nullptr ? subject.after() : subject.before();
  }
};
/// Opened, closed, then moved or changed; each by rising id.
std::vector<OutletChange> outlet_changes(ChangeSubject const& subject);
/// "opened", for programs.
std::string_view id_of(OutletChange::What what);
/// "开业", for readers.
std::string what_text(OutletChange::What what, words::Messages const& messages);
/// Ids of its kinds, separated by `;`.
std::string kind_ids(city::City const& city, city::Outlet const& outlet);

/// "why" of a cause, for programs.
std::string_view id_of(compare::Why why);

/// The area of a shift; what lies outside all areas where it has none.
compare::AreaChange const& area_of(ChangeSubject const& subject, compare::Shift const& shift);

}  // namespace linquan::report
