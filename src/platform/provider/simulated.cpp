#include "linquan/provider/simulated.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace linquan::provider {
namespace {

constexpr std::uint64_t latest_seconds = 7'200;

}  // namespace

Simulated::Simulated(std::string secret, std::uint64_t seed, Faults const& faults)
    : secret_{std::move(secret)}, faults_{faults}, draw_{seed} {}

Result<void> Simulated::there() {
  return happens(faults_.away) ? refuse(ErrorKind::busy, "provider_away") : Result<void>{};
}

Result<std::string> Simulated::ask_for(Charge const& charge) {
  std::scoped_lock const lock{mutex_};
  if (auto here = there(); !here) {
    return hand_on(here);
  }
  asked_.try_emplace(charge.payment, Asked{charge.amount});
  return "simulated:" + std::to_string(charge.payment.value());
}

Result<std::vector<orders::Notice>> Simulated::taken_for(orders::PaymentId payment) {
  std::scoped_lock const lock{mutex_};
  if (auto here = there(); !here) {
    return hand_on(here);
  }
  auto const found = asked_.find(payment);
  return found == asked_.end() ? std::vector<orders::Notice>{} : found->second.taken;
}

Result<void> Simulated::close(orders::PaymentId payment) {
  std::scoped_lock const lock{mutex_};
  auto here = there();
  if (auto const found = asked_.find(payment); here && found != asked_.end()) {
    found->second.closed = true;
  }
  return here;
}

Result<std::optional<Report>> Simulated::send_back(orders::KeptRefund const& kept) {
  std::scoped_lock const lock{mutex_};
  if (auto here = there(); !here) {
    return hand_on(here);
  }
  auto const id = kept.refund.id;
  if (!sent_back_.contains(id) && happens(faults_.failing)) {
    return std::optional{Report{id, orders::RefundCommand::report_failed}};
  }
  sent_back_.try_emplace(id, kept.refund.amount);
  Report const report{id, orders::RefundCommand::report_refunded};
  // Every other answer is a promise only; the message that says so is sent at once.
  if (draw_.below(2) == 0) {
    return std::optional{report};
  }
  send(written(report), kept.refund.since);
  return std::optional<Report>{};
}

Result<Said> Simulated::read(Message const& message) const {
  auto const right = signature_of(secret_, message.body);
  if (message.signature.size() != right.size() ||
      sodium_memcmp(message.signature.data(), right.data(), right.size()) != 0) {
    return refuse(ErrorKind::forbidden, "provider_signature");
  }
  return understood(message.body);
}

Result<void> Simulated::pay(orders::PaymentId payment, std::chrono::sys_seconds now) {
  std::scoped_lock const lock{mutex_};
  auto const found = asked_.find(payment);
  if (found == asked_.end()) {
    return refuse(ErrorKind::not_found, "payment_unknown");
  }
  if (found->second.closed) {
    return refuse(ErrorKind::conflict, "payment_closed");
  }
  orders::Notice const notice{payment, "sim-" + std::to_string(payment.value()) + "-" + std::to_string(++transactions_),
                              found->second.amount};
  found->second.taken.push_back(notice);
  send(written(notice), now);
  return {};
}

void Simulated::send(std::string body, std::chrono::sys_seconds now) {
  if (happens(faults_.forged)) {
    // Whoever forges knows what messages look like, and not the secret.
    auto false_one = body;
    false_one.back() = '9';
    on_their_way_.emplace(now, Message{false_one, signature_of("guessed", false_one)});
  }
  if (happens(faults_.lost)) {
    return;
  }
  Message message{std::move(body), {}};
  message.signature = signature_of(secret_, message.body);
  auto const copies = happens(faults_.repeated) ? 3 : 1;
  for (auto i = 0; i < copies; ++i) {
    auto const late = happens(faults_.delayed) ? static_cast<std::int64_t>(draw_.below(latest_seconds)) : 0;
    on_their_way_.emplace(now + std::chrono::seconds{late}, message);
  }
}

std::vector<Message> Simulated::arrived(std::chrono::sys_seconds now) {
  std::scoped_lock const lock{mutex_};
  auto const end = on_their_way_.upper_bound(now);
  std::vector<Message> messages;
  for (auto it = on_their_way_.begin(); it != end; ++it) {
    messages.push_back(std::move(it->second));
  }
  on_their_way_.erase(on_their_way_.begin(), end);
  return messages;
}

void Simulated::behave() {
  std::scoped_lock const lock{mutex_};
  faults_ = {};
}

Money Simulated::held() const {
  std::scoped_lock const lock{mutex_};
  Money sum;
  for (auto const& [id, asked] : asked_) {
    for (auto const& notice : asked.taken) {
      sum = sum + notice.amount;
    }
  }
  for (auto const& [id, amount] : sent_back_) {
    sum = sum - amount;
  }
  return sum;
}

}  // namespace linquan::provider
