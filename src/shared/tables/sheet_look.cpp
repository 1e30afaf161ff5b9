#include "sheet_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include "linquan/text/text.h"
#include "values.h"

namespace linquan::tables {
namespace {

constexpr std::size_t width_min = 7;
/// From here on text wraps.
constexpr std::size_t width_max = 56;
constexpr std::size_t head_width_max = 11;
/// A head above numbers wraps sooner: sheets of areas have dozens of them.
constexpr std::size_t number_head_width_max = 8;
/// What a page across holds in print of about 7 points, with the space between columns.
constexpr std::size_t page_width = 200;
/// What it holds in small print; a sheet that is not wider has one page across, so that no row is torn apart.
constexpr std::size_t page_width_most = 260;
/// No column of text is made narrower than this.
constexpr std::size_t text_width_min = 18;
/// Lists of many rows stand in smaller print, where that surely has them on one page across.
constexpr std::uint16_t list_scale = 65;
constexpr std::size_t list_width_most = 170;
constexpr std::size_t list_rows = 60;
/// Rows that are measured; the width of a long column is settled by then.
constexpr std::size_t measured_rows = 2'000;
constexpr std::uint32_t ink = 0x333333;
constexpr std::uint32_t quiet = 0x777777;
constexpr std::uint32_t rule_line = 0xD0D0D0;
constexpr std::uint32_t head_ground = 0xF0F1F2;
constexpr std::uint32_t below_ground = 0xFBE6D3;

CellFormat format_of(Sheet const& sheet, std::size_t column) {
  return column < sheet.look->formats.size() ? sheet.look->formats[column] : CellFormat::plain;
}

/// As wide as a spreadsheet shows it.
std::size_t columns_of(Value const& value, CellFormat format) {
  auto const text = shown(value);
  if (std::holds_alternative<std::string>(value) || text.empty()) {
    return text::columns_of(text);
  }
  auto const digits = std::min(text.find('.'), text.size());
  switch (format) {
    case CellFormat::plain:
      return text.size();
    case CellFormat::whole:
      return digits + digits / 3;
    case CellFormat::tenths:
      return digits + 2;
    case CellFormat::percent:
      return 8;
  }
  return text.size();
}

std::size_t width_of(Sheet const& sheet, std::size_t column) {
  auto const head_max = format_of(sheet, column) == CellFormat::plain ? head_width_max : number_head_width_max;
  auto width = std::clamp(text::columns_of(sheet.columns[column]), width_min, head_max);
  for (std::size_t row = 0; row < std::min(sheet.rows.size(), measured_rows); ++row) {
    if (column < sheet.rows[row].size()) {
      width = std::max(width, columns_of(sheet.rows[row][column], format_of(sheet, column)));
    }
  }
  return std::min(width, width_max) + 2;
}

/// Narrows the widest columns of text step by step until the sheet is easily read on one page across: they wrap.
/// What is too wide by its numbers alone stays as it is.
void narrow(std::vector<std::size_t>& widths, Sheet const& sheet) {
  auto const of_text = [&](std::size_t column) {
    return format_of(sheet, column) == CellFormat::plain && widths[column] > text_width_min;
  };
  auto wide = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  std::size_t spare = 0;
  for (std::size_t column = 0; column < widths.size(); ++column) {
    spare += of_text(column) ? widths[column] - text_width_min : 0;
  }
  for (; wide > page_width && wide <= page_width + spare; --wide, --spare) {
    std::size_t widest = widths.size();
    for (std::size_t column = 0; column < widths.size(); ++column) {
      if (of_text(column) && (widest == widths.size() || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    --widths[widest];
  }
}

/// Lines that the row's longest text takes in its column; spreadsheets do not all find out by themselves.
std::size_t lines_of(std::vector<Value> const& row, std::vector<std::size_t> const& widths) {
  std::size_t lines = 1;
  for (std::size_t column = 0; column < row.size(); ++column) {
    if (auto const* const text = std::get_if<std::string>(&row[column])) {
      auto const room = widths[column] - 1;
      lines = std::max(lines, (text::columns_of(*text) + room - 1) / room);
    }
  }
  return lines;
}

void set_heights(lxw_worksheet* to, Sheet const& sheet, std::uint32_t head, std::vector<std::size_t> const& widths) {
  constexpr double line_height = 15;
  for (std::uint32_t line = 0; line < head; ++line) {
    worksheet_set_row(to, line, line == 0 ? 26 : 17, nullptr);
  }
  std::vector<Value> const names{sheet.columns.begin(), sheet.columns.end()};
  worksheet_set_row(to, head, line_height * static_cast<double>(std::min<std::size_t>(lines_of(names, widths), 6)) + 6,
                    nullptr);
  for (std::uint32_t row = 0; row < sheet.rows.size(); ++row) {
    auto const lines = std::min<std::size_t>(lines_of(sheet.rows[row], widths), 20);
    if (lines > 1) {
      worksheet_set_row(to, head + 1 + row, line_height * static_cast<double>(lines), nullptr);
    }
  }
}

void set_print(lxw_worksheet* to, Sheet const& sheet, std::uint32_t head, std::vector<std::size_t> const& widths) {
  constexpr std::uint8_t a4 = 9;
  worksheet_set_landscape(to);
  worksheet_set_paper(to, a4);
  auto const wide = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  if (wide <= list_width_most && sheet.rows.size() > list_rows) {
    worksheet_set_print_scale(to, list_scale);
  } else {
    auto const across = wide <= page_width_most ? 1 : (wide + page_width - 1) / page_width;
    worksheet_fit_to_pages(to, static_cast<std::uint16_t>(across), 0);
  }
  if (sheet.look->frozen_columns > 0) {
    worksheet_repeat_columns(to, 0, static_cast<lxw_col_t>(sheet.look->frozen_columns - 1));
  }
  worksheet_set_margins(to, 0.5, 0.5, 0.6, 0.6);
  worksheet_repeat_rows(to, head, head);
  worksheet_set_footer(to, "&L&8&A&R&8&P / &N");
}

}  // namespace

LookFormats::LookFormats(lxw_workbook* workbook, bool shown)
    : head_{workbook_add_format(workbook)}, text_{workbook_add_format(workbook)} {
  format_set_bold(head_);
  format_set_num_format(text_, "@");
  if (!shown) {
    return;
  }
  auto const make = [&] {
    auto* const format = workbook_add_format(workbook);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_font_color(format, ink);
    return format;
  };
  for (auto** const head : {&shown_head_, &number_head_}) {
    *head = make();
    format_set_bold(*head);
    format_set_text_wrap(*head);
    format_set_align(*head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(*head, head_ground);
    format_set_bottom(*head, LXW_BORDER_THIN);
    format_set_bottom_color(*head, quiet);
  }
  format_set_align(number_head_, LXW_ALIGN_RIGHT);
  shown_text_ = make();
  format_set_num_format(shown_text_, "@");
  format_set_text_wrap(shown_text_);
  format_set_indent(shown_text_, 1);
  title_ = make();
  format_set_bold(title_);
  format_set_font_size(title_, 16);
  subtitle_ = make();
  format_set_font_color(subtitle_, quiet);
  constexpr std::array<char const*, 4> number_formats{"General", "#,##0", "#,##0.0", "0.00 %"};
  for (std::size_t i = 0; i < number_formats.size(); ++i) {
    numbers_.at(i) = make();
    format_set_num_format(numbers_.at(i), number_formats.at(i));
  }
  for (auto* const format : {shown_text_, numbers_[0], numbers_[1], numbers_[2], numbers_[3]}) {
    format_set_bottom(format, LXW_BORDER_HAIR);
    format_set_bottom_color(format, rule_line);
  }
  below_ = workbook_add_format(workbook);
  format_set_bg_color(below_, below_ground);
}

lxw_format* LookFormats::head(Sheet const& sheet, std::size_t column) const {
  if (!sheet.look) {
    return head_;
  }
  auto const is_number = [column](std::vector<Value> const& row) {
    return column < row.size() && !std::holds_alternative<std::monostate>(row[column]) &&
           !std::holds_alternative<std::string>(row[column]);
  };
  auto const numbers = format_of(sheet, column) != CellFormat::plain || std::ranges::any_of(sheet.rows, is_number);
  return numbers ? number_head_ : shown_head_;
}

Formats LookFormats::of(Sheet const& sheet, std::size_t column) const {
  return sheet.look ? Formats{shown_text_, numbers_.at(static_cast<std::size_t>(format_of(sheet, column)))}
                    : Formats{text_, nullptr};
}

void LookFormats::lay_out(lxw_worksheet* to, Sheet const& sheet) const {
  if (!sheet.look || sheet.columns.empty()) {
    return;
  }
  auto const head = static_cast<std::uint32_t>(sheet.look->titles.size());
  auto const last_row = head + static_cast<std::uint32_t>(sheet.rows.size());
  auto const last_column = static_cast<std::uint16_t>(sheet.columns.size() - 1);
  std::vector<std::size_t> widths;
  for (std::uint16_t column = 0; column <= last_column; ++column) {
    widths.push_back(width_of(sheet, column));
  }
  narrow(widths, sheet);
  for (std::uint16_t column = 0; column <= last_column; ++column) {
    worksheet_set_column(to, column, column, static_cast<double>(widths[column]), nullptr);
    if (sheet.look->pass_mark && format_of(sheet, column) == CellFormat::percent && last_row > head) {
      // An empty cell would count as 0, and what is not known is not below the mark.
      lxw_conditional_format below{};
      std::array<char, LXW_MAX_CELL_NAME_LENGTH> name{};
      lxw_rowcol_to_cell(name.data(), head + 1, column);
      auto formula = fmt::format("=AND(ISNUMBER({0}),{0}<{1})", name.data(), *sheet.look->pass_mark);
      below.type = LXW_CONDITIONAL_TYPE_FORMULA;
      below.value_string = formula.data();
      below.format = below_;
      worksheet_conditional_format_range(to, head + 1, column, last_row, column, &below);
    }
  }
  if (head == 0) {
    worksheet_autofilter(to, 0, 0, last_row, last_column);
  }
  set_heights(to, sheet, head, widths);
  set_print(to, sheet, head, widths);
}

}  // namespace linquan::tables
