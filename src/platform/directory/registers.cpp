#include "linquan/directory/registers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linquan/directory/use.h"
#include "linquan/text/packed.h"

namespace linquan::directory {
namespace {

constexpr std::array<std::string_view, 7> fate_names{"waiting",  "made",   "asked",    "refused",
                                                     "left_out", "undone", "overtaken"};
constexpr std::array<std::string_view, 6> state_names{"storing", "ready", "applying", "applied", "undoing", "undone"};

tl::unexpected<Error> broken() {
  return refuse(ErrorKind::bad_input, "directory_register_broken");
}

void add(text::Packer& packer, RegisterRow const& row) {
  packer.add(row.line);
  packer.add(row.outlet.value());
  packer.add(row.seen);
  packer.add(row.matched_by);
  packer.add(std::uint64_t{row.moves ? 1U : 0U});
  packer.add(row.fields.size());
  for (auto const field : row.fields) {
    packer.add(name_of(field));
  }
  packer.add(written(row.to));
  packer.add(static_cast<std::uint64_t>(row.fate));
  packer.add(row.version);
  packer.add(row.refusal);
}

bool take_fields(text::Unpacker& unpacker, std::vector<Field>& fields) {
  auto const count = unpacker.number();
  if (!count || *count > all_fields().size()) {
    return false;
  }
  for (std::uint64_t i = 0; i < *count; ++i) {
    auto const field = field_named(unpacker.text().value_or(""));
    if (!field) {
      return false;
    }
    fields.push_back(*field);
  }
  return true;
}

std::optional<RegisterRow> row_in(text::Unpacker& unpacker) {
  RegisterRow row;
  auto const line = unpacker.number();
  auto const outlet = unpacker.number();
  auto const seen = unpacker.number();
  row.matched_by = unpacker.text().value_or("");
  auto const moves = unpacker.number();
  if (!line || *line > UINT32_MAX || !outlet || *outlet > INT64_MAX || !seen || !moves || *moves > 1 ||
      !take_fields(unpacker, row.fields)) {
    return std::nullopt;
  }
  row.line = static_cast<std::uint32_t>(*line);
  row.outlet = OutletId{*outlet};
  row.seen = *seen;
  row.moves = *moves == 1;
  auto entry = entry_from(unpacker.text().value_or(""));
  auto const fate = unpacker.number();
  auto const version = unpacker.number();
  row.refusal = unpacker.text().value_or("");
  if (!entry || !fate || *fate >= fate_names.size() || !version || !unpacker.good()) {
    return std::nullopt;
  }
  row.to = std::move(*entry);
  row.fate = static_cast<RowFate>(*fate);
  row.version = *version;
  return row;
}

/// A "no" that is about one row, and not about the machine.
bool about_the_row(Error const& error) {
  return error.kind != ErrorKind::busy && error.kind != ErrorKind::machine && error.kind != ErrorKind::interrupted;
}

/// A correction of all that differs but the places, which a move has for itself.
Command command_of(RegisterRow const& row, Entry const* now, identity::Place const& place) {
  if (now == nullptr) {
    return Add{row.to, place};
  }
  if (row.moves) {
    return Move{row.to.stands, now->address, row.to.community, place};
  }
  return Correct{row.to};
}

/// The row in its turn: the number of the change that it made, if it made one.
Result<std::optional<std::uint64_t>> carry_out_row(UnitOfWork& work, RegisterPorts const& ports, RegisterRow& row,
                                                   Actor const& actor, std::chrono::sys_days today) {
  auto const fresh = row.seen == 0;
  if (fresh) {
    row.to.id = work.new_id<OutletId>();
  }
  auto const now = fresh ? Result<Kept>{Kept{}} : ports.outlets.find(work, row.outlet);
  auto place = ports.place_of(row.to);
  if (fresh) {
    place.outlet.clear();
  }
  auto const* const there = now && now->entry ? &*now->entry : nullptr;
  auto const from = there == nullptr ? place : ports.place_of(*there);
  auto const seen = fresh ? std::nullopt : std::optional{row.seen};
  auto const outcome =
      carry_out(work, ports.outlets, {row.to.id, from, seen, command_of(row, there, place)}, actor, today, ports.kinds);
  if (!outcome) {
    row.fate = RowFate::refused;
    row.refusal = outcome.error().code;
    return about_the_row(outcome.error()) ? Result<std::optional<std::uint64_t>>{std::nullopt}
                                          : tl::unexpected<Error>{outcome.error()};
  }
  row.outlet = row.to.id;
  row.fate = outcome->kept ? RowFate::made : RowFate::asked;
  row.version = outcome->kept ? outcome->kept->version : 0;
  return outcome->kept ? std::optional{outcome->kept->change} : std::nullopt;
}

Result<std::optional<std::uint64_t>> undo_row(UnitOfWork& work, RegisterPorts const& ports, RegisterRow& row,
                                              Actor const& actor, std::chrono::sys_days today) {
  auto undo = ports.outlets.undo_of(work, row.outlet, row.version);
  if (!undo) {
    return hand_on(undo);
  }
  undo->place = undo->before ? std::optional{ports.place_of(*undo->before)} : std::nullopt;
  auto const place = ports.place_of(undo->made.value_or(row.to));
  auto const outcome =
      carry_out(work, ports.outlets, {row.outlet, place, std::nullopt, std::move(*undo)}, actor, today, ports.kinds);
  if (!outcome) {
    row.fate = RowFate::overtaken;
    row.refusal = outcome.error().code;
    return about_the_row(outcome.error()) ? Result<std::optional<std::uint64_t>>{std::nullopt}
                                          : tl::unexpected<Error>{outcome.error()};
  }
  row.fate = RowFate::undone;
  return std::optional{outcome->kept->change};
}

Result<void> may_apply(Register const& now, Chosen chosen) {
  switch (now.state) {
    case RegisterState::storing:
      return refuse(ErrorKind::conflict, "register_not_ready");
    case RegisterState::ready:
      return {};
    case RegisterState::applying:
      return now.chosen == chosen ? Result<void>{} : refuse(ErrorKind::conflict, "register_chosen");
    case RegisterState::applied:
      return refuse(ErrorKind::conflict, "register_done");
    case RegisterState::undoing:
    case RegisterState::undone:
      break;
  }
  return refuse(ErrorKind::conflict, "register_undone");
}

Result<void> may_undo(Register const& now) {
  switch (now.state) {
    case RegisterState::storing:
      return refuse(ErrorKind::conflict, "register_not_ready");
    case RegisterState::ready:
      return refuse(ErrorKind::conflict, "register_nothing_made");
    case RegisterState::applying:
    case RegisterState::applied:
    case RegisterState::undoing:
      return {};
    case RegisterState::undone:
      break;
  }
  return refuse(ErrorKind::conflict, "register_undone");
}

}  // namespace

std::string_view name_of(RowFate fate) {
  return fate_names.at(static_cast<std::size_t>(fate));
}

std::string_view name_of(RegisterState state) {
  return state_names.at(static_cast<std::size_t>(state));
}

std::optional<RegisterState> register_state_named(std::string_view name) {
  auto const* const found = std::ranges::find(state_names, name);
  return found == state_names.end() ? std::nullopt
                                    : std::optional{static_cast<RegisterState>(found - state_names.begin())};
}

std::string packed(std::vector<RegisterRow> const& rows) {
  text::Packer packer;
  for (auto const& row : rows) {
    add(packer, row);
  }
  return packer.take();
}

Result<std::vector<RegisterRow>> rows_from(std::string_view text) {
  text::Unpacker unpacker{text};
  std::vector<RegisterRow> rows;
  while (!unpacker.done()) {
    auto row = row_in(unpacker);
    if (!row || rows.size() == part_rows) {
      return broken();
    }
    rows.push_back(std::move(*row));
  }
  return rows;
}

Result<Portion> apply_next(UnitOfWork& work, RegisterPorts const& ports, RegisterId id, Chosen chosen,
                           Actor const& actor, std::chrono::sys_days today) {
  auto found = ports.registers.find(work, id, actor.account);
  auto may = found ? may_apply(*found, chosen) : tl::unexpected<Error>{found.error()};
  if (!may) {
    return hand_on(may);
  }
  Portion portion{std::move(*found), std::nullopt};
  auto& now = portion.now;
  now.chosen = chosen;
  auto rows = ports.registers.part(work, id, now.next);
  for (auto& row : rows) {
    if (!(row.seen == 0 ? chosen.added : chosen.changed)) {
      row.fate = RowFate::left_out;
      continue;
    }
    auto change = carry_out_row(work, ports, row, actor, today);
    if (!change) {
      return hand_on(change);
    }
    portion.change = *change ? *change : portion.change;
  }
  if (now.next < now.parts) {
    ports.registers.keep_part(work, id, now.next++, rows);
  }
  now.state = now.next < now.parts ? RegisterState::applying : RegisterState::applied;
  now.expires_at = work.now() + applied_register_kept;
  ports.registers.keep(work, now);
  return portion;
}

Result<Portion> undo_next(UnitOfWork& work, RegisterPorts const& ports, RegisterId id, Actor const& actor,
                          std::chrono::sys_days today) {
  auto found = ports.registers.find(work, id, actor.account);
  auto may = found ? may_undo(*found) : tl::unexpected<Error>{found.error()};
  if (!may) {
    return hand_on(may);
  }
  Portion portion{std::move(*found), std::nullopt};
  auto& now = portion.now;
  if (now.next > 0) {
    auto rows = ports.registers.part(work, id, --now.next);
    for (auto& row : rows) {
      if (row.fate != RowFate::made) {
        continue;
      }
      auto change = undo_row(work, ports, row, actor, today);
      if (!change) {
        return hand_on(change);
      }
      portion.change = *change ? *change : portion.change;
    }
    ports.registers.keep_part(work, id, now.next, rows);
  }
  now.state = now.next > 0 ? RegisterState::undoing : RegisterState::undone;
  ports.registers.keep(work, now);
  return portion;
}

}  // namespace linquan::directory
