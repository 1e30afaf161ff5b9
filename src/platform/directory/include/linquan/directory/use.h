#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/directory/decide.h"
#include "linquan/directory/outlets.h"
#include "linquan/kinds/kinds.h"

/// What people do with the directory: each of these is one transaction.
namespace linquan::directory {

/// A command with all that it is weighed by.
struct Asked {
  OutletId outlet;
  identity::Place place;              ///< where the outlet lies
  std::optional<std::uint64_t> seen;  ///< the version that the asker looked at; nullopt: whatever it is
  Command command;                    ///< of an Undo only `version` and `place` are looked at
};

/// Exactly one of the two is there.
struct Outcome {
  std::optional<Kept> kept;        ///< it holds
  std::optional<Waiting> waiting;  ///< it waits for approval
};

/// Decides the command and stores what it comes to.
///
/// conflict    `directory_changed`, `directory_changed_own`: the outlet is not at the version that the asker looked at,
///             by somebody else or by themselves; `directory_claim_waits`: they have claimed it already
/// Refuses as decide() and Outlets::undo_of() do.
Result<Outcome> carry_out(UnitOfWork& work, Outlets& outlets, Asked const& asked, Actor const& actor,
                          std::chrono::sys_days today, kinds::Kinds const& kinds);

/// forbidden   `not_allowed`
/// Refuses as Outlets::approve() does.
Result<Kept> approve(UnitOfWork& work, Outlets& outlets, WaitingId id, identity::Place const& place,
                     Actor const& actor);

/// Every outlet that was ever added and not taken back, open or closed, by rising id.
std::vector<Kept> all_kept(UnitOfWork& work, Outlets& outlets);

}  // namespace linquan::directory
