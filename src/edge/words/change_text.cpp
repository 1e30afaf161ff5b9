#include "linquan/words/change_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

#include "linquan/words/figures.h"

namespace linquan::words {
namespace {

constexpr std::size_t names_told = 5;

std::string names_text(city::City const& city, std::vector<std::uint32_t> const& outlets, Messages const& messages) {
  std::string names;
  for (std::size_t i = 0; i < std::min(outlets.size(), names_told); ++i) {
    names += (i == 0 ? "" : messages.say("list_comma")) + outlet_name(city, city.outlets[outlets[i]].id, messages);
  }
  return outlets.size() <= names_told
             ? names
             : messages.say("cause_and_others", {{"names", names}, {"n", grouped(outlets.size() - names_told)}});
}

void add_outlets(std::vector<std::string>& lines, Compared const& compared, Messages const& messages) {
  auto const& inventory = compared.comparison.inventory;
  auto const add = [&](Plural code, city::City const& city, std::vector<std::uint32_t> const& outlets) {
    if (!outlets.empty()) {
      lines.push_back(counted(code, outlets.size(), messages, {{"names", names_text(city, outlets, messages)}}));
    }
  };
  auto const lines_before = lines.size();
  add({"compare_opened_one", "compare_opened"}, compared.after, inventory.opened);
  add({"compare_closed_one", "compare_closed"}, compared.before, inventory.closed);
  std::vector<std::uint32_t> changed;
  for (auto const& one : inventory.changed) {
    changed.push_back(one.after);
  }
  add({"compare_changed_one", "compare_changed"}, compared.after, changed);
  if (lines.size() == lines_before) {
    lines.push_back(messages.say("compare_outlets_details"));
  }
}

std::string edits_text(std::span<reach::Edit const> edits, Messages const& messages) {
  auto const of_streets = std::ranges::count_if(edits, [](reach::Edit const& edit) {
    return !std::holds_alternative<reach::PutOutlet>(edit) && !std::holds_alternative<reach::RemoveOutlet>(edit);
  });
  return counted({"compare_edits_one", "compare_edits"}, static_cast<std::uint64_t>(of_streets), messages);
}

std::string streets_text(compare::Inventory const& inventory, Messages const& messages) {
  return messages.say("compare_streets", {{"before", grouped(inventory.street_metres_before)},
                                          {"after", grouped(inventory.street_metres_after)},
                                          {"gates_new", grouped(inventory.gates_new.size())},
                                          {"gates_gone", grouped(inventory.gates_gone.size())},
                                          {"opened", grouped(inventory.gates_opened)},
                                          {"locked", grouped(inventory.gates_locked)}});
}

}  // namespace

std::string counted(Plural codes, std::uint64_t n, Messages const& messages, Error::Args args) {
  args.emplace_back("n", grouped(n));
  return messages.say(n == 1 ? codes.one : codes.many, args);
}

std::vector<std::string> difference_lines(Compared const& compared, std::optional<std::span<reach::Edit const>> edits,
                                          Messages const& messages) {
  auto const& comparison = compared.comparison;
  auto const& inventory = comparison.inventory;
  auto const changed = [&](compare::Factor factor) { return comparison.changed.at(static_cast<std::size_t>(factor)); };
  std::vector<std::string> lines;
  if (changed(compare::Factor::streets)) {
    lines.push_back(edits ? edits_text(*edits, messages) : streets_text(inventory, messages));
  }
  if (changed(compare::Factor::outlets)) {
    add_outlets(lines, compared, messages);
  }
  if (changed(compare::Factor::population)) {
    lines.push_back(messages.say("compare_people", {{"before", people_text(inventory.people_before)},
                                                    {"after", people_text(inventory.people_after)},
                                                    {"both", grouped(inventory.homes_both)},
                                                    {"new", grouped(inventory.homes_new)},
                                                    {"gone", grouped(inventory.homes_gone)}}));
  }
  return lines;
}

bool differs(compare::RuleChange const& change) {
  return change.before != change.after || change.gained.count != 0 || change.lost.count != 0;
}

Sums sums_of(compare::AreaChange const& area) {
  Sums sums;
  for (auto const& change : area.rules) {
    sums.gained += change.gained;
    sums.lost += change.lost;
  }
  return sums;
}

std::string area_text(compare::AreaChange const& area, Messages const& messages) {
  if (area.before == walk::none && area.after == walk::none) {
    return messages.say("area_outside");
  }
  return area.name.empty() ? area.code : area.name;
}

}  // namespace linquan::words
