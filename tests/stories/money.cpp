#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "quarter.h"

/// What moves money: residents, the provider, refunds, settlements.
namespace linquan::stories {

void Week::pay() {
  if (!payments_known_.empty()) {
    auto const back = draw_.below(std::min<std::uint64_t>(payments_known_.size(), 3));
    auto const payment = payments_known_[payments_known_.size() - 1 - back];
    if (!provider_.pay(payment, clock_.now())) {
      // Whoever could not reach it asks again.
      auto const kept = store_->read([&](UnitOfWork& work) { return payments_->find(work, payment); });
      if (kept && kept->payment.state == orders::PaymentState::open) {
        static_cast<void>(provider_.ask_for({payment, kept->payment.amount, {}}));
      }
    }
  }
}

void Week::hear() {
  for (auto const& message : provider_.arrived(clock_.now())) {
    auto const said = provider_.read(message);
    if (!said) {
      ++told_.refused;
      continue;
    }
    if (auto const* const notice = std::get_if<orders::Notice>(&*said)) {
      auto outcome = orders::Outcome::repeated;
      once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
        auto done = market::noticed(work, ports_, *notice);
        if (!done) {
          return hand_on(done);
        }
        outcome = *done;
        return std::string{"done"};
      });
      told_.returned += outcome == orders::Outcome::returned ? 1U : 0U;
    } else {
      auto const& report = std::get<provider::Report>(*said);
      once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
        auto done = market::carry_on(work, ports_, report.refund, report.command);
        return done ? Result<std::string>{"done"} : hand_on(done);
      });
    }
  }
}

void Week::ask_provider() {
  auto const asked = store_->write(
      [&](UnitOfWork& work) -> Result<std::vector<orders::PaymentId>> { return payments_->to_ask(work, 50); });
  for (auto const payment : *asked) {
    auto const kept = store_->read([&](UnitOfWork& work) { return payments_->find(work, payment); });
    auto const closed = kept->payment.state != orders::PaymentState::open && provider_.close(payment);
    auto const taken = provider_.taken_for(payment);
    if (!taken) {
      continue;
    }
    once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
      for (auto const& notice : *taken) {
        if (auto done = market::noticed(work, ports_, notice); !done) {
          return hand_on(done);
        }
      }
      if (closed) {
        payments_->all_told(work, payment);
      }
      return std::string{"done"};
    });
  }
}

void Week::send_money_back() {
  auto const due = store_->write(
      [&](UnitOfWork& work) -> Result<std::vector<orders::KeptRefund>> { return payments_->due(work, 50); });
  for (auto const& kept : *due) {
    auto command = std::optional<RefundCommand>{};
    if (kept.refund.state == orders::RefundState::asked) {
      command = RefundCommand::let_answer_go;
    } else if (kept.refund.state == orders::RefundState::failed) {
      command = RefundCommand::retry;
    } else if (auto const report = provider_.send_back(kept); report && *report) {
      command = (*report)->command;
    }
    if (command) {
      once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
        auto done = market::carry_on(work, ports_, kept.refund.id, *command);
        return done ? Result<std::string>{"done"} : hand_on(done);
      });
    }
  }
}

void Week::ask_back() {
  auto const believed = some_order();
  if (!believed) {
    return;
  }
  auto const amount = Money{static_cast<std::int64_t>(draw_.below(3'000))};
  std::optional<orders::RefundId> asked;
  once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
    auto done = market::ask_back(work, ports_, {believed->order.id, amount, "cold"});
    if (!done) {
      return hand_on(done);
    }
    asked = done->refund.id;
    return std::string{"done"};
  });
  if (asked) {
    refunds_known_.push_back(*asked);
  }
}

void Week::decide_refund() {
  if (refunds_known_.empty()) {
    return;
  }
  auto const id = any(refunds_known_);
  static std::vector<RefundCommand> const commands{RefundCommand::agree, RefundCommand::object, RefundCommand::grant,
                                                   RefundCommand::decline};
  auto const command = any(commands);
  once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
    auto done = market::carry_on(work, ports_, id, command);
    return done ? Result<std::string>{"done"} : hand_on(done);
  });
}

void Week::pay_out() {
  auto const shop = directory::OutletId{1 + draw_.below(quarter_.shops)};
  once_or_twice([&](UnitOfWork& work) -> Result<std::string> {
    auto done = market::settle(work, ports_, shop);
    return done ? Result<std::string>{std::to_string(done->fen)} : hand_on(done);
  });
}

}  // namespace linquan::stories
