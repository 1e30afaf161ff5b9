#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "figures.h"
#include "kind_names.h"
#include "linquan/answers/found.h"
#include "linquan/kinds/kinds.h"
#include "linquan/outlets/outlets.h"
#include "linquan/search/search.h"
#include "opened.h"
#include "parse.h"
#include "text_table.h"

namespace linquan::cli {
namespace {

constexpr std::uint64_t tenths_of_a_minute = 600;

/// Walking times to every outlet within the minutes.
Result<search::Times> times_from(town::Town const& town, FindOptions const& options) {
  auto const person = answers::person_named(options.person);
  if (!person) {
    return tl::unexpected<Error>{person.error()};
  }
  auto const limits = reach::Limits::of(std::array{static_cast<double>(options.minutes)}, reach::Unit::seconds);
  if (!limits) {
    return tl::unexpected<Error>{limits.error()};
  }
  // Gates keep the hours of an ordinary week.
  auto const minute = options.open_at ? std::optional{options.open_at->minute} : std::nullopt;
  answers::Sight const sight{town, {*person, reach::Unit::seconds, minute}};
  answers::CircleFinder finder{sight};
  return answers::times_from(finder, sight, {*options.at, *limits, options.open_at}, "--");
}

std::string names_of(std::vector<std::string> const& kinds, Messages const& messages) {
  auto const& table = kinds::Kinds::built_in();
  std::string names;
  for (auto const& id : kinds) {
    auto const index = table.find(id);
    auto const& name = !index ? id : messages.language() == Language::zh ? table[*index].zh : table[*index].en;
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::string text_of(search::Index const& index, search::Found const& found, bool walked, Messages const& messages) {
  std::vector<std::vector<std::string>> rows;
  for (auto const& hit : found.hits) {
    auto const& entry = *index.find(hit.id);
    auto const minutes =
        fmt::format("{}:{:02}", hit.rank.time / tenths_of_a_minute, hit.rank.time % tenths_of_a_minute / 10);
    rows.push_back({walked ? minutes : "", entry.name, names_of(entry.kinds, messages), entry.address, entry.telephone,
                    std::to_string(hit.id.value())});
  }
  std::string words;
  for (auto const& meaning : found.meanings) {
    words += (words.empty() ? "" : ", ") + meaning.word;
  }
  auto text = messages.say("find_done", {{"count", grouped(found.hits.size())}, {"all", grouped(found.all)}}) + "\n";
  if (!words.empty()) {
    text += messages.say("find_meanings", {{"words", words}}) + "\n";
  }
  return text + text_table(rows, "rlllll");
}

}  // namespace

Result<void> run_find(FindOptions const& options, Console const& console, Progress& progress) {
  auto query = search::parse_query(options.text);
  if (!query) {
    return hand_on(query);
  }
  auto const town = open_town(options.city, options.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  auto const& city = town->city();
  search::Asked asked{std::move(*query), {}, options.open_at, nullptr, std::nullopt, options.count};
  if (!options.kinds.empty()) {
    auto const kinds = parse_kinds("--kind", options.kinds, city);
    if (!kinds) {
      return tl::unexpected<Error>{kinds.error()};
    }
    for (auto const kind : *kinds) {
      asked.kinds.push_back(city.kind_ids.at(kind));
    }
  }
  search::Times times;
  if (options.at) {
    auto reached = times_from(*town, options);
    if (!reached) {
      return hand_on(reached);
    }
    times = std::move(*reached);
    asked.times = &times;
  }
  progress.step("step_find", 0);
  search::Index const index{outlets::entries_of(city), kinds::Kinds::built_in()};
  auto const found = search::find(index, asked);
  auto const walked = options.at.has_value();
  auto const text = console.json ? answers::json_of(index, found, walked).dump() + "\n"
                                 : text_of(index, found, walked, console.messages);
  std::fputs(text.c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
