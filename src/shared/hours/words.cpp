#include "words.h"

#include <algorithm>
#include <array>

#include "linquan/hours/hours.h"

namespace linquan::hours {
namespace {

using enum TokenKind;

constexpr int working_week = 0x1F;
constexpr int weekend = 0x60;
constexpr int sunrise = 6 * 60;
constexpr int sunset = 18 * 60;

constexpr int value_of(Period p) {
  return static_cast<int>(p);
}

constexpr std::array osm_phrase_table{
    Word{"24/7", all_day},
};

// `open` marks words that say nothing about when. Meals and markets name a time but the digits beside them count.
constexpr std::array plain_phrase_table{
    Word{"全年无休", as_usual},
    Word{"照常营业", as_usual},
    Word{"正常营业", as_usual},
    Word{"不打烊", as_usual},
    Word{"无休", as_usual},
    Word{"不休", as_usual},
    Word{"照常", as_usual},
    Word{"7x24小时", all_day},
    Word{"7*24小时", all_day},
    Word{"7x24", all_day},
    Word{"7*24", all_day},
    Word{"24/7", all_day},
    Word{"24小时", all_day},
    Word{"24h", all_day},
    Word{"24H", all_day},
    Word{"二十四小时", all_day},
    Word{"全天候", all_day},
    Word{"全天", all_day},
    Word{"全日", all_day},
    Word{"昼夜", all_day},
    Word{"不营业", off},
    Word{"不开放", off},
    Word{"休息日", day_set, weekend},
    Word{"双休日", day_set, weekend},
    Word{"休息", off},
    Word{"休市", off},
    Word{"休馆", off},
    Word{"休业", off},
    Word{"闭馆", off},
    Word{"停业", off},
    Word{"关门", off},
    Word{"关闭", off},
    Word{"店休", off},
    Word{"公休", off},
    Word{"除外", off},
    Word{"法定节假日", holiday},
    Word{"法定假日", holiday},
    Word{"公众假期", holiday},
    Word{"国家节假日", holiday},
    Word{"节假日", holiday},
    Word{"节日", holiday},
    Word{"工作日", day_set, working_week},
    Word{"周末", day_set, weekend},
    Word{"週末", day_set, weekend},
    Word{"每天", day_set, Rule::all_week},
    Word{"每日", day_set, Rule::all_week},
    Word{"天天", day_set, Rule::all_week},
    Word{"全周", day_set, Rule::all_week},
    Word{"早餐", open},
    Word{"早市", open},
    Word{"午餐", open},
    Word{"中餐", open},
    Word{"午市", open},
    Word{"晚餐", open},
    Word{"晚市", open},
    Word{"夜市", open},
    Word{"凌晨", period, value_of(Period::night)},
    Word{"上午", period, value_of(Period::morning)},
    Word{"早上", period, value_of(Period::morning)},
    Word{"早晨", period, value_of(Period::morning)},
    Word{"清晨", period, value_of(Period::morning)},
    Word{"早", period, value_of(Period::morning)},
    Word{"中午", period, value_of(Period::noon)},
    Word{"下午", period, value_of(Period::afternoon)},
    Word{"午后", period, value_of(Period::afternoon)},
    Word{"傍晚", period, value_of(Period::evening)},
    Word{"晚上", period, value_of(Period::evening)},
    Word{"晚间", period, value_of(Period::evening)},
    Word{"夜间", period, value_of(Period::evening)},
    Word{"夜里", period, value_of(Period::evening)},
    Word{"夜晚", period, value_of(Period::evening)},
    Word{"晚", period, value_of(Period::evening)},
    Word{"次日", period, value_of(Period::next_day)},
    Word{"翌日", period, value_of(Period::next_day)},
    Word{"第二天", period, value_of(Period::next_day)},
    Word{"至", dash},
    Word{"到", dash},
    Word{"和", comma},
    Word{"及", comma},
    Word{"营业时间", open},
    Word{"开放时间", open},
    Word{"服务时间", open},
    Word{"营业", open},
    Word{"开放", open},
    Word{"服务", open},
    Word{"时间", open},
    Word{"全年", open},
    Word{"每", open},
    Word{"从", open},
    Word{"自", open},
};

constexpr std::array latin_table{
    Word{"mo", weekday, 0},
    Word{"tu", weekday, 1},
    Word{"we", weekday, 2},
    Word{"th", weekday, 3},
    Word{"fr", weekday, 4},
    Word{"sa", weekday, 5},
    Word{"su", weekday, 6},
    Word{"mon", weekday, 0},
    Word{"tue", weekday, 1},
    Word{"wed", weekday, 2},
    Word{"thu", weekday, 3},
    Word{"fri", weekday, 4},
    Word{"sat", weekday, 5},
    Word{"sun", weekday, 6},
    Word{"monday", weekday, 0},
    Word{"tuesday", weekday, 1},
    Word{"wednesday", weekday, 2},
    Word{"thursday", weekday, 3},
    Word{"friday", weekday, 4},
    Word{"saturday", weekday, 5},
    Word{"sunday", weekday, 6},
    Word{"ph", holiday},
    Word{"sh", school},
    Word{"jan", month, 1},
    Word{"feb", month, 2},
    Word{"mar", month, 3},
    Word{"apr", month, 4},
    Word{"may", month, 5},
    Word{"jun", month, 6},
    Word{"jul", month, 7},
    Word{"aug", month, 8},
    Word{"sep", month, 9},
    Word{"oct", month, 10},
    Word{"nov", month, 11},
    Word{"dec", month, 12},
    Word{"sunrise", sun, sunrise},
    Word{"dawn", sun, sunrise},
    Word{"sunset", sun, sunset},
    Word{"dusk", sun, sunset},
    Word{"off", off},
    Word{"closed", off},
    Word{"unknown", off},
    Word{"open", open},
    Word{"am", half, value_of(Period::night)},
    Word{"pm", half, value_of(Period::afternoon)},
};

constexpr std::array<std::string_view, 10> numerals{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr std::string_view ten = "十";

Numeral unit_numeral(std::string_view text) {
  if (text.starts_with("两")) {
    return {.value = 2, .bytes = std::string_view{"两"}.size()};
  }
  for (std::size_t i = 0; i < numerals.size(); ++i) {
    if (text.starts_with(numerals.at(i))) {
      return {.value = static_cast<int>(i), .bytes = numerals.at(i).size()};
    }
  }
  return {};
}

bool starts_with_clock_mark(std::string_view text) {
  return text.starts_with("点") || text.starts_with("點") || text.starts_with("时") || text.starts_with(ten);
}

}  // namespace

std::span<Word const> osm_phrases() {
  return osm_phrase_table;
}
std::span<Word const> plain_phrases() {
  return plain_phrase_table;
}

Word const* latin_word(std::string_view lower) {
  auto const found = std::find_if(latin_table.begin(), latin_table.end(),
                                  [lower](Word const& word) { return word.spelling == lower; });
  return found == latin_table.end() ? nullptr : &*found;
}

Numeral weekday_numeral(std::string_view text, bool digits_too) {
  if (text.starts_with("日") || text.starts_with("天")) {
    return {.value = 6, .bytes = std::string_view{"日"}.size()};
  }
  if (digits_too && !text.empty() && text[0] >= '1' && text[0] <= '7') {
    return {.value = text[0] - '1', .bytes = 1};
  }
  Numeral const numeral = unit_numeral(text);
  bool const is_day = numeral.value >= 1 && numeral.value <= 6 && !starts_with_clock_mark(text.substr(numeral.bytes));
  return is_day ? Numeral{.value = numeral.value - 1, .bytes = numeral.bytes} : Numeral{};
}

Numeral hour_numeral(std::string_view text) {
  // "六", "十", "十一", "二十", "二十二"
  Numeral const first = unit_numeral(text);
  std::string_view const behind = text.substr(first.bytes);
  if (!behind.starts_with(ten)) {
    return first;
  }
  Numeral const second = unit_numeral(behind.substr(ten.size()));
  int const tens = first.bytes > 0 ? first.value : 1;
  return {.value = tens * 10 + second.value, .bytes = first.bytes + ten.size() + second.bytes};
}

}  // namespace linquan::hours
