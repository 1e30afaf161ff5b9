#pragma once

#include <span>

#include "linquan/city/outlets.h"
#include "table_columns.h"

namespace linquan::city::outlets {

/// The fields of a table of outlets and the heads they are found by; docs/formats.md lists them.
std::span<FieldNames const> fields();

/// What the choice, or else a column of the table (完整业态, 完整区域), says of the kinds and areas for which it is
/// complete. A choice for one file of several is written "complete_kinds:outlets.xlsx".
///
/// bad_input   `complete_kinds_unknown` with the word
Result<std::vector<Completeness>> completeness_of(tables::Table const& table, ColumnChoice const& chosen,
                                                  kinds::Kinds const& kinds);

}  // namespace linquan::city::outlets
