#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>

namespace linquan::store {

/// Numbers for stored things: 41 bits of milliseconds since 2020, 10 bits of the server's number, 12 bits that count.
///
/// They rise on one server, also where the machine's clock goes back or 4,096 are made in a millisecond: then they run
/// ahead of the clock.
class Ids {
 public:
  static constexpr std::uint64_t servers = 1024;
  using Milliseconds = std::function<std::uint64_t()>;  ///< since 1970

  explicit Ids(std::uint64_t server, Milliseconds now = system_milliseconds);

  std::uint64_t next();
  [[nodiscard]] std::uint64_t server() const { return server_; }

  static std::uint64_t system_milliseconds();

 private:
  std::uint64_t server_;
  Milliseconds now_;
  std::mutex mutex_;
  std::uint64_t moment_ = 0;  ///< milliseconds since 2020 of the last number
  std::uint64_t count_ = 0;
};

}  // namespace linquan::store
