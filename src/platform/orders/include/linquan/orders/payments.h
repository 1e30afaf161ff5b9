#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/orders/payment.h"
#include "linquan/orders/refund.h"

namespace linquan::orders {

/// A payment with who pays it.
struct KeptPayment {
  Payment payment;
  identity::AccountId resident;
  std::chrono::sys_seconds made_at;
  friend bool operator==(KeptPayment const&, KeptPayment const&) = default;
};

/// A refund with what is stored of it.
struct KeptRefund {
  Refund refund;
  PaymentId payment;           ///< of whose money it is
  std::string reason = {};     ///< in the words of who asked
  std::uint64_t attempts = 0;  ///< so often the provider was asked since it last came to be asked
  std::uint64_t version = 1;
  friend bool operator==(KeptRefund const&, KeptRefund const&) = default;
};

/// What payments and refunds want stored. Every function belongs to the unit of work that it is given.
class Payments {
 public:
  Payments() = default;
  Payments(Payments const&) = delete;
  Payments& operator=(Payments const&) = delete;
  Payments(Payments&&) = delete;
  Payments& operator=(Payments&&) = delete;
  virtual ~Payments() = default;

  virtual void add(UnitOfWork& work, KeptPayment const& payment) = 0;
  /// not_found   `payment_unknown`
  virtual Result<KeptPayment> find(UnitOfWork& work, PaymentId id) = 0;
  /// Stores what take() made of it: its state and the newest receipt.
  ///
  /// conflict    `payment_elsewhere`: another payment has that transaction
  virtual Result<void> received(UnitOfWork& work, Taken const& taken) = 0;
  /// Nobody is asked for it any more: it stays paid, or is closed.
  virtual void close(UnitOfWork& work, PaymentId id) = 0;
  /// Payments that the provider should be asked about, at most `count`: those of which nothing was heard, and those
  /// that ended, which it is told to close because a second payment may be on its way. Each is due again later and
  /// later.
  virtual std::vector<PaymentId> to_ask(UnitOfWork& work, std::uint64_t count) = 0;
  /// Whether to_ask() would give any: a question, which no writer waits for.
  virtual bool any_to_ask(UnitOfWork& work) = 0;
  /// The provider has closed it and has told of all that it took: it is asked no more.
  virtual void all_told(UnitOfWork& work, PaymentId id) = 0;

  virtual void add(UnitOfWork& work, KeptRefund const& refund) = 0;
  /// not_found   `refund_unknown`
  virtual Result<KeptRefund> find(UnitOfWork& work, RefundId id) = 0;
  /// conflict    `refund_changed`: somebody was faster
  virtual Result<void> change(UnitOfWork& work, KeptRefund const& refund) = 0;
  /// By number.
  virtual std::vector<KeptRefund> of_order(UnitOfWork& work, OrderId order) = 0;
  /// Those in arbitration, oldest first.
  virtual std::vector<KeptRefund> in_arbitration(UnitOfWork& work, std::uint64_t count) = 0;
  /// Those for which the scheduler has something to do: the shop's time is over, the provider is to be asked, or asked
  /// again. Each is due again later and later.
  virtual std::vector<KeptRefund> due(UnitOfWork& work, std::uint64_t count) = 0;
  /// Whether due() would give any.
  virtual bool any_due(UnitOfWork& work) = 0;
};

}  // namespace linquan::orders
