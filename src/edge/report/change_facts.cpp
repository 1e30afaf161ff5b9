#include "change_facts.h"

#include <algorithm>
#include <cstddef>
#include <map>

#include "linquan/compare/inventory.h"
#include "linquan/report/phrases.h"
#include "linquan/words/change_text.h"

namespace linquan::report {
namespace {

/// The places of what both lists hold, from the one to the other; `walk::none` where it has no partner.
struct Partners {
  std::vector<std::uint32_t> after_of;
  std::vector<std::uint32_t> before_of;
};

Partners partners_of(ChangeSubject const& subject) {
  auto const& before = subject.before().homes;
  auto const& after = subject.after().homes;
  Partners partners{std::vector(before.size(), walk::none), std::vector(after.size(), walk::none)};
  auto const none = [](std::uint32_t) {};
  compare::side_by_side(before, after, none, none, [&](std::uint32_t i, std::uint32_t j) {
    partners.after_of[i] = j;
    partners.before_of[j] = i;
  });
  return partners;
}

}  // namespace

compare::LevelChange const* told_level(ChangeSubject const& subject) {
  auto const& levels = subject.comparison().levels;
  auto const found = std::ranges::find(levels, subject.comparison().level, &compare::LevelChange::level);
  return found == levels.end() ? nullptr : &*found;
}

std::optional<double> share_of(standard::Tally const& tally) {
  return ratio(tally.met.count, (tally.met + tally.unmet).count);
}

std::optional<double> difference(std::optional<double> before, std::optional<double> after) {
  return before && after ? std::optional{*after - *before} : std::nullopt;
}

std::array<double, compare::factor_count> effects_of(compare::Split const& split) {
  using enum compare::Factor;
  return {split.of(streets) / 1000, split.of(outlets) / 1000, split.of(population) / 1000};
}

std::vector<standard::RuleIndex> changed_rules(compare::AreaChange const& area) {
  std::vector<standard::RuleIndex> rules;
  for (std::size_t i = 0; i < area.rules.size(); ++i) {
    if (words::differs(area.rules[i])) {
      rules.push_back(static_cast<standard::RuleIndex>(i));
    }
  }
  return rules;
}

std::vector<ChangedHome> changed_homes(ChangeSubject const& subject) {
  auto const partners = partners_of(subject);
  // Homes are held by rising id, so those after are in that order by their index too.
  std::map<std::uint32_t, ChangedHome> homes;
  for (auto const& shift : subject.comparison().shifts) {
    for (auto const home : shift.homes) {
      auto const after = shift.gained ? home : partners.after_of[home];
      auto& changed = homes[after];
      changed.after = after;
      changed.before = shift.gained ? partners.before_of[home] : home;
      (shift.gained ? changed.gained : changed.lost).push_back(shift.rule);
    }
  }
  std::vector<ChangedHome> list;
  for (auto& [index, home] : homes) {
    std::ranges::sort(home.gained);
    std::ranges::sort(home.lost);
    list.push_back(std::move(home));
  }
  return list;
}

Millipersons people_of(ChangeSubject const& subject, ChangedHome const& home) {
  return std::min(subject.before().homes[home.before].people.all, subject.after().homes[home.after].people.all);
}

std::vector<OutletChange> outlet_changes(ChangeSubject const& subject) {
  using enum OutletChange::What;
  auto const& inventory = subject.comparison().inventory;
  std::vector<OutletChange> changes;
  for (auto const i : inventory.opened) {
    changes.push_back({opened, nullptr, &subject.after().outlets[i]});
  }
  for (auto const i : inventory.closed) {
    changes.push_back({closed, &subject.before().outlets[i], nullptr});
  }
  for (auto const& one : inventory.changed) {
    changes.push_back(
        {one.moved ? moved : offers, &subject.before().outlets[one.before], &subject.after().outlets[one.after]});
  }
  return changes;
}

std::string_view id_of(OutletChange::What what) {
  return std::array<std::string_view, 4>{"opened", "closed", "moved", "offers"}.at(static_cast<std::size_t>(what));
}

std::string what_text(OutletChange::What what, words::Messages const& messages) {
  constexpr std::array codes{"change_opened", "change_closed", "change_moved", "change_offers"};
  return messages.say(codes.at(static_cast<std::size_t>(what)));
}

std::string kind_ids(city::City const& city, city::Outlet const& outlet) {
  std::string ids;
  for (auto const kind : outlet.kinds) {
    ids += (ids.empty() ? "" : ";") + city.kind_ids[kind];
  }
  return ids;
}

std::string_view id_of(compare::Why why) {
  return std::array<std::string_view, 6>{"opened", "closed", "moved", "offers", "streets", "several"}.at(
      static_cast<std::size_t>(why));
}

compare::AreaChange const& area_of(ChangeSubject const& subject, compare::Shift const& shift) {
  auto const* const level = told_level(subject);
  // A city without areas of the level is told as a whole.
  return level == nullptr                   ? subject.comparison().city
         : shift.area < level->areas.size() ? level->areas[shift.area]
                                            : level->outside;
}

}  // namespace linquan::report
