#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "commands.h"
#include "figures.h"
#include "linquan/answers/standards.h"
#include "linquan/base/ensure.h"
#include "linquan/kinds/kinds.h"
#include "linquan/standard/standard.h"
#include "linquan/words/source_text.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;
using standard::Standard;

using answers::demand_words;
using answers::mark_words;
using answers::rules_by_demand;
using answers::rules_by_mark;

std::string const& in_language(standard::Name const& name, Messages const& messages) {
  return messages.language() == Language::zh ? name.zh : name.en;
}

std::string mark_text(standard::Mark mark, Messages const& messages) {
  return messages.say("mark_" + std::string{mark_words[static_cast<std::size_t>(mark)]});
}

/// What reports print of a standard before anything else.
std::string about(Standard const& standard, Messages const& messages) {
  auto const [must, should, upgrade] = rules_by_demand(standard);
  auto const demands = messages.say(
      "standards_count", {{"must", grouped(must)}, {"should", grouped(should)}, {"upgrade", grouped(upgrade)}});
  auto const [seen, known, proposed] = rules_by_mark(standard);
  std::string text =
      messages.say("standards_about", {{"name", in_language(standard.name, messages)}, {"id", standard.id}}) + '\n';
  text += messages.say("standards_source", {{"text", words::source_text(standard.source, messages)},
                                            {"mark", mark_text(standard.source.mark, messages)}}) +
          '\n';
  text += messages.say("standards_rules", {{"count", grouped(standard.rules.size())}, {"demands", demands}}) + '\n';
  if (!standard.rules.empty()) {
    text += messages.say("standards_marks",
                         {{"seen", grouped(seen)}, {"known", grouped(known)}, {"proposed", grouped(proposed)}}) +
            '\n';
  }
  for (auto const& list : standard.lists) {
    text += messages.say(list.complete() ? "standards_list" : "standards_list_open",
                         {{"name", in_language(list.name, messages)},
                          {"kinds", grouped(list.kinds.size())},
                          {"of", grouped(list.of)}}) +
            '\n';
  }
  return text;
}

std::string limit_text(standard::Rule const& rule, Messages const& messages) {
  auto const metres = rule.unit == reach::Unit::metres;
  return messages.say(metres ? "access_metres" : "access_minutes",
                      {{"n", grouped(rule.limit / (metres ? std::size_t{10} : std::size_t{600}))}});
}

std::string rules_text(Standard const& standard, Messages const& messages) {
  std::string text;
  for (auto const& rule : standard.rules) {
    text += messages.say(
                "standards_rule",
                {{"id", rule.id}, {"name", in_language(rule.name, messages)}, {"limit", limit_text(rule, messages)}}) +
            '\n';
  }
  for (auto const& headline : standard.headlines) {
    std::string names;
    for (auto const rule : headline.rules) {
      names += (names.empty() ? "" : " + ") + in_language(standard.rules[rule].name, messages);
    }
    text +=
        messages.say("standards_headline", {{"name", in_language(headline.name, messages)}, {"rules", names}}) + '\n';
  }
  for (auto const& grade : standard.grades) {
    std::string needs;
    for (auto const& need : grade.needs) {
      auto const& list = standard.lists[need.list];
      needs += fmt::format("{}{} ≥ {}/{}", needs.empty() ? "" : ", ", in_language(list.name, messages), need.at_least,
                           list.of);
    }
    text += messages.say("standards_grade", {{"name", in_language(grade.name, messages)}, {"needs", needs}}) + '\n';
  }
  return text;
}

Json rules_json(Standard const& standard) {
  Json rules = Json::array();
  for (auto const& rule : standard.rules) {
    auto const metres = rule.unit == reach::Unit::metres;
    rules.push_back({{"id", rule.id},
                     {"line", rule.line},
                     {"kinds", rule.kinds},
                     {"unit", metres ? "metres" : "seconds"},
                     {"limit", static_cast<double>(rule.limit) / 10},
                     {"demand", demand_words[static_cast<std::size_t>(rule.demand)]},
                     {"weight", rule.weight},
                     {"source", rule.source.text},
                     {"mark", mark_words[static_cast<std::size_t>(rule.source.mark)]}});
  }
  return rules;
}

void put(Console const& console, std::string const& text) {
  std::fputs(text.c_str(), console.out);
}

Result<void> check(std::string const& file, Console const& console) {
  auto const standard = standard::load(file, kinds::Kinds::built_in());
  if (!standard) {
    return tl::unexpected<Error>{standard.error()};
  }
  if (console.json) {
    auto object = answers::about_json(*standard);
    object["rules"] = rules_json(*standard);
    put(console, object.dump() + '\n');
  } else {
    put(console, about(*standard, console.messages) + rules_text(*standard, console.messages));
  }
  return {};
}

Result<void> print(std::string const& id, Console const& console) {
  auto const text = standard::built_in_text(id);
  if (text.empty()) {
    return refuse(ErrorKind::usage, "standard_unknown",
                  {{"word", id}, {"ids", fmt::format("{}", fmt::join(standard::built_in_ids(), ", "))}});
  }
  put(console, console.json ? Json{{"id", id}, {"text", text}}.dump() + '\n' : std::string{text});
  return {};
}

}  // namespace

Result<void> run_standards(StandardsOptions const& options, Console const& console, Progress& /*progress*/) {
  if (options.check) {
    return check(*options.check, console);
  }
  if (options.id) {
    return print(*options.id, console);
  }
  Json all = Json::array();
  std::string text;
  for (auto const id : standard::built_in_ids()) {
    auto const standard = standard::load(id, kinds::Kinds::built_in());
    ensure(standard.has_value(), "a built-in standard is not what its schema asks");
    all.push_back(answers::about_json(*standard));
    text += (text.empty() ? "" : "\n") + about(*standard, console.messages);
  }
  put(console, console.json ? Json{{"standards", std::move(all)}}.dump() + '\n' : text);
  return {};
}

}  // namespace linquan::cli
