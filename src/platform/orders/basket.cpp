#include "linquan/orders/basket.h"

#include <algorithm>
#include <string>
#include <utility>

namespace linquan::orders {
namespace {

using catalogue::Offer;

Result<void> right_size(std::span<Part const> parts) {
  auto const none = [](Part const& it) { return it.lines.empty(); };
  if (parts.empty() || std::ranges::any_of(parts, none)) {
    return refuse(ErrorKind::usage, "basket_empty");
  }
  std::vector<directory::OutletId> shops;
  for (auto const& part : parts) {
    auto const twice = std::ranges::find(shops, part.outlet) != shops.end();
    if (twice || shops.size() == shops_max || part.lines.size() > lines_max) {
      return refuse(ErrorKind::usage, "basket_size",
                    {{"shops", std::to_string(shops_max)}, {"lines", std::to_string(lines_max)}});
    }
    shops.push_back(part.outlet);
  }
  return {};
}

Result<BilledLine> billed(Line const& line, directory::OutletId outlet, std::span<Offer const> offers) {
  if (line.count < 1 || line.count > count_max) {
    return refuse(ErrorKind::usage, "basket_count", {{"max", std::to_string(count_max)}});
  }
  auto const offer =
      std::ranges::find_if(offers, [&](Offer const& it) { return it.id == line.offer && it.outlet == outlet; });
  if (offer == offers.end()) {
    return refuse(ErrorKind::not_found, "basket_offer", {{"offer", std::to_string(line.offer.value())}});
  }
  if (!offer->on_sale) {
    return refuse(ErrorKind::conflict, "basket_sold_out", {{"name", offer->name}});
  }
  auto const each = catalogue::price_of(*offer, line.options);
  if (!each) {
    return refuse(ErrorKind::usage, "basket_option");
  }
  if (*each != line.seen) {
    return refuse(ErrorKind::conflict, "basket_price",
                  {{"name", offer->name}, {"seen", std::to_string(line.seen.fen)}, {"now", std::to_string(each->fen)}});
  }
  return BilledLine{line.offer, line.options, line.count, *each, offer->name};
}

Result<Bill> billed(Part const& part, Terms const& terms, std::span<Offer const> offers) {
  if (std::ranges::find(terms.ways, part.way) == terms.ways.end()) {
    return refuse(ErrorKind::conflict, "basket_way", {{"way", std::string{name_of(part.way)}}});
  }
  Bill bill{part.outlet, part.way, {}, {}, {}};
  for (auto const& line : part.lines) {
    auto priced = billed(line, part.outlet, offers);
    if (!priced) {
      return hand_on(priced);
    }
    bill.goods = bill.goods + priced->each * priced->count;
    bill.lines.push_back(std::move(*priced));
  }
  if (part.way == Way::delivery) {
    if (bill.goods < terms.goods_min) {
      return refuse(ErrorKind::conflict, "basket_minimum",
                    {{"missing", std::to_string((terms.goods_min - bill.goods).fen)}});
    }
    bill.delivery = terms.delivery_fee;
  }
  return bill;
}

}  // namespace

Result<Terms> checked(Terms terms) {
  constexpr std::chrono::minutes preparation_max = std::chrono::days{7};
  constexpr std::chrono::minutes ride_most{60};
  auto const price = [](Money it) { return it >= Money{} && it <= catalogue::price_max; };
  auto const twice = [&](Way way) { return std::ranges::count(terms.ways, way) > 1; };
  auto const* const bad = !price(terms.goods_min)                                                ? "goods_min"
                          : !price(terms.delivery_fee)                                           ? "delivery_fee"
                          : terms.preparation.count() < 0 || terms.preparation > preparation_max ? "preparation"
                          : terms.ride_max.count() < 1 || terms.ride_max > ride_most             ? "ride_max"
                          : terms.fee_permille < 0 || terms.fee_permille > fee_permille_max      ? "fee_permille"
                          : std::ranges::any_of(terms.ways, twice)                               ? "ways"
                                                                                                 : nullptr;
  if (bad != nullptr) {
    return refuse(ErrorKind::usage, "terms_bad", {{"field", bad}});
  }
  return terms;
}

Money total_of(Bill const& bill) {
  return bill.goods + bill.delivery;
}

Money total_of(std::span<Bill const> bills) {
  Money sum;
  for (auto const& bill : bills) {
    sum = sum + total_of(bill);
  }
  return sum;
}

Result<std::vector<Bill>> billed(std::span<Part const> parts, std::span<Terms const> terms,
                                 std::span<Offer const> offers) {
  if (auto fits = right_size(parts); !fits) {
    return hand_on(fits);
  }
  std::vector<Bill> bills;
  for (auto const& part : parts) {
    auto const its = std::ranges::find(terms, part.outlet, &Terms::outlet);
    if (its == terms.end()) {
      return refuse(ErrorKind::not_found, "basket_shop");
    }
    auto bill = billed(part, *its, offers);
    if (!bill) {
      return hand_on(bill);
    }
    bills.push_back(std::move(*bill));
  }
  return bills;
}

}  // namespace linquan::orders
