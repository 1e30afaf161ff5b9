#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "linquan/http/answer.h"
#include "linquan/http/request.h"
#include "linquan/http/router.h"
#include "linquan/words/messages.h"

namespace linquan::http {

/// Everything between a request's head and its answer that needs no socket.
class Service {
 public:
  explicit Service(std::vector<Route> routes);

  /// A request that goes on to its route, once its body is there.
  struct Opened {
    Request request;
    Route const* route = nullptr;
  };
  /// A request that is refused before its body is read; the answer is finished.
  struct Refused {
    Answer answer;
    std::string_view route;  ///< the pattern, where one fits
  };
  /// `id`: the request's, unless its caller gave one.
  [[nodiscard]] std::variant<Opened, Refused> open(Head const& head, std::string const& id) const;

  /// The route's answer, or the problem it ends with; finished. An exception becomes a problem, and its text goes to
  /// `fault` for the log.
  [[nodiscard]] Answer answer(Opened const& opened, std::string& fault) const;

  /// A problem that no handler saw, as a finished answer.
  [[nodiscard]] Answer refuse(Request const& request, Problem const& problem) const;
  /// The same where nothing is known of the request but its head.
  [[nodiscard]] Answer refuse(Head const& head, std::string const& id, Problem const& problem) const;

  [[nodiscard]] Router const& router() const { return router_; }
  [[nodiscard]] words::Messages const& messages(words::Language language) const {
    return language == words::Language::zh ? zh_ : en_;
  }

 private:
  Router router_;
  words::Messages zh_{words::Language::zh};
  words::Messages en_{words::Language::en};
};

}  // namespace linquan::http
