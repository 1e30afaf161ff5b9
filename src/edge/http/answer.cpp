#include "linquan/http/answer.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>

#include "linquan/http/accepted.h"
#include "linquan/http/gzip.h"

namespace linquan::http {
namespace {

/// Below this, the lines that gzip adds and the time it takes are not worth it.
constexpr std::size_t gzip_bytes_min = 1024;
/// A body that came to us zipped is not unzipped beyond this.
constexpr std::size_t gunzip_bytes_max = std::size_t{16} << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> security_fields{
    {{"Content-Security-Policy",
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
     {"X-Content-Type-Options", "nosniff"},
     {"Referrer-Policy", "no-referrer"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"Permissions-Policy", "camera=(), microphone=(), geolocation=(self)"}}};

struct Reason {
  unsigned status;
  std::string_view word;
};

constexpr std::array<Reason, 21> reasons{{{200, "OK"},
                                          {201, "Created"},
                                          {202, "Accepted"},
                                          {204, "No Content"},
                                          {304, "Not Modified"},
                                          {400, "Bad Request"},
                                          {401, "Unauthorized"},
                                          {403, "Forbidden"},
                                          {404, "Not Found"},
                                          {405, "Method Not Allowed"},
                                          {408, "Request Timeout"},
                                          {409, "Conflict"},
                                          {413, "Content Too Large"},
                                          {414, "URI Too Long"},
                                          {415, "Unsupported Media Type"},
                                          {417, "Expectation Failed"},
                                          {422, "Unprocessable Content"},
                                          {429, "Too Many Requests"},
                                          {431, "Request Header Fields Too Large"},
                                          {500, "Internal Server Error"},
                                          {503, "Service Unavailable"}}};

std::string etag_of(Answer const& answer) {
  // Weak: the same answer, zipped or not, is one. The language changes the body and so the tag.
  return fmt::format("W/\"{:016x}\"", XXH3_64bits(answer.body.data(), answer.body.size()));
}

}  // namespace

unsigned status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return 400;
    case ErrorKind::bad_input:
      return 422;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::signed_out:
      return 401;
    case ErrorKind::busy:
    case ErrorKind::interrupted:
      return 503;
    case ErrorKind::machine:
      return 500;
  }
  return 500;
}

Problem problem_of(Error error) {
  Problem problem{status_of(error.kind), std::move(error), std::nullopt};
  if (problem.status == 503) {
    problem.retry_after = std::chrono::seconds{1};
  }
  return problem;
}

std::string_view reason_of(unsigned status) {
  auto const* const found = std::ranges::find(reasons, status, &Reason::status);
  return found == reasons.end() ? std::string_view{} : found->word;
}

Answer answer_of(Problem const& problem, words::Messages const& messages, std::string_view request_id) {
  auto const inside = problem.status == 500;
  std::string const code = inside ? "http_fault" : problem.error.code;
  auto const sentence =
      inside ? messages.say("http_fault", {{"id", std::string{request_id}}}) : messages.render(problem.error);
  nlohmann::ordered_json const object{{"type", "urn:linquan:problem:" + code},
                                      {"title", messages.say("http_status_" + fmt::to_string(problem.status))},
                                      {"status", problem.status},
                                      {"detail", sentence},
                                      {"code", code},
                                      {"request_id", request_id}};
  Answer answer;
  answer.status = problem.status;
  answer.type = "application/problem+json; charset=utf-8";
  answer.body = object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  answer.kept = "no-store";
  if (problem.status == 401) {
    answer.fields.emplace_back("WWW-Authenticate", "Bearer realm=\"linquan\"");
  }
  if (problem.retry_after) {
    answer.fields.emplace_back("Retry-After", fmt::to_string(problem.retry_after->count()));
  }
  return answer;
}

void add_security_fields(Answer& answer) {
  for (auto const& [name, value] : security_fields) {
    answer.fields.emplace_back(name, value);
  }
}

void finish(Request const& request, Answer& answer) {
  answer.fields.emplace_back("X-Request-Id", request.id);
  answer.fields.emplace_back("Cache-Control", answer.kept);
  answer.fields.emplace_back("Vary", "Accept-Encoding, Accept-Language");
  answer.fields.emplace_back("Content-Language", request.language == words::Language::zh ? "zh" : "en");
  add_security_fields(answer);
  auto const asked = request.method == Method::get || request.method == Method::head;
  if (answer.status == 200 && asked && answer.kept != "no-store") {
    auto const etag = answer.etag.empty() ? etag_of(answer) : answer.etag;
    answer.fields.emplace_back("ETag", etag);
    if (names_etag(request.if_none_match, etag)) {
      answer.status = 304;
      answer.body.clear();
    }
  }
  if (answer.zipped && !request.gzip) {
    // Whoever hands out a body that others zipped has looked at it before.
    answer.body = gunzipped(answer.body, gunzip_bytes_max).value_or(std::string{});
  } else if (answer.zipped || (request.gzip && answer.body.size() >= gzip_bytes_min)) {
    answer.body = answer.zipped ? std::move(answer.body) : gzipped(answer.body);
    answer.fields.emplace_back("Content-Encoding", "gzip");
  }
}

}  // namespace linquan::http
