#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/money.h"
#include "linquan/base/result.h"
#include "linquan/directory/entry.h"

/// What outlets sell: goods and services with their prices. Rules without a clock or a database.
namespace linquan::catalogue {

using OfferId = Id<struct OfferTag>;

/// Something that can be chosen with an offer: 加蛋, 大份.
struct Option {
  std::string name;
  Money extra;  ///< on top of the price; 0 is possible
  friend bool operator==(Option const&, Option const&) = default;
};

/// A good or service of one outlet.
struct Offer {
  OfferId id;
  directory::OutletId outlet;
  std::string name;
  Money price;
  std::vector<Option> options = {};
  bool on_sale = true;
  friend bool operator==(Offer const&, Offer const&) = default;
};

/// Nothing costs more than 100,000 yuan: sums of any basket stay far from the end of what can be counted.
inline constexpr Money price_max{10'000'000};
inline constexpr std::size_t options_max = 50;

/// The offer with its texts tidied.
///
/// usage   `offer_text`: a name is empty, longer than 200 bytes, or no UTF-8; `offer_price`: a price not above zero, an
///         extra below zero, or either too high; `offer_options` {max}: too many
Result<Offer> checked(Offer offer);

/// What one of it costs with some of its options. nullopt: there is no such option, or one is chosen twice.
std::optional<Money> price_of(Offer const& offer, std::span<std::size_t const> chosen);

}  // namespace linquan::catalogue
