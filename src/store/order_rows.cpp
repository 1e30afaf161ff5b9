#include "order_rows.h"

#include <cstdint>
#include <string>

#include "linquan/base/ensure.h"
#include "lists.h"

namespace linquan::store {
namespace {

using orders::BilledLine;
using orders::Kept;

std::string options_text(std::vector<std::size_t> const& options) {
  std::vector<std::string> parts;
  parts.reserve(options.size());
  for (auto const option : options) {
    parts.push_back(std::to_string(option));
  }
  return joined(parts);
}

std::vector<std::size_t> options_in(std::string const& text) {
  std::vector<std::size_t> options;
  for (auto const& part : parted(text)) {
    options.push_back(static_cast<std::size_t>(whole_number(part)));
  }
  return options;
}

}  // namespace

Kept order_of(Row const& row) {
  auto const way = orders::way_named(row.text(4));
  auto const state = orders::state_named(row.text(15));
  ensure(way && state, "an order that this program did not write");
  Kept kept;
  kept.bill.outlet = row.id<directory::OutletId>(3);
  kept.bill.way = *way;
  kept.bill.goods = Money{row.number(5)};
  kept.bill.delivery = Money{row.number(6)};
  kept.order = {row.id<orders::OrderId>(0),
                row.id<orders::PaymentId>(1),
                row.id<identity::AccountId>(2),
                kept.bill.outlet,
                *way,
                orders::total_of(kept.bill),
                row.instant(12),
                *state,
                row.instant(16),
                Money{row.number(17)}};
  kept.fee = Money{row.number(7)};
  kept.goal = {row.text(8), row.text(9), row.text(10)};
  kept.day = std::chrono::sys_days{std::chrono::days{row.number(11)}};
  kept.made_at = row.instant(13);
  kept.version = row.count(14);
  kept.carrier = row.has(18) ? std::optional{row.id<identity::AccountId>(18)} : std::nullopt;
  kept.quoted = Money{row.number(19)};
  return kept;
}

void insert_lines(Sql& sql, Kept const& kept) {
  std::int64_t number = 0;
  for (auto const& line : kept.bill.lines) {
    sql.run(
        "INSERT INTO order_lines (order_id, line, offer_id, name, options, count, each_fen) VALUES (:id, :line, "
        ":offer, :name, :options, :count, :each)",
        {kept.order.id, number, line.offer, line.name, options_text(line.options), line.count, line.each.fen});
    ++number;
  }
}

void add_lines(Sql& sql, std::vector<Kept>& kept) {
  for (auto& one : kept) {
    for (auto const& row : sql.all({"SELECT offer_id, name, options, count, each_fen FROM order_lines WHERE order_id = "
                                    ":id ORDER BY line",
                                    "nttnn"},
                                   {one.order.id})) {
      one.bill.lines.push_back(BilledLine{row.id<catalogue::OfferId>(0), options_in(row.text(2)), row.number(3),
                                          Money{row.number(4)}, row.text(1)});
    }
  }
}

}  // namespace linquan::store
