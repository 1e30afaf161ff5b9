#include "quarter.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string_view>
#include <utility>

#include "linquan/geo/point.h"
#include "simulated.h"

namespace linquan::rides {
namespace {

using dispatch::Span;

enum What : std::uint64_t { centre = 100, shop, rider, clerk, home, ordering, paid };

/// Kinds whose goods are brought home within minutes.
constexpr std::array<std::string_view, 10> delivering{"convenience", "supermarket",    "market", "fresh",   "breakfast",
                                                      "eatery",      "specialty_food", "bakery", "canteen", "pharmacy"};

class Drawing {
 public:
  Drawing(city::City const& city, Travel& travel, Wanted const& wanted, std::uint64_t seed)
      : city_{city}, travel_{travel}, wanted_{wanted}, seed_{seed} {}

  std::optional<Quarter> draw() {
    auto const& middle = drawn_home(centre, 0);
    auto const from = travel_.add({&middle.access, 1});
    add_shops(from);
    if (quarter_.board.shops.size() < wanted_.shops) {
      return std::nullopt;
    }
    add_couriers();
    add_orders();
    return quarter_.orders.size() == wanted_.orders ? std::optional{std::move(quarter_)} : std::nullopt;
  }

 private:
  std::uint64_t pick(What what, std::uint64_t which, std::uint64_t count) const {
    return static_cast<std::uint64_t>(dispatch::drawn(seed_, what, which, 0, static_cast<std::int64_t>(count) - 1));
  }

  /// By people, one draw after another until the home has some.
  city::Home const& drawn_home(What what, std::uint64_t which) const {
    for (std::uint64_t turn = 0; turn < 1'000; ++turn) {
      auto const& it = city_.homes[pick(what, which * 1'000 + turn, city_.homes.size())];
      // A home of 40 people is drawn in every turn, one of 4 in every tenth.
      if (it.access.edge != walk::none &&
          static_cast<std::int64_t>(pick(what, which * 1'000 + turn + 500'000'000, 40'000)) < it.people.all.count) {
        return it;
      }
    }
    return city_.homes[0];
  }

  bool delivers(city::Outlet const& outlet) const {
    return !outlet.stands.empty() && !outlet.stands[0].accesses.empty() &&
           std::ranges::any_of(outlet.kinds, [&](auto kind) {
             return std::ranges::find(delivering, city_.kind_ids[kind]) != delivering.end();
           });
  }

  void add_shops(dispatch::PlaceId from) {
    std::vector<std::pair<std::uint64_t, city::Outlet const*>> order;
    for (std::size_t i = 0; i < city_.outlets.size(); ++i) {
      if (delivers(city_.outlets[i])) {
        order.emplace_back(pick(shop, i, UINT64_C(1) << 40U), &city_.outlets[i]);
      }
    }
    std::ranges::sort(order);
    for (auto const& [draw, outlet] : order) {
      if (quarter_.board.shops.size() == wanted_.shops) {
        return;
      }
      // Straight first: a search for each shop of the town would take longer than all days.
      if (geo::distance(outlet->stands[0].at, drawn_home(centre, 0).door).count > 1'200'000) {
        continue;
      }
      auto const at = travel_.add(outlet->stands[0].accesses);
      auto const way = travel_.time(dispatch::Mode::foot, from, at);
      // A shop that no e-bike comes to delivers nothing.
      auto const rideable =
          travel_.time(dispatch::Mode::ride, from, at) && travel_.time(dispatch::Mode::ride, at, from);
      if (rideable && way && way->count() <= wanted_.shops_walk_max) {
        dispatch::ShopId const id{quarter_.board.shops.size() + 1};
        shop_doors_[id] = outlet->stands[0].at;
        quarter_.board.shops[id] = {id, at, {{begin_, begin_ + std::chrono::hours{6}}}, 2};
      }
    }
  }

  void add_couriers() {
    auto const add = [&](std::uint64_t number, dispatch::PlaceId at, std::optional<dispatch::ShopId> clerk_of) {
      dispatch::Courier courier;
      courier.id = dispatch::CourierId{number};
      courier.clerk_of = clerk_of;
      courier.mode = clerk_of ? dispatch::Mode::foot : dispatch::Mode::ride;
      courier.at = at;
      courier.since = begin_;
      courier.shift_till = begin_ + std::chrono::hours{6};
      quarter_.board.couriers[courier.id] = courier;
    };
    for (std::uint32_t i = 0; i < wanted_.riders; ++i) {
      add(i + 1, quarter_.board.shops.at(dispatch::ShopId{pick(rider, i, wanted_.shops) + 1}).at, std::nullopt);
    }
    for (auto const& [id, it] : quarter_.board.shops) {
      if (pick(clerk, id.value(), wanted_.clerk_one_in) == 0) {
        add(1'000 + id.value(), it.at, id);
      }
    }
  }

  void add_orders() {
    std::vector<dispatch::Order> orders;
    for (std::uint64_t i = 0; i < wanted_.orders; ++i) {
      dispatch::Order order;
      order.id = dispatch::OrderId{i + 1};
      order.shop = dispatch::ShopId{pick(ordering, i, wanted_.shops) + 1};
      order.paid = begin_ + Span{dispatch::drawn(seed_, paid, i, 0, wanted_.within)};
      order.preparation = Span{2'100};
      order.door = Span{1'500};
      if (place_home(order, i)) {
        orders.push_back(order);
      }
    }
    std::ranges::sort(orders, {}, [](dispatch::Order const& it) { return std::pair{it.paid, it.id}; });
    quarter_.orders = std::move(orders);
  }

  bool place_home(dispatch::Order& order, std::uint64_t which) {
    auto const shop_at = quarter_.board.shops.at(order.shop).at;
    auto const& shop = shop_doors_.at(order.shop);
    for (std::uint64_t turn = 0; turn < 3'000; ++turn) {
      auto const& it = drawn_home(home, which * 4'000 + turn);
      // 250 m a minute, straight: nothing farther is within the zone.
      if (geo::distance(it.door, shop).count > wanted_.zone_ride_max * 1'250 / 3) {
        continue;
      }
      auto const begun = std::chrono::steady_clock::now();
      order.home = travel_.add({&it.access, 1});
      auto const took = std::chrono::steady_clock::now() - begun;
      quarter_.adding_ns_max = std::max<std::int64_t>(
          quarter_.adding_ns_max, std::chrono::duration_cast<std::chrono::nanoseconds>(took).count());
      auto const way = travel_.time(dispatch::Mode::ride, shop_at, order.home);
      if (way && way->count() <= wanted_.zone_ride_max) {
        return true;
      }
    }
    return false;
  }

  city::City const& city_;
  Travel& travel_;
  Wanted wanted_;
  std::uint64_t seed_;
  dispatch::Moment begin_;
  std::map<dispatch::ShopId, geo::Point> shop_doors_;
  Quarter quarter_;
};

}  // namespace

std::optional<Quarter> quarter_of(city::City const& city, Travel& travel, Wanted const& wanted, std::uint64_t seed) {
  return Drawing{city, travel, wanted, seed}.draw();
}

}  // namespace linquan::rides
