#include "linquan/http/accepted.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

namespace linquan::http {
namespace {

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Takes what stands before the next separator off the text.
std::string_view next(std::string_view& text, char separator) {
  auto const at = std::min(text.find(separator), text.size());
  auto const piece = trimmed(text.substr(0, at));
  text.remove_prefix(std::min(at + 1, text.size()));
  return piece;
}

/// "0.8" in thousandths; what is no weight counts as 0: it was not asked for in words that we know.
int weight_of(std::string_view text) {
  if (text.empty() || !(text.front() == '0' || text.front() == '1')) {
    return 0;
  }
  auto weight = (text.front() - '0') * 1000;
  if (text.size() > 1 && text[1] == '.') {
    auto place = 100;
    for (std::size_t i = 2; i < std::min<std::size_t>(text.size(), 5) && is_digit(text[i]); ++i, place /= 10) {
      weight += (text[i] - '0') * place;
    }
  }
  return std::min(weight, 1000);
}

struct Weighed {
  std::string_view word;
  int weight = 1000;
};

/// "zh-CN;q=0.8" taken apart.
Weighed weighed(std::string_view item) {
  Weighed result;
  result.word = next(item, ';');
  while (!item.empty()) {
    auto part = next(item, ';');
    auto const name = next(part, '=');
    if (same_word(name, "q")) {
      result.weight = weight_of(part);
    }
  }
  return result;
}

}  // namespace

words::Language language_wanted(std::string_view accept_language) {
  auto zh = 0;
  auto en = 0;
  while (!accept_language.empty()) {
    auto const [word, weight] = weighed(next(accept_language, ','));
    auto const primary = word.substr(0, word.find('-'));
    zh = std::max(zh, same_word(primary, "zh") || word == "*" ? weight : 0);
    en = std::max(en, same_word(primary, "en") ? weight : 0);
  }
  return en > zh ? words::Language::en : words::Language::zh;
}

bool takes_gzip(std::string_view accept_encoding) {
  std::optional<int> gzip;
  auto any = 0;
  while (!accept_encoding.empty()) {
    auto const [word, weight] = weighed(next(accept_encoding, ','));
    if (same_word(word, "gzip") || same_word(word, "x-gzip")) {
      gzip = weight;
    } else if (word == "*") {
      any = weight;
    }
  }
  return gzip.value_or(any) > 0;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  auto const bare = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    auto const tag = next(if_none_match, ',');
    if (tag == "*" || (!tag.empty() && bare(tag) == bare(etag))) {
      return true;
    }
  }
  return false;
}

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '.' || c == '-' || c == '_';
  });
}

std::string_view forwarded_address(std::string_view forwarded_for) {
  auto const comma = forwarded_for.rfind(',');
  return trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
}

}  // namespace linquan::http
