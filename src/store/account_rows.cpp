#include "account_rows.h"

#include <optional>

#include "linquan/base/ensure.h"

namespace linquan::store {
namespace {

identity::AccountState state_named(std::string_view name) {
  for (auto const state :
       {identity::AccountState::active, identity::AccountState::suspended, identity::AccountState::deleted}) {
    if (name_of(state) == name) {
      return state;
    }
  }
  broken("an account's state that is none");
}

}  // namespace

std::string_view name_of(identity::AccountState state) {
  switch (state) {
    case identity::AccountState::active:
      return "active";
    case identity::AccountState::suspended:
      return "suspended";
    case identity::AccountState::deleted:
      return "deleted";
  }
  return "deleted";
}

identity::Account account_of(Row const& row) {
  return {row.id<identity::AccountId>(0),
          row.text(1),
          row.maybe_text(2),
          row.maybe_text(3),
          state_named(row.text(5)),
          row.count(4),
          row.instant(6),
          row.maybe_instant(7),
          row.maybe_text(8)};
}

identity::Session session_of(Row const& row) {
  return {row.id<identity::SessionId>(0),
          row.id<identity::AccountId>(1),
          row.text(2),
          row.instant(3),
          row.instant(4),
          row.instant(5),
          row.instant(6),
          row.maybe_instant(7)};
}

identity::Act act_of(Row const& row) {
  auto const behalf = row.has(3) ? std::optional{row.id<identity::AccountId>(3)} : std::nullopt;
  return {
      row.id<identity::ActId>(0), row.instant(1),   row.id<identity::AccountId>(2), behalf, row.text(4), row.text(5),
      row.maybe_text(6),          row.maybe_text(7)};
}

}  // namespace linquan::store
