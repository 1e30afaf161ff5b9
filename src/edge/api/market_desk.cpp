#include "market_desk.h"

#include <iterator>
#include <utility>

#include "area_routes.h"
#include "body.h"
#include "linquan/outlets/outlets.h"
#include "linquan/store/market.h"
#include "linquan/store/outlets.h"

namespace linquan::api {

MarketDesk::MarketDesk(Context const& in)
    : context{in},
      outlets{store::outlets()},
      offers{store::offers()},
      orders{store::orders()},
      payments{store::payments()},
      feeds{store::feeds()},
      books{store::books()},
      riding{std::make_unique<Riding>()} {}

Result<directory::Entry> MarketDesk::outlet(UnitOfWork& work, directory::OutletId id) const {
  auto kept = outlets->find(work, id);
  if (!kept) {
    return hand_on(kept);
  }
  if (!kept->entry) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", std::to_string(id.value())}});
  }
  return std::move(*kept->entry);
}

Result<void> MarketDesk::require(UnitOfWork& work, identity::Asker const& asker, identity::Action action,
                                 directory::OutletId id) const {
  auto const entry = outlet(work, id);
  return identity::require(asker.grants, action, entry ? outlets::place_of(*entry) : identity::Place{});
}

http::Route market_route(std::shared_ptr<MarketDesk const> const& desk, http::Method method, std::string pattern,
                         std::vector<std::string> parameters, MarketHandler handler) {
  http::Route route{method, std::move(pattern), std::move(parameters),
                    [desk, handler](http::Request const& request) { return handler(*desk, request); }};
  route.body_bytes_max = method == http::Method::get ? 0 : body_bytes_max;
  return route;
}

std::vector<http::Route> market_routes(Context const& context) {
  auto const desk = std::make_shared<MarketDesk const>(context);
  auto all = offers_routes(desk);
  for (auto const area : {orders_routes, payments_routes}) {
    auto more = area(desk);
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return all;
}

}  // namespace linquan::api
