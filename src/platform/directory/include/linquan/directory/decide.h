#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/directory/approval.h"
#include "linquan/directory/entry.h"
#include "linquan/identity/ids.h"
#include "linquan/identity/rights.h"
#include "linquan/identity/sign_in.h"
#include "linquan/kinds/kinds.h"

namespace linquan::directory {

/// Who asks, and what they may do.
struct Actor {
  identity::AccountId account;
  std::vector<identity::Grant> grants;
};

/// A new outlet: all of its entry but confirmation, owner and origins, which follow from who adds it.
struct Add {
  Entry entry;
  identity::Place place;
};
/// Fields of `to` that differ are changed; places only by Move, hours also by SetHours, the state by Close and Reopen.
struct Correct {
  Entry to;
};
struct Move {
  std::vector<Stand> stands;
  std::string address;
  std::string community;
  identity::Place place;  ///< where it then stands
};
struct Close {};
struct Reopen {};
/// Of one stand, or of all.
struct SetHours {
  std::optional<std::size_t> stand;
  std::optional<hours::Hours> hours;
};
/// "It is still so."
struct Confirm {};
/// "This is my shop": the asker becomes its owner once it is approved.
struct Claim {};
/// Takes back what one version did, as long as what it made still stands. The store fills in `made` and `before`.
struct Undo {
  std::uint64_t version = 0;
  std::optional<Entry> made;
  std::optional<Entry> before;                ///< nullopt: the version added the outlet
  std::optional<identity::Place> place = {};  ///< where it stood before, if elsewhere
};
using Command = std::variant<Add, Correct, Move, Close, Reopen, SetHours, Confirm, Claim, Undo>;

std::string_view name_of(Command const& command);

/// What a command comes to: the entry as it then is, at once or once approved.
struct Change {
  std::string command;
  std::optional<Entry> entry;  ///< nullopt: an addition was undone
  std::vector<Field> fields;   ///< that it changes
  std::optional<std::uint64_t> undoes;
  bool waits = false;  ///< for approval
  friend bool operator==(Change const&, Change const&) = default;
};

/// An outlet, and where it lies; no entry where there is none, or none any more.
struct Subject {
  std::optional<Entry> entry;
  identity::Place place;
};

/// The one decision: the same question always has the same answer. `today` is the date on the city's calendars.
///
/// not_found   `outlet_unknown`
/// conflict    `directory_there` (Add of one that is there), `directory_closed` (what wants an open one),
///             `directory_closed_already` (Close), `directory_open` (Reopen), `directory_claimed`,
///             `directory_claimed_own`, `directory_undo_late`: what the version made was changed
/// usage       `directory_no_change`; `directory_stand` {stand}: it has no such stand
/// forbidden   `not_allowed`
/// bad_input   what checked() refuses
Result<Change> decide(Subject const& subject, Command const& command, Actor const& actor, std::chrono::sys_days today,
                      kinds::Kinds const& kinds);

/// A change that waited, brought to what the outlet has become since: other fields may have changed, these may not.
///
/// conflict    `directory_overtaken` {fields}
Result<Entry> approved(std::optional<Entry> const& base, std::optional<Entry> const& now, Change const& change);

}  // namespace linquan::directory
