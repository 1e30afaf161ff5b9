#include "linquan/catalogue/offer.h"

#include <utility>

#include "linquan/catalogue/offers.h"
#include "linquan/text/text.h"

namespace linquan::catalogue {
namespace {

constexpr std::size_t name_bytes_max = 200;

Result<void> tidy(std::string& name) {
  auto const fits = name.size() <= name_bytes_max && text::is_utf8(name);
  name = fits ? text::tidy(name) : std::string{};
  return name.empty() ? refuse(ErrorKind::usage, "offer_text") : Result<void>{};
}

}  // namespace

Result<Offer> checked(Offer offer) {
  if (offer.options.size() > options_max) {
    return refuse(ErrorKind::usage, "offer_options", {{"max", std::to_string(options_max)}});
  }
  if (auto done = tidy(offer.name); !done) {
    return hand_on(done);
  }
  auto odd = offer.price <= Money{} || offer.price > price_max;
  for (auto& option : offer.options) {
    if (auto done = tidy(option.name); !done) {
      return hand_on(done);
    }
    odd = odd || option.extra < Money{} || option.extra > price_max;
  }
  return odd ? refuse(ErrorKind::usage, "offer_price") : Result<Offer>{std::move(offer)};
}

Result<Supply> checked(Supply supply) {
  auto const odd = [](std::optional<std::int64_t> const& it) { return it && (*it < 0 || *it > stock_max); };
  if (odd(supply.stock) || odd(supply.a_day)) {
    return refuse(ErrorKind::usage, "offer_supply", {{"max", std::to_string(stock_max)}});
  }
  return supply;
}

std::optional<Money> price_of(Offer const& offer, std::span<std::size_t const> chosen) {
  auto price = offer.price;
  std::vector<bool> taken(offer.options.size());
  for (auto const option : chosen) {
    if (option >= taken.size() || taken[option]) {
      return std::nullopt;
    }
    taken[option] = true;
    price = price + offer.options[option].extra;
  }
  return price;
}

}  // namespace linquan::catalogue
