#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "linquan/base/units.h"
#include "linquan/text/text.h"
#include "linquan/words/messages.h"

namespace linquan::words {

/// 1234567 → "1,234,567".
std::string grouped(std::uint64_t number);
/// Whole people, rounded.
std::string people_text(Millipersons people);
/// Whole people with their sign: "+1,234", "−80", "0".
std::string signed_text(double people);
std::string signed_text(Millipersons people);
/// "98.7 %" of `part` in `whole`, rounded down so that 100 % means all; "–" where `whole` is 0.
std::string share_text(std::uint64_t part, std::uint64_t whole);
/// A kind's name in the user's language; its id where the built-in table does not know it.
std::string kind_name(std::string_view id, Language language);
using text::columns_of;
/// `text` with spaces up to `columns`.
std::string padded(std::string_view text, std::size_t columns);

}  // namespace linquan::words
