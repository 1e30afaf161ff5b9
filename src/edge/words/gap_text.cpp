#include "linquan/words/gap_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "linquan/words/figures.h"

namespace linquan::words {
namespace {

using standard::Gap;
using standard::Rule;

std::string_view people_code(reach::AgeGroup group) {
  switch (group) {
    case reach::AgeGroup::all:
      return "gap_people_all";
    case reach::AgeGroup::age_0_14:
      return "gap_people_age_0_14";
    case reach::AgeGroup::age_60:
      return "gap_people_age_60";
    case reach::AgeGroup::age_70:
      return "gap_people_age_70";
  }
  return "gap_people_all";
}

std::string_view mark_code(standard::Mark mark) {
  switch (mark) {
    case standard::Mark::seen:
      return "mark_seen";
    case standard::Mark::known:
      return "mark_known";
    case standard::Mark::proposed:
      return "mark_proposed";
  }
  return "mark_proposed";
}

/// "Mo 07:30" of an ordinary week, in the form that the command line takes.
std::string minute_text(hours::MinuteOfWeek minute) {
  constexpr std::array<std::string_view, 7> days{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  auto const of_day = minute.value % 1440;
  return fmt::format("{} {:02}:{:02}", days.at(minute.value / 1440U), of_day / 60, of_day % 60);
}

/// "Wet market" inside a sentence: "wet market"; "E-bike" and "ATM" stay.
std::string within_sentence(std::string name, Language language) {
  auto const capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (language == Language::en && name.size() > 1 && capital(name[0]) && !capital(name[1]) && name[1] != '-') {
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
  }
  return name;
}

std::string lack_text(Rule const& rule, Messages const& messages) {
  auto const what = within_sentence(name_text(rule.name, messages.language()), messages.language());
  auto text = rule.count > 1 ? messages.say("gap_lack_several", {{"what", what}, {"count", fmt::to_string(rule.count)}})
                             : messages.say("gap_lack", {{"what", what}});
  if (rule.open_at) {
    text = messages.say("gap_lack_open", {{"lack", text}, {"when", minute_text(*rule.open_at)}});
  }
  if (rule.ratio) {
    text = messages.say("gap_lack_ratio", {{"lack", text},
                                           {"outlets", fmt::to_string(rule.ratio->outlets)},
                                           {"people", grouped(static_cast<std::uint64_t>(rule.ratio->people))}});
  }
  return text;
}

std::string nearest_text(Rule const& rule, reach::Tenths horizon, Gap const& gap, Messages const& messages) {
  auto const words = [&](reach::Tenths far) { return limit_words(far, rule.unit, messages); };
  if (!gap.nearest_min) {
    return messages.say("gap_nearest_none", {{"horizon", words(horizon)}});
  }
  auto const low = words(*gap.nearest_min);
  auto const high = words(*gap.nearest_max);
  auto const text = low == high ? messages.say("gap_nearest_one", {{"far", low}})
                                : messages.say("gap_nearest_range", {{"low", low}, {"high", high}});
  return gap.homes_beyond == 0
             ? text
             : messages.say("gap_nearest_some",
                            {{"nearest", text}, {"homes", grouped(gap.homes_beyond)}, {"horizon", words(horizon)}});
}

}  // namespace

std::string name_text(standard::Name const& name, Language language) {
  return language == Language::zh ? name.zh : name.en;
}

std::string area_text(city::City const& city, std::uint32_t area, Messages const& messages) {
  if (area == walk::none) {
    return messages.say("area_outside");
  }
  return city.areas[area].name.empty() ? city.areas[area].code : city.areas[area].name;
}

std::string limit_words(reach::Tenths limit, reach::Unit unit, Messages const& messages) {
  auto const whole = unit == reach::Unit::seconds ? 600 : 10;
  auto const n = fmt::to_string((limit + whole - 1) / whole);
  return unit == reach::Unit::seconds ? messages.say("words_minutes", {{"n", n}})
                                      : messages.say("words_metres", {{"n", n}});
}

std::string wanted_text(Rule const& rule, Messages const& messages) {
  auto const what = within_sentence(name_text(rule.name, messages.language()), messages.language());
  auto text =
      rule.count > 1 ? messages.say("wanted_several", {{"what", what}, {"count", fmt::to_string(rule.count)}}) : what;
  return rule.open_at ? messages.say("wanted_open", {{"what", text}, {"when", minute_text(*rule.open_at)}}) : text;
}

std::string people_words(reach::AgeGroup group, Millipersons people, Messages const& messages) {
  return messages.say(people_code(group), {{"n", people_text(people)}});
}

std::string clause_text(standard::Source const& source, Messages const& messages) {
  return messages.say("clause", {{"source", source.text}, {"mark", messages.say(mark_code(source.mark))}});
}

std::string gap_sentence(city::City const& city, standard::Evaluation const& evaluation, Gap const& gap,
                         Messages const& messages) {
  auto const& rule = evaluation.standard.rules[gap.rule];
  auto const area = area_text(city, gap.area, messages);
  auto const where = gap.compounds > 0
                         ? messages.say("gap_where_compounds", {{"area", area}, {"compounds", grouped(gap.compounds)}})
                         : messages.say("gap_where", {{"area", area}});
  auto const horizon = evaluation.persons.front().findings.rules[gap.rule].horizon;
  return messages.say("gap_sentence", {{"people", people_words(rule.people, gap.people, messages)},
                                       {"where", where},
                                       {"lack", lack_text(rule, messages)},
                                       {"limit", limit_words(rule.limit, rule.unit, messages)},
                                       {"nearest", nearest_text(rule, horizon, gap, messages)}});
}

}  // namespace linquan::words
