#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"

namespace linquan::standard {

/// The standards that words from elsewhere may name: those that are built in and, where a city has one, its own. No
/// word opens a file.
class Standards {
 public:
  /// Those that are built in alone.
  Standards() = default;
  /// Those and the city's own, which is read once.
  ///
  /// bad_input   those of parse() and of the file; `standard_id_built_in`: it bears the id of one that is built in
  static Result<Standards> with_file(std::filesystem::path const& file, kinds::Kinds const& kinds);

  /// usage   `standard_unknown` with the ids there are
  [[nodiscard]] Result<Standard> find(std::string_view id) const;
  /// Whether find() would find it. Refuses as it does.
  [[nodiscard]] Result<void> check(std::string_view id) const;
  /// The built-in ones, then the city's own.
  [[nodiscard]] std::vector<std::string> ids() const;
  /// The city's own; null where it has none.
  [[nodiscard]] Standard const* own() const { return own_ ? &*own_ : nullptr; }

 private:
  std::optional<Standard> own_;
};

}  // namespace linquan::standard
