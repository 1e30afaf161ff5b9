#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "linquan/api/market_runner.h"
#include "linquan/store/market.h"
#include "served.h"

/// The market over HTTP: what is sold, ordered, paid, handed over and given back, and what is refused.
namespace linquan::api {
namespace {

using http::Method;
using nlohmann::json;

constexpr auto form = "application/x-www-form-urlencoded";

class Market : public Served {
 protected:
  Market() {
    auto const terms = json{{"ways", {"collection", "delivery"}},
                            {"goods_min_fen", 300},
                            {"delivery_fee_fen", 100},
                            {"preparation_minutes", 10},
                            {"ride_minutes_max", 15}};
    EXPECT_EQ(send(Method::put, "/api/v1/outlets/70/terms", terms, {.token = owner}).status, 200U);
    rice = post("/api/v1/outlets/70/offers", {{"name", "米饭"}, {"price_fen", 500}, {"a_day", 3}}, owner).body["id"];
    egg = post("/api/v1/outlets/70/offers",
               {{"name", "鸡蛋"},
                {"price_fen", 200},
                {"options", {{{"name", "茶叶蛋"}, {"extra_fen", 50}}}},
                {"stock", 2}},
               owner)
              .body["id"];
  }

  Told post(std::string const& target, json const& body, std::string const& token) {
    return send(Method::post, target, body, {.token = token});
  }
  static json line(std::string const& offer, std::int64_t count, std::int64_t seen) {
    return {{"offer", offer}, {"count", count}, {"seen_fen", seen}};
  }
  static json basket(json lines, std::string const& way = "collection", std::string const& outlet = "70") {
    json parts = json::array();
    parts.push_back({{"outlet", outlet}, {"way", way}, {"lines", std::move(lines)}});
    return {{"parts", std::move(parts)}};
  }
  json placed(json const& wanted) {
    auto told = post("/api/v1/baskets", wanted, resident);
    EXPECT_EQ(told.status, 201U) << told.text;
    return told.body;
  }
  /// The resident pays, the provider says so, and the service hears it.
  void pay(json const& placed) {
    auto const at = "/api/v1/payments/" + placed["payment"]["id"].get<std::string>();
    ASSERT_EQ(send(Method::post, at + "/ask", std::nullopt, {.token = resident}).status, 200U);
    ASSERT_EQ(send(Method::post, at + "/simulate", std::nullopt, {.token = resident}).status, 200U);
    ASSERT_GE(due(), 1U);
    ASSERT_EQ(get(at, {.token = resident}).body["state"], "paid");
  }
  std::size_t due() { return do_what_is_due(*store_, clock_, provider_, &provider_); }
  Told step(std::string const& order, json const& body, std::string const& token) {
    return post("/api/v1/orders/" + order + "/steps", body, token);
  }
  /// As it is stored: sessions may have ended meanwhile.
  std::string state(std::string const& order) {
    auto const kept = store_->read(
        [&](UnitOfWork& work) { return store::orders()->find(work, orders::OrderId{std::stoull(order)}); });
    return kept ? std::string{orders::name_of(kept->order.state)} : kept.error().code;
  }
  static identity::Grant at_70(identity::Role role) { return {role, identity::Level::outlet, "70"}; }

  std::string owner = token_with({at_70(identity::Role::merchant_owner)});
  std::string resident = token_with({});
  std::string rider = token_with({at_70(identity::Role::rider)});
  std::string rice;
  std::string egg;
};

TEST_F(Market, SellsWhatItOffersAndHandsItOverForACode) {
  auto const shown = get("/api/v1/outlets/70/offers");
  ASSERT_EQ(shown.body["offers"].size(), 2U);
  EXPECT_EQ(shown.body["terms"]["preparation_minutes"], 10);
  auto const wanted = basket({line(rice, 2, 500), line(egg, 1, 200)});
  auto const bill = post("/api/v1/baskets/bill", wanted, {});
  ASSERT_EQ(bill.status, 200U) << bill.text;
  EXPECT_EQ(bill.body["total_fen"], 1'200);
  auto const basket = placed(wanted);
  EXPECT_EQ(basket["payment"]["amount_fen"], 1'200);
  EXPECT_EQ(basket["orders"][0]["promised"], bill.body["bills"][0]["promised"]);
  std::string const order = basket["orders"][0]["id"];
  pay(basket);
  EXPECT_EQ(get("/api/v1/outlets/70/orders", {.token = owner}).body["orders"][0]["state"], "awaiting_acceptance");
  ASSERT_EQ(step(order, {{"command", "accept"}}, owner).status, 200U);
  ASSERT_EQ(step(order, {{"command", "make_ready"}}, owner).status, 200U);
  auto const code = step(order, {{"command", "show_code"}}, resident);
  ASSERT_EQ(code.status, 200U) << code.text;
  std::string const digits = code.body["code"];
  EXPECT_EQ(
      step(order, {{"command", "check_code"}, {"code", digits == "000000" ? "1" : "000000"}}, owner).body["guess"],
      "wrong");
  EXPECT_EQ(step(order, {{"command", "check_code"}, {"code", digits}}, owner).body["guess"], "right");
  ASSERT_EQ(step(order, {{"command", "complete"}}, resident).status, 200U);
  EXPECT_EQ(get("/api/v1/outlets/70/money", {.token = owner}).body["owed_fen"], 1'200);
  auto const whole = get("/api/v1/orders/" + order, {.token = owner});
  EXPECT_EQ(whole.body["steps"].size(), 6U);
  auto const feed = get("/api/v1/feed?after=2", {.token = resident});
  EXPECT_EQ(feed.body["events"][0]["number"], 3);
  EXPECT_EQ(get("/api/v1/feed?outlet=70", {.token = owner}).body["next"], feed.body["next"]);
}

TEST_F(Market, BringsADeliveryWithinThePromiseOfTheStreets) {
  auto wanted = basket({line(rice, 1, 500)}, "delivery");
  EXPECT_EQ(post("/api/v1/baskets", wanted, resident).code(), "basket_goal");
  wanted["address"] = "云龙区解放路1号";
  wanted["telephone"] = "138-0000-0000";
  EXPECT_EQ(post("/api/v1/baskets", wanted, resident).code(), "basket_at");
  auto const door = current_.get()->city().homes[2].door;
  wanted["at"] = {{"lat", geo::lat_degrees(door)}, {"lon", geo::lon_degrees(door)}};
  auto const basket = placed(wanted);
  EXPECT_EQ(basket["orders"][0]["delivery_fen"], 100);
  EXPECT_EQ(basket["orders"][0]["telephone"], "13800000000");
  EXPECT_GT(basket["orders"][0]["promised"], basket["orders"][0]["made_at"]);
  std::string const order = basket["orders"][0]["id"];
  pay(basket);
  for (auto const* const command : {"accept", "make_ready"}) {
    ASSERT_EQ(step(order, {{"command", command}}, owner).status, 200U);
  }
  auto const foreign = std::to_string(account_with({}).value());
  EXPECT_EQ(step(order, {{"command", "assign"}, {"carrier", foreign}}, owner).code(), "order_carrier_unknown");
  auto const carrier = std::to_string(account_of(rider).value());
  ASSERT_EQ(step(order, {{"command", "assign"}, {"carrier", carrier}}, owner).status, 200U);
  EXPECT_EQ(get("/api/v1/orders/" + order, {.token = rider}).status, 200U);
  for (auto const* const command : {"reach_shop", "pick_up", "deliver"}) {
    ASSERT_EQ(step(order, {{"command", command}}, rider).status, 200U) << command;
  }
  clock_.move_by(std::chrono::hours{25});
  EXPECT_GE(due(), 1U);
  EXPECT_EQ(state(order), "completed");
}

TEST_F(Market, SellsNoMoreThanThereIs) {
  EXPECT_EQ(post("/api/v1/baskets", basket({line(egg, 3, 200)}), resident).code(), "offer_short");
  static_cast<void>(placed(basket({line(egg, 2, 200)})));
  EXPECT_EQ(post("/api/v1/baskets", basket({line(egg, 2, 200)}), resident).code(), "offer_short");
  clock_.move_by(std::chrono::minutes{16});
  EXPECT_GE(due(), 1U);
  static_cast<void>(placed(basket({line(egg, 2, 200)})));
}

TEST_F(Market, TakesNoBasketThatIsNotRight) {
  struct Case {
    json wanted;
    unsigned status;
    std::string code;
  };
  auto many = json::array();
  for (auto i = 0; i < 101; ++i) {
    many.push_back(line(rice, 1, 500));
  }
  auto thousands = json::array();
  for (auto i = 0; i < 10'000; ++i) {
    thousands.push_back(json{{"offer", rice}});
  }
  for (auto const& [wanted, status, code] : std::vector<Case>{
           {basket({line(rice, -1, 500)}), 400, "body_field_type"},
           {basket({line(rice, 0, 500)}), 400, "body_field_type"},
           {basket({line(rice, 1, 499)}), 409, "basket_price"},
           {basket({line("123", 1, 500)}), 404, "basket_offer"},
           {basket({line(rice, 1, 500)}, "collection", "90"), 404, "basket_shop"},
           {basket({line(rice, 1, 500)}, "on_site"), 400, "basket_goal"},
           {basket({line(rice, 1, 500)}, "by_drone"), 400, "choice_unknown"},
           {basket(json::array()), 400, "basket_empty"},
           {basket(many), 400, "body_field_type"},
           {{{"parts", json::array()}}, 400, "basket_empty"},
           {basket({{{"offer", egg}, {"count", 1}, {"seen_fen", 200}, {"options", {7}}}}), 400, "basket_option"},
           {basket({{{"offer", egg}, {"count", 1}, {"seen_fen", 200}, {"options", {-1}}}}), 400, "basket_option"},
       }) {
    auto const told = post("/api/v1/baskets", wanted, resident);
    EXPECT_EQ(told.status, status) << wanted.dump() << told.text;
    EXPECT_EQ(told.code(), code) << wanted.dump();
  }
  EXPECT_GE(post("/api/v1/baskets", basket(thousands), resident).status, 400U);
  EXPECT_TRUE(get("/api/v1/orders", {.token = resident}).body["orders"].empty()) << "nothing was ordered";
}

TEST_F(Market, ShowsAnOrderToNobodyElse) {
  std::string const order = placed(basket({line(rice, 1, 500)}))["orders"][0]["id"];
  auto const stranger = token_with({});
  EXPECT_EQ(get("/api/v1/orders/" + order, {.token = stranger}).code(), "not_allowed");
  EXPECT_EQ(step(order, {{"command", "cancel"}}, stranger).code(), "not_allowed");
  EXPECT_EQ(step("1", {{"command", "cancel"}}, stranger).code(), "not_allowed") << "nor whether there is one";
  EXPECT_EQ(step(order, {{"command", "cancel"}}, owner).code(), "not_allowed")
      << "the shop calls off, it does not cancel";
  EXPECT_EQ(step(order, {{"command", "let_payment_go"}}, resident).code(), "order_party");
  EXPECT_EQ(step(order, {{"command", "pay"}}, resident).code(), "order_command");
  ASSERT_EQ(step(order, {{"command", "cancel"}}, resident).status, 200U);
  EXPECT_EQ(step(order, {{"command", "cancel"}}, resident).code(), "order_ended");
}

TEST_F(Market, BelievesTheProviderAndNobodyElse) {
  auto const basket_placed = placed(basket({line(rice, 1, 500)}));
  std::string const payment = basket_placed["payment"]["id"];
  auto const say = [&](std::string const& body, std::string const& signature) {
    return send_bytes(Method::post, "/api/v1/provider/notices", body, {.content_type = form, .signature = signature});
  };
  auto const right = "payment=" + payment + "&transaction=t1&amount=500";
  EXPECT_EQ(say(right, "forged").code(), "provider_signature");
  EXPECT_EQ(say("payment=" + payment + "&transaction=t1&amount=1", "").code(), "payment_amount");
  EXPECT_EQ(say("nonsense", "").code(), "provider_message");
  EXPECT_EQ(say("payment=1&transaction=t1&amount=500", "").code(), "payment_unknown");
  EXPECT_EQ(say(right, "").body["outcome"], "paid");
  EXPECT_EQ(say(right, "").body["outcome"], "repeated");
  EXPECT_EQ(say("payment=" + payment + "&transaction=t1&amount=400", "").code(), "payment_amount")
      << "replayed, changed";
  EXPECT_EQ(say("payment=" + payment + "&transaction=t2&amount=500", "").body["outcome"], "returned");
}

TEST_F(Market, GivesMoneyBackWhereTheShopAgreesOrThePlatformSaysSo) {
  auto const operators = token_with({{identity::Role::platform_operator, identity::Level::city, {}}});
  auto const basket_placed = placed(basket({line(rice, 1, 500)}));
  std::string const order = basket_placed["orders"][0]["id"];
  pay(basket_placed);
  auto const ask = [&](std::int64_t fen) {
    return post("/api/v1/orders/" + order + "/refunds", {{"amount_fen", fen}, {"reason", "少了一份"}}, resident);
  };
  EXPECT_EQ(ask(501).code(), "refund_amount");
  EXPECT_EQ(ask(0).code(), "refund_amount");
  std::string const first = ask(200).body["id"];
  std::string const second = ask(300).body["id"];
  EXPECT_EQ(ask(1).code(), "refund_amount");
  auto const decide = [&](std::string const& refund, std::string const& command, std::string const& token) {
    return post("/api/v1/refunds/" + refund + "/steps", {{"command", command}}, token);
  };
  EXPECT_EQ(decide(first, "agree", resident).code(), "not_allowed");
  EXPECT_EQ(decide(first, "agree", owner).body["state"], "refunding");
  EXPECT_EQ(decide(second, "object", owner).body["state"], "arbitration");
  EXPECT_EQ(get("/api/v1/refunds", {.token = operators}).body["refunds"][0]["id"], second);
  EXPECT_EQ(decide(second, "grant", operators).body["state"], "refunding");
  for (auto i = 0; i < 4; ++i) {
    due();
    clock_.move_by(std::chrono::minutes{10});
  }
  auto const whole = get("/api/v1/orders/" + order, {.token = resident});
  for (auto const& refund : whole.body["refunds"]) {
    EXPECT_EQ(refund["state"], "refunded");
  }
  EXPECT_EQ(provider_.held(), Money{});
}

TEST_F(Market, DoesAWriteOnceForItsKey) {
  auto const wanted = basket({line(rice, 1, 500)});
  Sent const sent{.token = resident, .key = "the-same-key"};
  auto const first = send(Method::post, "/api/v1/baskets", wanted, sent);
  auto const again = send(Method::post, "/api/v1/baskets", wanted, sent);
  EXPECT_EQ(first.text, again.text);
  EXPECT_EQ(again.field("Idempotent-Replayed"), "true");
  EXPECT_EQ(get("/api/v1/orders", {.token = resident}).body["orders"].size(), 1U);
}

TEST_F(Market, SpeaksOfStatesInWords) {
  std::string const order = placed(basket({line(rice, 1, 500)}))["orders"][0]["id"];
  auto const told = send(Method::post, "/api/v1/orders/" + order + "/steps", json{{"command", "show_code"}},
                         {.token = resident, .language = "zh"});
  EXPECT_NE(told.text.find("待付款"), std::string::npos) << told.text;
  EXPECT_EQ(told.text.find("awaiting_payment"), std::string::npos) << told.text;
}

}  // namespace
}  // namespace linquan::api
