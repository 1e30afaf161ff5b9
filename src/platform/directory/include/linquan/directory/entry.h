#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/kinds/kinds.h"

/// The city's outlets as people keep them: what is known of each, who may change it, and how it came to be so. Rules
/// without a clock, a database or a map.
namespace linquan::directory {

/// The city file's number of the outlet, or one made here.
using OutletId = Id<struct DirectoryOutletTag>;

/// What somebody may change, one by one: rights and sources are kept for each.
enum class Field : std::uint8_t {
  name,
  kinds,
  services,
  places,
  hours,
  serving,
  telephone,
  address,
  chain,
  opened,
  rebuilt,
  condition,
  licence,
  inspections,
  state,
};

std::string_view name_of(Field field);
std::optional<Field> field_named(std::string_view name);
std::span<Field const> all_fields();

enum class EntryState : std::uint8_t { open, closed };

struct Stand {
  geo::Point at;
  std::optional<hours::Hours> hours;  ///< nullopt: not known
  friend bool operator==(Stand const&, Stand const&) = default;
};

/// A thing that is done under a kind: 配钥匙 under small repairs.
struct Service {
  std::string kind;  ///< id
  std::string name;
  std::optional<std::int64_t> price_from_fen;
  friend bool operator==(Service const&, Service const&) = default;
};

struct Inspection {
  std::string on;  ///< ISO date
  std::string found;
  friend bool operator==(Inspection const&, Inspection const&) = default;
};

/// What lets an outlet trade: a unified social credit code, or the number of a food licence.
struct Licence {
  std::string number;
  std::string valid_until;  ///< ISO date; empty: without end, or not known
  friend bool operator==(Licence const&, Licence const&) = default;
};

/// Somebody was there and says that it is still so.
struct Confirmation {
  std::chrono::sys_days on;
  std::string by;  ///< the account's number; a source's name where an import said so
  friend bool operator==(Confirmation const&, Confirmation const&) = default;
};

/// Where a field comes from, and under which licence it may be handed on.
struct Origin {
  std::string source;   ///< "osm:node/123", "outlets.xlsx:Sheet1!17", or the role that changed it
  std::string licence;  ///< "ODbL", or "city" for what the city owns
  friend bool operator==(Origin const&, Origin const&) = default;
};

/// One outlet as the directory shows it.
struct Entry {
  OutletId id;
  std::string name;
  std::vector<std::string> kinds;  ///< ids, ascending; at least one
  std::vector<Service> services;
  std::vector<Stand> stands;  ///< empty: unplaced
  kinds::ServingSet serving = static_cast<kinds::ServingSet>(kinds::Serving::at_stand);
  std::string telephone;
  std::string address;
  std::string community;  ///< code of the area in which it stands; empty: in none
  std::string chain;
  std::string opened;   ///< ISO date or part of one
  std::string rebuilt;  ///< the same
  std::string condition;
  Licence licence;
  std::vector<Inspection> inspections;  ///< by rising date
  EntryState state = EntryState::open;
  std::optional<Confirmation> confirmed;
  std::optional<std::uint64_t> owner;  ///< the account that claimed it
  std::map<Field, Origin> origins;
  friend bool operator==(Entry const&, Entry const&) = default;
};

/// In which of its fields one entry differs from another, ascending. Origins, confirmation, owner and community are no
/// fields.
std::vector<Field> differing(Entry const& a, Entry const& b);

/// `to` with these fields, and their origins, of `from`.
Entry with_fields(Entry to, Entry const& from, std::span<Field const> fields);

inline constexpr std::chrono::days confirmed_for{180};

/// Whether nobody has confirmed it within 180 days before `today`.
bool unconfirmed(Entry const& entry, std::chrono::sys_days today);

/// The entry as it is stored: equal entries are equal bytes.
std::string written(Entry const& entry);

/// bad_input   `directory_entry_broken` {line}: not written by written()
Result<Entry> entry_from(std::string_view text);

}  // namespace linquan::directory
