#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace linquan::load {

/// What one kind of operation came to.
struct Row {
  std::vector<double> milliseconds;                ///< from when it was due, not from when it was sent
  std::map<unsigned, std::uint64_t> not_answered;  ///< by status: refused, or the line broke (0)
};

/// What a process has used so far.
struct Used {
  double cpu_seconds = 0;
  std::uint64_t memory_peak_bytes = 0;
};
Used used_by(int process);

/// The figures of a run, and what went wrong in it.
struct Sheet {
  std::chrono::duration<double> took{};  ///< until the last answer, without the look back at the end
  Used used;                             ///< by the service, then
  std::map<std::string, Row> rows;
  std::uint64_t changes_acknowledged = 0;
  std::uint64_t changes_lost = 0;   ///< acknowledged, and not there at the end
  std::uint64_t answers_stale = 0;  ///< given after a change was acknowledged, and without it
  std::uint64_t answers_checked = 0;

  [[nodiscard]] bool clean() const;
};

/// The value that a share of all does not exceed.
double percentile(std::vector<double> values, double share);

/// The figures as lines: a table of operations, then the error sheet.
std::string text_of(Sheet const& sheet, Used const& before);

}  // namespace linquan::load
