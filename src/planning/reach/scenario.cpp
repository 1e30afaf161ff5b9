#include "linquan/reach/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "edits.h"

namespace linquan::reach {
std::shared_ptr<Base const> base_of(std::shared_ptr<city::City const> city, Walker const& walker,
                                    Question const& question, Keep const& keep, Effort const& effort,
                                    Progress& progress) {
  Streets streets{city->streets, walker};
  Homes homes{city->homes, streets};
  auto supply = supply_of(*city, streets, question);
  auto table = all_homes(streets, homes, supply, keep, effort, progress);
  return std::make_shared<Base const>(
      Base{std::move(city), question, {std::move(streets), std::move(homes), std::move(supply), std::move(table)}});
}

Scenario::Scenario(std::shared_ptr<Base const> base) : base_{std::move(base)}, state_{base_->state} {}

city::Outlet const& Scenario::outlet(std::uint32_t number) const {
  auto const& known = base_->city->outlets;
  return number < known.size() ? known[number] : *outlets_[number - known.size()];
}

Result<void> Scenario::add(Edit const& edit, Updater& updater) {
  auto const changes = std::visit(
      [&](auto const& one) {
        using One = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<One, PutOutlet> || std::is_same_v<One, RemoveOutlet>) {
          return changes_of(one);
        } else {
          return street_changes(one, *base_->city, base_->state.streets);
        }
      },
      edit);
  if (!changes) {
    return tl::unexpected<Error>{changes.error()};
  }
  for (auto const& change : *changes) {
    updater.apply(state_, change);
  }
  edits_.push_back(edit);
  return {};
}

Result<Scenario::Changes> Scenario::changes_of(PutOutlet const& edit) {
  auto const number = static_cast<std::uint32_t>(base_->city->outlets.size() + outlets_.size());
  outlets_.push_back(std::make_shared<city::Outlet const>(edit.outlet));
  LeftOut left_out;
  return Changes{PutSite{site_of(edit.outlet, number, state_.streets, base_->question, left_out)}};
}

Result<Scenario::Changes> Scenario::changes_of(RemoveOutlet const& edit) const {
  auto const is_it = [&](city::Outlet const& outlet) { return outlet.id == edit.id; };
  // An outlet that the question leaves out is known all the same.
  if (std::ranges::none_of(base_->city->outlets, is_it) &&
      std::ranges::none_of(outlets_, [&](auto const& it) { return is_it(*it); })) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(edit.id.value())}});
  }
  return Changes{RemoveSite{edit.id}};
}

std::vector<Difference> differences(State const& before, State const& after, ColumnIndex column) {
  std::vector<Difference> all;
  for (std::uint32_t group = 0; group < before.table.group_count(); ++group) {
    if (before.table.block(column, group) == after.table.block(column, group)) {
      continue;
    }
    auto const first = group * lane_count;
    for (Seat seat = first; seat < std::min(first + lane_count, before.homes.seat_count()); ++seat) {
      Difference const one{seat, before.table.nearest(seat, column), after.table.nearest(seat, column)};
      if (one.before != one.after) {
        all.push_back(one);
      }
    }
  }
  return all;
}

}  // namespace linquan::reach
