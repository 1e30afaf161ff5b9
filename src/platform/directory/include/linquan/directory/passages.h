#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/directory/decide.h"
#include "linquan/hours/hours.h"
#include "linquan/identity/ids.h"
#include "linquan/identity/rights.h"

/// Corrections of the map: a gate that is closed at night, a passage that was opened.
namespace linquan::directory {

/// A gate by the city file's number, or a street by its way on the map.
struct PassageId {
  enum class Sort : std::uint8_t { gate, street };

  Sort sort = Sort::gate;
  std::uint64_t number = 0;
  friend auto operator<=>(PassageId const&, PassageId const&) = default;
};

enum class Opening : std::uint8_t { mapped, open, closed, at_hours };

std::string_view name_of(PassageId::Sort sort);
std::optional<PassageId::Sort> sort_named(std::string_view name);
std::string_view name_of(Opening opening);
std::optional<Opening> opening_named(std::string_view name);

/// Who gets through, and when.
struct Passage {
  PassageId id;
  Opening opening = Opening::mapped;
  std::optional<hours::Hours> hours;  ///< with `at_hours` only: when it is open
  friend bool operator==(Passage const&, Passage const&) = default;
};

/// One step in a passage's history.
struct PassageVersion {
  Passage passage;
  std::uint64_t version = 0;  ///< 0: as the map has it
  std::uint64_t change = 0;
  std::chrono::sys_seconds made_at;
  identity::AccountId made_by;
  std::optional<std::uint64_t> undoes;
  friend bool operator==(PassageVersion const&, PassageVersion const&) = default;
};

struct SetPassage {
  Opening opening = Opening::mapped;
  std::optional<hours::Hours> hours;
};
/// As Undo does for outlets. The store fills in `made` and `before`.
struct UndoPassage {
  std::uint64_t version = 0;
  Passage made = {};
  Passage before = {};
};
using PassageCommand = std::variant<SetPassage, UndoPassage>;

/// What the command makes of the passage.
///
/// forbidden   `not_allowed`: it takes the right to correct the map at `place`
/// usage       `directory_no_change`; `directory_passage_hours`: hours without `at_hours`, or the other way round
/// conflict    `directory_undo_late`
Result<Passage> decide(Passage const& now, PassageCommand const& command, Actor const& actor,
                       identity::Place const& place);

/// What the directory wants stored of them, in the same log of changes as outlets.
class Passages {
 public:
  Passages() = default;
  Passages(Passages const&) = delete;
  Passages& operator=(Passages const&) = delete;
  Passages(Passages&&) = delete;
  Passages& operator=(Passages&&) = delete;
  virtual ~Passages() = default;

  /// As the map has it where nobody corrected it.
  virtual PassageVersion find(UnitOfWork& work, PassageId id) = 0;
  /// All that were ever corrected, by id: what each is now.
  virtual std::vector<PassageVersion> all(UnitOfWork& work) = 0;
  /// Newest first.
  virtual std::vector<PassageVersion> versions(UnitOfWork& work, PassageId id) = 0;
  /// By change, then id; at most `count` of those after the change `after`.
  virtual std::vector<PassageVersion> changes_after(UnitOfWork& work, std::uint64_t after, std::uint64_t count) = 0;
  /// Decides the command and stores what it comes to. Refuses as decide() does.
  ///
  /// conflict    `directory_changed`: it is not at the version `seen`
  /// not_found   `directory_version_unknown`
  virtual Result<PassageVersion> carry_out(UnitOfWork& work, PassageId id, std::optional<std::uint64_t> seen,
                                           PassageCommand const& command, Actor const& actor,
                                           identity::Place const& place) = 0;
};

}  // namespace linquan::directory
