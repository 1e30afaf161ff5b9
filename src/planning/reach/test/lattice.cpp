#include "lattice.h"

#include <cstddef>

#include "linquan/hours/hours.h"
#include "linquan/persons/persons.h"
#include "linquan/walk/plan.h"

namespace linquan::reach {

city::City lattice(int side, std::uint64_t seed) {
  walk::Plan plan;
  geo::Frame const frame{geo::from_degrees(117.18, 34.26)};
  std::uint64_t state = seed;
  auto const draw = [&](std::uint64_t limit) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % limit;
  };
  plan.hours.push_back(*hours::Hours::parse("06:00-22:00"));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      walk::Vertex vertex;
      vertex.source_id = y * side + x + 1;
      vertex.at = frame.to_point(
          {x * 70'000.0 + static_cast<double>(draw(40'000)), y * 70'000.0 + static_cast<double>(draw(40'000))});
      vertex.signal = draw(6) == 0;
      plan.vertices.push_back(vertex);
    }
  }
  auto const add = [&](int from, int to) {
    walk::PlanStreet street;
    street.source_id = static_cast<std::int64_t>(plan.streets.size()) + 1;
    street.vertices = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
    street.traits.kind = draw(8) == 0 ? walk::StreetKind::steps : walk::StreetKind::footway;
    street.traits.backward = draw(10) != 0;
    plan.streets.push_back(street);
  };
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      if (x + 1 < side && draw(6) != 0) {
        add(y * side + x, y * side + x + 1);
      }
      if (y + 1 < side && draw(6) != 0) {
        add(y * side + x, (y + 1) * side + x);
      }
    }
  }
  city::City city;
  city.streets = walk::build(plan).graph;
  return city;
}

Walker walker(char const* id, Unit unit) {
  return {*persons::Persons::built_in().find(id), unit, std::nullopt};
}

}  // namespace linquan::reach
