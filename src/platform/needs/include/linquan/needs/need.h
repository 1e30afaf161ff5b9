#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/identity/ids.h"
#include "linquan/identity/rights.h"
#include "linquan/kinds/kinds.h"

/// "I need this": what residents miss, where, and for whom. Rules without a clock, a database or a map.
namespace linquan::needs {

using NeedId = Id<struct NeedTag>;

/// Whom it is for.
enum class For : std::uint8_t { anybody, child, adult, age_60, age_70 };

std::string_view name_of(For whom);
std::optional<For> for_named(std::string_view name);

/// Open, or taken back; how a need is met comes with its life.
enum class State : std::uint8_t { open, withdrawn };

std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);

struct Need {
  NeedId id;
  std::string kind;   ///< id; empty: the words name none that is known
  std::string words;  ///< as they were written; may be empty where a kind was chosen
  geo::Point at;
  std::string community;                  ///< code of the area in which it lies; empty: in none
  std::optional<identity::AccountId> by;  ///< nullopt: somebody who did not sign in
  For whom = For::anybody;
  std::string when = {};  ///< in words: when it is needed
  std::chrono::sys_seconds asked_at = {};
  State state = State::open;
  std::optional<std::chrono::sys_seconds> ended_at = {};
  friend bool operator==(Need const&, Need const&) = default;
};

/// The need with its texts tidied; where no kind was chosen, the one that the words name, if they name exactly one and
/// without guessing.
///
/// usage   `need_empty`: neither kind nor words; `need_text` {field}: too long, or with control characters;
///         `need_kind` {kind}
Result<Need> checked(Need need, kinds::Kinds const& kinds);

/// Who sent it may take it back, and whoever may read needs there.
///
/// forbidden   `not_allowed`
/// conflict    `need_ended`: it is open no more
Result<Need> withdrawn(Need need, std::optional<identity::AccountId> by, std::span<identity::Grant const> grants,
                       std::chrono::sys_seconds now);

/// Where rights over the need are looked for.
identity::Place place_of(Need const& need);

/// Of an area in which fewer people live, no count of needs is told: somebody could be picked out.
inline constexpr std::int64_t people_min = 50;

}  // namespace linquan::needs
