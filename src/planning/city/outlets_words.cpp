#include "outlets_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::city::outlets {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Splits at 、，；; and commas; empty pieces are dropped.
std::vector<std::string> pieces_of(std::string_view list) {
  static constexpr std::array<std::string_view, 6> marks{"、", "，", "；", ";", ",", "/"};
  std::vector<std::string> pieces(1);
  while (!list.empty()) {
    auto const mark = std::ranges::find_if(marks, [&](auto one) { return list.starts_with(one); });
    if (mark != marks.end()) {
      pieces.emplace_back();
      list.remove_prefix(mark->size());
    } else {
      pieces.back().push_back(list.front());
      list.remove_prefix(1);
    }
  }
  for (auto& piece : pieces) {
    piece = text::tidy(piece);
  }
  std::erase(pieces, std::string{});
  return pieces;
}

/// Whole fen of "12.5"; more than two decimals are no price.
std::optional<std::int64_t> fen_of_decimal(std::string_view number) {
  constexpr std::size_t digits_max = 10;
  auto const dot = std::min(number.find('.'), number.size());
  auto const decimals = number.substr(std::min(dot + 1, number.size()));
  if (dot == 0 || dot > digits_max || decimals.size() > 2) {
    return std::nullopt;
  }
  std::int64_t fen = 0;
  for (auto const c : number.substr(0, dot)) {
    fen = fen * 10 + (c - '0');
  }
  for (std::size_t i = 0; i < 2; ++i) {
    fen = fen * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  }
  return fen;
}

struct Priced {
  std::string name;
  std::optional<std::int64_t> fen;
};

/// "配钥匙 5元起" → 配钥匙, 500. Numbers without 元 are part of the name: "24小时开锁".
Priced priced(std::string const& piece) {
  auto const yuan = std::min(piece.find("元"), piece.find("块"));
  if (yuan == std::string::npos) {
    return {piece, std::nullopt};
  }
  auto begin = yuan;
  while (begin > 0 && piece[begin - 1] == ' ') {
    --begin;
  }
  auto const end = begin;
  while (begin > 0 && (is_digit(piece[begin - 1]) || piece[begin - 1] == '.')) {
    --begin;
  }
  auto const fen = fen_of_decimal(std::string_view{piece}.substr(begin, end - begin));
  if (!fen) {
    return {piece, std::nullopt};
  }
  auto name = piece.substr(0, begin);
  while (!name.empty() && (name.back() == ' ' || name.back() == ':' || name.back() == '(')) {
    name.pop_back();
  }
  return {text::tidy(name), fen};
}

}  // namespace

std::string credit_code(std::string_view cell) {
  std::string code;
  for (auto const c : text::tidy(cell)) {
    if (c != ' ' && c != '-') {
      code.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
  }
  // What offices write where there is no code.
  static constexpr std::array<std::string_view, 5> none{"无", "暂无", "/", "NONE", "没有"};
  return std::ranges::find(none, code) == none.end() ? code : std::string{};
}

std::string with_community(std::string_view address, std::string_view community) {
  std::string whole{address};
  if (!community.empty() && whole.find(community) == std::string::npos) {
    whole += "(";
    whole += community;
    whole += ")";
  }
  return whole;
}

kinds::ServingSet serving_from_words(std::string_view cell, kinds::ServingSet otherwise) {
  using kinds::Serving;
  static constexpr std::array<std::pair<std::string_view, Serving>, 16> words{
      {{"到店", Serving::at_stand},
       {"店内", Serving::at_stand},
       {"堂食", Serving::at_stand},
       {"门店", Serving::at_stand},
       {"摊位", Serving::at_stand},
       {"at_stand", Serving::at_stand},
       {"上门", Serving::at_home},
       {"配送", Serving::at_home},
       {"送货", Serving::at_home},
       {"外卖", Serving::at_home},
       {"入户", Serving::at_home},
       {"at_home", Serving::at_home},
       {"delivery", Serving::at_home},
       {"电话", Serving::by_telephone},
       {"热线", Serving::by_telephone},
       {"by_telephone", Serving::by_telephone}}};
  kinds::ServingSet serving = 0;
  for (auto const& [word, way] : words) {
    if (cell.find(word) != std::string_view::npos) {
      serving = static_cast<kinds::ServingSet>(serving | static_cast<kinds::ServingSet>(way));
    }
  }
  return serving == 0 ? otherwise : serving;
}

std::vector<Service> services_from_words(std::string_view cell, kinds::Kinds const& kinds,
                                         std::vector<kinds::KindIndex> const& of) {
  std::vector<Service> services;
  for (auto const& piece : pieces_of(cell)) {
    auto [name, fen] = priced(piece);
    if (name.empty()) {
      continue;
    }
    auto const match = kinds.from_words(name);
    auto const own = std::ranges::find_if(
        match.kinds, [&](auto kind) { return !match.doubtful && std::ranges::binary_search(of, kind); });
    services.push_back({own == match.kinds.end() ? of.front() : *own, std::move(name), fen});
  }
  return services;
}

std::optional<std::int64_t> fen_from_words(std::string_view cell) {
  auto const tidy = text::tidy(cell);
  auto const first = tidy.find_first_of("0123456789");
  if (first == std::string::npos) {
    return std::nullopt;
  }
  std::string digits;
  auto at = first;
  while (at < tidy.size() && (is_digit(tidy[at]) || tidy[at] == '.' || tidy[at] == ',')) {
    if (tidy[at] != ',') {
      digits.push_back(tidy[at]);
    }
    ++at;
  }
  auto const times = std::string_view{tidy}.substr(at).starts_with("万");
  if (times) {
    // 1.2345万 has four decimals of 万, which are whole yuan.
    auto const dot = std::min(digits.find('.'), digits.size());
    auto decimals = digits.substr(std::min(dot + 1, digits.size()));
    if (decimals.size() > 4) {
      return std::nullopt;
    }
    decimals.resize(4, '0');
    digits = digits.substr(0, dot) + decimals;
  }
  return fen_of_decimal(digits);
}

}  // namespace linquan::city::outlets
