#pragma once

#include <string_view>

namespace linquan {

/// Stops the program with `sentence` on standard error: for faults of ours at a module's door, never for bad input.
[[noreturn]] void broken(std::string_view sentence);

inline void ensure(bool holds, std::string_view sentence) {
  if (!holds) {
    broken(sentence);
  }
}

}  // namespace linquan
