#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "linquan/identity/account.h"
#include "linquan/identity/ports.h"
#include "linquan/identity/rights.h"
#include "linquan/identity/sign_in.h"

/// Accounts and what belongs to them, as JSON.
namespace linquan::api {

nlohmann::ordered_json account_json(identity::Account const& account, std::vector<identity::Grant> const& grants);
nlohmann::ordered_json grants_json(std::vector<identity::Grant> const& grants);
/// `current`: the session by which this is asked.
nlohmann::ordered_json session_json(identity::Session const& session, identity::SessionId current);
nlohmann::ordered_json consents_json(std::vector<identity::Consent> const& consents);
nlohmann::ordered_json proxies_json(std::vector<identity::Proxy> const& proxies);
nlohmann::ordered_json act_json(identity::Act const& act);
nlohmann::ordered_json made_json(identity::Made const& made);
nlohmann::ordered_json everything_json(identity::Everything const& all, identity::SessionId current);

}  // namespace linquan::api
