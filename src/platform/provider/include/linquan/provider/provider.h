#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/orders/payments.h"

/// Who takes residents' money and holds it for the shops. The shape fits providers that sign what they say, say it
/// late, twice or never, and answer when they are asked.
namespace linquan::provider {

/// What one shop gets of a payment: the provider keeps a sub-account for each.
struct Share {
  orders::OrderId order;
  directory::OutletId outlet;
  Money amount;
};

/// What a resident is to pay, under the payment's number: asking again changes nothing.
struct Charge {
  orders::PaymentId payment;
  Money amount;
  std::vector<Share> shares;
};

/// What became of a refund.
struct Report {
  orders::RefundId refund;
  orders::RefundCommand command = orders::RefundCommand::report_refunded;  ///< or `report_failed`
  friend bool operator==(Report const&, Report const&) = default;
};

/// A message as it came over the wire.
struct Message {
  std::string body;
  std::string signature;
  friend bool operator==(Message const&, Message const&) = default;
};
using Said = std::variant<orders::Notice, Report>;

class Provider {
 public:
  Provider() = default;
  Provider(Provider const&) = delete;
  Provider& operator=(Provider const&) = delete;
  Provider(Provider&&) = delete;
  Provider& operator=(Provider&&) = delete;
  virtual ~Provider() = default;

  /// What the resident opens to pay: an address, or the text of a picture.
  ///
  /// busy       `provider_away`
  virtual Result<std::string> ask_for(Charge const& charge) = 0;
  /// What it took for the payment; empty: nothing, or it does not know of it.
  ///
  /// busy       `provider_away`
  virtual Result<std::vector<orders::Notice>> taken_for(orders::PaymentId payment) = 0;
  /// It takes no more money for the payment. What is on its way may still come.
  ///
  /// busy       `provider_away`
  virtual Result<void> close(orders::PaymentId payment) = 0;
  /// Sends money back under the refund's number: asking again sends nothing twice. nullopt: it will say so later.
  ///
  /// busy       `provider_away`
  virtual Result<std::optional<Report>> send_back(orders::KeptRefund const& refund) = 0;
  /// What a message says.
  ///
  /// forbidden   `provider_signature`: not from the provider
  /// bad_input   `provider_message`: signed, and not to be understood
  [[nodiscard]] virtual Result<Said> read(Message const& message) const = 0;
};

}  // namespace linquan::provider
