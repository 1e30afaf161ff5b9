#pragma once

#include <string_view>
#include <vector>

#include "linquan/orders/orders.h"
#include "sql.h"
#include "value.h"

/// Orders as rows.
namespace linquan::store {

#define LINQUAN_ORDER_COLUMNS                                                                              \
  "id, payment_id, resident_id, outlet_id, way, goods, delivery_fee, fee, address, telephone, note, day, " \
  "promised_at, made_at, version, state, since_at, paid, carrier_id, quoted"
inline constexpr std::string_view order_shape = "nnnntnnntttnnnntnnnn";

/// The order of a row of LINQUAN_ORDER_COLUMNS, without its lines.
orders::Kept order_of(Row const& row);

void insert_lines(Sql& sql, orders::Kept const& kept);
/// Gives each of the orders its lines.
void add_lines(Sql& sql, std::vector<orders::Kept>& kept);

}  // namespace linquan::store
