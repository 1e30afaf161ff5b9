#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"

namespace linquan::text {

/// True when every byte sequence is well-formed UTF-8.
bool is_utf8(std::string_view bytes);
/// GB 18030 (a superset of GBK) to UTF-8; refuses `not_gbk` with the byte's offset.
Result<std::string> from_gbk(std::string_view bytes);
/// UTF-8 with or without a byte-order mark, or else GBK: Chinese offices save CSV in either.
/// `encoding` says which was found: "utf-8" or "gbk".
struct Decoded {
  std::string text;
  std::string_view encoding;
};
Result<Decoded> decode(std::string_view bytes);

/// For comparing: full-width forms to half-width, spaces and punctuation (ASCII and Chinese) dropped, ASCII letters
/// lower-cased, 号楼/栋/幢 and the like left as they are. Here and below a byte that is no UTF-8 counts as U+FFFD.
std::string folded(std::string_view utf8);
/// Without leading and trailing white space, ideographic space included; full-width digits and letters to half-width.
std::string tidy(std::string_view utf8);

/// How alike two names are, 0…1000: shared pairs of characters (Dice), after folded(). 1000 only for equal names;
/// nothing is like an empty name.
int likeness_permille(std::string_view a, std::string_view b);

/// A Chinese telephone number as written, cleaned (+86, spaces, full-width digits, hyphens kept between area code and
/// number), or nullopt where it is none. Several numbers in one cell are kept, separated by ';', words between dropped.
///
/// Mobile, area code with number ("0516-83712345", extension behind a second hyphen), 400 and 800, 95 and 96, short
/// public lines, local seven or eight digits; foreign ones only with their '+'. What a spreadsheet made of a number
/// (13812345678.0, 1.3812345678E10, a lost leading zero) comes back; rounded ones (1.38E+10) are refused.
std::optional<std::string> telephone(std::string_view cell);

/// What the unified social credit code GB 32100 says of itself.
enum class LicenceCheck : std::uint8_t { good, wrong_length, wrong_character, wrong_check_digit };
LicenceCheck check_credit_code(std::string_view code);

/// A number in a cell: full-width digits, thousands separators, 万, a unit behind it (人, 户, m², ㎡); nullopt where
/// none.
std::optional<double> number(std::string_view cell);

/// A date in a cell as ISO "YYYY", "YYYY-MM" or "YYYY-MM-DD": 2024年3月1日, 2024/3/1, 2024.3, 20240301 or a
/// spreadsheet's day number (45352); clock times dropped; nullopt for other years than 1900…2100 and for no calendar's
/// day.
std::optional<std::string> date(std::string_view cell);

/// A Chinese street address taken apart: 云龙区 · 解放南路 · 128号 · 3号楼; empty where a part is missing.
///
/// Province and city are dropped; a town or subdistrict (大许镇, 黄楼街道) stands at the front of `rest`. A number at
/// the very end without its 号 gets it; numbers of buildings, floors and rooms stay in `rest`.
struct Address {
  std::string district;
  std::string street;
  std::string number;
  std::string rest;
  friend bool operator==(Address const&, Address const&) = default;
};
Address parse_address(std::string_view cell);

/// How many columns of a terminal or of a sheet the text takes: wide characters (Chinese) count two.
std::size_t columns_of(std::string_view utf8);

}  // namespace linquan::text
