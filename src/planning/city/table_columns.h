#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/outlets.h"
#include "linquan/tables/table.h"

namespace linquan::city {

/// A thing that a table may hold and the heads that people give to its column, the most telling first.
struct FieldNames {
  std::string_view field;
  std::vector<std::string_view> names;
};

/// Which column of one table holds which field.
struct Columns {
  std::map<std::string, std::size_t, std::less<>> at;  ///< field → number of its column

  [[nodiscard]] bool has(std::string_view field) const { return at.find(field) != at.end(); }
  /// The row's cell of that field; empty where the table has no such column.
  [[nodiscard]] std::string_view cell(tables::Table::Row const& row, std::string_view field) const;
};

/// What an override for no file in particular means that names no column of this table: outlets must have it; other
/// tables share some fields with them (name, lng, lat) and need not.
enum class MissingOverride : std::uint8_t { refused, of_another_table };

/// Finds the columns by their heads, compared by text::folded(); a unit in brackets behind a head, as in 人口(人), is
/// no part of it where the whole head is not known. An override names a column of the table itself and wins.
///
/// Each column holds one field: fields choose in the order given, and of two columns with the same head the left one.
/// Overrides for fields that are not among `fields` belong to other tables and are left alone. An override for one file
/// of several is written "name:homes.csv" and goes first.
/// bad_input   `column_missing` (file, field, column, columns = found): an override names a column that the table lacks
Result<Columns> find_columns(tables::Table const& table, std::span<FieldNames const> fields,
                             ColumnChoice const& overrides,
                             MissingOverride missing_override = MissingOverride::refused);

/// Refuses `column_missing` for a field that the reader cannot do without; `column` says what was looked for.
tl::unexpected<Error> refuse_column(tables::Table const& table, FieldNames const& wanted);

}  // namespace linquan::city
