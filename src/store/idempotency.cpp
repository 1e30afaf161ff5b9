#include "linquan/store/idempotency.h"

#include <cstddef>
#include <utility>

#include "hash.h"
#include "work.h"

namespace linquan::store {
namespace {

constexpr std::size_t key_bytes_max = 200;

}  // namespace

Result<std::optional<std::string>> answer_of(UnitOfWork& work, Keyed const& keyed) {
  if (keyed.key.empty() || keyed.key.size() > key_bytes_max) {
    return refuse(ErrorKind::usage, "idempotency_key", {{"max", std::to_string(key_bytes_max)}});
  }
  auto& sql = work_of(work).sql();
  auto const owner = static_cast<std::int64_t>(keyed.owner);
  auto const stored = sql.one({"SELECT body_hash, answer FROM answers WHERE owner = :owner AND key = :key AND "
                               "expires_at > :now",
                               "tt"},
                              {owner, keyed.key, work.now()});
  if (!stored) {
    return std::optional<std::string>{};
  }
  if (stored->text(0) != hash_of(keyed.body)) {
    return refuse(ErrorKind::conflict, "idempotency_conflict", {{"key", std::string{keyed.key}}});
  }
  return std::optional{stored->text(1)};
}

Result<Answered> once(UnitOfWork& work, Keyed const& keyed, std::function<Result<std::string>()> const& act) {
  auto stored = answer_of(work, keyed);
  if (!stored) {
    return hand_on(stored);
  }
  if (*stored) {
    return Answered{std::move(**stored), true};
  }
  auto answer = act();
  if (!answer) {
    return hand_on(answer);
  }
  auto& sql = work_of(work).sql();
  auto const owner = static_cast<std::int64_t>(keyed.owner);
  // Only an expired answer can be in the way.
  sql.run("DELETE FROM answers WHERE owner = :owner AND key = :key", {owner, keyed.key});
  sql.run("INSERT INTO answers (owner, key, body_hash, answer, expires_at) VALUES (:owner, :key, :hash, :answer, :end)",
          {owner, keyed.key, hash_of(keyed.body), *answer, work.now() + keyed.kept});
  return Answered{std::move(*answer), false};
}

std::uint64_t forget_old_keys(UnitOfWork& work, std::uint64_t count) {
  return work_of(work)
      .sql()
      .all({"DELETE FROM answers WHERE (owner, key) IN (SELECT owner, key FROM answers WHERE expires_at <= :now "
            "ORDER BY expires_at, owner, key LIMIT :count) RETURNING owner",
            "n"},
           {work.now(), static_cast<std::int64_t>(count)})
      .size();
}

}  // namespace linquan::store
