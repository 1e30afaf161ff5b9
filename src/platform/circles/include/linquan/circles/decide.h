#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/circles/circle.h"
#include "linquan/identity/ids.h"
#include "linquan/identity/rights.h"

namespace linquan::circles {

/// Who asks, and what they may do where.
struct Actor {
  identity::AccountId account;
  std::vector<identity::Grant> grants;
};

/// One step between two states.
struct Transition {
  State from;
  State to;
  bool back = false;  ///< takes a reason
};
/// All that there are: one step at a time, forward or back.
std::span<Transition const> transitions();

/// A new circle; it is planned since `on`.
struct Found {
  std::string code;
  std::string name;
  std::string district;
  Boundary boundary;
  std::chrono::sys_days on;
};
/// What is left out stays.
struct Describe {
  std::optional<std::string> name;
  std::optional<std::string> district;
  std::optional<Boundary> boundary;
};
struct Step {
  State to = State::building;
  std::chrono::sys_days on;  ///< when it came to that
  std::string reason;        ///< of a step back; of one forward it may be empty
};
struct Judge {
  std::string grade;
  std::string standard;
  std::chrono::sys_days on;
};
using Command = std::variant<Found, Describe, Step, Judge>;

/// "found", "describe", "step", "judge".
std::string_view name_of(Command const& command);

/// What a command is weighed with.
struct Case {
  std::optional<Circle> now;  ///< nullopt: there is none yet
  CircleId id;
  Actor const& actor;
  std::chrono::sys_days today;
};

/// Where rights over a circle are looked for.
identity::Place place_of(CircleId id, std::string const& district);

/// What the command makes of the circle. A Found wants none, all others want one.
///
/// forbidden   `not_allowed`: it takes the right to edit the circle, in both districts where it moves
/// not_found   `living_circle_unknown`
/// conflict    `living_circle_step` {from, to}: no such transition; `living_circle_no_change`
/// usage       `living_circle_text` {field}, `living_circle_boundary`, `living_circle_reason`: a step back without one,
///             `living_circle_date`: ahead of today, or before the state that it follows
Result<Circle> decide(Case const& asked, Command const& command);

/// A text that somebody wrote, tidied.
///
/// usage   `living_circle_text` {field}: empty, longer than `bytes_max`, with control characters, or no UTF-8
Result<std::string> checked_text(std::string_view field, std::string_view text, std::size_t bytes_max);

}  // namespace linquan::circles
