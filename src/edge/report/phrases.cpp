#include "linquan/report/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "linquan/kinds/kinds.h"
#include "linquan/words/figures.h"
#include "linquan/words/gap_text.h"

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

std::string walker_text(standard::Rule const& rule, words::Messages const& messages) {
  auto const* const person = persons::Persons::built_in().find(rule.person);
  return person == nullptr ? messages.say("report_walker_asked") : person_name(*person, messages);
}

std::string role_text(city::InputFile const& input, words::Messages const& messages) {
  auto const code = "input_role_" + input.role;
  return messages.knows(code) ? messages.say(code) : input.role;
}

std::string attribution_text(city::InputFile const& input, words::Messages const& messages) {
  return input.attribution.empty() && input.role == "osm" ? messages.say("report_osm_attribution") : input.attribution;
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
  constexpr std::array codes{"mark_seen", "mark_known", "mark_proposed"};
  return messages.say(codes.at(static_cast<std::size_t>(mark)));
}

std::string demand_text(standard::Demand demand, words::Messages const& messages) {
  constexpr std::array codes{"report_demand_must", "report_demand_should", "report_demand_upgrade"};
  return messages.say(codes.at(static_cast<std::size_t>(demand)));
}

std::string level_text(city::AreaLevel level, words::Messages const& messages) {
  return words::level_words(level, messages);
}

std::string grade_text(standard::Score const& score, Subject const& subject) {
  auto const& grades = subject.standard().grades;
  if (grades.empty() || score.area == walk::none) {
    return {};
  }
  if (!score.graded.decidable) {
    return subject.messages.say("report_grade_undecidable");
  }
  return score.graded.grade ? name_of(grades[*score.graded.grade].name, subject.messages)
                            : subject.messages.say("report_grade_none");
}

std::string area_name(std::uint32_t area, Subject const& subject) {
  return words::area_text(subject.city, subject.evaluation.level, area, subject.messages);
}

}  // namespace linquan::report
