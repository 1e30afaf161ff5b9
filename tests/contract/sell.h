#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "linquan/market/market.h"
#include "linquan/store/accounts.h"
#include "linquan/store/market.h"
#include "linquan/store/store.h"

/// Shops that sell, for tests and benchmarks of the store alone.
namespace linquan::store {

class Stalls {
 public:
  /// Opens so many shops, each with one offer without end; one resident for each.
  Stalls(Store& store, std::size_t count);

  /// One order from the basket to its completion, each step a durable write of its own. `heard` is told of each.
  ///
  /// Refuses as the use cases do.
  Result<void> sell(std::size_t stall, std::function<void(orders::Order const&)> const& heard);

  [[nodiscard]] market::Ports const& ports() const { return ports_; }
  [[nodiscard]] orders::Orders& orders() const { return *orders_; }

 private:
  Result<orders::Order> carried(market::Act const& act);
  struct Stall {
    directory::OutletId outlet;
    catalogue::OfferId offer;
    identity::AccountId resident;
  };

  Store& store_;
  std::unique_ptr<identity::Accounts> accounts_ = accounts();
  std::unique_ptr<catalogue::Offers> offers_ = store::offers();
  std::unique_ptr<orders::Orders> orders_ = store::orders();
  std::unique_ptr<orders::Payments> payments_ = store::payments();
  std::unique_ptr<orders::Feeds> feeds_ = store::feeds();
  std::unique_ptr<ledger::Books> books_ = store::books();
  market::Ports ports_{*offers_, *orders_, *payments_, *feeds_, *books_};
  std::vector<Stall> stalls_;
};

}  // namespace linquan::store
