#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "linquan/base/unit_of_work.h"

/// What the parties of an order must hear: one numbered list for each of them, without gaps, in the order in which it
/// became true. Whoever listens remembers the last number and asks for what comes after it.
namespace linquan::orders {

/// Who listens: a resident's account, or all who work for an outlet.
struct Listener {
  enum class Sort : std::uint8_t { resident, outlet };
  Sort sort = Sort::resident;
  std::uint64_t id = 0;
  friend bool operator==(Listener const&, Listener const&) = default;
};

struct Event {
  std::uint64_t number = 0;  ///< of the listener's own list, from 1
  std::string what;          ///< "order", "refund" or "booking"
  std::uint64_t id = 0;      ///< of what
  std::string state;         ///< that it came to
  std::chrono::sys_seconds at;
  friend bool operator==(Event const&, Event const&) = default;
};

class Feeds {
 public:
  Feeds() = default;
  Feeds(Feeds const&) = delete;
  Feeds& operator=(Feeds const&) = delete;
  Feeds(Feeds&&) = delete;
  Feeds& operator=(Feeds&&) = delete;
  virtual ~Feeds() = default;

  /// Adds the event to the listener's list, under the next number.
  virtual void tell(UnitOfWork& work, Listener listener, Event const& event) = 0;
  /// At most `count` after the number `after`.
  virtual std::vector<Event> after(UnitOfWork& work, Listener listener, std::uint64_t after, std::uint64_t count) = 0;
};

}  // namespace linquan::orders
