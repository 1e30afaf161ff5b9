#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/http/target.h"
#include "linquan/words/messages.h"

namespace linquan::http {

enum class Method : std::uint8_t { get, head, post, put, patch, remove };

/// "GET"; of `remove` "DELETE".
std::string_view word_of(Method method);

/// The lines before a body, as they came: nothing of them is checked yet. Empty where a line is missing.
struct Head {
  std::string method;
  std::string target;
  std::string accept_language;
  std::string accept_encoding;
  std::string if_none_match;
  std::string content_type;
  std::string content_encoding;
  std::string authorization;
  std::string cookie;
  std::string idempotency_key;
  std::string on_behalf_of;
  std::string own_page;   ///< X-Linquan, which no foreign page can send
  std::string signature;  ///< X-Signature, of a payment provider
  std::string request_id;
  bool secure = false;  ///< it came to the proxy through TLS, as a proxy that is trusted says
  std::string last_event_id;
};

/// A request that a route takes, understood and within its limits.
struct Request {
  Method method = Method::get;
  std::string id;  ///< in the answer, the log and every complaint about it
  words::Language language = words::Language::zh;
  words::Messages const* messages = nullptr;  ///< of that language; never null in a handler
  Query query;
  std::vector<std::pair<std::string, std::string>> captured;  ///< {id} of the route's pattern and what stood there
  std::string if_none_match;
  std::string last_event_id;  ///< of who comes back to a stream of events
  bool gzip = false;          ///< who asks can read it
  std::string_view pattern;   ///< the route's
  std::string target;         ///< the first line's, as it came; a write's key belongs to it
  std::string content_type;
  std::string body;
  std::string authorization;
  std::string cookie;
  std::string idempotency_key;
  std::string on_behalf_of;
  std::string own_page;
  std::string signature;
  bool secure = false;

  /// What stood at {name} of the pattern; empty where the pattern has no such place.
  [[nodiscard]] std::string_view at(std::string_view name) const;
};

}  // namespace linquan::http
