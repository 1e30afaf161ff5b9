#include "linquan/answers/found.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace linquan::answers {

using Json = nlohmann::ordered_json;

Result<search::Times> times_from(CircleFinder& finder, Sight const& sight, CircleFinder::Walk const& walk,
                                 std::string_view name_prefix) {
  auto const reached = finder.reached(sight, walk, name_prefix);
  if (!reached) {
    return tl::unexpected<Error>{reached.error()};
  }
  search::Times times;
  times.reserve(reached->size());
  for (auto const& near : *reached) {
    times.emplace(near.id.value(), near.time);
  }
  return times;
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

}  // namespace linquan::answers
