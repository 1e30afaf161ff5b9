#include <string_view>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/persons/persons.h"
#include "linquan/rides/travel.h"

namespace linquan::rides {

extern std::string_view const riders_yaml;

namespace {

enum class Way : std::uint8_t { ride, push, closed };

Way way_on(walk::StreetKind kind) {
  using enum walk::StreetKind;
  switch (kind) {
    case road:
    case living_street:
    case path:
    case cycleway:
    case track:
    case service:
    case gate:
      return Way::ride;
    case pedestrian:
    case footway:
    case crossing:
    case plaza:
    case straight:
      return Way::push;
    case corridor:
    case steps:
    case lift:
      return Way::closed;
  }
  return Way::closed;
}

persons::Person e_bike() {
  auto const riders = persons::Persons::parse(riders_yaml, "standards/riders.yaml");
  ensure(riders && riders->find("e-bike") != nullptr, "the built-in standards/riders.yaml is not what its schema asks");
  return *riders->find("e-bike");
}

}  // namespace

walk::Graph ridden(walk::Graph const& streets) {
  auto graph = streets;
  auto traits = streets.traits.values();
  for (auto& it : traits) {
    auto const way = way_on(it.kind);
    if (way == Way::closed) {
      it.forward = false;
      it.backward = false;
    }
    // A person's second pace is that on stairs: here, where every real stair is closed, that of pushing.
    it.kind = way == Way::push ? walk::StreetKind::steps : walk::StreetKind::road;
  }
  graph.traits = std::move(traits);
  return graph;
}

persons::Person rider() {
  auto person = e_bike();
  auto const* const pushing = persons::Persons::built_in().find("adult");
  ensure(pushing != nullptr, "standards/persons.yaml has no adult");
  person.stairs = true;
  auto const slow = std::int64_t{pushing->seconds} * person.metres * 100;
  auto const quick = std::int64_t{person.seconds} * pushing->metres;
  person.stairs_percent = static_cast<std::int32_t>((2 * slow + quick) / (2 * quick));
  return person;
}

}  // namespace linquan::rides
