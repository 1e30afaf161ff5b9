#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "linquan/compare/inventory.h"
#include "linquan/standard/served.h"
#include "shifts.h"

namespace linquan::compare {
namespace {

/// Larger groups are told without causes: each home costs a search.
constexpr std::size_t homes_max = 2000;

template <class Thing, class ThingId>
Thing const* find(std::vector<Thing> const& things, ThingId id) {
  auto const found = std::ranges::lower_bound(things, id, {}, &Thing::id);
  return found != things.end() && found->id == id ? &*found : nullptr;
}

/// Why, and by which outlets.
using Key = std::pair<Why, std::vector<city::OutletId>>;

/// The states as one direction sees them: `here` is where the homes are served, `there` where they are not.
struct View {
  State const& here;
  State const& there;
  bool gained = true;
  bool streets_changed = false;
};

/// Nothing where no cause is proven.
std::optional<Key> cause_of(View const& view, city::Home const& home, std::vector<standard::Served> const& served) {
  std::optional<Why> why;
  std::vector<city::OutletId> outlets;
  for (auto const& one : served) {
    auto const& outlet = view.here.city.outlets[one.outlet];
    auto const* const other = find(view.there.city.outlets.values(), outlet.id);
    if (other != nullptr && stands_alike(outlet, *other) && offers_alike(outlet, *other)) {
      auto const* const there = find(view.there.city.homes.values(), home.id);
      auto const same_door = there != nullptr && there->door == home.door;
      return view.streets_changed && same_door ? std::optional{Key{Why::streets, {}}} : std::nullopt;
    }
    auto const of_one = other == nullptr                ? (view.gained ? Why::opened : Why::closed)
                        : !stands_alike(outlet, *other) ? Why::moved
                                                        : Why::offers;
    why = why.value_or(of_one) == of_one ? of_one : Why::several;
    outlets.push_back(outlet.id);
  }
  if (!why) {
    return std::nullopt;
  }
  std::ranges::sort(outlets);
  return Key{*why, std::move(outlets)};
}

bool explainable(Shift const& shift, standard::Rule const& rule) {
  return rule.count == 1 && !rule.ratio && shift.homes.size() <= homes_max;
}

Millipersons stayed(View const& view, city::Home const& home, reach::AgeGroup group) {
  auto const* const there = find(view.there.city.homes.values(), home.id);
  auto const here = reach::people_of(home.people, group);
  return there == nullptr ? Millipersons{} : std::min(here, reach::people_of(there->people, group));
}

std::vector<Cause> causes_of(View const& view, Shift const& shift, standard::Rule const& rule,
                             std::vector<std::vector<standard::Served>> const& served) {
  std::map<Key, Millipersons> people;
  for (std::size_t i = 0; i < shift.homes.size(); ++i) {
    auto const& home = view.here.city.homes[shift.homes[i]];
    if (auto key = cause_of(view, home, served[i])) {
      people[*std::move(key)] += stayed(view, home, rule.people);
    }
  }
  std::vector<Cause> causes;
  for (auto const& [key, sum] : people) {
    causes.push_back({key.first, key.second, sum});
  }
  std::ranges::stable_sort(causes, std::ranges::greater{}, &Cause::people);
  return causes;
}

}  // namespace

Result<void> explain(Explained const& states, std::vector<Shift>& shifts, Progress& progress) {
  auto const& options = states.options;
  for (std::size_t i = 0; i < std::min(shifts.size(), options.explained); ++i) {
    auto& shift = shifts[i];
    auto const& rule = states.standard.rules[shift.rule];
    if (!explainable(shift, rule)) {
      continue;
    }
    if (progress.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
    View const view{shift.gained ? states.after : states.before, shift.gained ? states.before : states.after,
                    shift.gained, states.streets_changed};
    standard::AssessOptions const asked{options.person, options.strictness, 1, view.here.edits};
    auto const served = standard::served_by(view.here.city, rule, asked, shift.homes);
    if (!served) {
      return tl::unexpected<Error>{served.error()};
    }
    shift.causes = causes_of(view, shift, rule, *served);
  }
  return {};
}

}  // namespace linquan::compare
