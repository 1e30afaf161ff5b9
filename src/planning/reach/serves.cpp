#include "linquan/reach/serves.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "wave.h"

namespace linquan::reach {
namespace {

void add(Served& to, city::People const& people) {
  ++to.homes;
  to.people.all += people.all;
  to.people.age_0_14 += people.age_0_14;
  to.people.age_60 += people.age_60;
  to.people.age_70 += people.age_70;
}

/// Edges from which the doors may be reached: those that lead to a reached node, and the doors' own.
std::vector<Edge> edges_about(Streets const& streets, Wave const& wave, std::span<Place const> doors) {
  std::vector<Edge> edges;
  for (auto const& door : doors) {
    edges.push_back(door.edge);
  }
  for (auto const node : wave.reached()) {
    for (auto const& arc : streets.arriving(node)) {
      edges.push_back(arc.edge);
    }
  }
  std::ranges::sort(edges);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

/// From a home's door to the nearest of the doors, over either end of its edge or straight along it.
std::uint32_t time_from(Streets const& streets, Wave const& wave, Place const& home, std::span<Place const> doors) {
  auto const& ends = streets.ends(home.edge);
  auto best = std::uint32_t{absent};
  auto const by = [&](Tenths first, std::uint32_t rest) {
    if (first != absent && rest < absent) {
      best = std::min(best, std::uint32_t{home.door} + first + rest);
    }
  };
  if (ends.backward) {
    by(home.to_start, wave.time(ends.from));
  }
  if (ends.forward) {
    by(home.to_end, wave.time(ends.to));
  }
  for (auto const& door : doors) {
    by(streets.along(home, door), door.door);
  }
  return best;
}

}  // namespace

Tenths step_of(Unit unit) {
  return unit == Unit::seconds ? 600 : 1000;
}

Clientele serves(Streets const& streets, Homes const& homes, std::span<city::Home const> city_homes,
                 std::span<Place const> doors, Tenths limit) {
  std::vector<Place> goals;
  Wave wave{streets.node_count()};
  for (auto const& door : doors) {
    if (door.edge != walk::none) {
      goals.push_back(streets.current(door));
      wave.start(streets, goals.back(), Heading::back, limit);
    }
  }
  wave.spread(streets, Heading::back, limit);
  Clientele clientele;
  auto const step = step_of(streets.walker().unit);
  clientele.steps.resize((std::size_t{limit} + step - 1) / step);
  for (auto const edge : edges_about(streets, wave, goals)) {
    for (auto const seat : homes.on_edge(edge)) {
      auto const time = time_from(streets, wave, streets.current(homes.place(seat)), goals);
      if (time <= limit) {
        clientele.homes.push_back({homes.home(seat), static_cast<Tenths>(time)});
      }
    }
  }
  std::ranges::sort(clientele.homes, {}, &Clientele::Home::home);
  for (auto const& it : clientele.homes) {
    auto const& people = city_homes[it.home].people;
    add(clientele.steps[it.time == 0 ? 0 : (it.time - std::size_t{1}) / step], people);
    add(clientele.all, people);
  }
  return clientele;
}

}  // namespace linquan::reach
