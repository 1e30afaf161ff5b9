#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "linquan/catalogue/offers.h"
#include "linquan/orders/orders.h"
#include "linquan/orders/payments.h"

/// The market as JSON.
namespace linquan::api {

nlohmann::ordered_json offer_json(catalogue::KeptOffer const& kept);
nlohmann::ordered_json terms_json(orders::Terms const& terms);
nlohmann::ordered_json bill_json(orders::Bill const& bill);
nlohmann::ordered_json order_json(orders::Kept const& kept);
nlohmann::ordered_json step_json(orders::Step const& step);
nlohmann::ordered_json payment_json(orders::KeptPayment const& kept);
nlohmann::ordered_json refund_json(orders::KeptRefund const& kept);

}  // namespace linquan::api
