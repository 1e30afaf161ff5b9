#include "linquan/http/router.h"

#include <algorithm>
#include <array>

#include "linquan/base/ensure.h"

namespace linquan::http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> method_words{{{Method::get, "GET"},
                                                                           {Method::head, "HEAD"},
                                                                           {Method::post, "POST"},
                                                                           {Method::put, "PUT"},
                                                                           {Method::patch, "PATCH"},
                                                                           {Method::remove, "DELETE"}}};

bool is_captured(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

/// How many segments stand literally; nullopt where the path is another.
std::optional<std::size_t> fit(std::vector<std::string> const& pattern, std::vector<std::string> const& segments) {
  if (pattern.size() != segments.size()) {
    return std::nullopt;
  }
  std::size_t literal = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == segments[i]) {
      ++literal;
    } else if (!is_captured(pattern[i]) || segments[i].empty()) {
      return std::nullopt;
    }
  }
  return literal;
}

bool answers(Route const& route, std::optional<Method> method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

}  // namespace

std::string_view word_of(Method method) {
  return std::ranges::find(method_words, method, &decltype(method_words)::value_type::first)->second;
}

std::string_view Request::at(std::string_view name) const {
  auto const found = std::ranges::find(captured, name, &decltype(captured)::value_type::first);
  return found == captured.end() ? std::string_view{} : found->second;
}

Router::Router(std::vector<Route> routes) : routes_{std::move(routes)} {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    std::vector<std::string> pattern;
    // Of "/" there is no segment, as Target has it.
    std::string_view const whole = routes_[i].pattern;
    for (auto rest = whole == "/" ? std::string_view{} : whole; !rest.empty();) {
      auto const end = std::min(rest.find('/', 1), rest.size());
      pattern.emplace_back(rest.substr(1, end - 1));
      rest.remove_prefix(end);
    }
    patterns_.push_back(std::move(pattern));
    for (std::size_t j = 0; j < i; ++j) {
      ensure(routes_[i].method != routes_[j].method || routes_[i].pattern != routes_[j].pattern, "each route is one");
    }
  }
}

Router::Found Router::find(std::optional<Method> method, std::vector<std::string> const& segments) const {
  Found found;
  std::optional<std::size_t> best;
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    auto const literal = fit(patterns_[i], segments);
    if (!literal) {
      continue;
    }
    found.allowed.push_back(routes_[i].method);
    if (answers(routes_[i], method) && (!best || *literal > *best)) {
      best = literal;
      chosen = i;
    }
  }
  if (best) {
    found.route = &routes_[chosen];
    found.allowed.clear();
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (auto const& segment = patterns_[chosen][i]; is_captured(segment)) {
        found.captured.emplace_back(segment.substr(1, segment.size() - 2), segments[i]);
      }
    }
  }
  return found;
}

}  // namespace linquan::http
