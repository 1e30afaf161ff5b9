#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "linquan/api/routes.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/http/answer.h"
#include "linquan/http/request.h"
#include "linquan/identity/use.h"

/// Who is asking, and what they write.
namespace linquan::api {

inline constexpr std::string_view session_cookie = "linquan_session";

/// The token that a request bears: `Authorization: Bearer TOKEN`, or the cookie of a browser. A write by cookie wants
/// the field `X-Linquan: 1` beside it, which no page but ours can send.
///
/// signed_out   `session_unknown`: none
/// forbidden    `cookie_write`
Result<std::string> token_of(http::Request const& request);

/// Who is asking; moves the end of their session on.
///
/// Refuses as token_of() and identity::asker() do.
Result<identity::Asker> asker_of(Context const& context, http::Request const& request);

/// That a write bears a key that can be stored; written() asks the same.
///
/// usage   `idempotency_key`
Result<void> check_key(http::Request const& request);

/// What a write does, within one transaction; the object is its answer.
///
/// It may run more than once, and on SQLite in the one thread that writes: what is slow, and reading the body, comes
/// before.
using Act = std::function<Result<nlohmann::ordered_json>(UnitOfWork&, identity::Asker const&)>;

struct Manner {
  unsigned status = 200;
  bool secret = false;     ///< the body holds a password: not even its hash is stored beside the key
  bool on_behalf = false;  ///< may be done for another, whom the field On-Behalf-Of names
};

/// The stored answer of a write that was done before: for what is dear before written() is called with the same.
/// nullopt where it was not done.
///
/// usage      `idempotency_key`
/// conflict   `idempotency_conflict`
Result<std::optional<http::Answer>> answered_before(Context const& context, http::Request const& request,
                                                    identity::Asker const& asker, Manner const& manner = {});

/// One write: who asks, and its key. The answer is stored with what was done; the same key and request get it again,
/// with the field `Idempotent-Replayed: true`, and nothing is done.
///
/// usage      `idempotency_key`; `behalf_not_here`
/// conflict   `idempotency_conflict`
/// and as asker_of(), and `act`, refuse
Result<http::Answer> written(Context const& context, http::Request const& request, Act const& act,
                             Manner const& manner = {});

}  // namespace linquan::api
