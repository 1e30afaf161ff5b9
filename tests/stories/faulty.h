#pragma once

#include <cstdint>

#include "linquan/base/draw.h"
#include "linquan/ledger/books.h"
#include "linquan/orders/feeds.h"

/// Ports that give way in the middle of a use case, as a process that stops or a disk that is full.
namespace linquan::stories {

/// What a port throws; the store must undo all that the use case did before.
struct GaveWay {};

class Ground {
 public:
  Ground(std::uint64_t seed, std::uint64_t permille) : draw_{seed}, permille_{permille} {}
  void step() {
    if (on_ && draw_.below(1000) < permille_) {
      throw GaveWay{};
    }
  }
  void hold(bool firm) { on_ = !firm; }
  bool happens() { return draw_.below(1000) < permille_; }

 private:
  Draw draw_;
  std::uint64_t permille_;
  bool on_ = true;
};

class FaultyFeeds final : public orders::Feeds {
 public:
  FaultyFeeds(orders::Feeds& real, Ground& ground) : real_{real}, ground_{ground} {}
  void tell(UnitOfWork& work, orders::Listener listener, orders::Event const& event) override {
    ground_.step();
    real_.tell(work, listener, event);
    ground_.step();
  }
  std::vector<orders::Event> after(UnitOfWork& work, orders::Listener listener, std::uint64_t after,
                                   std::uint64_t count) override {
    return real_.after(work, listener, after, count);
  }

 private:
  orders::Feeds& real_;
  Ground& ground_;
};

class FaultyBooks final : public ledger::Books {
 public:
  FaultyBooks(ledger::Books& real, Ground& ground) : real_{real}, ground_{ground} {}
  Result<void> post(UnitOfWork& work, ledger::Act const& act, ledger::Postings const& postings) override {
    ground_.step();
    auto posted = real_.post(work, act, postings);
    ground_.step();
    return posted;
  }
  Money balance(UnitOfWork& work, ledger::Account account) override { return real_.balance(work, account); }
  bool has(UnitOfWork& work, ledger::Act const& act) override { return real_.has(work, act); }

 private:
  ledger::Books& real_;
  Ground& ground_;
};

}  // namespace linquan::stories
