#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/directory/outlets.h"
#include "linquan/kinds/kinds.h"

/// Registers: tables of many outlets, looked through first and carried out in portions.
namespace linquan::directory {

using RegisterId = Id<struct RegisterTag>;

/// So many rows of a register are carried out in one transaction.
inline constexpr std::size_t part_rows = 100;

/// What became of a row.
enum class RowFate : std::uint8_t {
  waiting,    ///< its turn has not come
  made,       ///< a version holds
  asked,      ///< it waits for approval
  refused,    ///< the directory would not have it; the row says why
  left_out,   ///< its sort was not chosen
  undone,     ///< its version was taken back
  overtaken,  ///< its version does not stand any more, so that it stays
};
std::string_view name_of(RowFate fate);

/// One row that would change something. A row that changes where an outlet stands and something else beside it is two,
/// the move behind the other and never in one part with it: an outlet has one version in each change.
struct RegisterRow {
  std::uint32_t line = 0;  ///< in the file, as its user sees it
  OutletId outlet;         ///< 0: a new one, until it is made
  std::uint64_t seen = 0;  ///< the outlet's version that the row was held against; 0: a new one
  std::string matched_by;  ///< licence, address, place, telephone; empty for a new one
  bool moves = false;      ///< it changes where the outlet stands, and nothing else
  std::vector<Field> fields;
  Entry to;  ///< the outlet as it would then be
  RowFate fate = RowFate::waiting;
  std::uint64_t version = 0;  ///< that it made
  std::string refusal;        ///< the code of why it was refused
  friend bool operator==(RegisterRow const&, RegisterRow const&) = default;
};

/// Rows as they are stored.
std::string packed(std::vector<RegisterRow> const& rows);
/// bad_input   `directory_register_broken`: not packed here
Result<std::vector<RegisterRow>> rows_from(std::string_view text);

enum class RegisterState : std::uint8_t {
  storing,  ///< not all parts are there yet
  ready,    ///< looked through
  applying,
  applied,
  undoing,
  undone,
};
std::string_view name_of(RegisterState state);
std::optional<RegisterState> register_state_named(std::string_view name);

/// Which rows are carried out.
struct Chosen {
  bool added = true;
  bool changed = true;
  friend bool operator==(Chosen const&, Chosen const&) = default;
};

struct Register {
  RegisterId id;
  identity::AccountId account;  ///< who sent it, and the only one who sees it
  std::chrono::sys_seconds made_at;
  std::chrono::sys_seconds expires_at;
  RegisterState state = RegisterState::storing;
  Chosen chosen;
  std::uint64_t parts = 0;
  std::uint64_t next = 0;  ///< the part whose turn it is; when undoing, one above it
  std::string understood;  ///< what was understood, for whoever shows it
  friend bool operator==(Register const&, Register const&) = default;
};

inline constexpr std::chrono::days register_kept{1};
inline constexpr std::chrono::days applied_register_kept{30};

/// What registers want stored.
class Registers {
 public:
  Registers() = default;
  Registers(Registers const&) = delete;
  Registers& operator=(Registers const&) = delete;
  Registers(Registers&&) = delete;
  Registers& operator=(Registers&&) = delete;
  virtual ~Registers() = default;

  /// Kept for a day, in the state `storing`.
  virtual Register add(UnitOfWork& work, identity::AccountId account) = 0;
  virtual void add_part(UnitOfWork& work, RegisterId id, std::uint64_t part, std::vector<RegisterRow> const& rows) = 0;
  /// not_found   `register_unknown`: none such, another's, or its time is over
  virtual Result<Register> find(UnitOfWork& work, RegisterId id, identity::AccountId account) = 0;
  /// Empty where there is no such part.
  virtual std::vector<RegisterRow> part(UnitOfWork& work, RegisterId id, std::uint64_t part) = 0;
  virtual void keep(UnitOfWork& work, Register const& kept) = 0;
  virtual void keep_part(UnitOfWork& work, RegisterId id, std::uint64_t part, std::vector<RegisterRow> const& rows) = 0;
  /// How many rows met each fate, by fate.
  virtual std::vector<std::uint64_t> fates(UnitOfWork& work, RegisterId id) = 0;
  /// Forgets one register whose time is over; false where there is none.
  virtual bool forget_one(UnitOfWork& work) = 0;
};

/// With what a portion is carried out.
struct RegisterPorts {
  Outlets& outlets;
  Registers& registers;
  std::function<identity::Place(Entry const&)> const& place_of;
  kinds::Kinds const& kinds;
};

/// What a portion came to.
struct Portion {
  Register now;
  std::optional<std::uint64_t> change;  ///< the number of the change that it made, if it made one
};

/// Carries out the next part: each of its rows once, however often it is asked for. A row that the directory refuses
/// says so and stops no other.
///
/// conflict    `register_not_ready`, `register_done`: nothing is left; `register_undone`; `register_chosen`: it was
///             begun with another choice
Result<Portion> apply_next(UnitOfWork& work, RegisterPorts const& ports, RegisterId id, Chosen chosen,
                           Actor const& actor, std::chrono::sys_days today);

/// Takes back what the last part made that is not taken back yet, as far as it still stands.
///
/// conflict    `register_not_ready`, `register_nothing_made`, `register_undone`
Result<Portion> undo_next(UnitOfWork& work, RegisterPorts const& ports, RegisterId id, Actor const& actor,
                          std::chrono::sys_days today);

}  // namespace linquan::directory
