#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grammar.h"
#include "linquan/hours/hours.h"

namespace linquan::hours {
namespace {

struct Clause {
  std::string_view access;
  std::string condition;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  auto const first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The parts between semicolons that stand outside of brackets.
std::vector<std::string_view> parts_of(std::string_view value) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= value.size(); ++i) {
    char const c = i < value.size() ? value[i] : ';';
    depth += static_cast<int>(c == '(') - static_cast<int>(c == ')');
    if (i == value.size() || (c == ';' && depth <= 0)) {
      parts.push_back(trimmed(value.substr(start, i - start)));
      start = i + 1;
    }
  }
  return parts;
}

/// Nothing where a clause has no "@".
std::optional<std::vector<Clause>> clauses_of(std::string_view value) {
  std::vector<Clause> clauses;
  for (std::string_view const part : parts_of(value)) {
    auto const at = part.find('@');
    if (part.empty()) {
      continue;
    }
    if (at == std::string_view::npos) {
      // "no @ Mo-Fr 08:00-18:00; Sa 08:00-12:00": hours of several rules, not put into brackets.
      if (clauses.empty()) {
        return std::nullopt;
      }
      clauses.back().condition.append("; ").append(part);
      continue;
    }
    std::string_view condition = trimmed(part.substr(at + 1));
    if (condition.size() >= 2 && condition.front() == '(' && condition.back() == ')') {
      condition = condition.substr(1, condition.size() - 2);
    }
    clauses.push_back({.access = trimmed(part.substr(0, at)), .condition = std::string{condition}});
  }
  return clauses;
}

/// Whether one may walk; nothing for words that are no access value.
std::optional<bool> lets_pass(std::string_view access) {
  constexpr std::array<std::string_view, 6> passing{"yes",      "permissive", "designated",
                                                    "official", "public",     "discouraged"};
  constexpr std::array<std::string_view, 10> barred{"no",        "private", "destination",  "customers", "delivery",
                                                    "residents", "permit",  "agricultural", "forestry",  "military"};
  if (std::find(passing.begin(), passing.end(), access) != passing.end()) {
    return true;
  }
  if (std::find(barred.begin(), barred.end(), access) != barred.end()) {
    return false;
  }
  return std::nullopt;
}

bool begins_like_hours(std::string_view condition) {
  TokenKind const first = tokens_of(spelled(condition), Words::osm).front().kind;
  return first != TokenKind::odd && first != TokenKind::end;
}

bool begins_with_days(std::string_view condition) {
  switch (tokens_of(spelled(condition), Words::osm).front().kind) {
    case TokenKind::month:
    case TokenKind::weekday:
    case TokenKind::holiday:
    case TokenKind::school:
      return true;
    default:
      return false;
  }
}

/// The hours in a condition as one text; nothing for conditions that are not hours.
std::optional<std::string> hours_text(std::string_view condition) {
  constexpr std::string_view conjunction = " AND ";
  std::vector<std::string_view> parts;
  while (true) {
    auto const at = condition.find(conjunction);
    parts.push_back(trimmed(condition.substr(0, at)));
    if (at == std::string_view::npos) {
      break;
    }
    condition.remove_prefix(at + conjunction.size());
  }
  if (!std::all_of(parts.begin(), parts.end(), begins_like_hours)) {
    return std::nullopt;
  }
  // "08:00-18:00 AND Mo-Fr" is written the other way round in the language of hours.
  std::stable_partition(parts.begin(), parts.end(), begins_with_days);
  std::string text;
  for (std::string_view const part : parts) {
    text.append(text.empty() ? "" : " ").append(part);
  }
  return text;
}

Rule made(Rule const& when, bool open, std::vector<Span> spans) {
  return {.kind = open ? Rule::Kind::additional : Rule::Kind::normal,
          .days = when.days,
          .off = !open,
          .seasons = when.seasons,
          .spans = std::move(spans)};
}

/// Adds the rules for "passing is `passing` at `hours`". A rule of the hours that takes back an earlier one leads back
/// to what holds `otherwise`. False for hours with "||".
bool add_clause(std::vector<Rule>& rules, std::vector<Rule> const& hours, bool passing, bool otherwise) {
  unsigned named = 0;
  for (Rule const& rule : hours) {
    if (rule.kind == Rule::Kind::fallback) {
      return false;
    }
    bool const whole_day_off = rule.off && rule.spans.empty();
    if (whole_day_off || (rule.kind == Rule::Kind::normal && !rule.off && (named & rule.days) != 0)) {
      Rule back = made(rule, otherwise, {});
      back.kind = Rule::Kind::normal;
      if (otherwise) {
        back.spans.push_back({.from = 0, .to = 1440});
      }
      rules.push_back(std::move(back));
    }
    named |= rule.days;
    if (!whole_day_off) {
      rules.push_back(made(rule, rule.off ? otherwise : passing, rule.spans));
    }
  }
  return true;
}

}  // namespace

Result<Hours> parse_conditional(std::string_view value, bool otherwise) {
  auto const clauses = value.size() <= Hours::bytes_max ? clauses_of(value) : std::nullopt;
  if (!clauses) {
    return not_understood(value, 0);
  }
  std::vector<Rule> rules;
  for (Clause const& clause : *clauses) {
    auto const passing = lets_pass(clause.access);
    if (!passing) {
      return not_understood(value, 0);
    }
    auto const text = hours_text(clause.condition);
    if (!text) {
      continue;
    }
    auto const hours = rules_of(*text, Words::osm);
    if (!hours || !add_clause(rules, *hours, *passing, otherwise)) {
      return not_understood(value, value.find(clause.condition));
    }
  }
  if (rules.empty()) {
    return otherwise ? Hours::always() : Hours{};
  }
  bool const names_holidays =
      std::any_of(rules.begin(), rules.end(), [](Rule const& rule) { return (rule.days & Rule::holiday) != 0; });
  Rule base{.off = !otherwise, .seasons = {}, .spans = {}};
  if (names_holidays) {
    base.days = Rule::all_week | Rule::holiday;
  }
  if (otherwise) {
    base.spans.push_back({.from = 0, .to = 1440});
  }
  rules.insert(rules.begin(), std::move(base));
  return Hours::parse(text_of(rules));
}

}  // namespace linquan::hours
