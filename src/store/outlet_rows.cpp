#include "outlet_rows.h"

#include <algorithm>
#include <utility>

#include "linquan/base/ensure.h"

namespace linquan::store {
namespace {

std::optional<directory::Entry> entry_in(Row const& row, std::size_t column) {
  if (!row.has(column)) {
    return std::nullopt;
  }
  auto entry = directory::entry_from(row.text(column));
  ensure(entry.has_value(), "an outlet's entry that this program did not write");
  return std::move(*entry);
}

std::vector<directory::Field> fields_in(std::string_view text) {
  std::vector<directory::Field> fields;
  while (!text.empty()) {
    auto const end = std::min(text.find(','), text.size());
    auto const field = directory::field_named(text.substr(0, end));
    ensure(field.has_value(), "an outlet's field that is none");
    fields.push_back(*field);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return fields;
}

std::optional<identity::AccountId> account_in(Row const& row, std::size_t column) {
  return row.has(column) ? std::optional{row.id<identity::AccountId>(column)} : std::nullopt;
}

}  // namespace

directory::Kept kept_of(Row const& row) {
  return {row.count(0), row.count(1), entry_in(row, 2)};
}

directory::Version outlet_version_of(Row const& row) {
  return {row.id<directory::OutletId>(0),
          row.count(1),
          row.count(2),
          row.instant(3),
          account_in(row, 4),
          account_in(row, 5),
          row.text(6),
          fields_in(row.text(7)),
          row.has(8) ? std::optional{row.count(8)} : std::nullopt,
          entry_in(row, 9)};
}

directory::Waiting waiting_of(Row const& row) {
  directory::Change change{row.text(5), entry_in(row, 7), fields_in(row.text(6)), std::nullopt, true};
  return {row.id<directory::WaitingId>(0),
          row.id<directory::OutletId>(1),
          row.count(2),
          row.instant(3),
          row.id<identity::AccountId>(4),
          std::move(change)};
}

std::string fields_text(std::vector<directory::Field> const& fields) {
  std::string text;
  for (auto const field : fields) {
    text += text.empty() ? "" : ",";
    text += directory::name_of(field);
  }
  return text;
}

std::optional<std::string> entry_text(std::optional<directory::Entry> const& entry) {
  return entry ? std::optional{directory::written(*entry)} : std::nullopt;
}

}  // namespace linquan::store
