#include "invariants.h"

#include <array>

namespace linquan::store {

std::span<Invariant const> invariants() {
  // Each new module adds its own here.
  static std::array<Invariant, 25> const all{
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
      Invariant{"check_ledger_balance",
                "SELECT sort || ' ' || subject FROM ledger_postings GROUP BY sort, subject HAVING sum(amount) <> 0 "
                "ORDER BY sort, subject LIMIT :count"},
      Invariant{"check_payment_sum",
                "SELECT CAST(id AS TEXT) FROM payments WHERE amount <> (SELECT COALESCE(sum(goods + delivery_fee), 0) "
                "FROM orders WHERE payment_id = payments.id) ORDER BY id LIMIT :count"},
      Invariant{"check_payment_receipt",
                "SELECT CAST(id AS TEXT) FROM payments WHERE (state = 'paid') <> EXISTS (SELECT 1 FROM receipts AS r "
                "WHERE r.payment_id = payments.id AND r.outcome = 'paid' AND r.amount = payments.amount) ORDER BY id "
                "LIMIT :count"},
      Invariant{"check_receipt_returned",
                "SELECT transaction_number FROM receipts WHERE outcome = 'returned' AND NOT EXISTS (SELECT 1 FROM "
                "refunds AS f WHERE f.transaction_number = receipts.transaction_number AND f.amount = "
                "receipts.amount) ORDER BY transaction_number LIMIT :count"},
      Invariant{"check_order_paid",
                "SELECT CAST(id AS TEXT) FROM orders WHERE (paid > 0) <> EXISTS (SELECT 1 FROM payments AS p WHERE "
                "p.id = payment_id AND p.state = 'paid') OR (paid = 0 AND state NOT IN ('awaiting_payment', 'unpaid', "
                "'cancelled')) OR (paid > 0 AND state IN ('awaiting_payment', 'unpaid')) ORDER BY id LIMIT :count"},
      Invariant{"check_order_returned",
                "SELECT CAST(id AS TEXT) FROM orders WHERE paid > 0 AND state IN ('refused', 'cancelled') AND paid <> "
                "(SELECT COALESCE(sum(f.amount), 0) FROM refunds AS f WHERE f.order_id = orders.id AND f.state <> "
                "'declined') ORDER BY id LIMIT :count"},
      Invariant{"check_order_steps",
                "SELECT CAST(id AS TEXT) FROM orders WHERE version <> 1 + (SELECT count(*) FROM order_steps AS s WHERE "
                "s.order_id = orders.id) OR version > 1 AND state <> COALESCE((SELECT s.state FROM order_steps AS s "
                "WHERE s.order_id = orders.id AND s.version = orders.version), '') ORDER BY id LIMIT :count"},
      Invariant{"check_refund_sum",
                "SELECT CAST(id AS TEXT) FROM orders WHERE paid < (SELECT COALESCE(sum(f.amount), 0) FROM refunds AS f "
                "WHERE f.order_id = orders.id AND f.state <> 'declined') ORDER BY id LIMIT :count"},
      Invariant{"check_ledger_orders",
                "SELECT CAST(id AS TEXT) FROM orders WHERE (paid > 0) <> EXISTS (SELECT 1 FROM ledger_acts AS a WHERE "
                "a.sort = 'received' AND a.subject = CAST(orders.id AS TEXT)) OR (state IN ('completed', 'rated')) <> "
                "EXISTS (SELECT 1 FROM ledger_acts AS a WHERE a.sort = 'earned' AND a.subject = CAST(orders.id AS "
                "TEXT)) ORDER BY id LIMIT :count"},
      Invariant{"check_ledger_refunds",
                "SELECT CAST(id AS TEXT) FROM refunds WHERE (state = 'refunded') <> EXISTS (SELECT 1 FROM ledger_acts "
                "AS a WHERE a.sort = 'returned' AND a.subject = CAST(refunds.id AS TEXT)) ORDER BY id LIMIT :count"},
      Invariant{"check_portions",
                "SELECT CAST(offer_id AS TEXT) FROM offer_days WHERE sold <> (SELECT COALESCE(sum(l.count), 0) FROM "
                "order_lines AS l JOIN orders AS o ON o.id = l.order_id WHERE l.offer_id = offer_days.offer_id AND "
                "o.day = offer_days.day AND o.state NOT IN ('unpaid', 'refused', 'cancelled')) ORDER BY offer_id LIMIT "
                ":count"},
      Invariant{"check_booking_cells",
                "SELECT CAST(id AS TEXT) FROM bookings WHERE (to_at - from_at) / 300 * (CASE WHEN state IN ('held', "
                "'booked') THEN 1 ELSE 0 END) <> (SELECT count(*) FROM booking_cells AS c WHERE c.booking_id = "
                "bookings.id) ORDER BY id LIMIT :count"},
      Invariant{"check_feed",
                "SELECT listener FROM feeds WHERE newest <> (SELECT count(*) FROM feed_events AS e WHERE e.listener = "
                "feeds.listener) OR newest <> (SELECT max(number) FROM feed_events AS e WHERE e.listener = "
                "feeds.listener) ORDER BY listener LIMIT :count"},
  };
  return all;
}

}  // namespace linquan::store
