#pragma once

#include "linquan/market/market.h"

/// What both parties of an order hear.
namespace linquan::market {

void tell(UnitOfWork& work, Ports const& ports, orders::Order const& order);
/// Of a refund of an order; of one that belongs to none, only who paid hears.
void tell(UnitOfWork& work, Ports const& ports, orders::KeptRefund const& refund);

}  // namespace linquan::market
