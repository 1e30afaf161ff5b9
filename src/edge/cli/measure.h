#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace linquan::cli {

/// Seconds since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// Processor seconds of this process since it was made: other work on the machine does not count.
class ProcessorWatch {
 public:
  [[nodiscard]] double seconds() const { return now() - began_; }

 private:
  static double now();
  double began_ = now();
};

/// The most memory that this process has held so far.
std::uint64_t peak_memory_bytes();

/// The smallest sample that at least `percent` of the samples do not exceed; 0 where there are none.
double percentile(std::vector<double> samples, unsigned percent);

}  // namespace linquan::cli
