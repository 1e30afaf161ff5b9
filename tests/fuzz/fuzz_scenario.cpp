#include <cstddef>
#include <cstdint>
#include <string_view>

#include "linquan/base/ensure.h"
#include "linquan/geo/point.h"
#include "linquan/scenario/scenario.h"
#include "linquan/walk/plan.h"

namespace {

/// Two streets, a gate between them and a shop: enough for every sort of edit to find something.
linquan::city::City town() {
  using namespace linquan;
  walk::Plan plan;
  geo::Frame const frame{geo::from_degrees(117.18, 34.26)};
  for (int i = 0; i < 3; ++i) {
    walk::Vertex vertex;
    vertex.source_id = i + 1;
    vertex.at = frame.to_point({i * 100'000.0, 0});
    plan.vertices.push_back(vertex);
  }
  plan.vertices[1].barrier = true;
  plan.vertices[1].passage = walk::Passage::gate;
  for (std::uint32_t i = 0; i < 2; ++i) {
    walk::PlanStreet street;
    street.source_id = i + 1;
    street.traits.kind = walk::StreetKind::footway;
    street.vertices = {i, i + 1};
    plan.streets.push_back(street);
  }
  city::City city;
  city.streets = walk::build(plan).graph;
  city.kind_ids = {"market", "pharmacy"};
  city.outlets.resize(1);
  city.outlets[0].id = city::OutletId{7};
  city.outlets[0].name = "market";
  city.outlets[0].kinds = {0};
  city.outlets[0].stands = {{plan.vertices[2].at, {}, {}}};
  for (std::uint32_t i = 0; i < city.streets.gates.size(); ++i) {
    city.gates.push_back({city::GateId{i + 1}, "gate", i, walk::none});
  }
  return city;
}

}  // namespace

/// A scenario file may hold any bytes; what is read of it is either refused with a line or fits the city.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace linquan;
  static auto const city = town();
  auto const file = scenario::parse({reinterpret_cast<char const*>(data), size}, "fuzz.yaml");
  if (!file) {
    ensure(!file.error().code.empty(), "a refusal has no code");
    return 0;
  }
  ensure(!file->entries.empty() && file->entries.size() <= scenario::edits_max, "a file without edits was read");
  if (auto const edits = scenario::edits_of(*file, city)) {
    ensure(reach::changed_outlets(city, *edits).has_value(), "edits of outlets do not fit the city");
  } else {
    ensure(edits.error().args.size() >= 2, "a refusal names no file and line");
  }
  return 0;
}
