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
#include "linquan/city/file.h"
#include "linquan/city/join.h"
#include "linquan/kinds/kinds.h"
#include "linquan/outlets/outlets.h"
#include "linquan/persons/persons.h"
#include "linquan/reach/circle.h"
#include "linquan/search/search.h"
#include "parse.h"
#include "text_table.h"

namespace linquan::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t tenths_of_a_minute = 600;

/// Walking times to every outlet within the minutes.
Result<search::Times> times_from(city::City const& city, FindOptions const& options) {
  auto const* person = persons::Persons::built_in().find(options.person);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", options.person}});
  }
  if (auto fit = check_place("--at", *options.at, city.box); !fit) {
    return hand_on(fit);
  }
  auto const access = city::join(city, *options.at);
  if (!access) {
    return tl::unexpected<Error>{access.error()};
  }
  auto const limits = reach::Limits::of(std::array{static_cast<double>(options.minutes)}, reach::Unit::seconds);
  if (!limits) {
    return tl::unexpected<Error>{limits.error()};
  }
  reach::Question question;
  auto& every = question.columns.emplace_back();
  for (std::size_t kind = 0; kind < city.kind_ids.size(); ++kind) {
    every.push_back(static_cast<kinds::KindIndex>(kind));
  }
  question.ways = 7;  // whoever comes to one's home has a place too
  question.open_at = options.open_at;
  reach::Streets const streets{city.streets, {*person, reach::Unit::seconds, options.open_at}};
  reach::Circle circle{streets};
  circle.search(streets.place(*access), *limits);
  search::Times times;
  auto const reached = circle.outlets(reach::supply_of(city, streets, question));
  for (auto const& near : reached.front()) {
    times.emplace(near.id.value(), near.time);
  }
  return times;
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

Json json_of(search::Index const& index, search::Found const& found, bool walked) {
  auto hits = Json::array();
  for (auto const& hit : found.hits) {
    auto const& entry = *index.find(hit.id);
    Json one{{"outlet", std::to_string(hit.id.value())}, {"name", entry.name}, {"kinds", entry.kinds}};
    auto services = Json::array();
    for (auto const& service : entry.services) {
      services.push_back(service.name);
    }
    one["services"] = std::move(services);
    one["address"] = entry.address;
    one["telephone"] = entry.telephone;
    one["seconds"] = walked ? Json(static_cast<double>(hit.rank.time) / 10) : Json();
    one["mistyped"] = hit.rank.band == 2;
    hits.push_back(std::move(one));
  }
  auto meanings = Json::array();
  for (auto const& meaning : found.meanings) {
    meanings.push_back({{"word", meaning.word}, {"kinds", meaning.kinds}, {"service", meaning.service}});
  }
  return {{"all", found.all}, {"hits", std::move(hits)}, {"meanings", std::move(meanings)}};
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
  progress.step("step_open", 0);
  auto const city = city::load(options.city);
  if (!city) {
    return tl::unexpected<Error>{city.error()};
  }
  search::Asked asked{std::move(*query), {}, options.open_at, nullptr, std::nullopt, options.count};
  if (!options.kinds.empty()) {
    auto const kinds = parse_kinds("--kind", options.kinds, *city);
    if (!kinds) {
      return tl::unexpected<Error>{kinds.error()};
    }
    for (auto const kind : *kinds) {
      asked.kinds.push_back(city->kind_ids.at(kind));
    }
  }
  search::Times times;
  if (options.at) {
    auto reached = times_from(*city, options);
    if (!reached) {
      return hand_on(reached);
    }
    times = std::move(*reached);
    asked.times = &times;
  }
  progress.step("step_find", 0);
  search::Index const index{outlets::entries_of(*city), kinds::Kinds::built_in()};
  auto const found = search::find(index, asked);
  auto const walked = options.at.has_value();
  auto const text =
      console.json ? json_of(index, found, walked).dump() + "\n" : text_of(index, found, walked, console.messages);
  std::fputs(text.c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
