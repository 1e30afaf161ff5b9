#include <cstddef>

#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "values.h"

namespace linquan::tables {
namespace {

/// A spreadsheet would run text that looks like a formula; an apostrophe in front keeps it text. Telephones (+34 …)
/// and negative numbers are left alone: nothing in them can be run.
bool looks_like_formula(std::string_view text) {
  if (text.empty()) {
    return false;
  }
  if (text.front() == '=' || text.front() == '@') {
    return true;
  }
  auto const sign = text.front() == '+' || text.front() == '-';
  return sign && text.find_first_not_of("0123456789 ()-+.;") != std::string_view::npos;
}

void add_cell(std::string& line, std::string_view text, bool guard) {
  auto const quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) {
    line.push_back('"');
  }
  if (guard && looks_like_formula(text)) {
    line.push_back('\'');
  }
  for (auto const c : text) {
    line.append(c == '"' ? 2 : 1, c);
  }
  if (quoted) {
    line.push_back('"');
  }
}

void add_head(std::string& bytes, std::vector<std::string> const& columns) {
  bytes += "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    bytes += i == 0 ? "" : ",";
    add_cell(bytes, columns[i], true);
  }
  bytes += "\r\n";
}

void add_row(std::string& bytes, std::vector<Value> const& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    bytes += i == 0 ? "" : ",";
    add_cell(bytes, shown(row[i]), std::holds_alternative<std::string>(row[i]));
  }
  bytes += "\r\n";
}

}  // namespace

Result<void> write_csv(std::filesystem::path const& path, Sheet const& sheet) {
  std::string bytes;
  add_head(bytes, sheet.columns);
  for (auto const& row : sheet.rows) {
    add_row(bytes, row);
  }
  return write_file(path, bytes);
}

Result<void> write_csv(std::filesystem::path const& path, RowSource const& rows) {
  std::string bytes;
  add_head(bytes, rows.columns);
  for (std::size_t i = 0; i < rows.row_count; ++i) {
    add_row(bytes, rows.row(i));
  }
  return write_file(path, bytes);
}

}  // namespace linquan::tables
