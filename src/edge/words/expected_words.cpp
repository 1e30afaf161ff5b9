#include "expected_words.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace linquan::words {
namespace {

constexpr std::string_view dots = "…";
constexpr std::string_view times = " × ";

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "1…60".
std::optional<std::pair<std::string, std::string>> range_of(std::string_view text) {
  auto const at = text.find(dots);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  auto const low = text.substr(0, at);
  auto const high = text.substr(at + dots.size());
  return digits(low) && digits(high) ? std::optional{std::pair{std::string{low}, std::string{high}}} : std::nullopt;
}

/// What stands within the brackets that begin and end a notation.
std::optional<std::string_view> inside(std::string_view text, char open, char close) {
  if (text.size() < 2 || text.front() != open || text.back() != close) {
    return std::nullopt;
  }
  auto const inner = text.substr(1, text.size() - 2);
  return inner.find(open) == std::string_view::npos ? std::optional{inner} : std::nullopt;
}

/// The place of the first " | " that no bracket holds.
std::size_t bar_of(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    depth += text[i] == '[' || text[i] == '{' ? 1 : 0;
    depth -= text[i] == ']' || text[i] == '}' ? 1 : 0;
    if (depth == 0 && text.substr(i, 3) == " | ") {
      return i;
    }
  }
  return std::string_view::npos;
}

bool plain(std::string_view text) {
  return text.find_first_of("[]{}") == std::string_view::npos;
}

std::string list_words(std::string_view inner, Messages const& messages) {
  if (auto const at = inner.find(times); at != std::string_view::npos) {
    if (auto const range = range_of(inner.substr(0, at))) {
      return messages.say("expected_list_count", {{"low", range->first},
                                                  {"high", range->second},
                                                  {"one", expected_words(inner.substr(at + times.size()), messages)}});
    }
  }
  constexpr std::string_view more = ", …";
  auto const one = inner.ends_with(more) ? inner.substr(0, inner.size() - more.size()) : inner;
  return messages.say("expected_list", {{"one", expected_words(one, messages)}});
}

/// "a | b | c" → "a, b, c".
std::string listed(std::string_view words, std::string_view comma) {
  std::string all;
  while (true) {
    auto const bar = words.find(" | ");
    all += words.substr(0, bar);
    if (bar == std::string_view::npos) {
      return all;
    }
    all += comma;
    words.remove_prefix(bar + 3);
  }
}

}  // namespace

std::string expected_words(std::string_view notation, Messages const& messages) {
  if (notation == "text") {
    return messages.say("expected_text");
  }
  if (notation == "true | false") {
    return messages.say("expected_flag");
  }
  if (auto const range = range_of(notation)) {
    return messages.say("expected_number", {{"low", range->first}, {"high", range->second}});
  }
  auto const comma = messages.language() == Language::zh ? "、" : ", ";
  if (auto const bar = bar_of(notation); bar != std::string_view::npos) {
    return plain(notation) ? messages.say("expected_choice", {{"words", listed(notation, comma)}})
                           : messages.say("expected_one_of_forms",
                                          {{"first", expected_words(notation.substr(0, bar), messages)},
                                           {"second", expected_words(notation.substr(bar + 3), messages)}});
  }
  if (auto const fields = inside(notation, '{', '}')) {
    return fields->find(':') == std::string_view::npos
               ? messages.say("expected_fields", {{"words", std::string{*fields}}})
               : messages.say("expected_like", {{"form", std::string{notation}}});
  }
  auto const list = notation.size() > 1 && notation.front() == '[' && notation.back() == ']';
  // A list that ends open is one of many alike; what else stands in brackets is an example.
  if (list && (notation.find(dots) != std::string_view::npos || bar_of(notation.substr(1)) != std::string_view::npos)) {
    return list_words(notation.substr(1, notation.size() - 2), messages);
  }
  return std::string{notation};
}

}  // namespace linquan::words
