#include <algorithm>

#include "linquan/siting/carts.h"

namespace linquan::siting {
namespace {

bool is_named(city::Area const& area, std::string const& word) {
  return word == "all" || word == area.name || word == area.code || word == area.state;
}

std::string words_of(std::vector<city::Area> const& areas) {
  std::string names;
  for (auto const& area : areas) {
    if (area.level == city::AreaLevel::living_circle) {
      names += (names.empty() ? "" : ", ") + area.name;
    }
  }
  return names;
}

}  // namespace

Result<std::optional<std::vector<std::uint32_t>>> circles_of(city::City const& city,
                                                             std::vector<std::string> const& words) {
  if (words == std::vector<std::string>{"city"}) {
    return std::nullopt;
  }
  std::vector<std::uint32_t> found;
  auto const names = words_of(city.areas);
  if (names.empty()) {
    return refuse(ErrorKind::bad_input, "circles_none");
  }
  for (auto const& word : words) {
    auto const before = found.size();
    for (std::uint32_t i = 0; i < city.areas.size(); ++i) {
      if (city.areas[i].level == city::AreaLevel::living_circle && is_named(city.areas[i], word)) {
        found.push_back(i);
      }
    }
    if (found.size() == before) {
      return refuse(ErrorKind::bad_input, "circle_unknown", {{"word", word}, {"names", names}});
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace linquan::siting
