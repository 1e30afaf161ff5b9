#include "linquan/directory/decide.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linquan/directory/check.h"

namespace linquan::directory {
namespace {

/// What every command is weighed with.
struct Case {
  Subject const& subject;
  Actor const& actor;
  std::chrono::sys_days today;
  kinds::Kinds const& kinds;
};

tl::unexpected<Error> not_allowed() {
  return refuse(ErrorKind::forbidden, "not_allowed");
}

/// The role in which the actor changes the field; it becomes the field's source.
std::string role_for(Actor const& actor, Field field, identity::Place const& place) {
  for (auto const& grant : actor.grants) {
    if (verdict({&grant, 1}, field, place) != Verdict::refused) {
      return std::string{identity::name_of(grant.role)};
    }
  }
  return {};
}

/// The change of these fields, weighed at each of the places that it touches.
Result<Change> weighed(Case const& asked, std::string_view command, Entry next, std::vector<Field> fields,
                       std::span<identity::Place const> places) {
  auto least = Verdict::direct;
  for (auto const& place : places) {
    least = std::min(least, verdict(asked.actor.grants, fields, place));
  }
  if (least == Verdict::refused) {
    return not_allowed();
  }
  for (auto const field : fields) {
    next.origins[field] = Origin{role_for(asked.actor, field, places.front()), "city"};
  }
  return Change{std::string{command}, std::move(next), std::move(fields), std::nullopt, least == Verdict::asked};
}

Result<Change> corrected(Case const& asked, std::string_view command, Entry next,
                         std::span<identity::Place const> places) {
  auto const& now = *asked.subject.entry;
  auto const meant = differing(now, next);
  auto entry = checked(std::move(next), meant, asked.kinds);
  if (!entry) {
    return hand_on(entry);
  }
  auto fields = differing(now, *entry);
  if (fields.empty()) {
    return refuse(ErrorKind::usage, "directory_no_change");
  }
  return weighed(asked, command, std::move(*entry), std::move(fields), places);
}

Result<Change> corrected(Case const& asked, std::string_view command, Entry next) {
  return corrected(asked, command, std::move(next), {&asked.subject.place, 1});
}

Result<Change> made(Case const& asked, Add const& add) {
  if (asked.subject.entry) {
    return refuse(ErrorKind::conflict, "directory_there");
  }
  if (auto may = identity::require(asked.actor.grants, identity::Action::correct_map, add.place); !may) {
    return hand_on(may);
  }
  auto entry = checked(add.entry, all_fields(), asked.kinds);
  if (!entry) {
    return hand_on(entry);
  }
  entry->state = EntryState::open;
  entry->owner.reset();
  entry->origins.clear();
  entry->confirmed = Confirmation{asked.today, std::to_string(asked.actor.account.value())};
  auto fields = differing(Entry{}, *entry);
  return weighed(asked, "add", std::move(*entry), std::move(fields), {&add.place, 1});
}

Result<Change> made(Case const& asked, Correct const& correct) {
  auto next = correct.to;
  auto const& now = *asked.subject.entry;
  auto const fields = differing(now, next);
  if (std::ranges::find(fields, Field::places) != fields.end()) {
    return refuse(ErrorKind::usage, "directory_use_move");
  }
  next.id = now.id;
  next.community = now.community;
  next.confirmed = now.confirmed;
  next.owner = now.owner;
  next.origins = now.origins;
  return corrected(asked, "correct", std::move(next));
}

Result<Change> made(Case const& asked, Move const& move) {
  auto next = *asked.subject.entry;
  next.stands = move.stands;
  next.address = move.address;
  next.community = move.community;
  // What stands nowhere is nobody's in particular: whoever may put things there may put it there.
  auto const nowhere = asked.subject.entry->stands.empty() && asked.subject.entry->community.empty();
  std::array const places{nowhere ? move.place : asked.subject.place, move.place};
  return corrected(asked, "move", std::move(next), places);
}

Result<Change> made(Case const& asked, Close const& /*close*/) {
  auto next = *asked.subject.entry;
  if (next.state == EntryState::closed) {
    return refuse(ErrorKind::conflict, "directory_closed_already");
  }
  next.state = EntryState::closed;
  return corrected(asked, "close", std::move(next));
}

Result<Change> made(Case const& asked, Reopen const& /*reopen*/) {
  if (asked.subject.entry->state == EntryState::open) {
    return refuse(ErrorKind::conflict, "directory_open");
  }
  auto next = *asked.subject.entry;
  next.state = EntryState::open;
  return corrected(asked, "reopen", std::move(next));
}

Result<Change> made(Case const& asked, SetHours const& set) {
  auto next = *asked.subject.entry;
  auto const wanted = set.stand.value_or(0);
  if (wanted >= next.stands.size()) {
    return refuse(ErrorKind::usage, "directory_stand", {{"stand", std::to_string(wanted + 1)}});
  }
  for (std::size_t i = 0; i < next.stands.size(); ++i) {
    if (!set.stand || i == wanted) {
      next.stands[i].hours = set.hours;
    }
  }
  return corrected(asked, "set_hours", std::move(next));
}

Result<Change> made(Case const& asked, Confirm const& /*confirm*/) {
  if (auto may = identity::require(asked.actor.grants, identity::Action::confirm_outlet, asked.subject.place); !may) {
    return hand_on(may);
  }
  auto next = *asked.subject.entry;
  next.confirmed = Confirmation{asked.today, std::to_string(asked.actor.account.value())};
  if (next == asked.subject.entry) {
    return refuse(ErrorKind::usage, "directory_no_change");
  }
  return Change{"confirm", std::move(next), {}, std::nullopt, false};
}

Result<Change> made(Case const& asked, Claim const& /*claim*/) {
  auto next = *asked.subject.entry;
  if (next.owner) {
    return refuse(ErrorKind::conflict,
                  next.owner == asked.actor.account.value() ? "directory_claimed_own" : "directory_claimed");
  }
  next.owner = asked.actor.account.value();
  return Change{"claim", std::move(next), {}, std::nullopt, true};
}

/// Whoever could make the change backwards may undo it; what no field tells takes an approver.
Result<Change> made(Case const& asked, Undo const& undo) {
  auto const& now = asked.subject.entry;
  if (undo.made != now) {
    return refuse(ErrorKind::conflict, "directory_undo_late", {{"version", std::to_string(undo.version)}});
  }
  auto fields = now && undo.before ? differing(*now, *undo.before) : std::vector<Field>{};
  auto const& grants = asked.actor.grants;
  auto const& place = asked.subject.place;
  auto const existence = !now || !undo.before;
  auto const confirmation = !existence && fields.empty() && now->owner == undo.before->owner;
  auto const may = existence        ? identity::allowed(grants, identity::Action::correct_map, place)
                   : confirmation   ? identity::allowed(grants, identity::Action::confirm_outlet, place)
                   : fields.empty() ? identity::allowed(grants, identity::Action::approve_change, place)
                                    : verdict(grants, fields, place) == Verdict::direct &&
                                          verdict(grants, fields, undo.place.value_or(place)) == Verdict::direct;
  if (!may) {
    return not_allowed();
  }
  return Change{"undo", undo.before, std::move(fields), undo.version, false};
}

bool wants_open(Command const& command) {
  return std::holds_alternative<Move>(command) || std::holds_alternative<SetHours>(command) ||
         std::holds_alternative<Confirm>(command) || std::holds_alternative<Claim>(command);
}

}  // namespace

std::string_view name_of(Command const& command) {
  static constexpr std::array<std::string_view, std::variant_size_v<Command>> names{
      "add", "correct", "move", "close", "reopen", "set_hours", "confirm", "claim", "undo"};
  return names.at(command.index());
}

Result<Change> decide(Subject const& subject, Command const& command, Actor const& actor, std::chrono::sys_days today,
                      kinds::Kinds const& kinds) {
  auto const alone = std::holds_alternative<Add>(command) || std::holds_alternative<Undo>(command);
  if (!alone && !subject.entry) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", subject.place.outlet}});
  }
  if (wants_open(command) && subject.entry->state == EntryState::closed) {
    return refuse(ErrorKind::conflict, "directory_closed");
  }
  return std::visit([&](auto const& one) { return made({subject, actor, today, kinds}, one); }, command);
}

Result<Entry> approved(std::optional<Entry> const& base, std::optional<Entry> const& now, Change const& change) {
  auto const add = !base && !now && change.entry && change.command == "add";
  if (add) {
    return *change.entry;
  }
  auto const claim = change.command == "claim";
  auto overtaken = std::string{};
  if (base && now) {
    for (auto const field : differing(*base, *now)) {
      if (std::ranges::find(change.fields, field) != change.fields.end()) {
        overtaken += (overtaken.empty() ? "" : ", ") + std::string{name_of(field)};
      }
    }
  }
  if (claim && now && now->owner) {
    return refuse(ErrorKind::conflict, "directory_claimed");
  }
  if (!base || !now || !change.entry || !overtaken.empty()) {
    return refuse(ErrorKind::conflict, "directory_overtaken", {{"fields", overtaken}});
  }
  auto entry = with_fields(*now, *change.entry, change.fields);
  if (claim) {
    entry.owner = change.entry->owner;
  }
  return entry;
}

}  // namespace linquan::directory
