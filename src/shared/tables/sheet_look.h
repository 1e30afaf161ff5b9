#pragma once

#include <xlsxwriter.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "linquan/tables/table.h"

namespace linquan::tables {

/// Of the cells of a column.
struct Formats {
  lxw_format* text = nullptr;
  lxw_format* plain = nullptr;  ///< of numbers; nullptr: the workbook's own
};

/// The formats of one workbook, and what turns its cells into a page.
class LookFormats {
 public:
  /// `shown`: any sheet has a look. Without, the workbook holds the two formats of plain sheets and no more.
  LookFormats(lxw_workbook* workbook, bool shown);

  /// Above numbers it stands at the right, as they do.
  [[nodiscard]] lxw_format* head(Sheet const& sheet, std::size_t column) const;
  [[nodiscard]] lxw_format* title(std::uint32_t line) const { return line == 0 ? title_ : subtitle_; }
  [[nodiscard]] Formats of(Sheet const& sheet, std::size_t column) const;
  /// Widths, filter, print set-up and shading; nothing for a sheet without a look.
  void lay_out(lxw_worksheet* to, Sheet const& sheet) const;

 private:
  lxw_format* head_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* shown_head_ = nullptr;
  lxw_format* number_head_ = nullptr;
  lxw_format* shown_text_ = nullptr;
  lxw_format* title_ = nullptr;
  lxw_format* subtitle_ = nullptr;
  lxw_format* below_ = nullptr;
  std::array<lxw_format*, 4> numbers_{};  ///< by CellFormat
};

}  // namespace linquan::tables
