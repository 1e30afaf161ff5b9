#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/search/pinyin.h"

namespace linquan::search {

/// One word that is looked for.
struct Term {
  std::u32string characters;  ///< folded; never empty
  bool latin = false;         ///< letters and digits only: it may be pinyin or initials
  std::string letters;        ///< where `latin`: as typed
  std::vector<Sound> sounds;  ///< where not: as it is read
};

/// What somebody typed, taken apart at spaces. All terms have to be met.
struct Query {
  static constexpr std::size_t bytes_max = 200;
  static constexpr std::size_t terms_max = 5;

  std::vector<Term> terms;  ///< none: everything is meant
};

/// Never throws for any bytes; the work is bounded.
///
/// usage   `search_text` : longer than 200 bytes, more than five words, or no UTF-8
Result<Query> parse_query(std::string_view text);

}  // namespace linquan::search
