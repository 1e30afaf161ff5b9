#include "invariants.h"

#include <array>

namespace linquan::store {

std::span<Invariant const> invariants() {
  // Each new module adds its own here.
  static std::array<Invariant, 12> const all{
      Invariant{"check_counter",
                "SELECT name FROM (SELECT 'change' AS name) AS needed WHERE NOT EXISTS (SELECT 1 FROM counters WHERE "
                "counters.name = needed.name) LIMIT :count"},
      Invariant{"check_outbox_delivered",
                "SELECT CAST(id AS TEXT) FROM outbox WHERE delivered_at < created_at ORDER BY id LIMIT :count"},
      Invariant{"check_job_attempts",
                "SELECT CAST(id AS TEXT) FROM jobs WHERE (state = 'running' OR state = 'done') AND attempts = 0 ORDER "
                "BY id LIMIT :count"},
      Invariant{
          "check_deleted_account",
          "SELECT CAST(id AS TEXT) FROM accounts WHERE state = 'deleted' AND (EXISTS (SELECT 1 FROM sessions "
          "WHERE account_id = accounts.id) OR EXISTS (SELECT 1 FROM grants WHERE account_id = accounts.id) OR "
          "EXISTS (SELECT 1 FROM consents WHERE account_id = accounts.id) OR EXISTS (SELECT 1 FROM proxies "
          "WHERE account_id = accounts.id OR resident_id = accounts.id) OR community IS NOT NULL OR EXISTS (SELECT "
          "1 FROM wechat_accounts WHERE account_id = accounts.id)) ORDER BY id LIMIT :count"},
      Invariant{"check_proxy_twice",
                "SELECT CAST(resident_id AS TEXT) FROM proxies WHERE until_at IS NULL GROUP BY resident_id, account_id "
                "HAVING count(*) > 1 ORDER BY resident_id LIMIT :count"},
      Invariant{"check_consent_twice",
                "SELECT CAST(account_id AS TEXT) FROM consents WHERE withdrawn_at IS NULL GROUP BY account_id, purpose "
                "HAVING count(*) > 1 ORDER BY account_id LIMIT :count"},
      Invariant{"check_outlet_newest",
                "SELECT CAST(id AS TEXT) FROM outlets WHERE NOT EXISTS (SELECT 1 FROM outlet_versions AS v WHERE "
                "v.outlet_id = outlets.id AND v.version = outlets.version AND v.change = outlets.change AND "
                "COALESCE(v.entry, '') = COALESCE(outlets.entry, '')) OR EXISTS (SELECT 1 FROM outlet_versions AS v "
                "WHERE v.outlet_id = outlets.id AND v.version > outlets.version) ORDER BY id LIMIT :count"},
      Invariant{"check_outlet_versions",
                "SELECT CAST(outlet_id AS TEXT) FROM outlet_versions GROUP BY outlet_id HAVING count(*) <> "
                "max(version) OR NOT EXISTS (SELECT 1 FROM outlets WHERE id = outlet_id) ORDER BY outlet_id LIMIT "
                ":count"},
      Invariant{
          "check_outlet_change",
          "SELECT CAST(outlet_id AS TEXT) FROM outlet_versions WHERE change > COALESCE((SELECT value FROM counters "
          "WHERE name = 'change'), 0) ORDER BY outlet_id LIMIT :count"},
      Invariant{"check_passage_versions",
                "SELECT sort || ' ' || CAST(number AS TEXT) FROM passage_versions GROUP BY sort, number HAVING "
                "count(*) <> max(version) ORDER BY sort, number LIMIT :count"},
      Invariant{"check_circle_versions",
                "SELECT code FROM living_circles WHERE version <> (SELECT count(*) FROM living_circle_versions AS v "
                "WHERE v.circle_id = living_circles.id) OR NOT EXISTS (SELECT 1 FROM living_circle_versions AS v "
                "WHERE v.circle_id = living_circles.id AND v.version = living_circles.version AND v.state = "
                "living_circles.state) ORDER BY code LIMIT :count"},
      Invariant{"check_circle_year",
                "SELECT CAST(circle_id AS TEXT) FROM circle_years WHERE NOT EXISTS (SELECT 1 FROM circle_year_figures "
                "AS f WHERE f.circle_id = circle_years.circle_id AND f.year = circle_years.year) ORDER BY circle_id "
                "LIMIT :count"},
  };
  return all;
}

}  // namespace linquan::store
