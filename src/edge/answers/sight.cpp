#include "linquan/answers/sight.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <variant>

#include "linquan/base/ensure.h"
#include "linquan/persons/persons.h"

namespace linquan::answers {
namespace {

/// A supply that bears so many changes is made anew: each of them makes asking a little slower.
constexpr std::size_t changes_max = 256;

reach::Question every_kind(city::City const& city, reach::Walker const& walker) {
  reach::Question question;
  question.columns = reach::each_kind(city);
  question.open_at = walker.minute;
  return question;
}

reach::Question anything(city::City const& city) {
  reach::Question question;
  auto& all = question.columns.emplace_back();
  for (std::size_t kind = 0; kind < city.kind_ids.size(); ++kind) {
    all.push_back(static_cast<kinds::KindIndex>(kind));
  }
  question.ways = 7;  // who comes to one's home, or is called, has a place too
  return question;
}

/// Puts one outlet's new form into a supply, or takes it out.
void change(reach::Supply& supply, reach::Streets const& streets, reach::Question const& question, city::OutletId id,
            city::Outlet const* now) {
  if (auto const site = supply.find(id)) {
    supply.remove(streets, *site);
  }
  if (now != nullptr) {
    reach::LeftOut left_out;
    if (auto site = reach::site_of(*now, 0, streets, question, left_out); !site.columns.empty()) {
      supply.add(streets, std::move(site));
    }
  }
}

/// Who borrows the streets' graph holds the town whose it is.
reach::Streets walked(reach::Streets streets, town::Town const& town) {
  auto const edits = town.street_edits(streets.walker().minute);
  auto const changed = reach::change_streets(streets, town.imported(), edits);
  ensure(changed.has_value(), "a town's corrections fit its streets");
  return streets;
}

}  // namespace

struct Ways::Mapped {
  Mapped(town::Town of, reach::Walker const& walker) : town{std::move(of)}, streets{town.imported().streets, walker} {}

  town::Town town;
  reach::Streets streets;
  mutable std::once_flag ground_once;
  mutable std::once_flag homes_once;
  mutable std::optional<reach::Ground> ground;
  mutable std::optional<reach::Homes> homes;
};

Ways::Ways(town::Town const& town, reach::Walker const& walker)
    : Ways{std::make_shared<Mapped const>(town, walker), town} {}

Ways::Ways(std::shared_ptr<Mapped const> mapped, town::Town const& town)
    : mapped_{std::move(mapped)}, streets_{walked(mapped_->streets, town)} {}

std::shared_ptr<Ways const> Ways::in(town::Town const& town) const {
  return std::shared_ptr<Ways const>{new Ways{mapped_, town}};
}

reach::Ground const& Ways::ground() const {
  std::call_once(mapped_->ground_once, [this] { mapped_->ground.emplace(mapped_->town.imported(), mapped_->streets); });
  return *mapped_->ground;
}

reach::Homes const& Ways::homes() const {
  // Opening and closing cuts no edge, so homes sit where they sat.
  std::call_once(mapped_->homes_once,
                 [this] { mapped_->homes.emplace(mapped_->town.imported().homes.values(), mapped_->streets); });
  return *mapped_->homes;
}

Sight::Sight(town::Town const& town, reach::Walker const& walker)
    : Sight{town, std::make_shared<Ways const>(town, walker)} {}

Sight::Sight(town::Town town, std::shared_ptr<Ways const> ways)
    : town_{std::move(town)},
      ways_{std::move(ways)},
      supply_{reach::supply_of(town_.city(), ways_->streets(), every_kind(town_.city(), walker()))},
      placed_{reach::supply_of(town_.city(), ways_->streets(), anything(town_.city()))},
      outlets_of_(town_.city().kind_ids.size(), 0) {
  for (auto const& outlet : town_.city().outlets) {
    for (auto const kind : outlet.kinds) {
      ++outlets_of_[kind];
    }
  }
}

Sight Sight::of(town::Town town) const {
  auto next = *this;
  next.town_ = std::move(town);
  if (!next.town_.same_streets(town_)) {
    next.ways_ = ways_->in(next.town_);
  }
  auto const edits = next.town_.outlets_since(town_);
  if (changes_ + edits.size() > changes_max) {
    return {std::move(next.town_), std::move(next.ways_)};
  }
  next.take(edits, town_);
  return next;
}

void Sight::take(std::vector<reach::Edit> const& edits, town::Town const& before) {
  auto const of_kinds = every_kind(city(), walker());
  auto const of_any = anything(city());
  changes_ += edits.size();
  for (auto const& edit : edits) {
    auto const* const put = std::get_if<reach::PutOutlet>(&edit);
    auto const id = put != nullptr ? put->outlet.id : std::get<reach::RemoveOutlet>(edit).id;
    if (auto const* const old = before.outlet(id)) {
      for (auto const kind : old->kinds) {
        --outlets_of_[kind];
      }
    }
    auto const* const now = put == nullptr ? nullptr : &put->outlet;
    if (now != nullptr) {
      for (auto const kind : now->kinds) {
        ++outlets_of_[kind];
      }
    }
    change(supply_, streets(), of_kinds, id, now);
    change(placed_, streets(), of_any, id, now);
  }
}

Result<persons::Person> person_named(std::string_view id) {
  auto const* const person = persons::Persons::built_in().find(id);
  if (person == nullptr) {
    return refuse(ErrorKind::usage, "person_unknown", {{"person", std::string{id}}});
  }
  return *person;
}

Result<city::Outlet const*> find_outlet(town::Town const& town, city::OutletId id) {
  auto const* const outlet = town.outlet(id);
  if (outlet == nullptr) {
    return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(id.value())}});
  }
  return outlet;
}

}  // namespace linquan::answers
