#pragma once

#include <chrono>

namespace linquan {

/// Where "now" and "today" come from; handed in, so that tests and replays own the time.
class Clock {
 public:
  Clock() = default;
  Clock(Clock const&) = delete;
  Clock& operator=(Clock const&) = delete;
  Clock(Clock&&) = delete;
  Clock& operator=(Clock&&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual std::chrono::sys_seconds now() const = 0;
  /// The city's fixed offset from UTC (China: 8 h, without summer time).
  [[nodiscard]] virtual std::chrono::seconds offset() const = 0;
  /// The date on the city's calendars.
  [[nodiscard]] std::chrono::year_month_day today() const {
    return {std::chrono::floor<std::chrono::days>(now() + offset())};
  }
};

/// The machine's clock in a city at `offset` from UTC.
class SystemClock final : public Clock {
 public:
  explicit SystemClock(std::chrono::seconds offset) : offset_{offset} {}
  [[nodiscard]] std::chrono::sys_seconds now() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] std::chrono::seconds offset() const override { return offset_; }

 private:
  std::chrono::seconds offset_;
};

/// A clock that stands still until it is moved.
class FixedClock final : public Clock {
 public:
  FixedClock(std::chrono::sys_seconds now, std::chrono::seconds offset) : now_{now}, offset_{offset} {}
  [[nodiscard]] std::chrono::sys_seconds now() const override { return now_; }
  [[nodiscard]] std::chrono::seconds offset() const override { return offset_; }
  void move_by(std::chrono::seconds step) { now_ += step; }

 private:
  std::chrono::sys_seconds now_;
  std::chrono::seconds offset_;
};

}  // namespace linquan
