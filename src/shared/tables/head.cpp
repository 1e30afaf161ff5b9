#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "linquan/text/text.h"
#include "raw.h"

namespace linquan::tables {
namespace {

/// A head stands near the top: what comes later is data, whatever it looks like.
constexpr std::size_t head_rows_max = 50;
constexpr std::size_t not_found = static_cast<std::size_t>(-1);

std::string const& cell_at(RawRow const& row, std::size_t column) {
  static std::string const none;
  return column < row.cells.size() ? row.cells[column] : none;
}

std::size_t filled(RawRow const& row) {
  return static_cast<std::size_t>(std::ranges::count_if(row.cells, [](auto const& cell) { return !cell.empty(); }));
}

bool is_text(std::string const& cell) {
  return !cell.empty() && !text::number(cell) && !text::date(cell);
}

std::size_t texts(RawRow const& row) {
  return static_cast<std::size_t>(std::ranges::count_if(row.cells, is_text));
}

/// The first row in which most columns have a cell and most cells are words.
std::size_t find_head(std::vector<RawRow> const& rows) {
  auto const top = std::min(rows.size(), head_rows_max);
  std::size_t width = 0;
  for (std::size_t i = 0; i < top; ++i) {
    width = std::max(width, filled(rows[i]));
  }
  for (std::size_t i = 0; i < top; ++i) {
    auto const cells = filled(rows[i]);
    if (cells >= 2 && cells * 2 > width && texts(rows[i]) * 2 > cells) {
      return i;
    }
  }
  return not_found;
}

/// How many columns the head's cell at `column` stands over: itself and the empty ones behind it.
std::size_t span_of(RawRow const& upper, std::size_t column, std::size_t columns) {
  auto end = column + 1;
  while (end < columns && cell_at(upper, end).empty()) {
    ++end;
  }
  return end - column;
}

/// Without merges to tell (CSV), a second row belongs to the head only where it fills nothing but the columns that the
/// upper row's wide cells stand over, and the row below it starts further left, as data does.
bool completes_head(RawRow const& upper, RawRow const& lower, RawRow const& data, std::size_t columns) {
  auto under_wide = false;
  auto plain_data = false;
  for (std::size_t column = 0; column < columns;) {
    auto const span = cell_at(upper, column).empty() ? 1 : span_of(upper, column, columns);
    auto below = std::size_t{0};
    for (auto c = column; c < column + span; ++c) {
      below += cell_at(lower, c).empty() ? 0U : 1U;
    }
    if (span == 1 && below != 0) {
      return false;
    }
    under_wide = under_wide || (span > 1 && below == span);
    plain_data = plain_data || (span == 1 && !cell_at(data, column).empty());
    column += span;
  }
  return under_wide && plain_data && cell_at(lower, 0).empty();
}

bool has_second_row(RawSheet const& sheet, std::size_t head, std::size_t columns) {
  auto const& rows = sheet.rows;
  if (head + 1 >= rows.size() || rows[head + 1].line != rows[head].line + 1) {
    return false;
  }
  auto const& lower = rows[head + 1];
  if (filled(lower) == 0 || texts(lower) != filled(lower)) {
    return false;
  }
  auto const merged = std::ranges::any_of(sheet.merges, [&](Merge const& merge) {
    auto const starts = merge.first_line == rows[head].line;
    auto const beside = merge.last_line == merge.first_line && merge.last_column > merge.first_column;
    return starts && (beside || merge.last_line == lower.line);
  });
  return merged || (head + 2 < rows.size() && completes_head(rows[head], lower, rows[head + 2], columns));
}

/// Line breaks within a head's cell only make it fit: 联系⏎电话 is 联系电话.
std::string one_line(std::string const& cell) {
  std::string line;
  for (auto const c : cell) {
    if (c != '\n' && c != '\r') {
      line.push_back(c);
    } else if (!line.empty() && static_cast<unsigned char>(line.back()) < 0x80 && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  return text::tidy(line);
}

std::vector<std::string> joined_head(RawRow const& upper, RawRow const* lower, std::size_t columns) {
  std::vector<std::string> head(columns);
  std::string above;
  for (std::size_t column = 0; column < columns; ++column) {
    auto const own = one_line(cell_at(upper, column));
    auto const below = lower == nullptr ? std::string{} : one_line(cell_at(*lower, column));
    above = own.empty() ? above : own;
    auto const wide = own.empty() && !below.empty();
    auto const& name = wide ? above : own;
    head[column] = fmt::format("{}{}{}", name, name.empty() || below.empty() ? "" : " ", below);
  }
  return head;
}

/// A merged cell's content stands only in its first line; the lines below mean the same.
void fill_down(std::vector<RawRow>& rows, std::vector<Merge> const& merges, std::uint32_t after) {
  auto const by_line = [](RawRow const& row, std::uint32_t line) { return row.line < line; };
  for (auto const& merge : merges) {
    if (merge.last_line == merge.first_line || merge.first_line <= after) {
      continue;
    }
    auto row = std::lower_bound(rows.begin(), rows.end(), merge.first_line, by_line);
    if (row == rows.end() || row->line != merge.first_line) {
      continue;
    }
    auto const content = cell_at(*row, merge.first_column);
    for (++row; row != rows.end() && row->line <= merge.last_line; ++row) {
      // A row that is empty but for merged cells is none.
      if (filled(*row) != 0 && merge.first_column < row->cells.size() && cell_at(*row, merge.first_column).empty()) {
        row->cells[merge.first_column] = content;
      }
    }
  }
}

std::size_t used_columns(std::vector<RawRow> const& rows, std::size_t from) {
  std::size_t columns = 0;
  for (auto i = from; i < rows.size(); ++i) {
    auto const& cells = rows[i].cells;
    auto const last = std::find_if(cells.rbegin(), cells.rend(), [](auto const& cell) { return !cell.empty(); });
    columns = std::max(columns, static_cast<std::size_t>(cells.rend() - last));
  }
  return columns;
}

}  // namespace

bool shape_table(RawSheet sheet, Table& table) {
  auto& rows = sheet.rows;
  std::erase_if(rows, [](RawRow const& row) { return filled(row) == 0; });
  auto const head = find_head(rows);
  if (head == not_found) {
    return false;
  }
  auto const columns = used_columns(rows, head);
  auto const two = has_second_row(sheet, head, columns);
  auto const first = head + (two ? 2U : 1U);
  for (auto i = first; i < rows.size(); ++i) {
    rows[i].cells.resize(columns);
  }
  fill_down(rows, sheet.merges, rows[first - 1].line);
  table.sheet = std::move(sheet.name);
  table.columns = joined_head(rows[head], two ? &rows[head + 1] : nullptr, columns);
  table.rows.clear();
  table.rows.reserve(rows.size() - first);
  for (auto i = first; i < rows.size(); ++i) {
    table.rows.push_back({std::move(rows[i].cells), {}, rows[i].line});
  }
  return true;
}

}  // namespace linquan::tables
