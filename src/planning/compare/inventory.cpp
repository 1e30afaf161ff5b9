#include "linquan/compare/inventory.h"

#include <algorithm>
#include <numeric>

namespace linquan::compare {
namespace {

Millipersons people_of(city::City const& city) {
  Millipersons sum;
  for (auto const& home : city.homes) {
    sum += home.people.all;
  }
  return sum;
}

std::uint64_t street_metres(city::City const& city) {
  auto const& parts = city.streets.component_millimetres;
  return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0}) / 1000;
}

}  // namespace

bool stands_alike(city::Outlet const& a, city::Outlet const& b) {
  return std::ranges::equal(a.stands, b.stands, {}, &city::Stand::at, &city::Stand::at);
}

bool offers_alike(city::Outlet const& a, city::Outlet const& b) {
  auto const hours_alike = a.stands.size() != b.stands.size() ||
                           std::ranges::equal(a.stands, b.stands, {}, &city::Stand::hours, &city::Stand::hours);
  return a.kinds == b.kinds && a.serving == b.serving && a.services == b.services && hours_alike;
}

Inventory inventory_of(city::City const& before, city::City const& after) {
  Inventory inventory;
  inventory.people_before = people_of(before);
  inventory.people_after = people_of(after);
  inventory.street_metres_before = street_metres(before);
  inventory.street_metres_after = street_metres(after);
  side_by_side(
      before.outlets, after.outlets, [&](std::uint32_t i) { inventory.closed.push_back(i); },
      [&](std::uint32_t j) { inventory.opened.push_back(j); },
      [&](std::uint32_t i, std::uint32_t j) {
        auto const& was = before.outlets[i];
        auto const& is = after.outlets[j];
        ChangedOutlet const changed{i, j, !stands_alike(was, is), !offers_alike(was, is)};
        if (changed.moved || changed.offers) {
          inventory.changed.push_back(changed);
        }
      });
  side_by_side(
      before.gates, after.gates, [&](std::uint32_t i) { inventory.gates_gone.push_back(i); },
      [&](std::uint32_t j) { inventory.gates_new.push_back(j); },
      [&](std::uint32_t i, std::uint32_t j) {
        auto const was = before.streets.gates[before.gates[i].graph_gate].open;
        auto const is = after.streets.gates[after.gates[j].graph_gate].open;
        inventory.gates_opened += !was && is ? 1 : 0;
        inventory.gates_locked += was && !is ? 1 : 0;
      });
  side_by_side(
      before.homes, after.homes, [&](std::uint32_t) { ++inventory.homes_gone; },
      [&](std::uint32_t) { ++inventory.homes_new; }, [&](std::uint32_t, std::uint32_t) { ++inventory.homes_both; });
  return inventory;
}

}  // namespace linquan::compare
