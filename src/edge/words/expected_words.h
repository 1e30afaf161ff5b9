#pragma once

#include <string>
#include <string_view>

#include "linquan/words/messages.h"

namespace linquan::words {

/// What a data file's field should have been, from the notation in which readers of files say so:
///
///   text               a text                        1…60               a whole number
///   a | b | c          one of these words            {a, b, …}          a map with these fields
///   [one, …]           a list                        [1…4 × one]        a list of so many
///
/// Notations that are none of these are shown as they are.
std::string expected_words(std::string_view notation, Messages const& messages);

}  // namespace linquan::words
