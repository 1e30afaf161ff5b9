#include "linquan/report/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "linquan/kinds/kinds.h"
#include "linquan/words/figures.h"

namespace linquan::report {
namespace {

std::string_view separator(words::Messages const& messages) {
  return messages.language() == words::Language::zh ? "、" : ", ";
}

/// Tenths of a minute, or metres; a part counts as a whole one.
std::int64_t steps_of(reach::Tenths walk, reach::Unit unit) {
  return unit == reach::Unit::seconds ? (walk + 59) / 60 : (walk + 9) / 10;
}

std::string with_unit(std::string const& number, reach::Unit unit, words::Messages const& messages) {
  return unit == reach::Unit::seconds ? messages.say("report_minutes", {{"n", number}})
                                      : messages.say("report_metres", {{"n", number}});
}

/// How far away the nearest outlet is, as half a sentence.
std::string near_text(standard::Gap const& gap, Subject const& subject) {
  auto const& messages = subject.messages;
  auto const& rule = subject.standard().rules[gap.rule];
  auto const horizon = limit_text(subject.findings().rules[gap.rule].horizon, rule.unit, messages);
  auto const beyond = words::grouped(gap.homes_beyond);
  if (!gap.nearest_min || !gap.nearest_max) {
    return messages.say("report_near_none", {{"horizon", horizon}});
  }
  auto const low = walk_text(*gap.nearest_min, rule.unit, messages);
  auto const high = walk_text(*gap.nearest_max, rule.unit, messages);
  auto text = low == high ? messages.say("report_near_one", {{"near", low}})
                          : messages.say("report_near_range", {{"near", low}, {"far", high}});
  if (gap.homes_beyond > 0) {
    text += messages.say("report_near_and_none", {{"homes", beyond}, {"horizon", horizon}});
  }
  return text;
}

std::string where_text(standard::Gap const& gap, Subject const& subject) {
  auto const& messages = subject.messages;
  auto const homes = words::grouped(gap.homes.size());
  auto const area = area_name(gap.area, subject);
  return gap.compounds == 0
             ? messages.say("report_where", {{"area", area}, {"homes", homes}})
             : messages.say("report_where_compounds",
                            {{"area", area}, {"homes", homes}, {"compounds", words::grouped(gap.compounds)}});
}

}  // namespace

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? std::nullopt : std::optional{static_cast<double>(part) / static_cast<double>(whole)};
}

std::string const& name_of(standard::Name const& name, words::Messages const& messages) {
  auto const chinese = messages.language() == words::Language::zh;
  auto const& first = chinese ? name.zh : name.en;
  return first.empty() ? (chinese ? name.en : name.zh) : first;
}

std::string kind_names(std::span<std::string const> ids, words::Messages const& messages) {
  std::string names;
  for (auto const& id : ids) {
    names.append(names.empty() ? std::string_view{} : separator(messages));
    names += words::kind_name(id, messages.language());
  }
  return names;
}

std::string rule_name(standard::Rule const& rule, words::Messages const& messages) {
  auto const& name = name_of(rule.name, messages);
  return name.empty() ? kind_names(rule.kinds, messages) : name;
}

std::string const& person_name(persons::Person const& person, words::Messages const& messages) {
  auto const& name = messages.language() == words::Language::zh ? person.zh : person.en;
  return name.empty() ? person.id : name;
}

std::string limit_text(reach::Tenths limit, reach::Unit unit, words::Messages const& messages) {
  auto const whole = unit == reach::Unit::seconds ? 600.0 : 10.0;
  return with_unit(fmt::format("{:.4g}", static_cast<double>(limit) / whole), unit, messages);
}

std::string walk_text(reach::Tenths walk, reach::Unit unit, words::Messages const& messages) {
  auto const steps = steps_of(walk, unit);
  auto const number = unit == reach::Unit::seconds ? fmt::format("{}.{}", steps / 10, steps % 10)
                                                   : words::grouped(static_cast<std::uint64_t>(steps));
  return with_unit(number, unit, messages);
}

double walk_value(reach::Tenths walk, reach::Unit unit) {
  auto const steps = static_cast<double>(steps_of(walk, unit));
  return unit == reach::Unit::seconds ? steps / 10 : steps;
}

std::string unit_text(reach::Unit unit, words::Messages const& messages) {
  return unit == reach::Unit::seconds ? messages.say("report_unit_minutes") : messages.say("report_unit_metres");
}

std::string age_text(reach::AgeGroup group, words::Messages const& messages) {
  constexpr std::array codes{"access_age_all", "access_age_0_14", "access_age_60", "access_age_70"};
  return messages.say(codes.at(static_cast<std::size_t>(group)));
}

std::string mark_text(standard::Mark mark, words::Messages const& messages) {
  constexpr std::array codes{"report_mark_seen", "report_mark_known", "report_mark_proposed"};
  return messages.say(codes.at(static_cast<std::size_t>(mark)));
}

std::string demand_text(standard::Demand demand, words::Messages const& messages) {
  constexpr std::array codes{"report_demand_must", "report_demand_should", "report_demand_upgrade"};
  return messages.say(codes.at(static_cast<std::size_t>(demand)));
}

std::string level_text(city::AreaLevel level, words::Messages const& messages) {
  constexpr std::array codes{"report_level_compound", "report_level_community", "report_level_subdistrict",
                             "report_level_district", "report_level_living_circle"};
  return messages.say(codes.at(static_cast<std::size_t>(level)));
}

std::string source_text(standard::Source const& source, words::Messages const& messages) {
  if (source.text.empty()) {
    return mark_text(source.mark, messages);
  }
  return messages.say("report_source", {{"text", source.text}, {"mark", mark_text(source.mark, messages)}});
}

std::string grade_text(standard::Score const& score, Subject const& subject) {
  auto const& grades = subject.standard().grades;
  if (grades.empty()) {
    return {};
  }
  if (!score.graded.decidable) {
    return subject.messages.say("report_grade_undecidable");
  }
  return score.graded.grade ? name_of(grades[*score.graded.grade].name, subject.messages)
                            : subject.messages.say("report_grade_none");
}

std::string area_name(std::uint32_t area, Subject const& subject) {
  if (area == walk::none) {
    return subject.messages.say("report_outside");
  }
  auto const& found = subject.city.areas[area];
  return found.name.empty() ? found.code : found.name;
}

std::string gap_sentence(standard::Gap const& gap, Subject const& subject) {
  auto const& rule = subject.standard().rules[gap.rule];
  auto const& messages = subject.messages;
  auto const limit = limit_text(rule.limit, rule.unit, messages);
  auto const people = words::people_text(gap.people);
  auto const who = age_text(rule.people, messages);
  auto const name = rule_name(rule, messages);
  auto const where = where_text(gap, subject);
  auto const near = near_text(gap, subject);
  if (gap.nearest_min && *gap.nearest_min <= rule.limit) {
    // Some of these homes have one near enough, and yet the rule asks for more than one.
    return messages.say(
        "report_gap_too_few",
        {{"people", people}, {"who", who}, {"where", where}, {"rule", name}, {"limit", limit}, {"near", near}});
  }
  return messages.say(
      "report_gap",
      {{"people", people}, {"who", who}, {"where", where}, {"rule", name}, {"limit", limit}, {"near", near}});
}

}  // namespace linquan::report
