#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "linquan/base/result.h"

namespace linquan::answers {

/// The words that an option takes and what each means.
template <class Meaning, std::size_t N>
using Choices = std::array<std::pair<std::string_view, Meaning>, N>;

/// One of a few words.
///
/// usage   `choice_unknown`
template <class Meaning, std::size_t N>
Result<Meaning> choose(std::string_view name, std::string_view text, Choices<Meaning, N> const& choices) {
  std::string allowed;
  for (auto const& [word, meaning] : choices) {
    if (word == text) {
      return meaning;
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string{word};
  }
  return refuse(ErrorKind::usage, "choice_unknown",
                {{"name", std::string{name}}, {"text", std::string{text}}, {"allowed", allowed}});
}

}  // namespace linquan::answers
