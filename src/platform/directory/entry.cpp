#include "linquan/directory/entry.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace linquan::directory {
namespace {

struct Named {
  Field field;
  std::string_view name;
};

constexpr std::array names{
    Named{Field::name, "name"},           Named{Field::kinds, "kinds"},
    Named{Field::services, "services"},   Named{Field::places, "places"},
    Named{Field::hours, "hours"},         Named{Field::serving, "serving"},
    Named{Field::telephone, "telephone"}, Named{Field::address, "address"},
    Named{Field::chain, "chain"},         Named{Field::opened, "opened"},
    Named{Field::rebuilt, "rebuilt"},     Named{Field::condition, "condition"},
    Named{Field::licence, "licence"},     Named{Field::inspections, "inspections"},
    Named{Field::state, "state"},
};

std::vector<geo::Point> places_of(Entry const& entry) {
  std::vector<geo::Point> places;
  std::ranges::transform(entry.stands, std::back_inserter(places), &Stand::at);
  return places;
}

std::vector<std::optional<hours::Hours>> hours_of(Entry const& entry) {
  std::vector<std::optional<hours::Hours>> all;
  std::ranges::transform(entry.stands, std::back_inserter(all), &Stand::hours);
  return all;
}

bool same(Entry const& a, Entry const& b, Field field) {
  switch (field) {
    case Field::name:
      return a.name == b.name;
    case Field::kinds:
      return a.kinds == b.kinds;
    case Field::services:
      return a.services == b.services;
    case Field::places:
      return places_of(a) == places_of(b);
    case Field::hours:
      return hours_of(a) == hours_of(b);
    case Field::serving:
      return a.serving == b.serving;
    case Field::telephone:
      return a.telephone == b.telephone;
    case Field::address:
      return a.address == b.address;
    case Field::chain:
      return a.chain == b.chain;
    case Field::opened:
      return a.opened == b.opened;
    case Field::rebuilt:
      return a.rebuilt == b.rebuilt;
    case Field::condition:
      return a.condition == b.condition;
    case Field::licence:
      return a.licence == b.licence;
    case Field::inspections:
      return a.inspections == b.inspections;
    case Field::state:
      return a.state == b.state;
  }
  return false;
}

/// New places keep the hours that stood at the same number in the list.
void take_places(Entry& to, Entry const& from) {
  auto const before = std::exchange(to.stands, from.stands);
  for (std::size_t i = 0; i < std::min(before.size(), to.stands.size()); ++i) {
    to.stands[i].hours = before[i].hours;
  }
  to.community = from.community;
}

void take_hours(Entry& to, Entry const& from) {
  for (std::size_t i = 0; i < std::min(from.stands.size(), to.stands.size()); ++i) {
    to.stands[i].hours = from.stands[i].hours;
  }
}

void take(Entry& to, Entry const& from, Field field) {
  switch (field) {
    case Field::name:
      to.name = from.name;
      return;
    case Field::kinds:
      to.kinds = from.kinds;
      return;
    case Field::services:
      to.services = from.services;
      return;
    case Field::places:
      return take_places(to, from);
    case Field::hours:
      return take_hours(to, from);
    case Field::serving:
      to.serving = from.serving;
      return;
    case Field::telephone:
      to.telephone = from.telephone;
      return;
    case Field::address:
      to.address = from.address;
      return;
    case Field::chain:
      to.chain = from.chain;
      return;
    case Field::opened:
      to.opened = from.opened;
      return;
    case Field::rebuilt:
      to.rebuilt = from.rebuilt;
      return;
    case Field::condition:
      to.condition = from.condition;
      return;
    case Field::licence:
      to.licence = from.licence;
      return;
    case Field::inspections:
      to.inspections = from.inspections;
      return;
    case Field::state:
      to.state = from.state;
      return;
  }
}

}  // namespace

std::string_view name_of(Field field) {
  return std::ranges::find(names, field, &Named::field)->name;
}

std::optional<Field> field_named(std::string_view name) {
  auto const* const found = std::ranges::find(names, name, &Named::name);
  return found == names.end() ? std::nullopt : std::optional{found->field};
}

std::span<Field const> all_fields() {
  static auto const all = [] {
    std::array<Field, names.size()> fields{};
    std::ranges::transform(names, fields.begin(), &Named::field);
    return fields;
  }();
  return all;
}

std::vector<Field> differing(Entry const& a, Entry const& b) {
  std::vector<Field> fields;
  std::ranges::copy_if(all_fields(), std::back_inserter(fields), [&](Field field) { return !same(a, b, field); });
  return fields;
}

Entry with_fields(Entry to, Entry const& from, std::span<Field const> fields) {
  // Ascending, so that places come before the hours at them.
  for (auto const field : all_fields()) {
    if (std::ranges::find(fields, field) == fields.end()) {
      continue;
    }
    take(to, from, field);
    auto const origin = from.origins.find(field);
    if (origin == from.origins.end()) {
      to.origins.erase(field);
    } else {
      to.origins[field] = origin->second;
    }
  }
  return to;
}

bool unconfirmed(Entry const& entry, std::chrono::sys_days today) {
  return !entry.confirmed || today - entry.confirmed->on > confirmed_for;
}

}  // namespace linquan::directory
