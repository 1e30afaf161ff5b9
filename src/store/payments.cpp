#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/store/market.h"
#include "linquan/store/outbox.h"
#include "work.h"

namespace linquan::store {
namespace {

using orders::KeptPayment;
using orders::KeptRefund;
using orders::PaymentId;
using orders::PaymentState;
using orders::Refund;
using orders::RefundId;
using orders::RefundState;

/// So long after it was made, or closed, the provider is asked whether it heard of a payment.
constexpr std::chrono::seconds silence{30};

constexpr std::string_view refund_shape = "nnntntntnn";
#define LINQUAN_REFUND_COLUMNS \
  "id, payment_id, order_id, transaction_number, amount, state, since_at, reason, attempts, version"

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

KeptRefund refund_of(Row const& row) {
  auto const state = orders::refund_state_named(row.text(5));
  ensure(state.has_value(), "a refund that this program did not write");
  return {Refund{row.id<RefundId>(0), row.has(2) ? std::optional{row.id<orders::OrderId>(2)} : std::nullopt,
                 Money{row.number(4)}, *state, row.instant(6), row.text(3)},
          row.id<PaymentId>(1), row.text(7), row.count(8), row.count(9)};
}

std::vector<KeptRefund> refunds_of(std::vector<Row> const& rows) {
  std::vector<KeptRefund> found;
  found.reserve(rows.size());
  for (auto const& row : rows) {
    found.push_back(refund_of(row));
  }
  return found;
}

/// When the scheduler has something to do with it: at once where the provider is to be asked.
Value due_of(KeptRefund const& kept) {
  switch (kept.refund.state) {
    case RefundState::asked:
      return kept.refund.since + orders::refund_answer_time;
    case RefundState::refunding:
      return kept.refund.since;
    case RefundState::failed:
      return kept.refund.since + back_off(kept.attempts);
    case RefundState::arbitration:
    case RefundState::refunded:
    case RefundState::declined:
      return Value::none(Value::Sort::number);
  }
  return Value::none(Value::Sort::number);
}

class SqlPayments final : public orders::Payments {
 public:
  void add(UnitOfWork& work, KeptPayment const& kept) override {
    sql_of(work).run(
        "INSERT INTO payments (id, resident_id, amount, state, made_at, asked, ask_at) VALUES (:id, :resident, "
        ":amount, :state, :at, 0, :ask)",
        {kept.payment.id, kept.resident, kept.payment.amount.fen, orders::name_of(kept.payment.state), kept.made_at,
         kept.made_at + silence});
  }

  Result<KeptPayment> find(UnitOfWork& work, PaymentId id) override {
    auto& sql = sql_of(work);
    auto const row = sql.one({"SELECT resident_id, amount, state, made_at FROM payments WHERE id = :id", "nntn"}, {id});
    if (!row) {
      return refuse(ErrorKind::not_found, "payment_unknown");
    }
    auto const state = orders::payment_state_named(row->text(2));
    ensure(state.has_value(), "a payment that this program did not write");
    KeptPayment kept{{id, Money{row->number(1)}, *state}, row->id<identity::AccountId>(0), row->instant(3)};
    for (auto const& receipt : sql.all({"SELECT transaction_number, amount, came_at FROM receipts WHERE payment_id = "
                                        ":id ORDER BY came_at, transaction_number",
                                        "tnn"},
                                       {id})) {
      kept.payment.receipts.push_back({receipt.text(0), Money{receipt.number(1)}, receipt.instant(2)});
    }
    return kept;
  }

  Result<void> received(UnitOfWork& work, orders::Taken const& taken) override {
    ensure(taken.outcome != orders::Outcome::repeated && !taken.payment.receipts.empty(), "nothing came in");
    auto& sql = sql_of(work);
    auto const& receipt = taken.payment.receipts.back();
    auto const* const outcome = taken.outcome == orders::Outcome::paid ? "paid" : "returned";
    auto const row = sql.one(
        {"INSERT INTO receipts (transaction_number, payment_id, amount, outcome, came_at) VALUES (:transaction, "
         ":payment, :amount, :outcome, :at) ON CONFLICT (transaction_number) DO NOTHING RETURNING amount",
         "n"},
        {receipt.transaction, taken.payment.id, receipt.amount.fen, outcome, receipt.at});
    if (!row) {
      return refuse(ErrorKind::conflict, "payment_elsewhere");
    }
    if (taken.outcome == orders::Outcome::paid) {
      sql.run("UPDATE payments SET state = 'paid', asked = 0, ask_at = :at WHERE id = :id AND state = 'open'",
              {work.now(), taken.payment.id});
    }
    return {};
  }

  void close(UnitOfWork& work, PaymentId id) override {
    sql_of(work).run("UPDATE payments SET state = 'closed', asked = 0, ask_at = :at WHERE id = :id AND state = 'open'",
                     {work.now(), id});
  }

  std::vector<PaymentId> to_ask(UnitOfWork& work, std::uint64_t count) override {
    auto& sql = sql_of(work);
    std::vector<PaymentId> found;
    for (auto const& row : sql.all({"SELECT id, asked FROM payments WHERE ask_at <= :now ORDER BY ask_at, id LIMIT "
                                    ":count",
                                    "nn"},
                                   {work.now(), static_cast<std::int64_t>(count)})) {
      auto const asked = row.number(1) + 1;
      auto const again = work.now() + back_off(static_cast<std::uint64_t>(asked)) + silence;
      sql.run("UPDATE payments SET asked = :asked, ask_at = :again WHERE id = :id", {asked, again, row.number(0)});
      found.push_back(row.id<PaymentId>(0));
    }
    return found;
  }

  bool any_to_ask(UnitOfWork& work) override {
    return sql_of(work).one({"SELECT id FROM payments WHERE ask_at <= :now LIMIT 1", "n"}, {work.now()}).has_value();
  }

  void all_told(UnitOfWork& work, PaymentId id) override {
    sql_of(work).run("UPDATE payments SET ask_at = NULL WHERE id = :id AND state <> 'open'", {id});
  }

  void add(UnitOfWork& work, KeptRefund const& kept) override {
    auto const& refund = kept.refund;
    sql_of(work).run(
        "INSERT INTO refunds (" LINQUAN_REFUND_COLUMNS
        ", due_at) VALUES (:id, :payment, :order, :transaction, :amount, :state, :since, :reason, 0, 1, :due)",
        {refund.id, kept.payment, refund.order ? Value{*refund.order} : Value::none(Value::Sort::number),
         refund.transaction, refund.amount.fen, orders::name_of(refund.state), refund.since, kept.reason,
         due_of(kept)});
  }

  Result<KeptRefund> find(UnitOfWork& work, RefundId id) override {
    auto const row =
        sql_of(work).one({"SELECT " LINQUAN_REFUND_COLUMNS " FROM refunds WHERE id = :id", refund_shape}, {id});
    return row ? Result<KeptRefund>{refund_of(*row)} : refuse(ErrorKind::not_found, "refund_unknown");
  }

  Result<void> change(UnitOfWork& work, KeptRefund const& kept) override {
    auto const row = sql_of(work).one({"UPDATE refunds SET version = version + 1, state = :state, since_at = :since, "
                                       "due_at = :due WHERE id = :id AND "
                                       "version = :version RETURNING version",
                                       "n"},
                                      {orders::name_of(kept.refund.state), kept.refund.since, due_of(kept),
                                       kept.refund.id, static_cast<std::int64_t>(kept.version)});
    return row ? Result<void>{} : refuse(ErrorKind::conflict, "refund_changed");
  }

  std::vector<KeptRefund> of_order(UnitOfWork& work, orders::OrderId order) override {
    return refunds_of(sql_of(work).all(
        {"SELECT " LINQUAN_REFUND_COLUMNS " FROM refunds WHERE order_id = :id ORDER BY id", refund_shape}, {order}));
  }

  std::vector<KeptRefund> in_arbitration(UnitOfWork& work, std::uint64_t count) override {
    return refunds_of(sql_of(work).all(
        {"SELECT " LINQUAN_REFUND_COLUMNS " FROM refunds WHERE state = 'arbitration' ORDER BY id LIMIT :count",
         refund_shape},
        {static_cast<std::int64_t>(count)}));
  }

  bool any_due(UnitOfWork& work) override {
    return sql_of(work).one({"SELECT id FROM refunds WHERE due_at <= :now LIMIT 1", "n"}, {work.now()}).has_value();
  }

  std::vector<KeptRefund> due(UnitOfWork& work, std::uint64_t count) override {
    auto& sql = sql_of(work);
    auto found = refunds_of(
        sql.all({"SELECT " LINQUAN_REFUND_COLUMNS " FROM refunds WHERE due_at <= :now ORDER BY due_at, id LIMIT :count",
                 refund_shape},
                {work.now(), static_cast<std::int64_t>(count)}));
    for (auto& kept : found) {
      ++kept.attempts;
      sql.run("UPDATE refunds SET attempts = :attempts, due_at = :due WHERE id = :id",
              {static_cast<std::int64_t>(kept.attempts), work.now() + back_off(kept.attempts), kept.refund.id});
    }
    return found;
  }
};

}  // namespace

std::unique_ptr<orders::Payments> payments() {
  return std::make_unique<SqlPayments>();
}

}  // namespace linquan::store
