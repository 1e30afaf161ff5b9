#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/directory/outlets.h"
#include "value.h"

/// Rows of the tables of the directory as its values, and the columns that each needs, in its order.
namespace linquan::store {

inline constexpr std::string_view kept_shape = "nnt";
#define LINQUAN_KEPT_COLUMNS "version, change, entry"
directory::Kept kept_of(Row const& row);

inline constexpr std::string_view version_shape = "nnnnnnttnt";
#define LINQUAN_VERSION_COLUMNS \
  "outlet_id, version, change, made_at, made_by, approved_by, command, fields, undoes, entry"
directory::Version outlet_version_of(Row const& row);

inline constexpr std::string_view waiting_shape = "nnnnnttt";
#define LINQUAN_WAITING_COLUMNS "id, outlet_id, base_version, asked_at, asked_by, command, fields, entry"
directory::Waiting waiting_of(Row const& row);

/// "name,hours".
std::string fields_text(std::vector<directory::Field> const& fields);
std::optional<std::string> entry_text(std::optional<directory::Entry> const& entry);

}  // namespace linquan::store
