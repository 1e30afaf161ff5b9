#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <system_error>

#include "linquan/base/ensure.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "linquan/text/text.h"
#include "sheet_look.h"
#include "values.h"
#include "zip_archive.h"

namespace linquan::tables {
namespace {

/// 2000-01-01 in UTC: every workbook claims this date, so that the same rows give the same bytes.
constexpr std::time_t fixed_creation = 946'684'800;
/// Beyond this a spreadsheet's numbers lose their last digits; larger ones are written as text.
constexpr std::int64_t whole_max = 999'999'999'999'999;

struct Place {
  std::uint32_t row = 0;
  std::uint16_t column = 0;
};

lxw_error write_text(lxw_worksheet* sheet, Place at, std::string const& text, lxw_format* format) {
  auto const clean = text::is_utf8(text) ? text : text::tidy(text);
  return worksheet_write_string(sheet, at.row, at.column, clean.c_str(), format);
}

lxw_error write_value(lxw_worksheet* sheet, Place at, Value const& value, Formats const& formats) {
  if (auto const* const text = std::get_if<std::string>(&value)) {
    return text->empty() ? LXW_NO_ERROR : write_text(sheet, at, *text, formats.text);
  }
  if (auto const* const whole = std::get_if<std::int64_t>(&value)) {
    return *whole > whole_max || *whole < -whole_max
               ? write_text(sheet, at, fmt::to_string(*whole), formats.text)
               : worksheet_write_number(sheet, at.row, at.column, static_cast<double>(*whole), formats.plain);
  }
  auto const* const real = std::get_if<double>(&value);
  return real != nullptr && std::isfinite(*real)
             ? worksheet_write_number(sheet, at.row, at.column, *real, formats.plain)
             : LXW_NO_ERROR;
}

/// Refuses what no spreadsheet can hold before anything is written.
Result<void> fits(std::filesystem::path const& path, Sheet const& sheet) {
  if (sheet.rows.size() >= LXW_ROW_MAX || sheet.columns.size() > LXW_COL_MAX) {
    return refuse(ErrorKind::bad_input, "sheet_too_large",
                  {{"file", path.string()},
                   {"sheet", sheet.name},
                   {"rows", fmt::to_string(sheet.rows.size())},
                   {"rows_max", fmt::to_string(LXW_ROW_MAX - 1)},
                   {"columns_max", fmt::to_string(LXW_COL_MAX)}});
  }
  for (auto const& row : sheet.rows) {
    ensure(row.size() <= sheet.columns.size(), "a row of a sheet has more cells than the sheet has columns");
  }
  return {};
}

lxw_error write_titles(lxw_worksheet* to, Sheet const& sheet, LookFormats const& looks) {
  for (std::uint32_t line = 0; sheet.look && line < sheet.look->titles.size(); ++line) {
    auto const& title = sheet.look->titles[line];
    if (auto const outcome = title.empty() ? LXW_NO_ERROR : write_text(to, {line, 0}, title, looks.title(line));
        outcome != LXW_NO_ERROR) {
      return outcome;
    }
  }
  return LXW_NO_ERROR;
}

lxw_error fill(lxw_worksheet* to, Sheet const& sheet, LookFormats const& looks) {
  auto const above = sheet.look ? static_cast<std::uint32_t>(sheet.look->titles.size()) : 0U;
  if (auto const outcome = write_titles(to, sheet, looks); outcome != LXW_NO_ERROR) {
    return outcome;
  }
  worksheet_freeze_panes(to, above + 1, sheet.look ? sheet.look->frozen_columns : 0);
  for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
    Place const at{above, static_cast<std::uint16_t>(column)};
    auto const outcome = write_text(to, at, sheet.columns[column], looks.head(sheet, column));
    if (outcome != LXW_NO_ERROR) {
      return outcome;
    }
  }
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
      Place const at{static_cast<std::uint32_t>(row + above + 1), static_cast<std::uint16_t>(column)};
      auto const outcome = write_value(to, at, sheet.rows[row][column], looks.of(sheet, column));
      if (outcome != LXW_NO_ERROR) {
        return outcome;
      }
    }
  }
  return LXW_NO_ERROR;
}

struct CloseWorkbook {
  void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};
using Workbook = std::unique_ptr<lxw_workbook, CloseWorkbook>;

void set_dates(lxw_workbook* workbook) {
  lxw_doc_properties properties{};
  properties.created = fixed_creation;
  workbook_set_properties(workbook, &properties);
}

/// Whether a part of the finished workbook ends as it must.
bool ends_with(ZipArchive const& workbook, std::string const& part, std::string_view end) {
  std::string last;
  auto const whole = workbook.visit(part, [&](std::string_view piece) {
    last += piece.substr(piece.size() - std::min(piece.size(), end.size()));
    last.erase(0, last.size() - std::min(last.size(), end.size()));
    return true;
  });
  return whole && last == end;
}

/// The library writes its parts without asking whether the disk took them: a full disk leaves a workbook that is a
/// sound archive of cut parts, and only reading it back tells.
bool is_whole(std::filesystem::path const& path, std::size_t sheets) {
  ZipArchive const workbook{path};
  auto whole = ends_with(workbook, "xl/workbook.xml", "</workbook>") &&
               ends_with(workbook, "xl/styles.xml", "</styleSheet>") &&
               ends_with(workbook, "xl/_rels/workbook.xml.rels", "</Relationships>") &&
               ends_with(workbook, "[Content_Types].xml", "</Types>");
  for (std::size_t i = 1; whole && i <= sheets; ++i) {
    whole = ends_with(workbook, fmt::format("xl/worksheets/sheet{}.xml", i), "</worksheet>");
  }
  auto const members = workbook.members();
  auto const strings = std::ranges::find(members, "xl/sharedStrings.xml", &ZipArchive::Member::name);
  return whole && (strings == members.end() || ends_with(workbook, strings->name, "</sst>"));
}

/// The library complains on standard error where it cannot begin its file; so it is begun here first.
Result<void> begin_file(std::filesystem::path const& path, std::filesystem::path const& pending) {
  std::ofstream const file{pending};
  return file ? Result<void>{} : unwritable(path, std::error_code{errno, std::system_category()}.message());
}

}  // namespace

Result<void> write_xlsx(std::filesystem::path const& path, std::vector<Sheet> const& sheets) {
  ensure(!sheets.empty(), "a workbook needs a sheet");
  PendingFile pending{path};
  if (auto begun = begin_file(path, pending.path()); !begun) {
    return hand_on(begun);
  }
  // The parts wait in the target's own folder: it is the one that is known to be writable and large enough.
  auto folder = path.has_parent_path() ? path.parent_path().string() : std::string{"."};
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  Workbook workbook{workbook_new_opt(pending.path().c_str(), &options)};
  ensure(workbook != nullptr, "the Excel library could not begin a workbook");
  set_dates(workbook.get());

  auto const shown = std::ranges::any_of(sheets, [](Sheet const& sheet) { return sheet.look.has_value(); });
  LookFormats const looks{workbook.get(), shown};
  for (auto const& sheet : sheets) {
    if (auto fit = fits(path, sheet); !fit) {
      return hand_on(fit);
    }
    if (workbook_validate_sheet_name(workbook.get(), sheet.name.c_str()) != LXW_NO_ERROR) {
      return refuse(ErrorKind::bad_input, "sheet_name", {{"file", path.string()}, {"sheet", sheet.name}});
    }
    auto* const to = workbook_add_worksheet(workbook.get(), sheet.name.c_str());
    auto const outcome = fill(to, sheet, looks);
    looks.lay_out(to, sheet);
    if (outcome != LXW_NO_ERROR) {
      return unwritable(path, lxw_strerror(outcome));
    }
  }
  auto const outcome = workbook_close(workbook.release());
  if (outcome != LXW_NO_ERROR) {
    return unwritable(path, lxw_strerror(outcome));
  }
  if (!is_whole(pending.path(), sheets.size())) {
    return unwritable(path, "the disk did not take all of it");
  }
  return pending.commit();
}

}  // namespace linquan::tables
