#include "linquan/http/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace linquan::http {
namespace {

std::string head_of(std::string_view name, std::string_view type, std::string_view help) {
  return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

std::string single(std::string_view name, std::string_view type, std::string_view help, std::int64_t value) {
  return head_of(name, type, help) + fmt::format("{} {}\n", name, value);
}

}  // namespace

void Metrics::answered(std::string_view route, std::string_view method, unsigned status,
                       std::chrono::nanoseconds took) {
  auto const seconds = std::chrono::duration<double>(took).count();
  std::scoped_lock const lock{mutex_};
  Key const key{route.empty() ? "none" : route, method};
  ++requests_[{key, status}];
  auto& durations = durations_[key];
  auto const* const bound = std::ranges::lower_bound(bounds, seconds);
  ++durations.counts.at(static_cast<std::size_t>(bound - bounds.begin()));
  durations.seconds += seconds;
}

std::string Metrics::text() const {
  auto text = single("linquan_http_connections", "gauge", "Open connections.", connections);
  text += single("linquan_http_connections_refused_total", "counter", "Connections closed because too many were open.",
                 connections_refused);
  text += single("linquan_http_streams", "gauge", "Open streams of events.", streams);
  text += single("linquan_http_requests_waiting", "gauge", "Requests in the queue.", waiting);
  text += single("linquan_http_requests_running", "gauge", "Requests in work.", running);
  std::scoped_lock const lock{mutex_};
  text += head_of("linquan_http_requests_total", "counter", "Answered requests.");
  for (auto const& [key, count] : requests_) {
    auto const& [about, status] = key;
    text += fmt::format("linquan_http_requests_total{{route=\"{}\",method=\"{}\",status=\"{}\"}} {}\n", about.first,
                        about.second, status, count);
  }
  text += head_of("linquan_http_request_duration_seconds", "histogram",
                  "From the end of a request's head to its answer's last byte.");
  for (auto const& [key, durations] : durations_) {
    auto const labels = fmt::format("route=\"{}\",method=\"{}\"", key.first, key.second);
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < durations.counts.size(); ++i) {
      count += durations.counts.at(i);
      auto const bound = i < bounds.size() ? fmt::to_string(bounds.at(i)) : std::string{"+Inf"};
      text += fmt::format("linquan_http_request_duration_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, bound, count);
    }
    text += fmt::format("linquan_http_request_duration_seconds_sum{{{}}} {:.6f}\n", labels, durations.seconds);
    text += fmt::format("linquan_http_request_duration_seconds_count{{{}}} {}\n", labels, count);
  }
  return text;
}

}  // namespace linquan::http
