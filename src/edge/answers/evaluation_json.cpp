#include "linquan/answers/evaluation.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/answers/age_word.h"
#include "linquan/answers/level_word.h"
#include "linquan/words/gap_text.h"
#include "linquan/words/remedy_text.h"

namespace linquan::answers {
namespace {

using Json = nlohmann::ordered_json;
using standard::Needs;
using standard::Score;
using standard::Tally;
using words::area_text;
using words::clause_text;
using words::gap_sentence;
using words::name_text;

Json or_null(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

Json share_of(Tally const& tally) {
  auto const known = tally.met + tally.unmet;
  return known.count == 0 ? Json(nullptr) : Json(tally.met.persons() / known.persons());
}

Json json_of(Tally const& tally) {
  return {{"people_met", tally.met.persons()},
          {"people_unmet", tally.unmet.persons()},
          {"people_unknown", tally.unknown.persons()},
          {"share", share_of(tally)}};
}

void put_needs(Json& to, Needs const& needs) {
  to["needs_met_share"] = or_null(needs.share());
  to["needs_met_low"] = or_null(needs.low());
  to["needs_met_high"] = or_null(needs.high());
}

std::string_view word_of(standard::Demand demand) {
  switch (demand) {
    case standard::Demand::must:
      return "must";
    case standard::Demand::should:
      return "should";
    case standard::Demand::upgrade:
      return "upgrade";
  }
  return "must";
}

Json rules_json(Evaluated const& evaluated, words::Messages const& messages) {
  auto const& evaluation = evaluated.evaluation;
  auto const& tallies = evaluation.persons.front().scores.city.rules;
  auto list = Json::array();
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    auto const& rule = evaluation.standard.rules[i];
    Json one{{"id", rule.id}, {"name", name_text(rule.name, messages.language())}};
    one.update(json_of(tallies[i]));
    one["known"] = (tallies[i].met + tallies[i].unmet).count > 0;
    one["people"] = age_word(rule.people);
    one[rule.unit == reach::Unit::seconds ? "minutes" : "metres"] =
        rule.limit / (rule.unit == reach::Unit::seconds ? 600.0 : 10.0);
    one["demand"] = word_of(rule.demand);
    one["weight"] = rule.weight;
    one["clause"] = clause_text(rule.source, messages);
    list.push_back(std::move(one));
  }
  return list;
}

Json lists_json(standard::Standard const& standard, Score const& score) {
  auto lists = Json::object();
  for (std::size_t i = 0; i < score.lists.size(); ++i) {
    auto const& list = standard.lists[i];
    lists[list.id] = {{"inside", score.lists[i].inside},
                      {"unknown", score.lists[i].unknown},
                      {"listed", list.kinds.size()},
                      {"of", list.of}};
  }
  return lists;
}

/// Everything that an area and the city alike have; rules only where `with_rules`.
Json score_json(Evaluated const& evaluated, Score const& score, bool with_rules) {
  auto const& standard = evaluated.evaluation.standard;
  Json one{{"homes", score.homes}, {"people", score.people.all.persons()}, {"outlets", score.outlets}};
  put_needs(one, score.needs);
  one["round_share"] = share_of(score.round);
  if (standard.round) {
    one["round"] = json_of(score.round);
  }
  for (std::size_t i = 0; i < score.headlines.size(); ++i) {
    one["headlines"][standard.headlines[i].id] = json_of(score.headlines[i]);
  }
  for (auto const demand : {standard::Demand::must, standard::Demand::should, standard::Demand::upgrade}) {
    put_needs(one["by_demand"][word_of(demand)], score.by_demand.at(static_cast<std::size_t>(demand)));
  }
  one["lists"] = lists_json(standard, score);
  // Grades are for areas; in a whole city anything stands somewhere.
  auto const graded = score.area == walk::none ? standard::Graded{} : score.graded;
  one["grade"] = graded.grade ? Json(standard.grades[*graded.grade].id) : Json(nullptr);
  one["grade_decidable"] = graded.decidable;
  for (std::size_t i = 0; with_rules && i < score.rules.size(); ++i) {
    one["rules"][standard.rules[i].id] = {{"met", score.rules[i].met.persons()},
                                          {"unmet", score.rules[i].unmet.persons()},
                                          {"unknown", score.rules[i].unknown.persons()}};
  }
  return one;
}

Json areas_json(Evaluated const& evaluated) {
  auto list = Json::array();
  for (auto const& level : evaluated.evaluation.persons.front().scores.levels) {
    for (auto const& score : level.areas) {
      auto const& area = evaluated.city.areas[score.area];
      Json one{{"level", level_word(level.level)}, {"code", area.code}, {"name", area.name}};
      one.update(score_json(evaluated, score, level.level == evaluated.level));
      list.push_back(std::move(one));
    }
    Json outside{{"level", level_word(level.level)}, {"code", nullptr}, {"name", nullptr}};
    outside.update(score_json(evaluated, level.outside, level.level == evaluated.level));
    list.push_back(std::move(outside));
  }
  return list;
}

Json remedies_json(city::City const& city, standard::Gap const& gap, words::Messages const& messages) {
  auto list = Json::array();
  for (auto const& remedy : gap.remedies) {
    Json one{{"means", words::means_word(remedy.means)}};
    if (remedy.means == standard::Means::more) {
      one["count"] = remedy.count;
    } else {
      one["name"] = words::remedy_name(city, remedy, messages);
      one["lat"] = remedy.at.lat / 1e7;
      one["lon"] = remedy.at.lon / 1e7;
    }
    if (remedy.means == standard::Means::hours || remedy.means == standard::Means::take_on) {
      one["outlet"] = std::to_string(city.outlets[remedy.index].id.value());
    }
    one["people"] = remedy.people.persons();
    list.push_back(std::move(one));
  }
  return list;
}

Json gaps_json(Evaluated const& evaluated, words::Messages const& messages) {
  auto const& evaluation = evaluated.evaluation;
  auto list = Json::array();
  for (std::size_t i = 0; i < std::min(evaluated.gaps.size(), evaluated.gaps_told); ++i) {
    auto const& gap = evaluated.gaps[i];
    auto const& rule = evaluation.standard.rules[gap.rule];
    auto const far = [&](std::optional<reach::Tenths> tenths) { return tenths ? Json(*tenths / 10.0) : Json(nullptr); };
    auto const unit = std::string{rule.unit == reach::Unit::seconds ? "seconds" : "metres"};
    Json one{{"rule", rule.id},
             {"area", area_text(evaluated.city, evaluated.level, gap.area, messages)},
             {"code", gap.area == walk::none ? Json(nullptr) : Json(evaluated.city.areas[gap.area].code)},
             {"people", gap.people.persons()},
             {"compounds", gap.compounds},
             {"nearest_" + unit + "_min", far(gap.nearest_min)},
             {"nearest_" + unit + "_max", far(gap.nearest_max)},
             {"homes_beyond", gap.homes_beyond},
             {"sentence", gap_sentence(evaluated.city, evaluation, gap, messages)},
             {"clause", clause_text(rule.source, messages)}};
    one["remedies"] = remedies_json(evaluated.city, gap, messages);
    for (auto const home : gap.homes) {
      one["homes"].push_back(std::to_string(evaluated.city.homes[home].id.value()));
    }
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

nlohmann::ordered_json json_of(Evaluated const& evaluated, words::Messages const& messages) {
  auto const& evaluation = evaluated.evaluation;
  auto const& first = evaluation.persons.front();
  Json object{{"standard", evaluation.standard.id},
              {"person", first.findings.person.id},
              {"evidence", evaluation.strictness == standard::Strictness::seen ? "seen" : "declared"}};
  object.update(score_json(evaluated, first.scores.city, false));
  object["rules"] = rules_json(evaluated, messages);
  object["areas"] = areas_json(evaluated);
  auto const there = std::ranges::find(evaluated.city.areas, evaluated.level, &city::Area::level);
  object["level"] = there == evaluated.city.areas.end() ? "city" : level_word(evaluated.level);
  object["gaps"] = gaps_json(evaluated, messages);
  object["gaps_all"] = evaluated.gaps.size();
  for (auto const& person : evaluation.persons) {
    Json one{{"person", person.findings.person.id}};
    put_needs(one, person.scores.city.needs);
    one["round_share"] = share_of(person.scores.city.round);
    object["persons"].push_back(std::move(one));
  }
  object["homes_not_joined"] = first.findings.not_joined.size();
  return object;
}

}  // namespace linquan::answers
