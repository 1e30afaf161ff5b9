#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "linquan/base/ensure.h"
#include "linquan/http/accepted.h"
#include "linquan/http/rates.h"
#include "linquan/http/service.h"
#include "linquan/http/target.h"
#include "linquan/text/text.h"

namespace {

using namespace linquan;

/// Takes the next line off the text.
std::string line_of(std::string_view& text) {
  auto const end = std::min(text.find('\n'), text.size());
  std::string line{text.substr(0, end)};
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

http::Service make_service() {
  auto const hello = [](http::Request const& request) -> Result<http::Answer> {
    http::Answer answer;
    answer.body = std::string{request.at("id")};
    return answer;
  };
  return http::Service{{{http::Method::get, "/api/v1/outlets/{id}", {"at", "minutes"}, hello},
                        {http::Method::get, "/healthz", {}, hello}}};
}

}  // namespace

/// The lines of a head may be any bytes: what comes through is text without control characters, whose path neither
/// climbs nor hides, and the answer is one that HTTP knows.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static auto const service = make_service();
  std::string_view text{reinterpret_cast<char const*>(data), size};
  http::Head head;
  head.method = line_of(text);
  head.target = line_of(text);
  head.accept_language = line_of(text);
  head.accept_encoding = line_of(text);
  head.if_none_match = line_of(text);
  head.request_id = line_of(text);
  auto const forwarded = line_of(text);
  static_cast<void>(http::rate_key(http::forwarded_address(forwarded)));
  if (auto const target = http::parse_target(head.target)) {
    for (auto const& segment : target->segments) {
      ensure(segment != ".." && segment.find_first_of(std::string_view{"/\\\0\r\n", 5}) == std::string::npos &&
                 text::is_utf8(segment),
             "a path climbs or hides");
    }
  }
  auto opened = service.open(head, "id");
  std::string fault;
  auto const answer = std::holds_alternative<http::Service::Opened>(opened)
                          ? service.answer(std::get<http::Service::Opened>(opened), fault)
                          : std::get<http::Service::Refused>(opened).answer;
  ensure(fault.empty() && !http::reason_of(answer.status).empty(), "an answer that HTTP does not know");
  for (auto const& [name, value] : answer.fields) {
    ensure(value.find_first_of("\r\n") == std::string::npos, "a line of the head breaks");
  }
  return 0;
}
