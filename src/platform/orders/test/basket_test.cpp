#include "linquan/orders/basket.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace linquan::orders {
namespace {

using catalogue::Offer;
using catalogue::OfferId;
using directory::OutletId;

std::vector<Offer> const offers{
    {OfferId{1}, OutletId{4}, "牛肉面", Money{1'600}, {{"加蛋", Money{200}}}},
    {OfferId{2}, OutletId{4}, "凉菜", Money{800}, {}, false},
    {OfferId{3}, OutletId{5}, "修鞋", Money{1'000}},
};
std::vector<Terms> const terms{{OutletId{4}, Money{2'000}, Money{300}}, {OutletId{5}, Money{0}, Money{0}}};

/// Two bowls with an egg delivered, and a pair of shoes to collect.
std::vector<Part> basket() {
  return {{OutletId{4}, Way::delivery, {{OfferId{1}, {0}, 2, Money{1'800}}}},
          {OutletId{5}, Way::collection, {{OfferId{3}, {}, 1, Money{1'000}}}}};
}

TEST(Basket, MakesOneBillAShopAndOneSum) {
  auto const bills = billed(basket(), terms, offers);
  ASSERT_TRUE(bills);
  ASSERT_EQ(bills->size(), 2U);
  EXPECT_EQ(bills->at(0).goods, Money{3'600});
  EXPECT_EQ(total_of(bills->at(0)), Money{3'900});
  EXPECT_EQ(total_of(bills->at(1)), Money{1'000}) << "what is collected is not brought";
  EXPECT_EQ(total_of(*bills), Money{4'900});
}

TEST(Basket, OfAnOddKindIsRefusedByName) {
  struct Row {
    std::string outcome;
    void (*change)(std::vector<Part>&);
  };
  using Parts = std::vector<Part>;
  for (auto const& row :
       std::vector<Row>{{"basket_empty", [](Parts& it) { it.clear(); }},
                        {"basket_empty", [](Parts& it) { it[1].lines.clear(); }},
                        {"basket_size", [](Parts& it) { it.push_back(it[0]); }},
                        {"basket_size", [](Parts& it) { it[0].lines.resize(10'000); }},
                        {"basket_size",
                         [](Parts& it) {
                           it.resize(11, Part{OutletId{9}, Way::delivery, it[0].lines});
                         }},
                        {"basket_count", [](Parts& it) { it[0].lines[0].count = -1; }},
                        {"basket_count", [](Parts& it) { it[0].lines[0].count = 0; }},
                        {"basket_count", [](Parts& it) { it[0].lines[0].count = INT64_MAX; }},
                        {"basket_offer", [](Parts& it) { it[0].lines[0].offer = OfferId{99}; }},
                        {"basket_offer", [](Parts& it) { it[0].lines[0].offer = OfferId{3}; }},  // another shop's
                        {"basket_shop", [](Parts& it) { it[0].outlet = OutletId{6}; }},
                        {"basket_sold_out", [](Parts& it) { it[0].lines[0].offer = OfferId{2}; }},
                        {"basket_option", [](Parts& it) { it[0].lines[0].options = {1}; }},
                        {"basket_price", [](Parts& it) { it[0].lines[0].seen = Money{1'799}; }},
                        {"basket_minimum", [](Parts& it) { it[0].lines[0].count = 1; }}}) {
    auto parts = basket();
    row.change(parts);
    auto const bills = billed(parts, terms, offers);
    EXPECT_EQ(bills ? "" : bills.error().code, row.outcome);
  }
}

}  // namespace
}  // namespace linquan::orders
