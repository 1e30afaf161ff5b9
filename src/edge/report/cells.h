#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/units.h"
#include "linquan/tables/table.h"
#include "linquan/words/messages.h"

namespace linquan::report {

using Row = std::vector<tables::Value>;

inline tables::Value cell(std::optional<double> value) {
  return value ? tables::Value{*value} : tables::Value{};
}
inline tables::Value cell(std::string text) {
  return text.empty() ? tables::Value{} : tables::Value{std::move(text)};
}
/// People as they are counted, in thousandths; a workbook shows them whole.
inline tables::Value cell(Millipersons people) {
  return people.persons();
}
inline tables::Value cell(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

/// A sheet that is put together column by column.
struct Head {
  words::Messages const& messages;
  tables::Sheet sheet{};

  Head(words::Messages const& in, std::string_view name_code) : messages{in} {
    sheet.name = in.say(name_code);
    sheet.look.emplace();
  }
  void add(std::string name, tables::CellFormat format) {
    sheet.columns.push_back(std::move(name));
    sheet.look->formats.push_back(format);
  }
  Head& text(std::string_view code) { return add(messages.say(code), tables::CellFormat::plain), *this; }
  Head& whole(std::string_view code) { return add(messages.say(code), tables::CellFormat::whole), *this; }
  Head& tenths(std::string_view code) { return add(messages.say(code), tables::CellFormat::tenths), *this; }
  Head& percent(std::string_view code) { return add(messages.say(code), tables::CellFormat::percent), *this; }
};

}  // namespace linquan::report
