#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "linquan/base/result.h"

namespace linquan::store {

enum class Engine : std::uint8_t { sqlite, postgresql };

/// Which database: `sqlite:FILE`, `sqlite::memory:` (gone with the program), `postgresql://…`.
struct Url {
  Engine engine = Engine::sqlite;
  std::string target;  ///< the file, ":memory:", or the whole address that libpq understands

  [[nodiscard]] bool in_memory() const { return engine == Engine::sqlite && target == ":memory:"; }
};

/// usage   `store_url`: neither of the forms, or with characters that cannot be handed on
Result<Url> parse_url(std::string_view text);

/// The address as a person may read it in a log: without the password.
std::string shown(Url const& url);

}  // namespace linquan::store
