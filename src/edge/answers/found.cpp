#include "linquan/answers/found.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "json_text.h"

namespace linquan::answers {

using Json = nlohmann::ordered_json;

Result<search::Times> times_from(CircleFinder& finder, Sight const& sight, CircleFinder::Walk const& walk,
                                 std::string_view name_prefix) {
  auto const reached = finder.reached(sight, walk, name_prefix);
  if (!reached) {
    return tl::unexpected<Error>{reached.error()};
  }
  std::vector<search::Times::Time> times;
  times.reserve(reached->size());
  for (auto const& near : *reached) {
    times.push_back({near.id.value(), near.time});
  }
  return search::Times{std::move(times)};
}

nlohmann::ordered_json json_of(search::Index const& index, search::Found const& found, bool walked) {
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
    one["seconds"] = walked ? Json(whole_units(hit.rank.time)) : Json();
    one["mistyped"] = hit.rank.band == 2;
    hits.push_back(std::move(one));
  }
  auto meanings = Json::array();
  for (auto const& meaning : found.meanings) {
    meanings.push_back({{"word", meaning.word}, {"kinds", meaning.kinds}, {"service", meaning.service}});
  }
  return {{"all", found.all}, {"hits", std::move(hits)}, {"meanings", std::move(meanings)}};
}

namespace {

void append_hit(search::Index const& index, search::Hit const& hit, bool walked, std::string& text) {
  auto const& entry = *index.find(hit.id);
  text += R"({"outlet":")" + std::to_string(hit.id.value()) + R"(","name":)";
  append_quoted(entry.name, text);
  text += R"(,"kinds":)";
  append_list(entry.kinds, text);
  auto separator = R"(,"services":[)";
  for (auto const& service : entry.services) {
    text += separator;
    append_quoted(service.name, text);
    separator = ",";
  }
  text += entry.services.empty() ? R"(,"services":[],"address":)" : R"(],"address":)";
  append_quoted(entry.address, text);
  text += R"(,"telephone":)";
  append_quoted(entry.telephone, text);
  text += R"(,"seconds":)";
  if (walked) {
    append_tenths(hit.rank.time, text);
  } else {
    text += "null";
  }
  text += hit.rank.band == 2 ? R"(,"mistyped":true})" : R"(,"mistyped":false})";
}

}  // namespace

std::string text_of(search::Index const& index, search::Found const& found, bool walked) {
  constexpr std::size_t of_hit = 400;
  std::string text = R"({"all":)" + std::to_string(found.all) + R"(,"hits":[)";
  text.reserve((found.hits.size() + 4) * of_hit);
  for (auto const& hit : found.hits) {
    text += &hit == found.hits.data() ? "" : ",";
    append_hit(index, hit, walked, text);
  }
  text += R"(],"meanings":[)";
  for (auto const& meaning : found.meanings) {
    text += &meaning == found.meanings.data() ? R"({"word":)" : R"(,{"word":)";
    append_quoted(meaning.word, text);
    text += R"(,"kinds":)";
    append_list(meaning.kinds, text);
    text += meaning.service ? R"(,"service":true})" : R"(,"service":false})";
  }
  return text + "]}";
}

}  // namespace linquan::answers
