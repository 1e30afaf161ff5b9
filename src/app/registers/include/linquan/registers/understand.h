#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/city/outlet_rows.h"
#include "linquan/city/outlets.h"
#include "linquan/directory/outlets.h"
#include "linquan/directory/registers.h"
#include "linquan/geo/crs.h"
#include "linquan/identity/rights.h"
#include "linquan/kinds/kinds.h"
#include "linquan/tables/table.h"

/// Looking through a register before anything of it is carried out.
namespace linquan::registers {

/// So many of what is odd are told; all of them are counted.
inline constexpr std::size_t faults_told_max = 1000;

/// A table, and against what it is held.
struct Look {
  tables::Table const& table;
  geo::Crs crs = geo::Crs::wgs84();  ///< of rows that state none
  city::ColumnChoice chosen = {};
  city::City const& city;                        ///< its areas and streets
  std::vector<directory::Kept> const& known;     ///< every outlet of the directory, closed ones too
  std::span<identity::Grant const> grants = {};  ///< of who sent it: rows elsewhere are not theirs to bring
  kinds::Kinds const& kinds;
};

struct Understood {
  std::vector<std::string> fields;  ///< by column; empty where a column is not read
  std::uint64_t rows = 0;
  std::uint64_t wrong = 0;     ///< rows that are left out
  std::uint64_t same = 0;      ///< outlets that are there already, as the register has them
  std::uint64_t added = 0;     ///< new ones
  std::uint64_t changed = 0;   ///< that are there and would change
  std::uint64_t unplaced = 0;  ///< new ones without a place
  std::uint64_t faults_all = 0;
  std::vector<city::RowFault> faults;         ///< the first ones, by line
  std::vector<directory::RegisterRow> to_do;  ///< new ones and corrections, by line
  std::vector<directory::RegisterRow> moves;  ///< what is carried out after all of those, by line
};

/// What a register would do to the directory. A row is an outlet that is there where both have one licence, else where
/// both have one name and one address, place (within 150 m) or telephone. A register takes no kind and no service away,
/// and an empty cell says nothing; a place that was guessed from an address moves nobody.
///
/// bad_input   what city::outlets_from_rows() refuses
Result<Understood> understand(Look const& look);

}  // namespace linquan::registers
