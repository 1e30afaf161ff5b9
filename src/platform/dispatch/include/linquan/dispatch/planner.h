#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/dispatch/board.h"

namespace linquan::dispatch {

/// When each stop of a route is done: the pick-up handed over, the order in the resident's hand.
using Timetable = std::vector<Moment>;

/// Works a courier's route out, with waits for what is not ready.
///
/// nullopt: there is no way, more than carry_max at once, a pick-up after its shop has closed, or beyond the shift.
/// With `bounds` off shops and shifts do not count: what was promised must be brought, however late.
std::optional<Timetable> timetable(Board const& board, Times const& times, Courier const& courier,
                                   std::span<Stop const> route, Moment now, bool bounds = true);

/// When the shop will have prepared one more order, with the load it has. Never in a later opening period than the one
/// that is open now.
///
/// conflict   `dispatch_shop_closed`
Result<Moment> ready_at(Board const& board, Order const& order, Moment now);

/// A courier and the route he would then have.
struct Placement {
  CourierId courier;
  std::vector<Stop> route;
  Moment delivered;  ///< the new order, as expected
  friend bool operator==(Placement const&, Placement const&) = default;
};

/// Whom an order is given to. The same board, order and moment always give the same answer.
class Planner {
 public:
  Planner() = default;
  Planner(Planner const&) = delete;
  Planner& operator=(Planner const&) = delete;
  Planner(Planner&&) = delete;
  Planner& operator=(Planner&&) = delete;
  virtual ~Planner() = default;

  /// Finds a place for an order that the board does not hold yet but whose Held would be `held`.
  ///
  /// conflict    `dispatch_nobody` (no courier on shift could bring it), `dispatch_too_late` (not within promise_max)
  /// not_found   `dispatch_no_way`
  [[nodiscard]] virtual Result<Placement> place(Board const& board, Times const& times, Held const& held,
                                                Moment now) const = 0;
  /// New routes where reality made a promise late; couriers whose route stays are left out.
  [[nodiscard]] virtual std::map<CourierId, std::vector<Stop>> mend(Board const& board, Times const& times,
                                                                    Moment now) const = 0;
};

/// The shop's own clerk where he is near enough; else the rider and the places in his route where the new order, the
/// others and the ride lose least time, with no promise broken.
class BestInsertion : public Planner {
 public:
  [[nodiscard]] Result<Placement> place(Board const& board, Times const& times, Held const& held,
                                        Moment now) const override;
  [[nodiscard]] std::map<CourierId, std::vector<Stop>> mend(Board const& board, Times const& times,
                                                            Moment now) const override;
};

/// What is commonly done: the free rider nearest to the shop, one order at a time; where none is free, who is free
/// first. For comparison.
class NearestFirst : public Planner {
 public:
  [[nodiscard]] Result<Placement> place(Board const& board, Times const& times, Held const& held,
                                        Moment now) const override;
  [[nodiscard]] std::map<CourierId, std::vector<Stop>> mend(Board const&, Times const&, Moment) const override {
    return {};
  }
};

}  // namespace linquan::dispatch
