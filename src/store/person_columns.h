#pragma once

#include <span>
#include <string_view>

/// Where the database says who somebody is: every column that holds an account's number. What an export shows and what
/// a deletion does is decided here, column by column; a test holds the list against the schema, so that a new table
/// cannot be forgotten.
namespace linquan::store {

enum class Fate : unsigned char {
  removed,   ///< the row goes with the person
  unlinked,  ///< the row stays without them
  kept,      ///< the row stays under the account's number, which then names nobody: what was done in an office
};

struct PersonColumn {
  std::string_view table;
  std::string_view column;
  Fate fate = Fate::kept;
  /// Of rows that the export lists as made: "tn" of an object and when (0 where no time is kept), newest first, of
  /// :account, at most :count. Empty: the export shows them in a list of their own, or (`answers`) not at all.
  std::string_view made = {};
};

std::span<PersonColumn const> person_columns();

}  // namespace linquan::store
