#include <fmt/format.h>

#include <array>
#include <string_view>

#include "grammar.h"

namespace linquan::hours {
namespace {

constexpr std::array<std::string_view, 7> weekday_names{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void add_to_list(std::string& list, std::string_view item) {
  list += list.empty() ? "" : ",";
  list += item;
}

std::string days_text(std::uint8_t days) {
  std::string text;
  for (std::size_t first = 0; first < weekday_names.size(); ++first) {
    auto const has = [days](std::size_t d) { return d < weekday_names.size() && ((unsigned{days} >> d) & 1U) != 0; };
    if (!has(first)) {
      continue;
    }
    std::size_t last = first;
    while (has(last + 1)) {
      ++last;
    }
    add_to_list(text, last == first ? std::string{weekday_names.at(first)}
                                    : fmt::format("{}-{}", weekday_names.at(first), weekday_names.at(last)));
    first = last;
  }
  if ((days & Rule::holiday) != 0) {
    add_to_list(text, "PH");
  }
  return text;
}

std::string season_text(Season season) {
  auto const month = [](unsigned date) { return month_names.at(date / 100 - 1); };
  unsigned const from = season.from;
  unsigned const to = season.to;
  if (from % 100 == 1 && to % 100 == 31) {
    return from / 100 == to / 100 ? std::string{month(from)} : fmt::format("{}-{}", month(from), month(to));
  }
  std::string const first = fmt::format("{} {}", month(from), from % 100);
  return from == to ? first : fmt::format("{}-{} {}", first, month(to), to % 100);
}

std::string span_text(Span span) {
  // 26:00 is legal, but 02:00 is what people write; beyond a whole day only the number is clear.
  unsigned const from = span.from;
  unsigned const to = span.to > 1440 && span.to - 1440 <= span.from ? span.to - 1440U : span.to;
  return fmt::format("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60);
}

std::string rule_text(Rule const& rule, bool days_needed) {
  std::string seasons;
  for (Season const season : rule.seasons) {
    add_to_list(seasons, season_text(season));
  }
  std::string spans;
  for (Span const span : rule.spans) {
    add_to_list(spans, span_text(span));
  }
  bool const any_day = rule.days == Rule::all_week;
  std::string text = seasons;
  auto const add = [&text](std::string_view part) {
    text += text.empty() || part.empty() ? "" : " ";
    text += part;
  };
  add(any_day && !days_needed ? "" : days_text(rule.days));
  add(spans);
  add(rule.off ? "off" : "");
  return text == "00:00-24:00" ? "24/7" : text;
}

std::string_view separator(Rule::Kind kind) {
  switch (kind) {
    case Rule::Kind::normal:
      return "; ";
    case Rule::Kind::additional:
      return ", ";
    case Rule::Kind::fallback:
      break;
  }
  return " || ";
}

}  // namespace

std::string text_of(std::vector<Rule> const& rules) {
  std::string text;
  for (Rule const& rule : rules) {
    text += text.empty() ? "" : separator(rule.kind);
    // Behind a comma, times without days would join the rule before.
    text += rule_text(rule, rule.kind == Rule::Kind::additional);
  }
  return text;
}

}  // namespace linquan::hours
