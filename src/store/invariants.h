#pragma once

#include <span>
#include <string_view>

namespace linquan::store {

/// Something that always holds and that the schema cannot enforce alone.
struct Invariant {
  std::string_view code;  ///< the sentence for a row that breaks it, with the place {what}
  std::string_view sql;   ///< rows that break it, at most `:count` of them: one text, what it is
};

std::span<Invariant const> invariants();

}  // namespace linquan::store
