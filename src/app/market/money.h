#pragma once

#include "linquan/market/market.h"

/// What becomes of an order's money: refunds, and what the ledger says.
namespace linquan::market {

Result<void> note_received(UnitOfWork& work, Ports const& ports, orders::Order const& order);
Result<void> note_earned(UnitOfWork& work, Ports const& ports, orders::Kept const& kept);
/// A refund of all that is left of what was paid for the order; none where nothing is left.
Result<void> give_all_back(UnitOfWork& work, Ports const& ports, orders::Order const& order);
/// A transaction that no order needs goes back whole.
Result<void> send_back(UnitOfWork& work, Ports const& ports, orders::KeptPayment const& payment,
                       orders::Receipt const& receipt);

}  // namespace linquan::market
