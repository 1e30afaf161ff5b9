#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/draw.h"
#include "linquan/provider/provider.h"

namespace linquan::provider {

/// How often, in thousandths, it does what real ones do now and then.
struct Faults {
  std::uint64_t lost = 0;      ///< a message never comes
  std::uint64_t repeated = 0;  ///< a message comes three times
  std::uint64_t delayed = 0;   ///< a message comes up to two hours late, after later ones
  std::uint64_t forged = 0;    ///< somebody else sends a message like it
  std::uint64_t away = 0;      ///< it does not answer
  std::uint64_t failing = 0;   ///< a refund fails
};

/// A provider for demo towns, tests and stories: no money moves. The same seed does the same things.
class Simulated final : public Provider {
 public:
  Simulated(std::string secret, std::uint64_t seed, Faults const& faults = {});

  Result<std::string> ask_for(Charge const& charge) override;
  Result<std::vector<orders::Notice>> taken_for(orders::PaymentId payment) override;
  Result<void> close(orders::PaymentId payment) override;
  Result<std::optional<Report>> send_back(orders::KeptRefund const& refund) override;
  [[nodiscard]] Result<Said> read(Message const& message) const override;

  /// The resident pays what is asked for. What is told of it comes as a message.
  ///
  /// not_found   `payment_unknown`: nothing is asked for under that number
  /// conflict    `payment_closed`
  Result<void> pay(orders::PaymentId payment, std::chrono::sys_seconds now);
  /// The messages that arrive until `now`, in the order in which they arrive.
  std::vector<Message> arrived(std::chrono::sys_seconds now);
  /// From now on it does what it should, and what was lost stays lost.
  void behave();
  /// All that it holds: what was paid, less what it sent back.
  [[nodiscard]] Money held() const;

 private:
  struct Asked {
    Money amount;
    bool closed = false;
    std::vector<orders::Notice> taken = {};
  };
  bool happens(std::uint64_t permille) { return permille > 0 && draw_.below(1000) < permille; }
  Result<void> there();
  void send(std::string body, std::chrono::sys_seconds now);

  std::string secret_;
  Faults faults_;
  mutable std::mutex mutex_;
  Draw draw_;
  std::map<orders::PaymentId, Asked> asked_;
  std::map<orders::RefundId, Money> sent_back_;
  std::multimap<std::chrono::sys_seconds, Message> on_their_way_;
  std::uint64_t transactions_ = 0;
};

/// The messages of the simulated provider: fields as a form sends them.
std::string written(Said const& said);
/// bad_input   `provider_message`
Result<Said> understood(std::string_view body);
/// What proves that a message is from who knows the secret.
std::string signature_of(std::string_view secret, std::string_view body);

}  // namespace linquan::provider
