#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "market_desk.h"

namespace linquan::api {

/// When each part of a basket would be there, or ready, if it were ordered now: preparation, the ride on the streets
/// and the door, within the shop's hours.
///
/// usage      `basket_at`: a delivery without a place
/// conflict   `basket_closed` {name}: the outlet is closed for good; `basket_not_open` {name, hours}: not open by then;
///            `order_out_of_reach`: farther than the shop delivers
/// and what joining a place to the streets refuses
Result<std::vector<std::chrono::sys_seconds>> promises_of(MarketDesk const& desk,
                                                          std::vector<orders::Part> const& parts,
                                                          std::optional<geo::Point> const& at);

}  // namespace linquan::api
