#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlets.h"

namespace linquan::demo {

/// One row of a table of outlets, as its keeper wrote it.
struct Row {
  std::uint32_t outlet = 0;  ///< index into Offered::outlets
  std::string name;
  std::string word;  ///< in the column 业态
  bool misspelt = false;
  At at;  ///< as this keeper surveyed it
  std::string address;
  std::string telephone;
  bool placeable = true;  ///< ledger: the address says where it is
};

/// The three tables of outlets; a row's line in its file is its index + 2.
struct Books {
  std::vector<Row> workbook;
  std::vector<Row> bureau;
  std::vector<Row> ledger;
};

/// Kinds of which the workbook holds every outlet; it says so itself.
bool workbook_is_complete_for(std::string_view kind);

/// Decides which source knows which outlet, and what each keeper writes. Gives every outlet its telephone and licence.
Books keep_books(Town const& town, std::vector<Outlet>& outlets);

}  // namespace linquan::demo
