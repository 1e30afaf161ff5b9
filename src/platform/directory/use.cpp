#include "linquan/directory/use.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

namespace linquan::directory {
namespace {

/// The command, an Undo with the history that it needs.
Result<Command> prepared(UnitOfWork& work, Outlets& outlets, Asked const& asked) {
  auto const* const undo = std::get_if<Undo>(&asked.command);
  if (undo == nullptr) {
    return asked.command;
  }
  auto known = outlets.undo_of(work, asked.outlet, undo->version);
  if (!known) {
    return hand_on(known);
  }
  known->place = undo->place;
  return Command{std::move(*known)};
}

/// Why what the asker looked at is not what is there. Who was first themselves, by a second tap or on another device,
/// is not told of others.
tl::unexpected<Error> changed_since(UnitOfWork& work, Outlets& outlets, Asked const& asked, Kept const& kept,
                                    Actor const& actor) {
  if (std::holds_alternative<Close>(asked.command) && kept.entry && kept.entry->state == EntryState::closed) {
    return refuse(ErrorKind::conflict, "directory_closed_already");
  }
  auto since = outlets.versions(work, asked.outlet);
  std::erase_if(since, [&](Version const& it) { return it.version <= *asked.seen; });
  auto const own =
      !since.empty() && std::ranges::all_of(since, [&](Version const& it) { return it.made_by == actor.account; });
  return refuse(ErrorKind::conflict, own ? "directory_changed_own" : "directory_changed");
}

}  // namespace

Result<Outcome> carry_out(UnitOfWork& work, Outlets& outlets, Asked const& asked, Actor const& actor,
                          std::chrono::sys_days today, kinds::Kinds const& kinds) {
  auto const adds = std::holds_alternative<Add>(asked.command);
  auto now = outlets.find(work, asked.outlet);
  if (!now && !adds) {
    return hand_on(now);
  }
  auto const kept = now ? std::move(*now) : Kept{};
  if (asked.seen && *asked.seen != kept.version) {
    return changed_since(work, outlets, asked, kept, actor);
  }
  if (std::holds_alternative<Claim>(asked.command) && outlets.claim_waits(work, asked.outlet, actor.account)) {
    return refuse(ErrorKind::conflict, "directory_claim_waits");
  }
  auto const command = prepared(work, outlets, asked);
  if (!command) {
    return tl::unexpected<Error>{command.error()};
  }
  auto change = decide({kept.entry, asked.place}, *command, actor, today, kinds);
  if (!change) {
    return hand_on(change);
  }
  if (change->waits) {
    return Outcome{std::nullopt, outlets.wait(work, asked.outlet, kept.version, *change, actor.account)};
  }
  auto applied = outlets.apply(work, asked.outlet, kept.version, *change, {actor.account});
  return applied ? Result<Outcome>{Outcome{std::move(*applied), std::nullopt}} : hand_on(applied);
}

Result<Kept> approve(UnitOfWork& work, Outlets& outlets, WaitingId id, identity::Place const& place,
                     Actor const& actor) {
  if (auto may = identity::require(actor.grants, identity::Action::approve_change, place); !may) {
    return hand_on(may);
  }
  return outlets.approve(work, id, actor.account);
}

std::vector<Kept> all_kept(UnitOfWork& work, Outlets& outlets) {
  constexpr std::uint64_t page = 1000;
  std::vector<Kept> all;
  OutletId after;
  for (auto full = true; full;) {
    auto some = outlets.all(work, after, page);
    full = some.size() == page;
    for (auto& one : some) {
      after = one.entry->id;
      all.push_back(std::move(one));
    }
  }
  return all;
}

}  // namespace linquan::directory
