#include "linquan/words/remedy_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "linquan/kinds/kinds.h"
#include "linquan/walk/street_of.h"
#include "linquan/words/figures.h"

namespace linquan::words {
namespace {

using standard::Means;
using standard::Remedy;

constexpr std::size_t told_max = 3;

std::string gate_name(city::City const& city, std::uint32_t gate) {
  auto const& it = city.streets.gates[gate];
  auto const known = std::ranges::find(city.gates, gate, &city::Gate::graph_gate);
  if (known != city.gates.end() && known->compound != walk::none && !city.areas[known->compound].name.empty()) {
    return city.areas[known->compound].name;
  }
  return walk::street_at(city.streets, it.node);
}

/// Its name; an outlet without one is told by its kind and street: "Supermarket (Lake Street)".
std::string outlet_name(city::City const& city, city::Outlet const& outlet, Messages const& messages) {
  if (!outlet.name.empty() || outlet.kinds.empty()) {
    return outlet.name;
  }
  auto const& table = kinds::Kinds::built_in();
  auto const& id = city.kind_ids[outlet.kinds.front()];
  auto const kind = table.find(id);
  auto name = !kind ? id : messages.language() == Language::zh ? table[*kind].zh : table[*kind].en;
  for (auto const& stand : outlet.stands) {
    if (stand.accesses.empty()) {
      continue;
    }
    if (auto const& street = walk::street_name(city.streets, stand.accesses.front().edge); !street.empty()) {
      return fmt::format("{} ({})", name, street);
    }
  }
  return name;
}

std::string_view code_of(Means means) {
  constexpr std::array<std::string_view, 6> codes{"remedy_hours",     "remedy_gate",  "remedy_take_on",
                                                  "remedy_candidate", "remedy_front", "remedy_more"};
  return codes.at(static_cast<std::size_t>(means));
}

}  // namespace

std::string_view means_word(Means means) {
  constexpr std::array<std::string_view, 6> words{"hours", "gate", "take_on", "candidate", "front", "more"};
  return words.at(static_cast<std::size_t>(means));
}

std::string remedy_name(city::City const& city, Remedy const& remedy, Messages const& messages) {
  std::string name;
  switch (remedy.means) {
    case Means::hours:
    case Means::take_on:
      name = outlet_name(city, city.outlets[remedy.index], messages);
      break;
    case Means::candidate:
      name = city.candidates[remedy.index].name;
      break;
    case Means::gate:
      name = gate_name(city, remedy.index);
      break;
    case Means::front:
      name = walk::street_of(city.streets, remedy.access);
      break;
    case Means::more:
      return {};
  }
  return name.empty() ? fmt::format("{:.5f},{:.5f}", geo::lat_degrees(remedy.at), geo::lon_degrees(remedy.at)) : name;
}

std::string remedies_sentence(city::City const& city, standard::Gap const& gap, Messages const& messages) {
  std::string parts;
  for (std::size_t i = 0; i < std::min(told_max, gap.remedies.size()); ++i) {
    auto const& remedy = gap.remedies[i];
    auto const people = remedy.people == gap.people
                            ? messages.say("remedy_people_all")
                            : messages.say("remedy_people", {{"people", people_text(remedy.people)}});
    parts += (parts.empty() ? "" : messages.say("remedy_between")) +
             messages.say(code_of(remedy.means), {{"name", remedy_name(city, remedy, messages)},
                                                  {"count", fmt::to_string(remedy.count)},
                                                  {"people", people}});
  }
  return parts.empty() ? parts : messages.say("remedies", {{"remedies", parts}});
}

}  // namespace linquan::words
