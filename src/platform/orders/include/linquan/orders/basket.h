#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/catalogue/offer.h"
#include "linquan/orders/order.h"

/// What a resident wants of several shops at once: one order a shop, one payment.
namespace linquan::orders {

struct Line {
  catalogue::OfferId offer;
  std::vector<std::size_t> options = {};  ///< places in the offer's own list
  std::int64_t count = 1;
  Money seen;  ///< what one of it cost when the resident chose it
};

/// What is wanted of one shop.
struct Part {
  directory::OutletId outlet;
  Way way = Way::delivery;
  std::vector<Line> lines;
};

/// What a shop asks of an order.
struct Terms {
  directory::OutletId outlet;
  Money goods_min;  ///< of a delivery
  Money delivery_fee;
  std::vector<Way> ways{Way::delivery, Way::collection, Way::on_site};  ///< in which it takes orders
  std::chrono::minutes preparation{10};                                 ///< of goods
  std::chrono::minutes ride_max{15};                                    ///< it delivers no further on the streets
  std::int64_t fee_permille = 0;                                        ///< of the platform, out of what the shop earns
  friend bool operator==(Terms const&, Terms const&) = default;
};

inline constexpr std::int64_t fee_permille_max = 300;

/// The terms, if they are some.
///
/// usage   `terms_bad` {field}: `goods_min` or `delivery_fee` below zero or above the highest price; `preparation` not
/// 0
///         minutes to 7 days; `ride_max` not 1 to 60 minutes; `fee_permille` not 0 to 300; `ways` named twice
Result<Terms> checked(Terms terms);

struct BilledLine {
  catalogue::OfferId offer;
  std::vector<std::size_t> options;
  std::int64_t count = 1;
  Money each;
  std::string name = {};  ///< as the offer was called when it was ordered
  friend bool operator==(BilledLine const&, BilledLine const&) = default;
};

/// What one order costs.
struct Bill {
  directory::OutletId outlet;
  Way way = Way::delivery;
  std::vector<BilledLine> lines;
  Money goods;
  Money delivery;
  friend bool operator==(Bill const&, Bill const&) = default;
};
Money total_of(Bill const& bill);
/// Of all orders together: what the one payment asks for.
Money total_of(std::span<Bill const> bills);

inline constexpr std::size_t shops_max = 10;
inline constexpr std::size_t lines_max = 100;  ///< of one shop
inline constexpr std::int64_t count_max = 999;

/// The bills of a basket, one a part, in its order. Prices come from the offers and never from the resident; whatever
/// `seen` says only decides whether somebody is told.
///
/// usage      `basket_empty`; `basket_size` {shops, lines}: too many, or a shop twice; `basket_count` {max}: below 1 or
///            too many; `basket_option`: no such option
/// not_found  `basket_offer` {offer}: no such offer of this shop; `basket_shop`: the shop is not known
/// conflict   `basket_way` {way}: the shop takes no such orders; `basket_sold_out` {name}: no longer on sale;
/// `basket_price` {name, seen, now}, in fen: it changed;
///            `basket_minimum` {missing}, in fen: too little for a delivery
Result<std::vector<Bill>> billed(std::span<Part const> parts, std::span<Terms const> terms,
                                 std::span<catalogue::Offer const> offers);

}  // namespace linquan::orders
