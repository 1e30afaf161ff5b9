#include "measure.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <ctime>

namespace linquan::cli {

double ProcessorWatch::now() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

double percentile(std::vector<double> samples, unsigned percent) {
  if (samples.empty()) {
    return 0;
  }
  auto const rank = (samples.size() * percent + 99) / 100;
  auto const index = rank == 0 ? 0 : rank - 1;
  std::ranges::nth_element(samples, samples.begin() + static_cast<std::ptrdiff_t>(index));
  return samples[index];
}

}  // namespace linquan::cli
