#pragma once

#include <string_view>

#include "linquan/identity/account.h"
#include "linquan/identity/sign_in.h"
#include "value.h"

/// Rows of the tables of accounts as the values of identity, and the columns that each needs, in its order.
namespace linquan::store {

inline constexpr std::string_view account_shape = "ntttntnnt";
#define LINQUAN_ACCOUNT_COLUMNS "id, name, telephone, login, version, state, created_at, deleted_at, community"
identity::Account account_of(Row const& row);
std::string_view name_of(identity::AccountState state);

inline constexpr std::string_view session_shape = "nntnnnnn";
#define LINQUAN_SESSION_COLUMNS "id, account_id, device, created_at, seen_at, expires_at, ends_at, revoked_at"
identity::Session session_of(Row const& row);

inline constexpr std::string_view act_shape = "nnnntttt";
#define LINQUAN_ACT_COLUMNS "id, done_at, account_id, on_behalf_of, action, object, subdistrict, district"
identity::Act act_of(Row const& row);

}  // namespace linquan::store
