#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/orders/basket.h"
#include "linquan/orders/code.h"
#include "linquan/orders/order.h"

namespace linquan::orders {

/// Where it is to be brought, or where the worker is to come; of a collection only the telephone.
struct Goal {
  std::string address = {};
  std::string telephone = {};
  std::string note = {};
  friend bool operator==(Goal const&, Goal const&) = default;
};

/// An order with all that is stored of it.
struct Kept {
  Order order;
  Bill bill;
  Money fee;  ///< of the platform, once it is complete
  Goal goal = {};
  std::chrono::sys_days day;                        ///< of whose portions it takes, on the city's calendar
  std::optional<identity::AccountId> carrier = {};  ///< the rider or worker who has it
  Money quoted = {};                                ///< that a worker asks for on top, paid on the spot
  std::chrono::sys_seconds made_at = {};
  std::uint64_t version = 1;
  friend bool operator==(Kept const&, Kept const&) = default;
};

/// One step in an order's history.
struct Step {
  Command command = Command::pay;
  Party by = Party::resident;
  std::optional<identity::AccountId> account = {};  ///< nullopt: the scheduler or the provider
  State state = State::awaiting_payment;            ///< that it came to
  std::chrono::sys_seconds at = {};
  friend bool operator==(Step const&, Step const&) = default;
};

struct Due {
  OrderId order;
  Command command = Command::let_payment_go;
  friend bool operator==(Due const&, Due const&) = default;
};

/// What orders want stored. Every function belongs to the unit of work that it is given.
class Orders {
 public:
  Orders() = default;
  Orders(Orders const&) = delete;
  Orders& operator=(Orders const&) = delete;
  Orders(Orders&&) = delete;
  Orders& operator=(Orders&&) = delete;
  virtual ~Orders() = default;

  virtual void add(UnitOfWork& work, Kept const& kept) = 0;
  /// not_found   `order_unknown` {id}
  virtual Result<Kept> find(UnitOfWork& work, OrderId id) = 0;
  /// Stores where it stands now, with the step that brought it there, where it still has `kept.version`; the version it
  /// then has. What was ordered and promised never changes.
  ///
  /// conflict    `order_changed`: somebody was faster
  virtual Result<std::uint64_t> step(UnitOfWork& work, Kept const& kept, Step const& step) = 0;
  /// Oldest first.
  virtual std::vector<Step> steps(UnitOfWork& work, OrderId id) = 0;
  /// By number.
  virtual std::vector<Kept> of_payment(UnitOfWork& work, PaymentId payment) = 0;
  /// Newest first, at most `count` below `before`.
  virtual std::vector<Kept> of_resident(UnitOfWork& work, identity::AccountId resident, OrderId before,
                                        std::uint64_t count) = 0;
  /// The same of a shop; `open`: only those that have not ended.
  virtual std::vector<Kept> of_outlet(UnitOfWork& work, directory::OutletId outlet, bool open, OrderId before,
                                      std::uint64_t count) = 0;
  /// Those for which the scheduler has something to do, the longest due first.
  virtual std::vector<Due> due(UnitOfWork& work, std::uint64_t count) = 0;

  /// Puts it in the place of an older one.
  virtual void put_code(UnitOfWork& work, OrderId id, Code const& code) = 0;
  /// nullopt: none was drawn.
  virtual std::optional<Code> code_of(UnitOfWork& work, OrderId id) = 0;

  virtual void put_terms(UnitOfWork& work, Terms const& terms) = 0;
  /// nullopt: the outlet takes no orders.
  virtual std::optional<Terms> terms_of(UnitOfWork& work, directory::OutletId outlet) = 0;
};

}  // namespace linquan::orders
