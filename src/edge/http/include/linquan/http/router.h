#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/http/answer.h"
#include "linquan/http/request.h"

namespace linquan::http {

/// Answers one request; may be called from several threads at once. Holds no rule of the city: it asks who knows.
using Handler = std::function<Result<Answer>(Request const&)>;

/// How often one address may ask on a day without saying who it is: all at once at most, then one every so often.
struct Daily {
  std::uint32_t count = 0;  ///< 0: as often as rates allow
  std::string_view cookie;  ///< whoever sends it, or Authorization, says who they are and is not counted
};

/// One thing that can be asked.
struct Route {
  Method method = Method::get;          ///< GET answers HEAD too
  std::string pattern;                  ///< "/api/v1/outlets/{id}"
  std::vector<std::string> parameters;  ///< that may stand in the query; all others are refused by name
  Handler handler;
  bool at_once = false;  ///< a moment's work that must not wait in the queue, and is not counted against rates
  std::size_t body_bytes_max = 0;                   ///< 0: takes no body
  std::string_view body_type = "application/json";  ///< a body of another type is refused
  std::uint32_t cost =
      1;             ///< so many requests it counts for against rates: what is slow, or what others may suffer from
  Daily daily = {};  ///< an address has one day for all routes that count
};

/// Where a path leads.
class Router {
 public:
  /// Stops the program where two routes are the same.
  explicit Router(std::vector<Route> routes);

  struct Found {
    Route const* route = nullptr;  ///< null: there is none
    std::vector<std::pair<std::string, std::string>> captured;
    std::vector<Method> allowed;  ///< where only the method does not fit
  };
  /// A segment that stands literally in a pattern comes before one that is captured. nullopt: a method of no route's.
  [[nodiscard]] Found find(std::optional<Method> method, std::vector<std::string> const& segments) const;
  [[nodiscard]] std::vector<Route> const& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> patterns_;  ///< by route, in segments
};

}  // namespace linquan::http
