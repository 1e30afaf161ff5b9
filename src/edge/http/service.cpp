#include "linquan/http/service.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "linquan/http/accepted.h"

namespace linquan::http {
namespace {

std::optional<Method> method_named(std::string_view word) {
  using enum Method;
  auto const all = std::array{get, head, post, put, patch, remove};
  auto const* const found = std::ranges::find(all, word, word_of);
  return found == all.end() ? std::nullopt : std::optional{*found};
}

/// What can be known of a request before it is understood.
Request request_of(Head const& head, std::string const& id) {
  Request request;
  request.method = method_named(head.method).value_or(Method::get);
  request.id = is_request_id(head.request_id) ? head.request_id : id;
  request.language = language_wanted(head.accept_language);
  request.if_none_match = head.if_none_match;
  request.gzip = takes_gzip(head.accept_encoding);
  request.target = head.target;
  request.content_type = head.content_type;
  request.authorization = head.authorization;
  request.cookie = head.cookie;
  request.idempotency_key = head.idempotency_key;
  request.on_behalf_of = head.on_behalf_of;
  request.signature = head.signature;
  request.own_page = head.own_page;
  request.secure = head.secure;
  request.last_event_id = head.last_event_id;
  return request;
}

Problem problem(unsigned status, std::string_view code, Error::Args args = {}) {
  return {status, Error{ErrorKind::usage, std::string{code}, std::move(args)}, std::nullopt};
}

std::string allow_of(std::vector<Method> const& methods) {
  std::string text;
  for (auto const method : methods) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", word_of(method));
    text += method == Method::get ? ", HEAD" : "";
  }
  return text;
}

std::optional<Problem> unknown_parameter(Query const& query, Route const& route) {
  for (auto const& parameter : query.all()) {
    if (std::ranges::find(route.parameters, parameter.name) == route.parameters.end()) {
      return route.parameters.empty()
                 ? problem(400, "http_parameter_none", {{"name", parameter.name}})
                 : problem(400, "http_parameter_unknown",
                           {{"name", parameter.name}, {"known", fmt::format("{}", fmt::join(route.parameters, ", "))}});
    }
  }
  return std::nullopt;
}

/// Whether a Content-Type is the one that a route takes; its parameters say nothing that we do not know.
bool is_type(std::string_view content_type, std::string_view wanted) {
  auto const type = content_type.substr(0, content_type.find_first_of("; \t"));
  return std::ranges::equal(type, wanted, {},
                            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

/// Whether it is one of several.
bool is_one_of(std::string_view content_type, std::string_view wanted) {
  constexpr std::string_view between = ", ";
  for (;;) {
    auto const end = std::min(wanted.find(between), wanted.size());
    if (is_type(content_type, wanted.substr(0, end))) {
      return true;
    }
    if (end == wanted.size()) {
      return false;
    }
    wanted.remove_prefix(end + between.size());
  }
}

/// A body that the route cannot read, as far as the head tells.
std::optional<Problem> unread_body(Head const& head, Route const& route) {
  auto const plain = head.content_encoding.empty() || head.content_encoding == "identity";
  auto const fits =
      head.content_type.empty() || route.body_bytes_max == 0 || is_one_of(head.content_type, route.body_type);
  return plain && fits ? std::nullopt
                       : std::optional{problem(415, "http_body_type", {{"type", std::string{route.body_type}}})};
}

}  // namespace

Service::Service(std::vector<Route> routes) : router_{std::move(routes)} {}

Answer Service::refuse(Request const& request, Problem const& problem) const {
  auto answer = answer_of(problem, messages(request.language), request.id);
  finish(request, answer);
  return answer;
}

Answer Service::refuse(Head const& head, std::string const& id, Problem const& problem) const {
  return refuse(request_of(head, id), problem);
}

std::variant<Service::Opened, Service::Refused> Service::open(Head const& head, std::string const& id) const {
  auto request = request_of(head, id);
  if (head.target.size() > target_bytes_max) {
    return Refused{refuse(request, problem(414, "http_target_long", {{"most", fmt::to_string(target_bytes_max)}})), {}};
  }
  auto target = parse_target(head.target);
  if (!target) {
    return Refused{refuse(request, problem_of(target.error())), {}};
  }
  auto found = router_.find(method_named(head.method), target->segments);
  if (found.route == nullptr && found.allowed.empty()) {
    return Refused{refuse(request, problem(404, "http_no_route")), {}};
  }
  if (found.route == nullptr) {
    auto const allowed = allow_of(found.allowed);
    auto answer =
        answer_of(problem(405, "http_method", {{"allowed", allowed}}), messages(request.language), request.id);
    answer.fields.emplace_back("Allow", allowed);
    finish(request, answer);
    return Refused{std::move(answer), {}};
  }
  if (auto const unknown = unknown_parameter(target->query, *found.route)) {
    return Refused{refuse(request, *unknown), found.route->pattern};
  }
  if (auto const unread = unread_body(head, *found.route)) {
    return Refused{refuse(request, *unread), found.route->pattern};
  }
  request.messages = &messages(request.language);
  request.pattern = found.route->pattern;
  request.query = std::move(target->query);
  request.captured = std::move(found.captured);
  return Opened{std::move(request), found.route};
}

Answer Service::answer(Opened const& opened, std::string& fault) const {
  auto const& [request, route] = opened;
  if (!request.body.empty() && request.content_type.empty()) {
    return refuse(request, problem(415, "http_body_type", {{"type", std::string{route->body_type}}}));
  }
  Answer answer;
  try {
    if (auto handled = route->handler(request); handled) {
      answer = std::move(*handled);
    } else {
      if (handled.error().kind == ErrorKind::machine) {
        fault = messages(words::Language::en).render(handled.error());
      }
      answer = answer_of(problem_of(std::move(handled).error()), messages(request.language), request.id);
    }
  } catch (std::exception const& broken) {
    fault = broken.what();
    answer = answer_of({500, {ErrorKind::machine, "http_fault", {{"id", request.id}}}, std::nullopt},
                       messages(request.language), request.id);
  }
  finish(request, answer);
  return answer;
}

}  // namespace linquan::http
