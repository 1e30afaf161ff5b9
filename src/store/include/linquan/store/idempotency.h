#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"

namespace linquan::store {

/// A write that its sender may send again.
struct Keyed {
  std::uint64_t owner = 0;  ///< whose key it is: equal keys of two people are two keys
  std::string_view key;     ///< the sender's; 1 to 200 bytes
  std::string_view body;    ///< what was asked, byte by byte; only its hash is stored
  std::chrono::seconds kept{std::chrono::days{1}};
};

struct Answered {
  std::string answer;
  bool replayed = false;  ///< it is the stored answer: nothing was done this time
};

/// The answer that is stored for the key; nullopt where there is none.
///
/// Refuses as once() does.
Result<std::optional<std::string>> answer_of(UnitOfWork& work, Keyed const& keyed);

/// Does `act` once for each key, and stores its answer in the same transaction.
///
/// A refusal of `act` is not stored: nothing happened, and the same key may try again.
///
/// conflict   `idempotency_conflict`: the key was used with another body
/// usage      `idempotency_key`: empty or too long
Result<Answered> once(UnitOfWork& work, Keyed const& keyed, std::function<Result<std::string>()> const& act);

/// Forgets keys whose time is over; at most `count` of them. The number forgotten.
std::uint64_t forget_old_keys(UnitOfWork& work, std::uint64_t count);

}  // namespace linquan::store
