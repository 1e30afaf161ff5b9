#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/directory/decide.h"
#include "linquan/directory/entry.h"
#include "linquan/identity/ids.h"

namespace linquan::directory {

using WaitingId = Id<struct WaitingChangeTag>;

/// An outlet as it is, and which of its versions that is.
struct Kept {
  std::uint64_t version = 0;
  std::uint64_t change = 0;    ///< the number of the change that made it so
  std::optional<Entry> entry;  ///< nullopt: its addition was undone
  friend bool operator==(Kept const&, Kept const&) = default;
};

/// One step in an outlet's history.
struct Version {
  OutletId outlet;
  std::uint64_t version = 0;
  std::uint64_t change = 0;
  std::chrono::sys_seconds made_at;
  std::optional<identity::AccountId> made_by;  ///< nullopt: the city file
  std::optional<identity::AccountId> approved_by;
  std::string command;
  std::vector<Field> fields;
  std::optional<std::uint64_t> undoes;
  std::optional<Entry> entry;
  friend bool operator==(Version const&, Version const&) = default;
};

/// A change that somebody asked for.
struct Waiting {
  WaitingId id;
  OutletId outlet;
  std::uint64_t base_version = 0;  ///< 0: the outlet is to be added
  std::chrono::sys_seconds asked_at;
  identity::AccountId asked_by;
  Change change;
  friend bool operator==(Waiting const&, Waiting const&) = default;
};

/// Who made a change, and who approved it.
struct By {
  identity::AccountId account;
  std::optional<identity::AccountId> approver = {};
};

/// What the directory wants stored. Every function belongs to the unit of work that it is given.
class Outlets {
 public:
  Outlets() = default;
  Outlets(Outlets const&) = delete;
  Outlets& operator=(Outlets const&) = delete;
  Outlets(Outlets&&) = delete;
  Outlets& operator=(Outlets&&) = delete;
  virtual ~Outlets() = default;

  /// Version 1 of each of these outlets, as one change: of a city file, or of a newer one what is new in it. How many.
  ///
  /// conflict    `directory_seeded` {id}: it holds that outlet already
  virtual Result<std::uint64_t> seed(UnitOfWork& work, std::vector<Entry> const& entries) = 0;

  /// not_found   `outlet_unknown`
  virtual Result<Kept> find(UnitOfWork& work, OutletId id) = 0;
  /// Stores the change where the outlet is still at `version`, which is 0 for an addition; it is then one further.
  ///
  /// conflict    `directory_changed`: somebody changed it in between
  virtual Result<Kept> apply(UnitOfWork& work, OutletId id, std::uint64_t version, Change const& change, By by) = 0;
  /// What Undo needs to know of a version: what it made, and what was before.
  ///
  /// not_found   `directory_version_unknown` {version}
  virtual Result<Undo> undo_of(UnitOfWork& work, OutletId id, std::uint64_t version) = 0;

  /// Newest first.
  virtual std::vector<Version> versions(UnitOfWork& work, OutletId id) = 0;
  /// By change, then outlet; at most `count` of those after the change `after` and, within the next one, the outlet
  /// `after_outlet`.
  virtual std::vector<Version> changes_after(UnitOfWork& work, std::uint64_t after, OutletId after_outlet,
                                             std::uint64_t count) = 0;
  /// All that are there, by id; at most `count` after `after`.
  virtual std::vector<Kept> all(UnitOfWork& work, OutletId after, std::uint64_t count) = 0;

  /// Keeps a change for whoever may approve it.
  virtual Waiting wait(UnitOfWork& work, OutletId id, std::uint64_t version, Change const& change,
                       identity::AccountId asker) = 0;
  /// Of all communities or of one; oldest first, at most `count` after `after`.
  virtual std::vector<Waiting> waiting(UnitOfWork& work, std::optional<std::string> const& community, WaitingId after,
                                       std::uint64_t count) = 0;
  /// Whether a claim of the outlet by this account waits.
  virtual bool claim_waits(UnitOfWork& work, OutletId id, identity::AccountId asker) = 0;
  /// not_found   `directory_waiting_unknown`: none such, or decided already
  virtual Result<Waiting> find_waiting(UnitOfWork& work, WaitingId id) = 0;
  /// Makes it hold. Whoever calls has checked the right to approve.
  ///
  /// not_found   `directory_waiting_unknown`
  /// forbidden   `directory_own_change`: who asked does not approve
  /// conflict    `directory_overtaken`
  virtual Result<Kept> approve(UnitOfWork& work, WaitingId id, identity::AccountId approver) = 0;
  /// The same, with the opposite outcome.
  virtual Result<void> refuse_waiting(UnitOfWork& work, WaitingId id, identity::AccountId approver) = 0;

  /// The open outlets of a community for whoever goes round, as walk_round() orders them; at most `count`.
  virtual std::vector<Entry> walk_round(UnitOfWork& work, std::string const& community, std::chrono::sys_days today,
                                        std::uint64_t count) = 0;
};

}  // namespace linquan::directory
