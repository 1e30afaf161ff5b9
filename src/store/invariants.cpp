#include "invariants.h"

#include <array>

namespace linquan::store {

std::span<Invariant const> invariants() {
  // Each new module adds its own here.
  static std::array<Invariant, 6> const all{
      Invariant{"check_counter",
                "SELECT name FROM (SELECT 'change' AS name) AS needed WHERE NOT EXISTS (SELECT 1 FROM counters WHERE "
                "counters.name = needed.name) LIMIT :count"},
      Invariant{"check_outbox_delivered",
                "SELECT CAST(id AS TEXT) FROM outbox WHERE delivered_at < created_at ORDER BY id LIMIT :count"},
      Invariant{"check_job_attempts",
                "SELECT CAST(id AS TEXT) FROM jobs WHERE (state = 'running' OR state = 'done') AND attempts = 0 ORDER "
                "BY id LIMIT :count"},
      Invariant{"check_deleted_account",
                "SELECT CAST(id AS TEXT) FROM accounts WHERE state = 'deleted' AND (EXISTS (SELECT 1 FROM sessions "
                "WHERE account_id = accounts.id) OR EXISTS (SELECT 1 FROM grants WHERE account_id = accounts.id) OR "
                "EXISTS (SELECT 1 FROM consents WHERE account_id = accounts.id) OR EXISTS (SELECT 1 FROM proxies "
                "WHERE account_id = accounts.id OR resident_id = accounts.id)) ORDER BY id LIMIT :count"},
      Invariant{"check_proxy_twice",
                "SELECT CAST(resident_id AS TEXT) FROM proxies WHERE until_at IS NULL GROUP BY resident_id, account_id "
                "HAVING count(*) > 1 ORDER BY resident_id LIMIT :count"},
      Invariant{"check_consent_twice",
                "SELECT CAST(account_id AS TEXT) FROM consents WHERE withdrawn_at IS NULL GROUP BY account_id, purpose "
                "HAVING count(*) > 1 ORDER BY account_id LIMIT :count"},
  };
  return all;
}

}  // namespace linquan::store
