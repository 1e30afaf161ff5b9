#include "linquan/catalogue/offer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace linquan::catalogue {
namespace {

Offer noodles() {
  return {OfferId{1}, directory::OutletId{2}, "牛肉面", Money{1'600}, {{"加蛋", Money{200}}, {"不要辣", Money{0}}}};
}

TEST(Offer, IsCheckedBeforeItIsSold) {
  struct Row {
    std::string outcome;
    void (*change)(Offer&);
  };
  for (auto const& row : std::vector<Row>{{"", [](Offer&) {}},
                                          {"offer_text", [](Offer& it) { it.name = "  "; }},
                                          {"offer_text", [](Offer& it) { it.name = "\xff"; }},
                                          {"offer_text", [](Offer& it) { it.options[0].name = std::string(201, 'x'); }},
                                          {"offer_price", [](Offer& it) { it.price = Money{0}; }},
                                          {"offer_price", [](Offer& it) { it.price = price_max + Money{1}; }},
                                          {"offer_price", [](Offer& it) { it.options[1].extra = Money{-1}; }},
                                          {"offer_options", [](Offer& it) { it.options.resize(51); }}}) {
    auto offer = noodles();
    row.change(offer);
    auto const read = checked(offer);
    EXPECT_EQ(read ? "" : read.error().code, row.outcome);
  }
  auto wide = noodles();
  wide.name = " 牛肉面 ";
  EXPECT_EQ(*checked(wide), noodles());
}

TEST(Offer, CostsItsPriceAndWhatIsChosenWithIt) {
  using Chosen = std::vector<std::size_t>;
  EXPECT_EQ(price_of(noodles(), Chosen{}), Money{1'600});
  EXPECT_EQ(price_of(noodles(), Chosen{1, 0}), Money{1'800});
  EXPECT_EQ(price_of(noodles(), Chosen{0, 0}), std::nullopt) << "no egg twice under one price";
  EXPECT_EQ(price_of(noodles(), Chosen{2}), std::nullopt);
}

}  // namespace
}  // namespace linquan::catalogue
