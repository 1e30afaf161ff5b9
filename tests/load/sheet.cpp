#include "sheet.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace linquan::load {

bool Sheet::clean() const {
  return changes_lost == 0 && answers_stale == 0;
}

Used used_by(int process) {
  Used used;
  std::ifstream stat{fmt::format("/proc/{}/stat", process)};
  std::string text{std::istreambuf_iterator<char>{stat}, {}};
  // The second field is a name in brackets, with anything in it; the times are the 14th and 15th.
  std::istringstream rest{text.substr(std::min(text.rfind(')') + 1, text.size()))};
  std::string skipped;
  for (int field = 3; field < 14; ++field) {
    rest >> skipped;
  }
  double user = 0;
  double system = 0;
  rest >> user >> system;
  used.cpu_seconds = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  std::ifstream status{fmt::format("/proc/{}/status", process)};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) {
      used.memory_peak_bytes = std::stoull(line.substr(6)) * 1024;
    }
  }
  return used;
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) {
    return 0;
  }
  auto const last = values.size() - 1;
  auto const at = std::min(last, static_cast<std::size_t>(share * static_cast<double>(values.size())));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(at));
  return values[at];
}

std::string text_of(Sheet const& sheet, Used const& before) {
  auto const& after = sheet.used;
  auto text = fmt::format("{:<10}{:>9}{:>9}{:>10}{:>10}{:>10}{:>10}  not answered\n", "operation", "count", "per s",
                          "p50 ms", "p99 ms", "p99.9 ms", "max ms");
  std::size_t all = 0;
  for (auto const& [name, row] : sheet.rows) {
    all += row.milliseconds.size();
    std::string refused;
    for (auto const& [status, count] : row.not_answered) {
      refused += fmt::format(" {} x {}", count, status);
    }
    text += fmt::format("{:<10}{:>9}{:>9.0f}{:>10.2f}{:>10.2f}{:>10.2f}{:>10.2f} {}\n", name, row.milliseconds.size(),
                        static_cast<double>(row.milliseconds.size()) / sheet.took.count(),
                        percentile(row.milliseconds, 0.5), percentile(row.milliseconds, 0.99),
                        percentile(row.milliseconds, 0.999), percentile(row.milliseconds, 1), refused);
  }
  auto const cpu = after.cpu_seconds - before.cpu_seconds;
  text += fmt::format("server: {:.2f} cores, {:.3f} ms of processor time an operation, {:.0f} MiB at most\n",
                      cpu / sheet.took.count(), all == 0 ? 0 : 1000 * cpu / static_cast<double>(all),
                      static_cast<double>(after.memory_peak_bytes) / (1 << 20));
  text += fmt::format("errors: {} changes acknowledged, {} of them lost; {} answers checked against them, {} stale\n",
                      sheet.changes_acknowledged, sheet.changes_lost, sheet.answers_checked, sheet.answers_stale);
  return text;
}

}  // namespace linquan::load
