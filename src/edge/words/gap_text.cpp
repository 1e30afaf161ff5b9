#include "linquan/words/gap_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "linquan/words/figures.h"
#include "linquan/words/source_text.h"

namespace linquan::words {
namespace {

using standard::Gap;
using standard::Rule;

std::string_view people_code(reach::AgeGroup group, bool one) {
  switch (group) {
    case reach::AgeGroup::all:
      return one ? "gap_person_all" : "gap_people_all";
    case reach::AgeGroup::age_0_14:
      return one ? "gap_person_age_0_14" : "gap_people_age_0_14";
    case reach::AgeGroup::age_60:
      return one ? "gap_person_age_60" : "gap_people_age_60";
    case reach::AgeGroup::age_70:
      return one ? "gap_person_age_70" : "gap_people_age_70";
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

/// "Monday at 07:30" of an ordinary week.
std::string minute_text(hours::MinuteOfWeek minute, Messages const& messages) {
  constexpr std::array<std::string_view, 7> days{"words_day_mo", "words_day_tu", "words_day_we", "words_day_th",
                                                 "words_day_fr", "words_day_sa", "words_day_su"};
  auto const of_day = minute.value % 1440;
  return messages.say("words_week_minute", {{"day", messages.say(days.at(minute.value / 1440U))},
                                            {"time", fmt::format("{:02}:{:02}", of_day / 60, of_day % 60)}});
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
    text = messages.say("gap_lack_open", {{"lack", text}, {"when", minute_text(*rule.open_at, messages)}});
  }
  if (rule.ratio) {
    text = messages.say("gap_lack_ratio", {{"lack", text},
                                           {"outlets", fmt::to_string(rule.ratio->outlets)},
                                           {"people", grouped(static_cast<std::uint64_t>(rule.ratio->people))}});
  }
  return text;
}

/// Whole minutes or metres, rounded up: so far one really walks.
std::uint32_t whole_up(reach::Tenths far, reach::Unit unit) {
  auto const whole = unit == reach::Unit::seconds ? 600U : 10U;
  return (far + whole - 1) / whole;
}

std::string range_words(Gap const& gap, reach::Unit unit, Messages const& messages) {
  auto const low = whole_up(*gap.nearest_min, unit);
  auto const high = whole_up(*gap.nearest_max, unit);
  if (low == high) {
    return messages.say("gap_nearest_one", {{"far", limit_words(*gap.nearest_max, unit, messages)}});
  }
  auto const* const code = unit == reach::Unit::seconds ? "words_minutes_range" : "words_metres_range";
  auto const range = messages.say(code, {{"low", grouped(low)}, {"high", grouped(high)}});
  return messages.say("gap_nearest_range", {{"range", range}});
}

std::string nearest_text(Rule const& rule, reach::Tenths horizon, Gap const& gap, Messages const& messages) {
  auto const far = limit_words(horizon, rule.unit, messages);
  if (!gap.nearest_min) {
    return messages.say("gap_nearest_none", {{"horizon", far}});
  }
  auto text = range_words(gap, rule.unit, messages);
  return gap.homes_beyond == 0
             ? text
             : messages.say("gap_nearest_some",
                            {{"nearest", std::move(text)}, {"homes", grouped(gap.homes_beyond)}, {"horizon", far}});
}

std::string where_text(Gap const& gap, std::string const& area, Messages const& messages) {
  if (gap.compounds == 0 || gap.area == walk::none) {
    return messages.say("gap_where", {{"area", area}});
  }
  return gap.compounds == 1
             ? messages.say("gap_where_compound", {{"area", area}})
             : messages.say("gap_where_compounds", {{"area", area}, {"compounds", grouped(gap.compounds)}});
}

}  // namespace

std::string name_text(standard::Name const& name, Language language) {
  return language == Language::zh ? name.zh : name.en;
}

std::string level_words(city::AreaLevel level, Messages const& messages) {
  constexpr std::array<std::string_view, 5> codes{"report_level_compound", "report_level_community",
                                                  "report_level_subdistrict", "report_level_district",
                                                  "report_level_living_circle"};
  return messages.say(codes.at(static_cast<std::size_t>(level)));
}

std::string area_text(city::City const& city, city::AreaLevel level, std::uint32_t area, Messages const& messages) {
  if (area == walk::none) {
    if (std::ranges::find(city.areas, level, &city::Area::level) == city.areas.end()) {
      return messages.say("area_city");
    }
    return messages.say("area_outside_level",
                        {{"level", within_sentence(level_words(level, messages), messages.language())}});
  }
  return city.areas[area].name.empty() ? city.areas[area].code : city.areas[area].name;
}

std::string limit_words(reach::Tenths limit, reach::Unit unit, Messages const& messages) {
  auto const n = grouped(whole_up(limit, unit));
  return unit == reach::Unit::seconds ? messages.say("words_minutes", {{"n", n}})
                                      : messages.say("words_metres", {{"n", n}});
}

std::string wanted_text(Rule const& rule, Messages const& messages) {
  auto const what = within_sentence(name_text(rule.name, messages.language()), messages.language());
  auto text =
      rule.count > 1 ? messages.say("wanted_several", {{"what", what}, {"count", fmt::to_string(rule.count)}}) : what;
  return rule.open_at ? messages.say("wanted_open", {{"what", text}, {"when", minute_text(*rule.open_at, messages)}})
                      : text;
}

bool is_one(Millipersons people) {
  return people.count < 1500;
}

std::string people_words(reach::AgeGroup group, Millipersons people, Messages const& messages) {
  auto const n = people.count < 500 ? messages.say("words_under_one") : people_text(people);
  return messages.say(people_code(group, is_one(people)), {{"n", n}});
}

std::string clause_text(standard::Source const& source, Messages const& messages) {
  return messages.say("clause",
                      {{"source", source_text(source, messages)}, {"mark", messages.say(mark_code(source.mark))}});
}

std::string gap_sentence(city::City const& city, standard::Evaluation const& evaluation, Gap const& gap,
                         Messages const& messages) {
  auto const& rule = evaluation.standard.rules[gap.rule];
  auto const horizon = evaluation.persons.front().findings.rules[gap.rule].horizon;
  return messages.say(is_one(gap.people) ? "gap_sentence_one" : "gap_sentence",
                      {{"people", people_words(rule.people, gap.people, messages)},
                       {"where", where_text(gap, area_text(city, evaluation.level, gap.area, messages), messages)},
                       {"lack", lack_text(rule, messages)},
                       {"limit", limit_words(rule.limit, rule.unit, messages)},
                       {"nearest", nearest_text(rule, horizon, gap, messages)}});
}

}  // namespace linquan::words
