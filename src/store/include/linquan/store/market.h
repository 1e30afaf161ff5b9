#pragma once

#include <memory>

#include "linquan/bookings/bookings.h"
#include "linquan/catalogue/offers.h"
#include "linquan/ledger/books.h"
#include "linquan/orders/feeds.h"
#include "linquan/orders/orders.h"
#include "linquan/orders/payments.h"

/// The ports of the market in SQL. They hold nothing of their own: one of each serves the whole program.
namespace linquan::store {

std::unique_ptr<catalogue::Offers> offers();
std::unique_ptr<orders::Orders> orders();
std::unique_ptr<orders::Payments> payments();
std::unique_ptr<orders::Feeds> feeds();
std::unique_ptr<ledger::Books> books();
std::unique_ptr<bookings::Bookings> bookings();

}  // namespace linquan::store
