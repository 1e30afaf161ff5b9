#pragma once

#include <cstdint>
#include <span>

#include "linquan/directory/entry.h"
#include "linquan/identity/rights.h"

/// Which changes hold at once and which wait for a second pair of eyes.
namespace linquan::directory {

enum class Verdict : std::uint8_t { refused, asked, direct };

/// Which rights change a field at once, and which ask for the change.
struct FieldRule {
  Field field = Field::name;
  std::span<identity::Action const> direct;
  std::span<identity::Action const> asked;
};

/// One line for each field: the whole table.
std::span<FieldRule const> field_rules();

/// What somebody's change of this field, of an outlet at this place, comes to.
Verdict verdict(std::span<identity::Grant const> grants, Field field, identity::Place const& place);

/// The least of the verdicts over the fields; `direct` for none.
Verdict verdict(std::span<identity::Grant const> grants, std::span<Field const> fields, identity::Place const& place);

/// What the table says of a role within its scope.
Verdict verdict(identity::Role role, Field field);

}  // namespace linquan::directory
