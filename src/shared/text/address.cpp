#include <algorithm>
#include <array>
#include <cstddef>

#include "linquan/text/text.h"
#include "runes.h"

namespace linquan::text {
namespace {

using View = std::u32string_view;
constexpr auto npos = View::npos;

bool ends_with(View text, View end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// Where a street's name ends, and whether only a house number behind it makes it one (里 and 道 end other words too).
struct StreetEnd {
  View suffix;
  bool weak;
};
constexpr std::array<StreetEnd, 9> street_ends{{{U"大道", false},
                                                {U"大街", false},
                                                {U"胡同", false},
                                                {U"路", false},
                                                {U"街", false},
                                                {U"巷", false},
                                                {U"弄", false},
                                                {U"道", true},
                                                {U"里", true}}};

/// The length of a street's ending at `at`, 0 where none stands there.
std::size_t street_end_at(View text, std::size_t at, bool weak) {
  for (auto const& end : street_ends) {
    if ((weak || !end.weak) && text.substr(at, end.suffix.size()) == end.suffix) {
      // 街道 is a subdistrict; 十字路口 and 小区内道路 name no street.
      auto const other = text.substr(at, 2) == U"街道" || (at > 0 && text[at - 1] == U'字');
      return other ? 0 : end.suffix.size();
    }
  }
  return 0;
}

bool number_follows(View text, std::size_t at) {
  return at < text.size() && (is_digit(text[at]) || text.substr(at, 1) == U"甲" || text.substr(at, 1) == U"乙");
}

/// How many characters at the front are the street: up to the first ending with a number behind it, else to the first
/// ending at all; 0 where there is none.
std::size_t street_size(View text) {
  std::size_t first = 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    auto const size = street_end_at(text, at, true);
    if (size == 0) {
      continue;
    }
    auto const end = at + size;
    if (number_follows(text, end)) {
      // A compound or a shop between the first street and this one means that the first was the street.
      auto const digit_between = std::ranges::any_of(text.substr(first, end - first), is_digit);
      return first != 0 && digit_between ? first : end;
    }
    if (first == 0 && street_end_at(text, at, false) != 0) {
      first = end;
    }
  }
  return first;
}

/// "128号", "128-1号", "甲12号", "12弄3号", "5号院" at the front; 0 where the digits count buildings, floors or rooms.
std::size_t number_size(View text) {
  auto const digits_from = [&](std::size_t at) {
    auto const begin = at;
    while (at < text.size() && (is_digit(text[at]) || (at > begin && text[at] == U'-'))) {
      ++at;
    }
    return at;
  };
  std::size_t const begin = number_follows(text, 0) && !is_digit(text[0]) ? 1 : 0;
  auto at = digits_from(begin);
  if (at == begin) {
    return 0;
  }
  if (text.substr(at, 1) == U"弄") {
    auto const inner = digits_from(at + 1);
    return inner > at + 1 && text.substr(inner, 1) == U"号" && text.substr(inner, 2) != U"号楼" ? inner + 1 : at + 1;
  }
  if (text.substr(at, 1) == U"号") {
    constexpr std::array<View, 3> buildings{U"号楼", U"号栋", U"号幢"};
    auto const building = std::ranges::find(buildings, text.substr(at, 2)) != buildings.end();
    return building ? 0 : at + (text.substr(at, 2) == U"号院" ? 2U : 1U);
  }
  return at == text.size() ? at : 0;
}

/// 区, 县, 市 or 旗 behind a division's name: not those of compounds (小区), parks (园区) or schools (校区).
bool is_district(View name) {
  constexpr std::array<View, 18> others{U"小区",   U"社区",   U"园区",   U"校区",   U"厂区",   U"景区",
                                        U"住宅区", U"工业区", U"生活区", U"宿舍区", U"家属区", U"居民区",
                                        U"片区",   U"街区",   U"服务区", U"别墅区", U"商业区", U"市区"};
  constexpr View sides = U"东西南北一二三四五六ABCDabcd";
  auto const other = std::ranges::any_of(others, [&](View end) { return ends_with(name, end); });
  auto const part_of_compound = name.size() > 3 && name.back() == U'区' && sides.find(name[name.size() - 2]) != npos;
  auto const has_street_or_number =
      std::ranges::any_of(name, [](char32_t c) { return is_digit(c) || View{U"路街巷弄号"}.find(c) != npos; });
  return !other && !part_of_compound && !has_street_or_number;
}

/// The length of a division's name that ends in one of `ends` at the front, 0 where there is none.
std::size_t division_size(View text, View ends, std::size_t longest) {
  for (std::size_t at = 1; at < std::min(longest, text.size()); ++at) {
    auto const market = text[at] == U'市' && (text.substr(at, 2) == U"市场" || text.substr(at, 2) == U"市区");
    if (ends.find(text[at]) != npos && !market) {
      return is_district(text.substr(0, at + 1)) ? at + 1 : 0;
    }
  }
  return 0;
}

/// A province or autonomous region at the front.
std::size_t province_size(View text) {
  for (auto const end : {View{U"特别行政区"}, View{U"自治区"}, View{U"省"}}) {
    auto const at = text.substr(0, 12).find(end);
    if (at != npos && at >= 2 && text.substr(0, at).find_first_of(U"市区县路街0123456789") == npos) {
      return at + end.size();
    }
  }
  return 0;
}

/// A prefecture (自治州, 地区) or city (市) at the front.
std::size_t city_size(View text) {
  for (auto const end : {View{U"自治州"}, View{U"地区"}}) {
    auto const at = text.substr(0, 12).find(end);
    if (at != npos && at >= 2 && text.substr(0, at).find_first_of(U"市区县路街0123456789") == npos) {
      return at + end.size();
    }
  }
  return division_size(text, U"市", 8);
}

/// A subdistrict, town or village between district and street.
std::size_t town_size(View text) {
  auto const subdistrict = text.substr(0, 10).find(U"街道");
  auto const plausible = [](View name) {
    return !std::ranges::any_of(name, is_digit) && name.find_first_of(U"路巷弄号") == npos;
  };
  if (subdistrict != npos && subdistrict >= 1 && plausible(text.substr(0, subdistrict))) {
    auto const office = text.substr(subdistrict + 2, 3) == U"办事处" ? 3U : 0U;
    return subdistrict + 2 + office;
  }
  for (std::size_t at = 1; at < std::min<std::size_t>(text.size(), 6); ++at) {
    auto const end = text[at] == U'镇' || text[at] == U'乡';
    // 镇政府路, 乡里街: what follows makes the word a part of a street's own name.
    auto const own_name = at + 1 < text.size() && View{U"政中东西南北前后里路街巷"}.find(text[at + 1]) != npos;
    if (end && !own_name && plausible(text.substr(0, at)) && text.substr(0, at).find(U'街') == npos) {
      return at + 1;
    }
  }
  return 0;
}

/// Without the spaces and commas that stand beside Chinese characters; "Calle Mayor 5" keeps its own.
std::u32string compact(std::string_view cell) {
  auto const all = plain(cell);
  std::u32string kept;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto const gap = is_space(all[i]) || all[i] == U',' || all[i] == U'、';
    auto const latin = !kept.empty() && kept.back() < 0x80 && i + 1 < all.size() && all[i + 1] < 0x80;
    if (!gap || latin) {
      kept.push_back(all[i]);
    }
  }
  return kept;
}

View take(View& rest, std::size_t size) {
  auto const front = rest.substr(0, size);
  rest.remove_prefix(size);
  return front;
}

}  // namespace

Address parse_address(std::string_view cell) {
  // Names of places are short: what lies further behind is somebody's remark and goes to the rest as it is.
  auto const all = compact(cell);
  View rest{all};
  Address address;
  take(rest, province_size(rest));
  take(rest, city_size(rest));
  address.district = to_utf8(take(rest, division_size(rest, U"区县旗市", 8)));
  auto const town = to_utf8(take(rest, town_size(rest)));
  constexpr std::size_t street_reach = 24;
  auto const street = street_size(rest.substr(0, street_reach));
  if (street != 0) {
    address.street = to_utf8(take(rest, street));
    auto const size = number_size(rest);
    auto const number = take(rest, size);
    address.number = to_utf8(number);
    if (!number.empty() && is_digit(number.back())) {
      address.number += "号";
    }
  }
  address.rest = town + (town.empty() || rest.empty() ? "" : " ") + to_utf8(rest);
  return address;
}

}  // namespace linquan::text
