#include "linquan/outlets/outlets.h"

#include <algorithm>
#include <utility>

#include "linquan/geo/point.h"

namespace linquan::outlets {
namespace {

using directory::Entry;
using directory::Field;

/// What came from the map stays under the map's licence.
directory::Origin origin_of(city::SourceRef const& source) {
  return {source, source.starts_with("osm:") ? "ODbL" : "city"};
}

std::string const& code_of(city::City const& city, std::uint32_t area) {
  static std::string const none;
  return area == walk::none ? none : city.areas.at(area).code;
}

city::Outlet const* known(city::City const& city, directory::OutletId id) {
  auto const found = std::ranges::lower_bound(city.outlets, city::OutletId{id.value()}, {}, &city::Outlet::id);
  return found != city.outlets.end() && found->id.value() == id.value() ? &*found : nullptr;
}

Result<kinds::KindIndex> kind_index(city::City const& city, std::string const& id) {
  auto const found = std::ranges::find(city.kind_ids, id);
  if (found == city.kind_ids.end()) {
    return refuse(ErrorKind::bad_input, "directory_kind", {{"kind", id}});
  }
  return static_cast<kinds::KindIndex>(found - city.kind_ids.begin());
}

std::vector<city::Stand> stands_of(Entry const& entry, city::Outlet const* base, city::Joiner const& joiner) {
  std::vector<city::Stand> stands;
  for (auto const& stand : entry.stands) {
    auto& made = stands.emplace_back(city::Stand{stand.at, {}, stand.hours});
    auto const same = [&](city::Stand const& old) { return old.at == stand.at; };
    auto const* const old = base == nullptr ? nullptr : [&]() -> city::Stand const* {
      auto const found = std::ranges::find_if(base->stands, same);
      return found == base->stands.end() ? nullptr : &*found;
    }();
    if (old != nullptr) {
      made.accesses = old->accesses;
    } else if (auto access = joiner.stand(stand.at)) {
      made.accesses = {*access};
    }
  }
  return stands;
}

Result<void> take_kinds(Entry const& entry, city::City const& city, city::Outlet& outlet) {
  outlet.kinds.clear();
  for (auto const& id : entry.kinds) {
    auto kind = kind_index(city, id);
    if (!kind) {
      return hand_on(kind);
    }
    outlet.kinds.push_back(*kind);
  }
  std::ranges::sort(outlet.kinds);
  outlet.services.clear();
  for (auto const& service : entry.services) {
    auto kind = kind_index(city, service.kind);
    if (!kind) {
      return hand_on(kind);
    }
    outlet.services.push_back({*kind, service.name, service.price_from_fen});
  }
  return {};
}

bool counts(std::optional<Entry> const& entry) {
  return entry && entry->state == directory::EntryState::open;
}

}  // namespace

Entry entry_of(city::City const& city, city::Outlet const& outlet) {
  Entry entry;
  entry.id = directory::OutletId{outlet.id.value()};
  entry.name = outlet.name;
  for (auto const kind : outlet.kinds) {
    entry.kinds.push_back(city.kind_ids.at(kind));
  }
  std::ranges::sort(entry.kinds);
  for (auto const& service : outlet.services) {
    entry.services.push_back({city.kind_ids.at(service.kind), service.name, service.price_from_fen});
  }
  for (auto const& stand : outlet.stands) {
    entry.stands.push_back({stand.at, stand.hours});
  }
  entry.serving = outlet.serving;
  entry.telephone = outlet.telephone;
  entry.address = outlet.address;
  entry.community = code_of(city, outlet.community);
  entry.chain = outlet.chain;
  entry.opened = outlet.opened;
  entry.rebuilt = outlet.rebuilt;
  entry.condition = outlet.condition;
  entry.licence.number = outlet.licence;
  if (!outlet.sources.empty()) {
    for (auto const field : directory::differing(Entry{}, entry)) {
      entry.origins.emplace(field, origin_of(outlet.sources.front()));
    }
  }
  return entry;
}

std::vector<Entry> entries_of(city::City const& city) {
  std::vector<Entry> entries;
  entries.reserve(city.outlets.size());
  for (auto const& outlet : city.outlets) {
    entries.push_back(entry_of(city, outlet));
  }
  return entries;
}

Result<city::Outlet> outlet_of(Entry const& entry, city::City const& city, city::Joiner const& joiner) {
  auto const* const base = known(city, entry.id);
  auto outlet = base == nullptr ? city::Outlet{} : *base;
  outlet.id = city::OutletId{entry.id.value()};
  outlet.name = entry.name;
  if (auto taken = take_kinds(entry, city, outlet); !taken) {
    return hand_on(taken);
  }
  outlet.stands = stands_of(entry, base, joiner);
  outlet.serving = entry.serving;
  outlet.telephone = entry.telephone;
  outlet.address = entry.address;
  outlet.chain = entry.chain;
  outlet.opened = entry.opened;
  outlet.rebuilt = entry.rebuilt;
  outlet.condition = entry.condition;
  outlet.licence = entry.licence.number;
  auto const area = std::ranges::find_if(city.areas, [&](city::Area const& one) {
    return one.level == city::AreaLevel::community && one.code == entry.community;
  });
  outlet.community = entry.community.empty() || area == city.areas.end()
                         ? walk::none
                         : static_cast<std::uint32_t>(area - city.areas.begin());
  return outlet;
}

Result<std::optional<reach::Edit>> edit_of(std::optional<Entry> const& before, std::optional<Entry> const& after,
                                           city::City const& city, city::Joiner const& joiner) {
  using Answer = std::optional<reach::Edit>;
  if (counts(after)) {
    auto outlet = outlet_of(*after, city, joiner);
    return outlet ? Result<Answer>{reach::PutOutlet{std::move(*outlet)}} : hand_on(outlet);
  }
  return counts(before) ? Answer{reach::RemoveOutlet{city::OutletId{before->id.value()}}} : Answer{};
}

std::optional<reach::Edit> edit_of(directory::Passage const& passage, std::optional<hours::MinuteOfWeek> minute) {
  auto open = passage.opening == directory::Opening::open;
  switch (passage.opening) {
    case directory::Opening::mapped:
      return std::nullopt;
    case directory::Opening::open:
    case directory::Opening::closed:
      break;
    case directory::Opening::at_hours:
      open = minute ? passage.hours->open_at(*minute) : passage.hours->minutes_per_week() > 0;
      break;
  }
  if (passage.id.sort == directory::PassageId::Sort::gate) {
    return reach::SetGate{city::GateId{passage.id.number}, open};
  }
  return reach::SetStreet{{static_cast<std::int64_t>(passage.id.number), std::nullopt}, open};
}

identity::Place place_of(Entry const& entry) {
  auto place = identity::place_of_community(entry.community);
  place.outlet = std::to_string(entry.id.value());
  return place;
}

bool is_community(city::City const& city, std::string_view code) {
  return !code.empty() && std::ranges::any_of(city.areas, [&](city::Area const& area) {
    return area.level == city::AreaLevel::community && area.code == code;
  });
}

std::string community_at(city::City const& city, geo::Point at) {
  for (auto const& area : city.areas) {
    if (area.level == city::AreaLevel::community && geo::contains(area.shape, at)) {
      return area.code;
    }
  }
  return {};
}

}  // namespace linquan::outlets
