#include "doubles_merge.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "outlets_facts.h"

namespace linquan::city::doubles {
namespace {

int richness(Outlet const& outlet) {
  auto filled = 0;
  for (auto const* text : {&outlet.name, &outlet.address, &outlet.telephone, &outlet.licence, &outlet.opened,
                           &outlet.rebuilt, &outlet.chain, &outlet.condition, &outlet.hours_text}) {
    filled += text->empty() ? 0 : 1;
  }
  auto const hours = std::ranges::any_of(outlet.stands, [](Stand const& stand) { return stand.hours.has_value(); });
  return filled + (hours ? 1 : 0) + (outlet.capacity ? 1 : 0) + (outlet.services.empty() ? 0 : 1);
}

std::uint32_t metres_between(Outlet const& a, Outlet const& b) {
  return static_cast<std::uint32_t>(outlets::millimetres_between(a, b).value_or(0) / 1'000);
}

/// A surveyed place is better than a guessed one; hours come from whoever knows them.
void take_stands(Outlet& lead, Outlet const& other) {
  if (!other.stands.empty() && other.placing_permille > lead.placing_permille) {
    std::optional<hours::Hours> known;
    if (!lead.stands.empty()) {
      known = lead.stands.front().hours;
    } else if (!lead.hours_text.empty()) {
      if (auto parsed = hours::Hours::parse_plain(lead.hours_text); parsed) {
        known = std::move(*parsed);
        lead.hours_text.clear();
      }
    }
    lead.stands = other.stands;
    lead.placing = other.placing;
    lead.placing_permille = other.placing_permille;
    if (known) {
      lead.stands.front().hours = std::move(known);
    }
  }
  if (lead.stands.size() == 1 && !lead.stands.front().hours && !other.stands.empty()) {
    lead.stands.front().hours = other.stands.front().hours;
  }
}

void take(Outlet& lead, Outlet const& other) {
  lead.sources.insert(lead.sources.end(), other.sources.begin(), other.sources.end());
  for (auto const field : {&Outlet::name, &Outlet::hours_text, &Outlet::address, &Outlet::telephone, &Outlet::licence,
                           &Outlet::opened, &Outlet::rebuilt, &Outlet::chain, &Outlet::condition}) {
    if ((lead.*field).empty()) {
      lead.*field = other.*field;
    }
  }
  take_stands(lead, other);
  lead.kinds.insert(lead.kinds.end(), other.kinds.begin(), other.kinds.end());
  std::ranges::sort(lead.kinds);
  lead.kinds.erase(std::unique(lead.kinds.begin(), lead.kinds.end()), lead.kinds.end());
  lead.serving = static_cast<kinds::ServingSet>(lead.serving | other.serving);
  for (auto const& service : other.services) {
    auto const same = [&](Service const& one) { return one.kind == service.kind && one.name == service.name; };
    if (std::ranges::none_of(lead.services, same)) {
      lead.services.push_back(service);
    }
  }
  if (!lead.capacity) {
    lead.capacity = other.capacity;
  }
  if (lead.community == walk::none) {
    lead.community = other.community;
  }
  for (auto const& mark : other.marks) {
    outlets::add_mark(lead, mark);
  }
}

}  // namespace

Outlet merged(std::vector<Outlet> members, Report& report) {
  std::ranges::sort(members, {}, [](Outlet const& outlet) {
    return std::tuple{outlets::is_osm(outlet.sources.front()), -richness(outlet), outlet.sources};
  });
  auto lead = std::move(members.front());
  auto const alone = lead;
  for (auto const& other : std::span{members}.subspan(1)) {
    report.doubles.push_back({alone.sources.front(), other.sources.front(), alone.name, metres_between(alone, other)});
    take(lead, other);
  }
  return lead;
}

void give_own_ids(std::vector<Outlet>& outlets) {
  std::ranges::sort(outlets, {}, [](Outlet const& outlet) { return std::tie(outlet.sources, outlet.name); });
  std::set<OutletId> taken;
  for (auto& outlet : outlets) {
    for (auto attempt = outlet.sources.front(); !taken.insert(outlet.id).second; attempt += '+') {
      outlet.id = OutletId{id_of(attempt)};
    }
  }
  std::ranges::sort(outlets, {}, &Outlet::id);
}

}  // namespace linquan::city::doubles
