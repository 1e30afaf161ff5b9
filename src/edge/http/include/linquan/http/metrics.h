#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace linquan::http {

/// What the server did since it started, for Prometheus. May be used from several threads.
class Metrics {
 public:
  void answered(std::string_view route, std::string_view method, unsigned status, std::chrono::nanoseconds took);

  std::atomic<std::int64_t> connections = 0;
  std::atomic<std::int64_t> connections_refused = 0;
  std::atomic<std::int64_t> streams = 0;  ///< of events, that are open
  std::atomic<std::int64_t> waiting = 0;  ///< requests in the queue
  std::atomic<std::int64_t> running = 0;  ///< requests in work

  /// The text form 0.0.4.
  [[nodiscard]] std::string text() const;

  static constexpr std::array<double, 12> bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30};

 private:
  struct Durations {
    std::array<std::uint64_t, bounds.size() + 1> counts{};  ///< by the first bound that holds it; the last: none does
    double seconds = 0;
  };
  using Key = std::pair<std::string, std::string>;  ///< route and method
  mutable std::mutex mutex_;
  std::map<std::pair<Key, unsigned>, std::uint64_t> requests_;
  std::map<Key, Durations> durations_;
};

}  // namespace linquan::http
