#include "market_told.h"

#include <fmt/format.h>

#include <string>

#include "linquan/orders/decide.h"
#include "reply.h"

namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;

template <class Tag>
std::string text_of(Id<Tag> id) {
  return fmt::to_string(id.value());
}

Json number_or_null(std::optional<std::int64_t> const& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json lines_json(std::vector<orders::BilledLine> const& lines) {
  auto told = Json::array();
  for (auto const& line : lines) {
    told.push_back({{"offer", text_of(line.offer)},
                    {"name", line.name},
                    {"options", line.options},
                    {"count", line.count},
                    {"each_fen", line.each.fen}});
  }
  return told;
}

}  // namespace

Json offer_json(catalogue::KeptOffer const& kept) {
  auto options = Json::array();
  for (auto const& option : kept.offer.options) {
    options.push_back({{"name", option.name}, {"extra_fen", option.extra.fen}});
  }
  return {{"id", text_of(kept.offer.id)},
          {"outlet", text_of(kept.offer.outlet)},
          {"version", kept.version},
          {"name", kept.offer.name},
          {"price_fen", kept.offer.price.fen},
          {"options", std::move(options)},
          {"on_sale", kept.offer.on_sale},
          {"stock", number_or_null(kept.supply.stock)},
          {"a_day", number_or_null(kept.supply.a_day)}};
}

Json terms_json(orders::Terms const& terms) {
  auto ways = Json::array();
  for (auto const way : terms.ways) {
    ways.push_back(orders::name_of(way));
  }
  return {{"ways", std::move(ways)},
          {"goods_min_fen", terms.goods_min.fen},
          {"delivery_fee_fen", terms.delivery_fee.fen},
          {"preparation_minutes", terms.preparation.count()},
          {"ride_minutes_max", terms.ride_max.count()}};
}

Json bill_json(orders::Bill const& bill) {
  return {{"outlet", text_of(bill.outlet)},    {"way", orders::name_of(bill.way)},
          {"lines", lines_json(bill.lines)},   {"goods_fen", bill.goods.fen},
          {"delivery_fen", bill.delivery.fen}, {"total_fen", orders::total_of(bill).fen}};
}

Json order_json(orders::Kept const& kept) {
  auto const& order = kept.order;
  auto const deadline = orders::deadline_of(order);
  auto told = bill_json(kept.bill);
  told["id"] = text_of(order.id);
  told["payment"] = text_of(order.payment);
  told["state"] = orders::name_of(order.state);
  told["since"] = instant_text(order.since);
  told["until"] = deadline ? Json(instant_text(deadline->at)) : Json(nullptr);
  told["promised"] = instant_text(order.promised);
  told["made_at"] = instant_text(kept.made_at);
  told["paid_fen"] = order.paid.fen;
  told["quoted_fen"] = kept.quoted.fen;
  told["carrier"] = kept.carrier ? Json(text_of(*kept.carrier)) : Json(nullptr);
  told["address"] = kept.goal.address;
  told["telephone"] = kept.goal.telephone;
  told["note"] = kept.goal.note;
  told["version"] = kept.version;
  return told;
}

Json step_json(orders::Step const& step) {
  return {{"command", orders::name_of(step.command)},
          {"by", orders::name_of(step.by)},
          {"state", orders::name_of(step.state)},
          {"at", instant_text(step.at)}};
}

Json payment_json(orders::KeptPayment const& kept) {
  return {{"id", text_of(kept.payment.id)},
          {"amount_fen", kept.payment.amount.fen},
          {"state", orders::name_of(kept.payment.state)},
          {"made_at", instant_text(kept.made_at)}};
}

Json refund_json(orders::KeptRefund const& kept) {
  auto const& refund = kept.refund;
  return {{"id", text_of(refund.id)},
          {"order", refund.order ? Json(text_of(*refund.order)) : Json(nullptr)},
          {"amount_fen", refund.amount.fen},
          {"state", orders::name_of(refund.state)},
          {"since", instant_text(refund.since)},
          {"reason", kept.reason}};
}

}  // namespace linquan::api
