#include "linquan/answers/standards.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace linquan::answers {
namespace {

using Json = nlohmann::ordered_json;

Json counts_json(ByThree const& counts, std::array<std::string_view, 3> const& words) {
  Json object;
  for (std::size_t i = 0; i < words.size(); ++i) {
    object[std::string{words[i]}] = counts[i];
  }
  return object;
}

}  // namespace

ByThree rules_by_demand(standard::Standard const& standard) {
  ByThree counts{};
  for (auto const& rule : standard.rules) {
    ++counts[static_cast<std::size_t>(rule.demand)];
  }
  return counts;
}

ByThree rules_by_mark(standard::Standard const& standard) {
  ByThree counts{};
  for (auto const& rule : standard.rules) {
    ++counts[static_cast<std::size_t>(rule.source.mark)];
  }
  return counts;
}

nlohmann::ordered_json about_json(standard::Standard const& standard) {
  Json lists = Json::array();
  for (auto const& list : standard.lists) {
    lists.push_back({{"id", list.id}, {"kinds", list.kinds.size()}, {"of", list.of}, {"complete", list.complete()}});
  }
  return {{"id", standard.id},
          {"zh", standard.name.zh},
          {"en", standard.name.en},
          {"source", standard.source.text},
          {"mark", mark_words[static_cast<std::size_t>(standard.source.mark)]},
          {"rules", standard.rules.size()},
          {"rules_by_demand", counts_json(rules_by_demand(standard), demand_words)},
          {"rules_by_mark", counts_json(rules_by_mark(standard), mark_words)},
          {"headlines", standard.headlines.size()},
          {"lists", std::move(lists)},
          {"grades", standard.grades.size()},
          {"round", standard.round.has_value()}};
}

}  // namespace linquan::answers
