#include "promises.h"

#include <string>

#include "linquan/hours/hours.h"

namespace linquan::api {
namespace {

using std::chrono::sys_seconds;

/// From the street to the resident's hand.
constexpr std::chrono::minutes door_time{3};
/// Until a worker comes who was not booked for a time.
constexpr std::chrono::hours on_site_time{24};

struct Shop {
  directory::Entry entry;
  orders::Terms terms;
};

/// nullopt: it takes no orders, and pricing says so.
Result<std::optional<Shop>> shop_of(MarketDesk const& desk, directory::OutletId outlet) {
  return desk.context.store.read([&](UnitOfWork& work) -> Result<std::optional<Shop>> {
    auto const terms = desk.orders->terms_of(work, outlet);
    auto const entry = desk.outlet(work, outlet);
    return terms && entry ? std::optional{Shop{*entry, *terms}} : std::nullopt;
  });
}

/// Whether some stand is open at the time; one whose hours nobody knows may be.
Result<void> open_by(MarketDesk const& desk, directory::Entry const& entry, sys_seconds at) {
  if (entry.state == directory::EntryState::closed) {
    return refuse(ErrorKind::conflict, "basket_closed", {{"name", entry.name}});
  }
  std::string hours;
  for (auto const& stand : entry.stands) {
    std::chrono::local_seconds const local{(at + desk.context.clock.offset()).time_since_epoch()};
    if (!stand.hours || stand.hours->open_at(local, desk.context.calendar)) {
      return {};
    }
    hours = stand.hours->text();
  }
  return entry.stands.empty()
             ? Result<void>{}
             : refuse(ErrorKind::conflict, "basket_not_open", {{"name", entry.name}, {"hours", hours}});
}

Result<std::chrono::seconds> ride_to(MarketDesk const& desk, Shop const& shop, std::optional<geo::Point> const& at) {
  if (!at) {
    return refuse(ErrorKind::usage, "basket_at");
  }
  auto const snapshot = desk.context.current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  if (shop.entry.stands.empty()) {
    return refuse(ErrorKind::conflict, "order_out_of_reach");
  }
  auto const ride = desk.riding->time(*snapshot, shop.entry.stands.front().at, *at);
  return ride && *ride > shop.terms.ride_max ? refuse(ErrorKind::conflict, "order_out_of_reach") : ride;
}

Result<sys_seconds> promise_of(MarketDesk const& desk, orders::Part const& part, std::optional<geo::Point> const& at) {
  auto const now = desk.context.clock.now();
  auto const shop = shop_of(desk, part.outlet);
  if (!shop) {
    return tl::unexpected<Error>{shop.error()};
  }
  if (!*shop) {
    return now;
  }
  if (part.way == orders::Way::on_site) {
    return now + on_site_time;
  }
  auto const ready = now + (*shop)->terms.preparation;
  if (auto open = open_by(desk, (*shop)->entry, ready); !open) {
    return hand_on(open);
  }
  if (part.way == orders::Way::collection) {
    return ready;
  }
  auto const ride = ride_to(desk, **shop, at);
  return ride ? Result<sys_seconds>{ready + *ride + door_time} : tl::unexpected<Error>{ride.error()};
}

}  // namespace

Result<std::vector<sys_seconds>> promises_of(MarketDesk const& desk, std::vector<orders::Part> const& parts,
                                             std::optional<geo::Point> const& at) {
  std::vector<sys_seconds> promised;
  for (auto const& part : parts) {
    auto const one = promise_of(desk, part, at);
    if (!one) {
      return tl::unexpected<Error>{one.error()};
    }
    promised.push_back(*one);
  }
  return promised;
}

}  // namespace linquan::api
