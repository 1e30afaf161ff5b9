#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "gdal_door.h"
#include "linquan/base/file.h"
#include "linquan/base/limits.h"
#include "linquan/text/text.h"
#include "raw.h"

namespace linquan::tables {
namespace {

std::size_t line_of(std::string_view bytes, std::size_t offset) {
  auto const before = bytes.substr(0, offset);
  auto const feeds = std::ranges::count(before, '\n');
  return 1 + static_cast<std::size_t>(feeds != 0 ? feeds : std::ranges::count(before, '\r'));
}

/// Where the first byte stands that belongs to no character of UTF-8: everything before it does, so halving finds it.
std::size_t first_not_utf8(std::string_view bytes) {
  std::size_t good = 0;
  for (std::size_t step = bytes.size(); step > 0;) {
    // Cut back to the start of a character, so that the cut itself is no fault.
    auto end = std::min(bytes.size(), good + step);
    while (end > good && end < bytes.size() && (static_cast<unsigned char>(bytes[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    if (end > good && text::is_utf8(bytes.substr(good, end - good))) {
      good = end;
    } else {
      step /= 2;
    }
  }
  return good;
}

Result<text::Decoded> decoded(std::filesystem::path const& path, std::string const& bytes, bool declared_utf8) {
  // A mark of UTF-8 in front is a declaration too: read as GBK it would become part of the first column's name.
  auto const marked = bytes.starts_with("\xEF\xBB\xBF");
  if ((declared_utf8 || marked) && !text::is_utf8(bytes)) {
    return refuse(ErrorKind::bad_input, "not_utf8",
                  {{"file", path.string()}, {"line", fmt::to_string(line_of(bytes, first_not_utf8(bytes)))}});
  }
  auto text = text::decode(bytes);
  if (!text) {
    std::size_t offset = 0;
    for (auto const& [name, value] : text.error().args) {
      if (name == "offset") {
        std::from_chars(value.data(), value.data() + value.size(), offset);
      }
    }
    return refuse(ErrorKind::bad_input, "table_not_text",
                  {{"file", path.string()}, {"line", fmt::to_string(line_of(bytes, offset))}});
  }
  return text;
}

/// Comma, tab or semicolon: whichever stands most often in the first lines, outside quotation marks.
char delimiter_of(std::string_view text) {
  constexpr std::array<char, 3> candidates{',', '\t', ';'};
  constexpr std::size_t reach = 16'384;
  std::array<std::size_t, 3> counts{};
  auto quoted = false;
  for (auto const c : text.substr(0, reach)) {
    quoted = quoted != (c == '"');
    auto const* const at = std::ranges::find(candidates, c);
    if (!quoted && at != candidates.end()) {
      ++counts[static_cast<std::size_t>(at - candidates.begin())];
    }
  }
  return candidates[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

/// RFC 4180 with what people's files do besides: any line end, quotation marks within bare cells, blank lines.
class CsvParser {
 public:
  CsvParser(std::filesystem::path const& path, std::string_view text, char delimiter)
      : path_{path}, text_{text}, delimiter_{delimiter} {}

  Result<std::vector<RawRow>> rows() {
    while (at_ < text_.size()) {
      if (auto read = row(); !read) {
        return hand_on(read);
      }
    }
    return std::move(rows_);
  }

 private:
  Result<void> row() {
    RawRow row{line_, {}};
    auto more = true;
    while (more) {
      auto outcome = cell();
      if (!outcome) {
        return hand_on(outcome);
      }
      if (outcome->size() > limits::table_cell_bytes) {
        return too_large(path_, "cell_bytes", limits::table_cell_bytes);
      }
      row.cells.push_back(unguarded(text::tidy(*outcome)));
      more = at_ < text_.size() && text_[at_] == delimiter_;
      at_ += more ? 1U : 0U;
      if (row.cells.size() > limits::table_columns) {
        return too_large(path_, "columns", limits::table_columns);
      }
    }
    end_line();
    if (std::ranges::any_of(row.cells, [](auto const& cell) { return !cell.empty(); })) {
      rows_.push_back(std::move(row));
    }
    if (rows_.size() > limits::table_rows) {
      return too_large(path_, "rows", limits::table_rows);
    }
    return {};
  }

  [[nodiscard]] bool at_line_end() const { return at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r'); }

  void end_line() {
    if (at_line_end()) {
      at_ += text_.substr(at_, 2) == "\r\n" ? 2U : 1U;
      ++line_;
    }
  }

  Result<std::string> cell() {
    std::string cell;
    if (at_ < text_.size() && text_[at_] == '"') {
      auto const opened = line_;
      ++at_;
      if (!quoted_part(cell)) {
        return refuse(ErrorKind::bad_input, "table_quote_open",
                      {{"file", path_.string()}, {"line", fmt::to_string(opened)}});
      }
    }
    auto const begin = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) {
      ++at_;
    }
    cell += text_.substr(begin, at_ - begin);
    return cell;
  }

  /// Up to the closing mark; a doubled one stands for itself. False where the text ends before.
  bool quoted_part(std::string& cell) {
    while (at_ < text_.size()) {
      auto const c = text_[at_];
      if (c == '"' && text_.substr(at_, 2) != "\"\"") {
        ++at_;
        return true;
      }
      line_ += c == '\n' || (c == '\r' && text_.substr(at_, 2) != "\r\n") ? 1U : 0U;
      at_ += c == '"' ? 2U : 1U;
      cell.push_back(c);
    }
    return false;
  }

  /// An apostrophe in front of a formula's sign is how spreadsheets are told that it is text (see write_csv).
  static std::string unguarded(std::string cell) {
    auto const guarded =
        cell.size() > 1 && cell[0] == '\'' && std::string_view{"=@+-"}.find(cell[1]) != std::string_view::npos;
    return guarded ? cell.substr(1) : cell;
  }

  std::filesystem::path const& path_;
  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::vector<RawRow> rows_;
};

}  // namespace

Result<Table> read_csv(std::filesystem::path const& path, ReadOptions const& options) {
  auto const bytes = read_file(path, limits::table_file_bytes);
  if (!bytes) {
    return tl::unexpected<Error>{bytes.error()};
  }
  auto const text = decoded(path, *bytes, options.encoding_declared_utf8);
  if (!text) {
    return tl::unexpected<Error>{text.error()};
  }
  if (auto const zero = text->text.find('\0'); zero != std::string::npos) {
    return refuse(ErrorKind::bad_input, "table_zero_byte",
                  {{"file", path.string()}, {"line", fmt::to_string(line_of(text->text, zero))}});
  }
  auto const tabs = path.extension() == ".tsv" || path.extension() == ".TSV";
  auto rows = CsvParser{path, text->text, tabs ? '\t' : delimiter_of(text->text)}.rows();
  if (!rows) {
    return hand_on(rows);
  }
  Table table;
  table.file = path.string();
  table.encoding = text->encoding;
  if (!shape_table({{}, *std::move(rows), {}}, table)) {
    return empty_table(path);
  }
  return table;
}

}  // namespace linquan::tables
