#pragma once

#include <optional>
#include <span>
#include <string>

#include "linquan/compare/compare.h"
#include "linquan/reach/scenario.h"
#include "linquan/words/messages.h"
#include "linquan/words/shift_text.h"

namespace linquan::report {

/// Two states that a report puts side by side, and in which language.
struct ChangeSubject {
  words::Compared const& compared;
  words::Messages const& messages;
  std::string before_name;                              ///< as its user knows it: a file's name
  std::string after_name;                               ///< a file's, or the scenario's
  std::optional<std::span<reach::Edit const>> edits{};  ///< of the scenario; nullopt: two files are compared

  [[nodiscard]] compare::Comparison const& comparison() const { return compared.comparison; }
  [[nodiscard]] standard::Standard const& standard() const { return compared.comparison.standard; }
  [[nodiscard]] city::City const& before() const { return compared.before; }
  [[nodiscard]] city::City const& after() const { return compared.after; }
};

/// The level by whose areas gains and losses are told; nullptr where neither city has areas of it.
compare::LevelChange const* told_level(ChangeSubject const& subject);

}  // namespace linquan::report
