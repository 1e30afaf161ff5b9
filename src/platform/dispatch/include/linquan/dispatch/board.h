#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/id.h"

namespace linquan::dispatch {

/// Tenths of a second, as walking times are counted.
using Span = std::chrono::duration<std::int64_t, std::deci>;
/// UTC; nothing here asks for the time.
using Moment = std::chrono::sys_time<Span>;

using OrderId = Id<struct OrderTag>;
using ShopId = Id<struct ShopTag>;
using CourierId = Id<struct CourierTag>;
/// A door that times are known from and to; whoever gives the times gives the numbers.
using PlaceId = Id<struct PlaceTag>;

/// What a courier moves with.
enum class Mode : std::uint8_t { foot, ride };

/// One opening period of a shop; a day may have several.
struct Opening {
  Moment from;
  Moment till;
  friend bool operator==(Opening const&, Opening const&) = default;
};

struct Shop {
  ShopId id;
  PlaceId at;
  std::vector<Opening> open;  ///< ascending
  std::uint32_t hands = 2;    ///< orders that are prepared at the same time
  friend bool operator==(Shop const&, Shop const&) = default;
};

struct Order {
  OrderId id;
  ShopId shop;
  PlaceId home;
  Moment paid;
  Span preparation{};  ///< expected, once a hand is free
  Span door{};         ///< expected, from the street to the resident's hand
  friend bool operator==(Order const&, Order const&) = default;
};

/// How far a delivery is. Cancelled and delivered are final.
enum class Stage : std::uint8_t { preparing, ready, picked_up, delivered, cancelled };
inline constexpr std::size_t stage_count = 5;

/// How the hand-over was shown.
struct Proof {
  enum class Kind : std::uint8_t { code, photo };
  Kind kind = Kind::code;
  std::string text;  ///< the code as typed, or the name of the stored picture; never empty
  friend bool operator==(Proof const&, Proof const&) = default;
};

/// An order that was taken.
struct Held {
  Order order;
  Stage stage = Stage::preparing;
  Moment promised;                     ///< fixed at payment
  Moment ready;                        ///< expected; once ready, when it was
  std::optional<CourierId> courier;    ///< none any more once cancelled
  std::optional<Moment> late_told;     ///< the expected time that was last told to the resident as late
  std::optional<Moment> delivered_at;  ///< only of delivered ones
  std::optional<Proof> proof;          ///< only of delivered ones
  friend bool operator==(Held const&, Held const&) = default;
};

enum class Deed : std::uint8_t { pick_up, drop };

struct Stop {
  Deed deed = Deed::pick_up;
  OrderId order;
  friend bool operator==(Stop const&, Stop const&) = default;
};

/// Somebody who brings orders: a rider, or a shop's own clerk, who brings that shop's only.
struct Courier {
  CourierId id;
  std::optional<ShopId> clerk_of;
  Mode mode = Mode::ride;
  PlaceId at;    ///< where he is; under way, where he goes
  Moment since;  ///< when he came there; under way, when he is expected
  Moment shift_till;
  bool under_way = false;   ///< towards the first stop, which nobody takes from him any more
  bool there = false;       ///< arrived at the first stop
  std::vector<Stop> route;  ///< in order; what he carries has a drop and no pick-up
  friend bool operator==(Courier const&, Courier const&) = default;
};

/// The bounds of dispatch. Every one is a wish of the operator, none a fact.
struct Rules {
  std::uint32_t carry_max = 3;  ///< orders on one e-bike
  Span promise_max = std::chrono::minutes{45};
  Span hand_over = std::chrono::seconds{30};  ///< at the shop's counter
  /// Added to the expected delivery when a promise is made, so that ordinary bad luck does not break it.
  Span reserve = std::chrono::seconds{120};
  /// What must be left of the reserve when a later order is put before one that is promised.
  Span reserve_kept = std::chrono::seconds{60};
  Span clerk_walk_max = std::chrono::minutes{5};  ///< from the shop to the home
  Span clerk_promise_max = std::chrono::minutes{20};
  friend bool operator==(Rules const&, Rules const&) = default;
};

/// Everything that dispatch knows; a value.
struct Board {
  Rules rules;
  std::map<ShopId, Shop> shops;
  std::map<CourierId, Courier> couriers;
  std::map<OrderId, Held> orders;
  friend bool operator==(Board const&, Board const&) = default;
};

/// How long it takes from door to door. Implemented where streets are known.
class Times {
 public:
  Times() = default;
  Times(Times const&) = delete;
  Times& operator=(Times const&) = delete;
  Times(Times&&) = delete;
  Times& operator=(Times&&) = delete;
  virtual ~Times() = default;
  /// nullopt: there is no way; never a far one.
  [[nodiscard]] virtual std::optional<Span> time(Mode mode, PlaceId from, PlaceId to) const = 0;
};

}  // namespace linquan::dispatch
