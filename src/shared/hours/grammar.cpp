#include "grammar.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace linquan::hours {
namespace {

constexpr int hour = 60;
constexpr int half_day = 12 * hour;
constexpr int day = 24 * hour;
constexpr std::size_t rules_max = 64;

struct Clock {
  int minutes = 0;
  Period period = Period::none;
};

bool in_second_half(Period period) {
  return period == Period::noon || period == Period::afternoon || period == Period::evening;
}

/// What people mean by "下午2点", "晚12点", "凌晨12点", "中午1点".
int on_the_dial(Clock clock) {
  int const m = clock.minutes;
  switch (clock.period) {
    case Period::night:
      return m >= half_day && m < half_day + hour ? m - half_day : m;
    case Period::noon:
      return m < 3 * hour ? m + half_day : m;
    case Period::afternoon:
      return m < half_day ? m + half_day : m;
    case Period::evening:
      // The small hours of "晚2点" are those after midnight.
      return m >= 5 * hour && m < half_day + hour ? m + half_day : m;
    case Period::none:
    case Period::morning:
    case Period::next_day:
      break;
  }
  return m;
}

std::optional<Span> span_of(Clock first, Clock second) {
  int const from = on_the_dial(first);
  int to = on_the_dial(second);
  if (second.period == Period::none && to < half_day) {
    // "下午2:00-5:00" names the half of the day once; "早8点到6点" leaves it to the reader.
    bool const same_half = in_second_half(first.period) && to + half_day > from;
    bool const other_half = first.period == Period::morning && to <= from;
    to += same_half || other_half ? half_day : 0;
  }
  if (to <= from) {
    to += day;
  }
  if (from > day || to > 2 * day) {
    return std::nullopt;
  }
  return Span{.from = static_cast<std::uint16_t>(from), .to = static_cast<std::uint16_t>(to)};
}

/// A rule while it is read.
struct Draft {
  Rule rule;
  bool selects = false;  ///< names seasons or days
  bool dropped = false;  ///< changes nothing: school holidays, "照常"
  [[nodiscard]] bool timed() const { return rule.off || !rule.spans.empty(); }
};

class Grammar {
 public:
  Grammar(std::vector<Token> tokens, Words words) : tokens_{std::move(tokens)}, plain_{words == Words::plain} {}

  /// Nothing when the tokens are no hours; at() then says where it stopped.
  std::optional<std::vector<Rule>> all() {
    Rule::Kind kind = Rule::Kind::normal;
    while (peek() != TokenKind::end) {
      auto draft = rule(kind);
      if (!draft || !keep(std::move(*draft))) {
        return std::nullopt;
      }
      auto const next_kind = separator();
      if (!next_kind) {
        return std::nullopt;
      }
      kind = *next_kind;
    }
    return finished();
  }

  [[nodiscard]] std::size_t at() const { return tokens_[next_].at; }

 private:
  [[nodiscard]] TokenKind peek(std::size_t ahead = 0) const {
    return next_ + ahead < tokens_.size() ? tokens_[next_ + ahead].kind : TokenKind::end;
  }
  int take() { return tokens_[next_++].value; }
  bool accept(TokenKind kind) {
    if (peek() != kind) {
      return false;
    }
    ++next_;
    return true;
  }

  [[nodiscard]] bool day_at(std::size_t ahead) const {
    TokenKind const kind = peek(ahead);
    return kind == TokenKind::weekday || kind == TokenKind::day_set || kind == TokenKind::holiday ||
           kind == TokenKind::school;
  }
  [[nodiscard]] bool selector_at(std::size_t ahead) const { return day_at(ahead) || peek(ahead) == TokenKind::month; }
  [[nodiscard]] bool time_at(std::size_t ahead) const {
    TokenKind const kind = peek(ahead);
    return kind == TokenKind::time || kind == TokenKind::number || kind == TokenKind::sun ||
           kind == TokenKind::period || kind == TokenKind::left || kind == TokenKind::all_day;
  }

  std::optional<Rule::Kind> separator() {
    if (accept(TokenKind::fallback)) {
      return Rule::Kind::fallback;
    }
    if (peek() == TokenKind::comma) {
      take();
      return plain_ ? Rule::Kind::normal : Rule::Kind::additional;
    }
    if (accept(TokenKind::semicolon) || peek() == TokenKind::end || selector_at(0) || plain_) {
      return Rule::Kind::normal;
    }
    return std::nullopt;
  }

  std::optional<Draft> rule(Rule::Kind kind) {
    Draft draft;
    draft.rule.kind = kind;
    std::size_t const start = next_;
    while (plain_ && (accept(TokenKind::colon) || accept(TokenKind::as_usual))) {
    }
    if (!selectors(draft) || (time_at(0) && !times(draft.rule.spans))) {
      return std::nullopt;
    }
    modifiers(draft);
    if (next_ == start) {
      // Doubled and trailing separators are common and harmless; anything else here is no hours.
      bool const harmless = peek() == TokenKind::semicolon || peek() == TokenKind::comma || peek() == TokenKind::end;
      draft.dropped = true;
      return harmless ? std::optional{draft} : std::nullopt;
    }
    return draft;
  }

  bool selectors(Draft& draft) {
    if ((peek() == TokenKind::month && !seasons(draft)) || (day_at(0) && !days(draft))) {
      return false;
    }
    if (draft.selects && peek() == TokenKind::comma && (time_at(1) || peek(1) == TokenKind::off)) {
      take();
    }
    return true;
  }

  void modifiers(Draft& draft) {
    while (peek() == TokenKind::off || (plain_ && peek() == TokenKind::as_usual)) {
      draft.rule.off = draft.rule.off || peek() == TokenKind::off;
      draft.dropped = draft.dropped || (peek() == TokenKind::as_usual && !draft.timed());
      take();
    }
  }

  bool seasons(Draft& draft) {
    draft.selects = true;
    do {
      int const month = take();
      std::optional<int> const first = day_of(month);
      int month_to = month;
      std::optional<int> last = first;
      if (peek() == TokenKind::dash && peek(1) == TokenKind::month) {
        take();
        month_to = take();
        last = first ? day_of(month_to) : std::nullopt;
      } else if (first && peek() == TokenKind::dash && peek(1) == TokenKind::number) {
        take();
        last = day_of(month);
      }
      if (first.has_value() != last.has_value()) {
        return false;
      }
      draft.rule.seasons.push_back({.from = static_cast<std::uint16_t>(month * 100 + first.value_or(1)),
                                    .to = static_cast<std::uint16_t>(month_to * 100 + last.value_or(31))});
    } while (peek() == TokenKind::comma && peek(1) == TokenKind::month && accept(TokenKind::comma));
    accept(TokenKind::colon);
    return true;
  }

  std::optional<int> day_of(int month) {
    constexpr std::array<int, 12> lengths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool const fits = peek() == TokenKind::number && tokens_[next_].value >= 1 &&
                      tokens_[next_].value <= lengths.at(static_cast<std::size_t>(month - 1));
    return fits ? std::optional{take()} : std::nullopt;
  }

  bool days(Draft& draft) {
    draft.selects = true;
    unsigned chosen = 0;
    bool school_only = false;
    do {
      TokenKind const kind = peek();
      auto const value = static_cast<unsigned>(take());
      if (kind == TokenKind::weekday) {
        auto const range = weekdays_from(value);
        if (!range) {
          return false;
        }
        chosen |= *range;
      } else if (kind == TokenKind::day_set) {
        chosen |= value;
      } else if (kind == TokenKind::holiday) {
        chosen |= unsigned{Rule::holiday};
      }
      // "SH Mo-Fr" means the Mondays to Fridays of school holidays only; "PH Mo-Fr" likewise.
      if (!plain_ && day_at(0) && kind == TokenKind::holiday) {
        return false;
      }
      school_only = school_only || (day_at(0) && kind == TokenKind::school);
    } while (day_at(0) || (peek() == TokenKind::comma && day_at(1) && accept(TokenKind::comma)));
    draft.dropped = school_only || chosen == 0;
    draft.rule.days = static_cast<std::uint8_t>(chosen);
    accept(TokenKind::colon);
    return true;
  }

  /// The weekday that was just taken, or the range that begins with it.
  std::optional<unsigned> weekdays_from(unsigned first) {
    if (!accept(TokenKind::dash)) {
      return 1U << first;
    }
    if (peek() != TokenKind::weekday) {
      return std::nullopt;
    }
    auto const last = static_cast<unsigned>(take());
    unsigned range = 1U << last;
    for (unsigned d = first; d != last; d = (d + 1) % 7) {
      range |= 1U << d;
    }
    return range;
  }

  bool times(std::vector<Span>& spans) {
    do {
      auto const found = span();
      if (!found) {
        return false;
      }
      if (std::find(spans.begin(), spans.end(), *found) == spans.end()) {
        spans.push_back(*found);
      }
    } while (time_at(0) || (peek() == TokenKind::comma && time_at(1) && accept(TokenKind::comma)));
    return true;
  }

  std::optional<Span> span() {
    if (accept(TokenKind::all_day)) {
      return Span{.from = 0, .to = day};
    }
    auto const first = clock();
    if (!first) {
      return std::nullopt;
    }
    if (accept(TokenKind::plus)) {
      return on_the_dial(*first) < day ? span_of(*first, {.minutes = day}) : std::nullopt;
    }
    if (!accept(TokenKind::dash)) {
      return std::nullopt;
    }
    auto const second = clock();
    if (!second) {
      return std::nullopt;
    }
    // What lies behind an open end is not promised.
    accept(TokenKind::plus);
    return span_of(*first, *second);
  }

  std::optional<Clock> clock() {
    Clock clock;
    while (peek() == TokenKind::period) {
      clock.period = static_cast<Period>(take());
    }
    if (peek() == TokenKind::time || peek() == TokenKind::sun) {
      clock.minutes = take();
    } else if (peek() == TokenKind::number && tokens_[next_].value <= 24) {
      clock.minutes = take() * hour;
    } else if (accept(TokenKind::left)) {
      auto const minutes = sun_with_offset();
      if (!minutes) {
        return std::nullopt;
      }
      clock.minutes = *minutes;
    } else {
      return std::nullopt;
    }
    if (peek() == TokenKind::half) {
      clock.period = static_cast<Period>(take());
    }
    return clock;
  }

  std::optional<int> sun_with_offset() {
    bool const shaped = peek() == TokenKind::sun && (peek(1) == TokenKind::plus || peek(1) == TokenKind::dash) &&
                        peek(2) == TokenKind::time && peek(3) == TokenKind::right;
    if (!shaped) {
      return std::nullopt;
    }
    int const sun = take();
    int const sign = peek() == TokenKind::plus ? 1 : -1;
    take();
    int const offset = take();
    take();
    return std::clamp(sun + sign * offset, 0, day - 1);
  }

  /// Puts a finished rule to the others; false when there are too many or it cannot stand where it does.
  bool keep(Draft draft) {
    if (draft.dropped) {
      return true;
    }
    if (plain_ && !drafts_.empty()) {
      Draft& before = drafts_.back();
      bool const rest_of_before = !draft.selects && (!before.rule.off || !before.timed());
      if (rest_of_before) {
        before.rule.off = before.rule.off || draft.rule.off;
        before.rule.spans.insert(before.rule.spans.end(), draft.rule.spans.begin(), draft.rule.spans.end());
        return !(before.rule.off && !before.rule.spans.empty());
      }
      if (!draft.selects) {
        return put_before_days_off(std::move(draft));
      }
      if (!draft.timed() && before.timed() && !before.selects) {
        before.rule.days = draft.rule.days;
        before.rule.seasons = std::move(draft.rule.seasons);
        before.selects = true;
        return true;
      }
    }
    drafts_.push_back(std::move(draft));
    return drafts_.size() <= rules_max;
  }

  /// "周日休息，8:00-18:00": what is closed was said first.
  bool put_before_days_off(Draft draft) {
    bool const possible = !draft.rule.off && std::all_of(drafts_.begin(), drafts_.end(),
                                                         [](Draft const& other) { return other.rule.off; });
    drafts_.insert(drafts_.begin(), std::move(draft));
    return possible;
  }

  std::optional<std::vector<Rule>> finished() {
    std::vector<Rule> rules;
    for (Draft& draft : drafts_) {
      // In a table, days without times beside others with times are more likely a slip than a whole day.
      if (!draft.timed() && plain_ && drafts_.size() > 1) {
        return std::nullopt;
      }
      if (!draft.timed()) {
        draft.rule.spans.push_back({.from = 0, .to = day});
      }
      rules.push_back(std::move(draft.rule));
    }
    return rules.empty() ? std::nullopt : std::optional{std::move(rules)};
  }

  std::vector<Token> tokens_;
  bool plain_;
  std::size_t next_ = 0;
  std::vector<Draft> drafts_;
};

/// At most `bytes` of a text, not cut inside a character.
std::string beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return std::string{text};
  }
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
    --bytes;
  }
  return std::string{text.substr(0, bytes)} + "…";
}

}  // namespace

tl::unexpected<Error> not_understood(std::string_view text, std::size_t at) {
  return refuse(ErrorKind::bad_input, "hours_not_understood",
                {{"text", beginning(text, 120)}, {"place", beginning(text.substr(std::min(at, text.size())), 30)}});
}

Result<std::vector<Rule>> rules_of(std::string_view text, Words words) {
  if (text.size() > Hours::bytes_max) {
    return not_understood(text, Hours::bytes_max);
  }
  std::string const clean = spelled(text);
  Grammar grammar{tokens_of(clean, words), words};
  auto rules = grammar.all();
  if (!rules) {
    return not_understood(clean, grammar.at());
  }
  return std::move(*rules);
}

}  // namespace linquan::hours
