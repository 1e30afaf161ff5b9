#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/directory/entry.h"
#include "linquan/kinds/kinds.h"

namespace linquan::directory {

/// What a licence's number is, as far as its form tells.
enum class LicenceForm : std::uint8_t {
  none,         ///< empty: some sole traders have none
  credit_code,  ///< 18 characters of GB 32100 whose check character fits
  food,         ///< JY or SC and 14 digits whose check digit (MOD 11,10) fits
  food_odd,     ///< JY and 14 digits whose last one does not fit: issued so by some offices, so warned about only
  wrong,
};

LicenceForm form_of_licence(std::string_view number);

/// The entry with these of its fields as they may stand in the directory: texts tidied, the telephone so that it can be
/// called, lists in order. What an import left odd in other fields is not in the way.
///
/// bad_input   `directory_field` {field, value}: empty where it may not be, too long, or not of its form;
///             `directory_kind` {kind}; `directory_telephone` {value}; `directory_licence` {value};
///             `directory_dates` {first, second}: the second comes before the first
Result<Entry> checked(Entry entry, std::span<Field const> fields, kinds::Kinds const& kinds);

}  // namespace linquan::directory
