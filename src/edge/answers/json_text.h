#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linquan/reach/walker.h"

/// Answers that are asked for thousands of times a second are written as text at once; each has a twin of JSON values.
namespace linquan::answers {

/// A text in quotes, as JSON writes it.
void append_quoted(std::string_view text, std::string& to);
void append_list(std::vector<std::string> const& texts, std::string& to);
/// A number with one decimal.
void append_tenths(reach::Tenths tenths, std::string& to);

}  // namespace linquan::answers
