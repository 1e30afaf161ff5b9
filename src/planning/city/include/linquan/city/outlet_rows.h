#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/city/outlets.h"
#include "linquan/kinds/kinds.h"
#include "linquan/tables/table.h"

/// A table of outlets for somebody who will look through it.
namespace linquan::city {

/// What is odd about one row of a table.
struct RowFault {
  std::uint32_t line = 0;
  std::string field;  ///< of which the cell is odd
  std::string code;   ///< names a sentence
  std::string value;  ///< what stands there, where that helps
  bool taken = true;  ///< the row is an outlet all the same, without what is odd
};

/// Which field each column of the table is read as, by the column's number; empty where as none.
///
/// bad_input   `column_missing`
Result<std::vector<std::string>> outlet_columns(tables::Table const& table, ColumnChoice const& chosen);

/// The same as outlets_from_table(), but a place that is none loses its row and not the whole table, and whatever is
/// odd is told row by row, in the rows' order.
///
/// bad_input   `column_missing`, `outlets_no_place`
Result<std::vector<Outlet>> outlets_from_rows(tables::Table const& table, geo::Crs const& crs,
                                              kinds::Kinds const& kinds, ColumnChoice const& chosen,
                                              std::vector<RowFault>& faults);

}  // namespace linquan::city
