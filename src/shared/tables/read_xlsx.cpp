#include <cpl_conv.h>
#include <cpl_minixml.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "gdal_door.h"
#include "linquan/base/limits.h"
#include "linquan/text/text.h"
#include "raw.h"
#include "zip_archive.h"

namespace linquan::tables {
namespace {

struct ReleaseXml {
  void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using Xml = std::unique_ptr<CPLXMLNode, ReleaseXml>;

Xml read_xml(ZipArchive const& workbook, std::string const& part) {
  auto const bytes = workbook.read(part, limits::text_file_bytes);
  Xml xml{bytes ? CPLParseXMLString(bytes->c_str()) : nullptr};
  if (xml != nullptr) {
    CPLStripXMLNamespace(xml.get(), nullptr, TRUE);
  }
  return xml;
}

std::vector<CPLXMLNode*> children_named(CPLXMLNode const* parent, std::string_view name) {
  std::vector<CPLXMLNode*> all;
  for (auto* child = parent == nullptr ? nullptr : parent->psChild; child != nullptr; child = child->psNext) {
    if (child->eType == CXT_Element && child->pszValue == name) {
      all.push_back(child);
    }
  }
  return all;
}

/// Which part of the archive holds each sheet, by the sheet's name.
std::map<std::string, std::string> parts_of_sheets(ZipArchive const& workbook) {
  auto const rels = read_xml(workbook, "xl/_rels/workbook.xml.rels");
  std::map<std::string, std::string> targets;
  auto const* const list = rels == nullptr ? nullptr : CPLGetXMLNode(rels.get(), "=Relationships");
  for (auto* const rel : children_named(list, "Relationship")) {
    std::string const target = CPLGetXMLValue(rel, "Target", "");
    targets[CPLGetXMLValue(rel, "Id", "")] = target.substr(0, 1) == "/" ? target.substr(1) : "xl/" + target;
  }
  auto const book = read_xml(workbook, "xl/workbook.xml");
  std::map<std::string, std::string> parts;
  auto const* const sheets = book == nullptr ? nullptr : CPLGetXMLNode(book.get(), "=workbook.sheets");
  for (auto* const sheet : children_named(sheets, "sheet")) {
    parts[CPLGetXMLValue(sheet, "name", "")] = targets[CPLGetXMLValue(sheet, "id", "")];
  }
  return parts;
}

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  auto const outcome = std::from_chars(text.data(), text.data() + text.size(), number);
  if (outcome.ec != std::errc{}) {
    return false;
  }
  text.remove_prefix(static_cast<std::size_t>(outcome.ptr - text.data()));
  return true;
}

/// "AB12" off the front of `text`.
bool take_cell(std::string_view& text, std::uint32_t& column, std::uint32_t& line) {
  std::uint32_t letters = 0;
  std::size_t count = 0;
  while (count < text.size() && count < 4 && text[count] >= 'A' && text[count] <= 'Z') {
    letters = letters * 26 + static_cast<std::uint32_t>(text[count] - 'A' + 1);
    ++count;
  }
  text.remove_prefix(count);
  column = letters - 1;
  return count > 0 && count < 4 && take_number(text, line) && line > 0;
}

bool parse_merge(std::string_view ref, Merge& merge) {
  if (!take_cell(ref, merge.first_column, merge.first_line) || ref.substr(0, 1) != ":") {
    return false;
  }
  ref.remove_prefix(1);
  return take_cell(ref, merge.last_column, merge.last_line) && ref.empty() && merge.last_line >= merge.first_line &&
         merge.last_column >= merge.first_column;
}

/// The merged cells of a sheet, which GDAL does not tell of. They stand behind the cells, so that only the end of the
/// part is kept while it is read through.
std::vector<Merge> merges_of(ZipArchive const& workbook, std::string const& part) {
  constexpr std::string_view begin = "mergeCells";
  constexpr std::size_t kept_max = std::size_t{16} << 20;
  constexpr std::size_t merges_max = 100'000;
  std::string kept;
  auto found = false;
  static_cast<void>(workbook.visit(part, [&](std::string_view piece) {
    kept += piece;
    auto const at = found ? 0 : kept.find(begin);
    found = found || at != std::string::npos;
    kept.erase(0, found ? at : kept.size() - std::min(kept.size(), begin.size()));
    return kept.size() < kept_max;
  }));
  std::vector<Merge> merges;
  if (!found) {
    return merges;
  }
  constexpr std::string_view key = "mergeCell ref=\"";
  for (auto at = kept.find(key); at != std::string::npos && merges.size() < merges_max; at = kept.find(key, at)) {
    at += key.size();
    Merge merge;
    if (parse_merge(std::string_view{kept}.substr(at, kept.find('"', at) - at), merge)) {
      merges.push_back(merge);
    }
  }
  return merges;
}

/// "3.20302001001E11" as digits: other programs than Excel store codes and telephones so. Rounded ones and those with
/// more digits than a spreadsheet keeps stay as they are, for whoever reads the cell to refuse.
std::string without_exponent(std::string const& cell) {
  auto const e = cell.find_first_of("eE");
  if (e == std::string::npos || e < 9 || cell[1] != '.') {
    return cell;
  }
  auto const decimals = cell.substr(2, e - 2);
  auto power = std::string_view{cell}.substr(e + 1);
  power.remove_prefix(power.substr(0, 1) == "+" ? 1 : 0);
  std::size_t places = 0;
  auto const digits = cell[0] >= '1' && cell[0] <= '9' && decimals.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || !take_number(power, places) || !power.empty() || places > 14 || decimals.size() > places) {
    return cell;
  }
  return cell.substr(0, 1) + decimals + std::string(places - decimals.size(), '0');
}

Result<RawSheet> read_sheet(std::filesystem::path const& path, OGRLayer& layer) {
  RawSheet sheet{layer.GetName(), {}, {}};
  auto const columns = static_cast<std::size_t>(layer.GetLayerDefn()->GetFieldCount());
  if (columns > limits::table_columns) {
    return too_large(path, "columns", limits::table_columns);
  }
  std::uint32_t line = 0;
  for (auto const& feature : layer) {
    ++line;
    if (line > limits::table_rows) {
      return too_large(path, "rows", limits::table_rows);
    }
    RawRow row{line, std::vector<std::string>(columns)};
    auto any = false;
    for (std::size_t i = 0; i < columns; ++i) {
      auto const field = static_cast<int>(i);
      if (!feature->IsFieldSetAndNotNull(field)) {
        continue;
      }
      row.cells[i] = without_exponent(text::tidy(feature->GetFieldAsString(field)));
      any = any || !row.cells[i].empty();
      if (row.cells[i].size() > limits::table_cell_bytes) {
        return too_large(path, "cell_bytes", limits::table_cell_bytes);
      }
    }
    if (any) {
      sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

Result<void> check_archive(std::filesystem::path const& path, ZipArchive const& workbook) {
  if (!workbook.good()) {
    return unreadable(path, Fault::archive);
  }
  // A small archive can unpack to any size; what it says of itself is asked before anything is unpacked.
  std::uint64_t unpacked = 0;
  for (auto const& member : workbook.members()) {
    unpacked += std::min(member.bytes, limits::table_file_bytes);
  }
  if (unpacked > limits::table_file_bytes) {
    return too_large(path, "unpacked", limits::table_file_bytes);
  }
  return {};
}

}  // namespace

Result<Table> read_xlsx(std::filesystem::path const& path, ReadOptions const& options) {
  ZipArchive const workbook{path};
  if (auto checked = check_archive(path, workbook); !checked) {
    return hand_on(checked);
  }
  Complaints complaints;
  // No guessing of heads and types: telephones and codes stay the digits that the file holds.
  CPLConfigOptionSetter const heads{"OGR_XLSX_HEADERS", "DISABLE", false};
  CPLConfigOptionSetter const types{"OGR_XLSX_FIELD_TYPES", "STRING", false};
  auto const dataset = open_dataset(path, {"XLSX", GDAL_OF_VECTOR}, complaints);
  if (!dataset) {
    return tl::unexpected<Error>{dataset.error()};
  }
  auto const parts = parts_of_sheets(workbook);
  Table table;
  table.file = path.string();
  auto named = false;
  for (auto* const layer : (*dataset)->GetLayers()) {
    if (!options.sheet.empty() && options.sheet != layer->GetName()) {
      continue;
    }
    named = true;
    auto sheet = read_sheet(path, *layer);
    if (!sheet) {
      return hand_on(sheet);
    }
    if (complaints.failed()) {
      return unreadable(path, Fault::broken, complaints.reason());
    }
    if (auto const part = parts.find(sheet->name); part != parts.end()) {
      sheet->merges = merges_of(workbook, part->second);
    }
    if (shape_table(*std::move(sheet), table)) {
      return table;
    }
  }
  if (!options.sheet.empty() && !named) {
    return refuse(ErrorKind::bad_input, "sheet_missing", {{"file", path.string()}, {"sheet", options.sheet}});
  }
  return empty_table(path);
}

}  // namespace linquan::tables
