#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "evaluate_told.h"
#include "figures.h"
#include "gap_text.h"
#include "linquan/words/grades_text.h"
#include "linquan/words/remedy_text.h"

namespace linquan::cli {
namespace {

using standard::Score;
using standard::Tally;

/// "87.3 %", rounded down so that 100 % means all; "–" where nothing is known.
std::string percent(std::optional<double> share) {
  return share ? fmt::format("{:.1f} %", std::floor(*share * 1000) / 10) : std::string{"–"};
}

std::string share_of(Tally const& tally) {
  return share_text(static_cast<std::uint64_t>(tally.met.count),
                    static_cast<std::uint64_t>((tally.met + tally.unmet).count));
}

/// Behind a share: of how many people it says nothing.
std::string unknown_of(Tally const& tally, Messages const& messages) {
  return tally.unknown.count == 0 ? std::string{}
                                  : messages.say("evaluate_unknown_people", {{"people", people_text(tally.unknown)}});
}

std::string first_lines(Evaluated const& evaluated, Messages const& messages) {
  auto const& evaluation = evaluated.evaluation;
  if (evaluation.standard.rules.empty()) {
    return messages.say("evaluate_no_rules", {{"standard", name_text(evaluation.standard.name, messages.language())}}) +
           '\n';
  }
  auto const& city = evaluation.persons.front().scores.city;
  // Where nothing is unknown the bounds are the share itself.
  auto const sure = percent(city.needs.low()) == percent(city.needs.high());
  auto text = messages.say(sure ? "evaluate_needs_sure" : "evaluate_needs",
                           {{"share", percent(city.needs.share())},
                            {"low", percent(city.needs.low())},
                            {"high", percent(city.needs.high())},
                            {"people", people_text(city.people.all)},
                            {"standard", name_text(evaluation.standard.name, messages.language())}}) +
              '\n';
  if (evaluation.standard.round) {
    text += messages.say("evaluate_round",
                         {{"share", share_of(city.round)},
                          {"limit", limit_words(evaluation.standard.round->limit, reach::Unit::seconds, messages)},
                          {"unknown", unknown_of(city.round, messages)}}) +
            '\n';
  }
  return text;
}

std::string persons_text(Evaluated const& evaluated, Messages const& messages) {
  if (evaluated.evaluation.persons.size() < 2) {
    return {};
  }
  std::string parts;
  for (auto const& person : evaluated.evaluation.persons) {
    auto const& who = person.findings.person;
    parts += (parts.empty() ? "" : messages.say("evaluate_between")) +
             messages.say("evaluate_person", {{"person", messages.language() == Language::zh ? who.zh : who.en},
                                              {"share", percent(person.scores.city.needs.share())}});
  }
  return messages.say("evaluate_persons", {{"persons", parts}}) + '\n';
}

std::string headlines_text(Evaluated const& evaluated, Messages const& messages) {
  auto const& standard = evaluated.evaluation.standard;
  auto const& tallies = evaluated.evaluation.persons.front().scores.city.headlines;
  std::string text;
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    text += "  " + padded(name_text(standard.headlines[i].name, messages.language()), 30) + " " + share_of(tallies[i]) +
            unknown_of(tallies[i], messages) + '\n';
  }
  return text.empty() ? text : messages.say("evaluate_headlines") + '\n' + text;
}

/// Grades and lists of kinds are for areas: how many have each grade, and how many kinds.
std::string grades_part(Evaluated const& evaluated, Messages const& messages) {
  auto const& standard = evaluated.evaluation.standard;
  auto const& scores = evaluated.evaluation.persons.front().scores;
  auto text = words::grades_text(standard, scores, messages);
  text += text.empty() ? "" : "\n";
  for (auto const& line : words::list_lines(standard, scores, messages)) {
    text += line + '\n';
  }
  return text;
}

std::string gaps_text(Evaluated const& evaluated, Messages const& messages) {
  auto const& evaluation = evaluated.evaluation;
  auto const told = std::min(evaluation.gaps.size(), evaluated.gaps_told);
  if (told == 0) {
    return {};
  }
  auto text = messages.say(told == 1 ? "evaluate_gaps_one" : "evaluate_gaps",
                           {{"told", grouped(told)}, {"all", grouped(evaluation.gaps.size())}}) +
              '\n';
  for (std::size_t i = 0; i < told; ++i) {
    auto const& gap = evaluation.gaps[i];
    text += fmt::format("{:>3}. {}\n     {}\n", i + 1, gap_sentence(evaluated.city, evaluation, gap, messages),
                        clause_text(evaluation.standard.rules[gap.rule].source, messages));
    if (auto const remedies = words::remedies_sentence(evaluated.city, gap, messages); !remedies.empty()) {
      text += fmt::format("     {}\n", remedies);
    }
  }
  return text;
}

std::string unknown_text(Evaluated const& evaluated, Messages const& messages) {
  auto const& evaluation = evaluated.evaluation;
  auto const& first = evaluation.persons.front();
  auto outside = words::outside_text(first.scores, evaluated.level, messages);
  outside += outside.empty() ? "" : "\n";
  std::string names;
  for (std::size_t i = 0; i < first.scores.city.rules.size(); ++i) {
    if (auto const& tally = first.scores.city.rules[i]; (tally.met + tally.unmet).count == 0) {
      names += (names.empty() ? "" : messages.say("evaluate_between")) +
               name_text(evaluation.standard.rules[i].name, messages.language());
    }
  }
  std::string text;
  if (!names.empty()) {
    text += messages.say("evaluate_unknown", {{"names", names}}) + '\n';
  }
  if (auto const& homes = first.findings.not_joined; !homes.empty()) {
    Millipersons people;
    for (auto const home : homes) {
      people += evaluated.city.homes[home].people.all;
    }
    text +=
        messages.say("evaluate_not_joined", {{"people", people_text(people)}, {"homes", grouped(homes.size())}}) + '\n';
  }
  return outside + text;
}

}  // namespace

std::string text_of(Evaluated const& evaluated, Sited const* sited, Messages const& messages) {
  std::string text;
  for (auto const& part :
       {first_lines(evaluated, messages) + persons_text(evaluated, messages), headlines_text(evaluated, messages),
        grades_part(evaluated, messages), gaps_text(evaluated, messages),
        sited == nullptr ? std::string{} : text_of(*sited, messages), unknown_text(evaluated, messages)}) {
    text += text.empty() || part.empty() ? part : '\n' + part;
  }
  return text;
}

}  // namespace linquan::cli
