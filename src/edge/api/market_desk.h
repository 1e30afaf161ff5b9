#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "asking.h"
#include "linquan/api/routes.h"
#include "linquan/directory/outlets.h"
#include "linquan/market/market.h"
#include "riding.h"

/// What the routes of the market share.
namespace linquan::api {

struct MarketDesk {
  explicit MarketDesk(Context const& in);

  [[nodiscard]] market::Ports ports() const { return {*offers, *orders, *payments, *feeds, *books}; }
  /// The outlet as the directory has it.
  ///
  /// not_found   `outlet_unknown`
  Result<directory::Entry> outlet(UnitOfWork& work, directory::OutletId id) const;
  /// Whether they may do this for the outlet; who may not learns nothing of it.
  ///
  /// forbidden   `not_allowed`
  Result<void> require(UnitOfWork& work, identity::Asker const& asker, identity::Action action,
                       directory::OutletId outlet) const;

  Context context;  ///< references all: a copy costs nothing
  std::unique_ptr<directory::Outlets> outlets;
  std::unique_ptr<catalogue::Offers> offers;
  std::unique_ptr<orders::Orders> orders;
  std::unique_ptr<orders::Payments> payments;
  std::unique_ptr<orders::Feeds> feeds;
  std::unique_ptr<ledger::Books> books;
  std::unique_ptr<Riding> riding;
};

using MarketHandler = Result<http::Answer> (*)(MarketDesk const&, http::Request const&);
http::Route market_route(std::shared_ptr<MarketDesk const> const& desk, http::Method method, std::string pattern,
                         std::vector<std::string> parameters, MarketHandler handler);

/// What outlets sell.
std::vector<http::Route> offers_routes(std::shared_ptr<MarketDesk const> const& desk);
/// Baskets and what becomes of them.
std::vector<http::Route> orders_routes(std::shared_ptr<MarketDesk const> const& desk);
/// Payments, refunds, and what the provider says.
std::vector<http::Route> payments_routes(std::shared_ptr<MarketDesk const> const& desk);

}  // namespace linquan::api
