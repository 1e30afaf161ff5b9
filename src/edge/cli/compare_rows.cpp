#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compare_told.h"
#include "level_word.h"
#include "linquan/words/gap_text.h"

namespace linquan::cli {
namespace {

using compare::Factor;
using compare::RuleChange;
using tables::Sheet;
using tables::Value;
using Row = std::vector<Value>;

Sheet sheet(std::string name, Messages const& messages, std::vector<std::string_view> const& before,
            std::vector<std::string_view> const& after) {
  Sheet result{std::move(name), {}, {}};
  for (auto const* const codes : {&before, &after}) {
    for (auto const code : *codes) {
      result.columns.push_back(messages.say(code));
    }
  }
  return result;
}

constexpr std::array<std::string_view, 12> change_columns{
    "column_met_before", "column_met_after",  "column_unmet_before", "column_unmet_after",
    "column_gained",     "column_lost",       "column_now_known",    "column_now_unknown",
    "column_moved",      "column_by_streets", "column_by_outlets",   "column_by_population"};

void add_change(Row& row, RuleChange const& change) {
  for (auto const people : {change.before.met, change.after.met, change.before.unmet, change.after.unmet, change.gained,
                            change.lost, change.now_known, change.now_unknown, change.moved}) {
    row.emplace_back(people.persons());
  }
  for (auto const factor : {Factor::streets, Factor::outlets, Factor::population}) {
    row.emplace_back(change.met.of(factor) / 1000);
  }
}

Sheet rules_sheet(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  auto list = sheet("rules", messages, {"column_id", "column_name"}, {change_columns.begin(), change_columns.end()});
  for (std::size_t i = 0; i < comparison.city.rules.size(); ++i) {
    auto const& rule = comparison.standard.rules[i];
    Row row{rule.id, words::name_text(rule.name, messages.language())};
    add_change(row, comparison.city.rules[i]);
    list.rows.push_back(std::move(row));
  }
  if (comparison.city.round) {
    Row row{std::string{"round"}, messages.say("compare_round")};
    add_change(row, *comparison.city.round);
    list.rows.push_back(std::move(row));
  }
  return list;
}

Sheet areas_sheet(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  auto list = sheet("areas", messages, {"column_level", "column_code", "column_name", "column_rule"},
                    {change_columns.begin(), change_columns.end()});
  auto const add = [&](city::AreaLevel level, compare::AreaChange const& area, std::string const& name) {
    for (std::size_t i = 0; i < area.rules.size(); ++i) {
      Row row{messages.say(std::string{"area_level_"} + std::string{level_word(level)}), area.code, name,
              comparison.standard.rules[i].id};
      add_change(row, area.rules[i]);
      list.rows.push_back(std::move(row));
    }
  };
  for (auto const& level : comparison.levels) {
    for (auto const& area : level.areas) {
      add(level.level, area, area.name);
    }
    add(level.level, level.outside, messages.say("area_outside"));
  }
  return list;
}

Sheet shifts_sheet(ComparedStates const& states, Messages const& messages) {
  auto const& comparison = states.compared.comparison;
  auto list = sheet("shifts", messages, {"column_rule", "column_area", "column_change", "column_people"},
                    {"column_homes", "column_cause", "column_sentence"});
  for (auto const& shift : comparison.shifts) {
    auto const cause = shift.causes.empty()
                           ? std::string{}
                           : words::cause_text(states.compared, shift.causes.front(), shift.gained, messages);
    list.rows.push_back({comparison.standard.rules[shift.rule].id, words::shift_area(states.compared, shift, messages),
                         messages.say(shift.gained ? "column_gained" : "column_lost"), shift.people.persons(),
                         static_cast<std::int64_t>(shift.homes.size()), cause,
                         words::shift_sentence(states.compared, shift, messages)});
  }
  return list;
}

Sheet outlets_sheet(ComparedStates const& states, Messages const& messages) {
  auto const& inventory = states.compared.comparison.inventory;
  auto list = sheet("outlets", messages, {"column_change", "column_id"}, {"column_name", "column_address"});
  auto const add = [&](std::string_view code, city::Outlet const& outlet) {
    list.rows.push_back({messages.say(code), std::to_string(outlet.id.value()), outlet.name, outlet.address});
  };
  for (auto const i : inventory.opened) {
    add("change_opened", states.compared.after.outlets[i]);
  }
  for (auto const i : inventory.closed) {
    add("change_closed", states.compared.before.outlets[i]);
  }
  for (auto const& one : inventory.changed) {
    add(one.moved ? "change_moved" : "change_offers", states.compared.after.outlets[one.after]);
  }
  return list;
}

}  // namespace

std::vector<Sheet> sheets_of(ComparedStates const& states, Messages const& messages) {
  return {rules_sheet(states, messages), areas_sheet(states, messages), shifts_sheet(states, messages),
          outlets_sheet(states, messages)};
}

}  // namespace linquan::cli
