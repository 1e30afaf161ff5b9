#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "compare_told.h"
#include "level_word.h"
#include "linquan/words/gap_text.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;
using compare::AreaChange;
using compare::Factor;
using compare::RuleChange;
using compare::Split;

Json or_null(std::optional<double> value) {
  return value ? Json(*value) : Json(nullptr);
}

Json share_of(standard::Tally const& tally) {
  auto const known = tally.met + tally.unmet;
  return known.count == 0 ? Json(nullptr) : Json(tally.met.persons() / known.persons());
}

/// In whole people: a thousandth of what is kept.
Json effects_json(Split const& split) {
  return {{"streets", split.of(Factor::streets) / 1000},
          {"outlets", split.of(Factor::outlets) / 1000},
          {"population", split.of(Factor::population) / 1000}};
}

Json change_json(RuleChange const& change) {
  return {{"people_met_before", change.before.met.persons()},
          {"people_met_after", change.after.met.persons()},
          {"people_unmet_before", change.before.unmet.persons()},
          {"people_unmet_after", change.after.unmet.persons()},
          {"people_unknown_before", change.before.unknown.persons()},
          {"people_unknown_after", change.after.unknown.persons()},
          {"share_before", share_of(change.before)},
          {"share_after", share_of(change.after)},
          {"gained", change.gained.persons()},
          {"lost", change.lost.persons()},
          {"now_known", change.now_known.persons()},
          {"now_unknown", change.now_unknown.persons()},
          {"moved", change.moved.persons()},
          {"effects", effects_json(change.met)}};
}

void put_needs(Json& to, AreaChange const& area) {
  to["needs_met_share_before"] = or_null(area.needs_before.share());
  to["needs_met_share_after"] = or_null(area.needs_after.share());
  to["needs_effects"] = effects_json(area.needs);
}

Json rules_json(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  auto list = Json::array();
  for (std::size_t i = 0; i < comparison.city.rules.size(); ++i) {
    auto const& rule = comparison.standard.rules[i];
    Json one{{"id", rule.id}, {"name", words::name_text(rule.name, messages.language())}};
    one.update(change_json(comparison.city.rules[i]));
    list.push_back(std::move(one));
  }
  return list;
}

/// Rules only where the area is of the level that is told.
Json area_json(ComparedStates const& states, city::AreaLevel level, AreaChange const& area, bool outside) {
  auto const& comparison = states.compared.comparison;
  Json one{{"level", level_word(level)},
           {"code", outside ? Json(nullptr) : Json(area.code)},
           {"name", outside ? Json(nullptr) : Json(area.name)},
           {"people_before", area.people_before.persons()},
           {"people_after", area.people_after.persons()}};
  put_needs(one, area);
  for (std::size_t i = 0; level == comparison.level && i < area.rules.size(); ++i) {
    one["rules"][comparison.standard.rules[i].id] = change_json(area.rules[i]);
  }
  return one;
}

Json areas_json(ComparedStates const& states) {
  auto list = Json::array();
  for (auto const& level : states.compared.comparison.levels) {
    for (auto const& area : level.areas) {
      list.push_back(area_json(states, level.level, area, false));
    }
    list.push_back(area_json(states, level.level, level.outside, true));
  }
  return list;
}

std::string_view word_of(compare::Why why) {
  switch (why) {
    case compare::Why::opened:
      return "opened";
    case compare::Why::closed:
      return "closed";
    case compare::Why::moved:
      return "moved";
    case compare::Why::offers:
      return "offers";
    case compare::Why::streets:
      return "streets";
    case compare::Why::several:
      return "several";
  }
  return "several";
}

Json causes_json(compare::Shift const& shift) {
  auto list = Json::array();
  for (auto const& cause : shift.causes) {
    auto outlets = Json::array();
    for (auto const id : cause.outlets) {
      outlets.push_back(std::to_string(id.value()));
    }
    list.push_back({{"why", word_of(cause.why)}, {"outlets", outlets}, {"people", cause.people.persons()}});
  }
  return list;
}

Json shifts_json(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  auto list = Json::array();
  for (std::size_t i = 0; i < std::min(comparison.shifts.size(), states.options.shifts); ++i) {
    auto const& shift = comparison.shifts[i];
    auto const& homes = shift.gained ? states.compared.after.homes : states.compared.before.homes;
    auto ids = Json::array();
    for (auto const home : shift.homes) {
      ids.push_back(std::to_string(homes[home].id.value()));
    }
    list.push_back({{"rule", comparison.standard.rules[shift.rule].id},
                    {"gained", shift.gained},
                    {"area", words::shift_area(states.compared, shift, messages)},
                    {"people", shift.people.persons()},
                    {"homes", std::move(ids)},
                    {"causes", causes_json(shift)},
                    {"sentence", words::shift_sentence(states.compared, shift, messages)}});
  }
  return list;
}

Json ids_json(city::City const& city, std::vector<std::uint32_t> const& outlets) {
  auto list = Json::array();
  for (auto const i : outlets) {
    list.push_back({{"id", std::to_string(city.outlets[i].id.value())}, {"name", city.outlets[i].name}});
  }
  return list;
}

Json inventory_json(ComparedStates const& states) {
  auto const& inventory = states.compared.comparison.inventory;
  auto changed = Json::array();
  for (auto const& one : inventory.changed) {
    auto const& outlet = states.compared.after.outlets[one.after];
    changed.push_back({{"id", std::to_string(outlet.id.value())},
                       {"name", outlet.name},
                       {"moved", one.moved},
                       {"offers", one.offers}});
  }
  return {{"outlets_opened", ids_json(states.compared.after, inventory.opened)},
          {"outlets_closed", ids_json(states.compared.before, inventory.closed)},
          {"outlets_changed", std::move(changed)},
          {"gates_new", inventory.gates_new.size()},
          {"gates_gone", inventory.gates_gone.size()},
          {"gates_opened", inventory.gates_opened},
          {"gates_locked", inventory.gates_locked},
          {"street_metres_before", inventory.street_metres_before},
          {"street_metres_after", inventory.street_metres_after},
          {"homes_both", inventory.homes_both},
          {"homes_new", inventory.homes_new},
          {"homes_gone", inventory.homes_gone},
          {"people_before", inventory.people_before.persons()},
          {"people_after", inventory.people_after.persons()}};
}

}  // namespace

nlohmann::ordered_json json_of(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  Json object{
      {"standard", comparison.standard.id},
      {"person", comparison.person.id},
      {"evidence", comparison.strictness == standard::Strictness::seen ? "seen" : "declared"},
      {"changed",
       {{"streets", comparison.changed[0]}, {"outlets", comparison.changed[1]}, {"population", comparison.changed[2]}}},
      {"edits", states.edits.size()}};
  object.update(inventory_json(states));
  put_needs(object, comparison.city);
  object["round"] = comparison.city.round ? change_json(*comparison.city.round) : Json(nullptr);
  object["rules"] = rules_json(states, messages);
  object["areas"] = areas_json(states);
  object["level"] = level_word(comparison.level);
  object["shifts"] = shifts_json(states, messages);
  object["shifts_all"] = comparison.shifts.size();
  object["homes_not_joined_max"] = comparison.unjoined_max;
  return object;
}

}  // namespace linquan::cli
