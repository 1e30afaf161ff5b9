#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/orders/decide.h"
#include "linquan/store/market.h"
#include "lists.h"
#include "order_rows.h"
#include "work.h"

namespace linquan::store {
namespace {

using orders::Code;
using orders::Kept;
using orders::OrderId;
using orders::Step;
using orders::Terms;

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

/// What the scheduler does next, as two columns.
struct DueColumns {
  Value at = Value::none(Value::Sort::number);
  Value command = Value::none(Value::Sort::text);
};

DueColumns due_of(orders::Order const& order) {
  auto const deadline = orders::deadline_of(order);
  return deadline ? DueColumns{deadline->at, orders::name_of(deadline->command)} : DueColumns{};
}

std::vector<Kept> orders_of(Sql& sql, std::vector<Row> const& rows) {
  std::vector<Kept> found;
  found.reserve(rows.size());
  for (auto const& row : rows) {
    found.push_back(order_of(row));
  }
  add_lines(sql, found);
  return found;
}

std::string ways_text(std::vector<orders::Way> const& ways) {
  std::vector<std::string> names;
  for (auto const way : ways) {
    names.emplace_back(orders::name_of(way));
  }
  return joined(names);
}

Terms terms_in(Row const& row) {
  Terms terms{row.id<directory::OutletId>(0), Money{row.number(2)}, Money{row.number(3)}, {}};
  for (auto const& name : parted(row.text(1))) {
    auto const way = orders::way_named(name);
    ensure(way.has_value(), "terms that this program did not write");
    terms.ways.push_back(*way);
  }
  terms.preparation = std::chrono::minutes{row.number(4)};
  terms.ride_max = std::chrono::minutes{row.number(5)};
  terms.fee_permille = row.number(6);
  return terms;
}

class SqlOrders final : public orders::Orders {
 public:
  void add(UnitOfWork& work, Kept const& kept) override {
    auto const& order = kept.order;
    auto const due = due_of(order);
    sql_of(work).run(
        "INSERT INTO orders (" LINQUAN_ORDER_COLUMNS
        ", due_at, due_command) VALUES (:id, :payment, :resident, :outlet, :way, :goods, :delivery, :fee, :address, "
        ":telephone, :note, :day, :promised, :made, 1, :state, :since, :paid, NULL, 0, :due, :command)",
        {order.id, order.payment, order.resident, order.outlet, orders::name_of(order.way), kept.bill.goods.fen,
         kept.bill.delivery.fen, kept.fee.fen, kept.goal.address, kept.goal.telephone, kept.goal.note,
         std::int64_t{kept.day.time_since_epoch().count()}, order.promised, kept.made_at, orders::name_of(order.state),
         order.since, order.paid.fen, due.at, due.command});
    insert_lines(sql_of(work), kept);
  }

  Result<Kept> find(UnitOfWork& work, OrderId id) override {
    auto& sql = sql_of(work);
    auto found =
        orders_of(sql, sql.all({"SELECT " LINQUAN_ORDER_COLUMNS " FROM orders WHERE id = :id", order_shape}, {id}));
    if (found.empty()) {
      return refuse(ErrorKind::not_found, "order_unknown", {{"id", std::to_string(id.value())}});
    }
    return std::move(found.front());
  }

  Result<std::uint64_t> step(UnitOfWork& work, Kept const& kept, Step const& step) override {
    auto& sql = sql_of(work);
    auto const& order = kept.order;
    auto const due = due_of(order);
    auto const none = Value::none(Value::Sort::number);
    auto const row = sql.one(
        {"UPDATE orders SET version = version + 1, state = :state, since_at = :since, paid = :paid, carrier_id = "
         ":carrier, quoted = :quoted, due_at = :due, due_command = :command WHERE id = :id AND version = :version "
         "RETURNING version",
         "n"},
        {orders::name_of(order.state), order.since, order.paid.fen, kept.carrier ? Value{*kept.carrier} : none,
         kept.quoted.fen, due.at, due.command, order.id, static_cast<std::int64_t>(kept.version)});
    if (!row) {
      return refuse(ErrorKind::conflict, "order_changed");
    }
    sql.run(
        "INSERT INTO order_steps (order_id, version, command, by_party, account_id, state, at) VALUES (:id, :version, "
        ":command, :party, :account, :state, :at)",
        {order.id, row->number(0), orders::name_of(step.command), orders::name_of(step.by),
         step.account ? Value{*step.account} : none, orders::name_of(step.state), step.at});
    return row->count(0);
  }

  std::vector<Step> steps(UnitOfWork& work, OrderId id) override {
    std::vector<Step> found;
    for (auto const& row : sql_of(work).all({"SELECT command, by_party, account_id, state, at FROM order_steps WHERE "
                                             "order_id = :id ORDER BY version",
                                             "ttntn"},
                                            {id})) {
      auto const command = orders::command_named(row.text(0));
      auto const party = orders::party_named(row.text(1));
      auto const state = orders::state_named(row.text(3));
      ensure(command && party && state, "a step that this program did not write");
      found.push_back({*command, *party, row.has(2) ? std::optional{row.id<identity::AccountId>(2)} : std::nullopt,
                       *state, row.instant(4)});
    }
    return found;
  }

  std::vector<Kept> of_payment(UnitOfWork& work, orders::PaymentId payment) override {
    auto& sql = sql_of(work);
    return orders_of(
        sql, sql.all({"SELECT " LINQUAN_ORDER_COLUMNS " FROM orders WHERE payment_id = :id ORDER BY id", order_shape},
                     {payment}));
  }

  std::vector<Kept> of_resident(UnitOfWork& work, identity::AccountId resident, OrderId before,
                                std::uint64_t count) override {
    auto& sql = sql_of(work);
    return orders_of(sql, sql.all({"SELECT " LINQUAN_ORDER_COLUMNS
                                   " FROM orders WHERE resident_id = :id AND id < :before ORDER BY id DESC LIMIT "
                                   ":count",
                                   order_shape},
                                  {resident, before, static_cast<std::int64_t>(count)}));
  }

  std::vector<Kept> of_outlet(UnitOfWork& work, directory::OutletId outlet, bool open, OrderId before,
                              std::uint64_t count) override {
    auto& sql = sql_of(work);
    auto const* const text =
        open ? "SELECT " LINQUAN_ORDER_COLUMNS
               " FROM orders WHERE outlet_id = :id AND id < :before AND state NOT IN ('completed', 'rated', 'unpaid', "
               "'refused', 'cancelled') ORDER BY id DESC LIMIT :count"
             : "SELECT " LINQUAN_ORDER_COLUMNS
               " FROM orders WHERE outlet_id = :id AND id < :before ORDER BY id DESC LIMIT :count";
    return orders_of(sql, sql.all({text, order_shape}, {outlet, before, static_cast<std::int64_t>(count)}));
  }

  std::vector<orders::Due> due(UnitOfWork& work, std::uint64_t count) override {
    std::vector<orders::Due> found;
    for (auto const& row : sql_of(work).all({"SELECT id, due_command FROM orders WHERE due_at <= :now ORDER BY due_at, "
                                             "id LIMIT :count",
                                             "nt"},
                                            {work.now(), static_cast<std::int64_t>(count)})) {
      auto const command = orders::command_named(row.text(1));
      ensure(command.has_value(), "a deadline that this program did not write");
      found.push_back({row.id<OrderId>(0), *command});
    }
    return found;
  }

  void put_code(UnitOfWork& work, OrderId id, Code const& code) override {
    sql_of(work).run(
        "INSERT INTO order_codes (order_id, digits, wrong, used) VALUES (:id, :digits, :wrong, :used) ON CONFLICT "
        "(order_id) DO UPDATE SET digits = excluded.digits, wrong = excluded.wrong, used = excluded.used",
        {id, code.digits, std::int64_t{code.wrong}, std::int64_t{code.used ? 1 : 0}});
  }

  std::optional<Code> code_of(UnitOfWork& work, OrderId id) override {
    auto const row =
        sql_of(work).one({"SELECT digits, wrong, used FROM order_codes WHERE order_id = :id", "tnn"}, {id});
    return row ? std::optional{Code{row->text(0), static_cast<std::uint8_t>(row->number(1)), row->number(2) == 1}}
               : std::nullopt;
  }

  void put_terms(UnitOfWork& work, Terms const& terms) override {
    sql_of(work).run(
        "INSERT INTO shop_terms (outlet_id, ways, goods_min, delivery_fee, preparation_minutes, ride_minutes_max, "
        "fee_permille) VALUES (:id, :ways, :min, :delivery, :preparation, :ride, :fee) ON CONFLICT (outlet_id) DO "
        "UPDATE SET ways = excluded.ways, goods_min = excluded.goods_min, delivery_fee = excluded.delivery_fee, "
        "preparation_minutes = excluded.preparation_minutes, ride_minutes_max = excluded.ride_minutes_max, "
        "fee_permille = excluded.fee_permille",
        {terms.outlet, ways_text(terms.ways), terms.goods_min.fen, terms.delivery_fee.fen,
         std::int64_t{terms.preparation.count()}, std::int64_t{terms.ride_max.count()}, terms.fee_permille});
  }

  std::optional<Terms> terms_of(UnitOfWork& work, directory::OutletId outlet) override {
    auto const row = sql_of(work).one({"SELECT outlet_id, ways, goods_min, delivery_fee, preparation_minutes, "
                                       "ride_minutes_max, fee_permille FROM shop_terms WHERE outlet_id = :id",
                                       "ntnnnnn"},
                                      {outlet});
    return row ? std::optional{terms_in(*row)} : std::nullopt;
  }
};

}  // namespace

std::unique_ptr<orders::Orders> orders() {
  return std::make_unique<SqlOrders>();
}

}  // namespace linquan::store
