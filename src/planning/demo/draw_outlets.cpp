#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "outlets.h"
#include "random.h"

namespace linquan::demo {
namespace {

struct Size {
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// Grounds have the size that their level asks for, in decimetres.
Size size_of(std::string_view kind) {
  if (kind == "sport_l") {
    return {900, 500};
  }
  if (kind == "sport_m") {
    return {500, 320};
  }
  if (kind == "sport_s") {
    return {320, 280};
  }
  return kind == "park5" ? Size{800, 650} : Size{};
}

Tags describe(Town const& town, Outlet const& outlet, Random& random) {
  auto const& offer = offers()[outlet.offer];
  auto tags = tags_of(offer.tags);
  if (!outlet.name.empty()) {
    tags.emplace_back("name", outlet.name);
  }
  if (!outlet.telephone.empty() && random.chance(700)) {
    tags.emplace_back("phone", fmt::format("+86 {} {}", outlet.telephone.substr(1, 3), outlet.telephone.substr(5)));
  }
  // Breakfast is told from other fast food by its hours alone.
  if (!offer.hours.empty() && (offer.kind == "breakfast" || random.chance(600))) {
    tags.emplace_back("opening_hours", offer.hours);
  }
  if (outlet.street != nothing && outlet.number != 0 && random.chance(600)) {
    tags.emplace_back("addr:street", town.names[outlet.street]);
    tags.emplace_back("addr:housenumber", fmt::to_string(outlet.number));
  }
  return tags;
}

}  // namespace

Tags tags_of(std::string_view text) {
  Tags tags;
  while (!text.empty()) {
    auto const end = std::min(text.find(';'), text.size());
    auto const one = text.substr(0, end);
    auto const equals = one.find('=');
    tags.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tags;
}

void draw_outlets(Town& town, std::vector<Outlet>& outlets) {
  for (std::size_t i = 0; i < outlets.size(); ++i) {
    auto& outlet = outlets[i];
    if (!outlet.sources.map) {
      continue;
    }
    Random random{mixed(town.seed, {7024, static_cast<std::int64_t>(i)})};
    auto tags = describe(town, outlet, random);
    auto const size = size_of(offers()[outlet.offer].kind);
    if (size.width > 0) {
      auto const x = outlet.at.x - size.width / 2;
      auto const y = outlet.at.y - size.height / 2;
      outlet.way =
          town.map.area({at(x, y), at(x + size.width, y), at(x + size.width, y + size.height), at(x, y + size.height)},
                        std::move(tags));
    } else if (outlet.node != nothing) {
      // An entrance of the metro stands in the map already.
      std::erase_if(tags, [](auto const& tag) { return tag.first == "railway"; });
      if (!tags.empty()) {
        town.map.tag(outlet.node, std::move(tags));
      }
    } else {
      outlet.node = town.map.node(outlet.at, std::move(tags));
    }
  }
}

}  // namespace linquan::demo
