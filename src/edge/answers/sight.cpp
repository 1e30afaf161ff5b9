#include "linquan/answers/sight.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "linquan/persons/persons.h"

namespace linquan::answers {
namespace {

reach::Question every_kind(city::City const& city, reach::Walker const& walker) {
  reach::Question question;
  question.columns = reach::each_kind(city);
  question.open_at = walker.minute;
  return question;
}

}  // namespace

Sight::Sight(city::City const& city, reach::Walker const& walker)
    : city_{city},
      streets_{city.streets, walker},
      supply_{reach::supply_of(city, streets_, every_kind(city, walker))},
      known_(city.kind_ids.size(), false) {
  for (auto const& outlet : city.outlets) {
    for (auto const kind : outlet.kinds) {
      known_[kind] = true;
    }
  }
}

reach::Ground const& Sight::ground() const {
  std::call_once(ground_once_, [this] { ground_.emplace(city_, streets_); });
  return *ground_;
}

reach::Homes const& Sight::homes() const {
  std::call_once(homes_once_, [this] { homes_.emplace(city_.homes, streets_); });
  return *homes_;
}

Result<persons::Person> person_named(std::string_view id) {
  auto const* const person = persons::Persons::built_in().find(id);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", std::string{id}}});
  }
  return *person;
}

Result<std::uint32_t> find_outlet(city::City const& city, city::OutletId id) {
  auto const found = std::ranges::lower_bound(city.outlets, id, {}, &city::Outlet::id);
  if (found == city.outlets.end() || found->id != id) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(id.value())}});
  }
  return static_cast<std::uint32_t>(found - city.outlets.begin());
}

}  // namespace linquan::answers
