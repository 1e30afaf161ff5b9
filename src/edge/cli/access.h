#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "access_options.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/table.h"

namespace linquan::cli {

/// Capacity against demand, in the plain form and in the enhanced one.
struct Capacity {
  reach::Catchment plain;
  reach::Catchment enhanced;
};

/// Everything that `linquan access` found, before it is told.
struct Access {
  city::City const& city;
  AccessOptions const& options;
  std::vector<kinds::KindIndex> const& kinds;
  reach::Homes const& homes;
  reach::Supply const& supply;
  reach::LeftOut const& left_out;
  reach::Table const& table;
  std::optional<Capacity> const& capacity;

  /// The first column holds all kinds together; one kind needs no other.
  [[nodiscard]] static std::size_t column_of(std::size_t kind, std::size_t kind_count) {
    return kind_count == 1 ? 0 : kind + 1;
  }
};

/// Those who have any outlet of a column within the limit.
struct Within {
  Millipersons people;
  std::size_t homes = 0;
};
Within within(Access const& access, std::size_t column);

/// One row for each home. What a home does not reach is left empty.
///
/// machine   `file_unwritable`
Result<void> write_access(std::filesystem::path const& path, Access const& access);

}  // namespace linquan::cli
