#include "linquan/http/target.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

#include "linquan/text/text.h"

namespace linquan::http {
namespace {

tl::unexpected<Error> not_understood() {
  return refuse(ErrorKind::usage, "http_target");
}

bool is_plain(unsigned char c) {
  return c >= 0x20 && c != 0x7f;
}

enum class Plus : std::uint8_t { plus, blank };

/// Text without its %-escapes; nullopt where one is broken, or where what comes out is no text.
std::optional<std::string> decoded(std::string_view text, Plus plus) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c == '%') {
      auto const digits = text.substr(i + 1, 2);
      auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), c, 16);
      if (digits.size() != 2 || fault != std::errc{} || end != digits.data() + 2) {
        return std::nullopt;
      }
      i += 2;
    } else if (c == '+' && plus == Plus::blank) {
      c = ' ';
    }
    if (!is_plain(c)) {
      return std::nullopt;
    }
    result.push_back(static_cast<char>(c));
  }
  return text::is_utf8(result) ? std::optional{std::move(result)} : std::nullopt;
}

/// What lies between separators; one piece more than there are of these.
std::vector<std::string_view> pieces(std::string_view text, char separator) {
  std::vector<std::string_view> all;
  for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
    all.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  all.push_back(text);
  return all;
}

/// The form that proxies are sent, "http://host/path", without its head.
std::string_view without_host(std::string_view text) {
  for (std::string_view const scheme : {"http://", "https://"}) {
    if (text.starts_with(scheme)) {
      auto const slash = text.find('/', scheme.size());
      return slash == std::string_view::npos ? std::string_view{"/"} : text.substr(slash);
    }
  }
  return text;
}

bool may_stand(std::string_view segment) {
  return segment != "." && segment != ".." && segment.find_first_of("/\\") == std::string_view::npos;
}

}  // namespace

std::optional<std::string_view> Query::find(std::string_view name) const {
  auto const found = std::ranges::find(parameters_, name, &Parameter::name);
  return found == parameters_.end() ? std::nullopt : std::optional<std::string_view>{found->value};
}

Result<Query> Query::parse(std::string_view text) {
  Query query;
  for (auto const pair : pieces(text, '&')) {
    if (pair.empty()) {
      continue;
    }
    auto const equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals), Plus::blank);
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::blank);
    if (!name || !value) {
      return not_understood();
    }
    if (query.find(*name)) {
      return refuse(ErrorKind::usage, "http_parameter_twice", {{"name", *name}});
    }
    if (query.parameters_.size() == parameters_max) {
      return refuse(ErrorKind::usage, "http_parameters_many", {{"most", std::to_string(parameters_max)}});
    }
    query.parameters_.push_back({std::move(*name), std::move(*value)});
  }
  return query;
}

Result<Target> parse_target(std::string_view text) {
  text = without_host(text);
  if (!text.starts_with('/')) {
    return not_understood();
  }
  auto const question = std::min(text.find('?'), text.size());
  auto const path = text.substr(1, question - 1);
  Target target;
  for (auto const piece : path.empty() ? std::vector<std::string_view>{} : pieces(path, '/')) {
    auto segment = decoded(piece, Plus::plus);
    if (!segment || !may_stand(*segment)) {
      return not_understood();
    }
    target.segments.push_back(std::move(*segment));
  }
  auto query = Query::parse(text.substr(std::min(question + 1, text.size())));
  if (!query) {
    return hand_on(query);
  }
  target.query = std::move(*query);
  return target;
}

}  // namespace linquan::http
