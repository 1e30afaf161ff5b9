#include "linquan/answers/by_minute.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "linquan/reach/nearest_times.h"
#include "linquan/standard/inside.h"

namespace linquan::answers {
namespace {

constexpr reach::Tenths minute_tenths = 600;

bool is_of_outlets(reach::Edit const& edit) {
  return std::holds_alternative<reach::PutOutlet>(edit) || std::holds_alternative<reach::RemoveOutlet>(edit);
}

/// The streets, and the homes upon them, as the scenario would have them.
Result<std::pair<reach::Streets, reach::Homes>> walked(Sight const& sight, std::span<reach::Edit const> edits) {
  auto const& city = sight.city();
  if (std::ranges::all_of(edits, is_of_outlets)) {
    return std::pair{sight.streets(), sight.homes()};
  }
  // Edits of time count from the map's, so all of them start there.
  auto all = sight.town().street_edits(sight.walker().minute);
  all.insert(all.end(), edits.begin(), edits.end());
  reach::Streets streets{city.streets, sight.walker()};
  if (auto changed = reach::change_streets(streets, city, all); !changed) {
    return hand_on(changed);
  }
  reach::Homes homes{city.homes, streets};
  return std::pair{std::move(streets), std::move(homes)};
}

/// The sites of one column of these kinds.
reach::Supply supply_of(std::span<city::Outlet const> outlets, reach::Streets const& streets,
                        MinutesQuestion const& question) {
  reach::Question asked;
  asked.columns = {question.kinds};
  asked.open_at = streets.walker().minute;
  reach::LeftOut left_out;
  std::vector<reach::Supply::Site> sites;
  for (std::uint32_t i = 0; i < outlets.size(); ++i) {
    if (auto site = reach::site_of(outlets[i], i, streets, asked, left_out); !site.columns.empty()) {
      sites.push_back(std::move(site));
    }
  }
  return {streets, 1, std::move(sites)};
}

bool is_any(std::span<city::Outlet const> outlets, std::vector<kinds::KindIndex> const& kinds) {
  return std::ranges::any_of(outlets, [&](city::Outlet const& outlet) {
    return std::ranges::any_of(kinds, [&](auto kind) { return std::ranges::binary_search(outlet.kinds, kind); });
  });
}

}  // namespace

void MinuteCounts::add(reach::Tenths time, Millipersons people) {
  if (time == reach::absent) {
    return;
  }
  auto const minute = static_cast<std::size_t>((time + minute_tenths - 1) / minute_tenths);
  if (minute < within_.size()) {
    within_[minute] += people;
  }
}

std::vector<Millipersons> MinuteCounts::summed() const {
  auto all = within_;
  for (std::size_t minute = 1; minute < all.size(); ++minute) {
    all[minute] += all[minute - 1];
  }
  return all;
}

Result<ByMinute> by_minute(Sight const& sight, MinutesQuestion const& question, unsigned threads) {
  auto const& city = sight.city();
  auto ways = walked(sight, question.edits);
  if (!ways) {
    return hand_on(ways);
  }
  auto const outlets = reach::changed_outlets(sight.town().city(), question.edits);
  if (!outlets) {
    return tl::unexpected<Error>{outlets.error()};
  }
  auto supply = supply_of(*outlets, ways->first, question);
  reach::Walked const walk{std::move(ways->first), std::move(ways->second), std::move(supply)};
  reach::NearestTimes const times{walk, static_cast<reach::Tenths>(question.minutes * minute_tenths), threads};
  MinuteCounts counts{question.minutes};
  ByMinute told;
  for (std::size_t i = 0; i < city.homes.size(); ++i) {
    auto const& home = city.homes[i];
    if (question.area && standard::area_of(home, city.areas[*question.area].level) != *question.area) {
      continue;
    }
    auto const people = reach::people_of(home.people, question.people);
    told.people += people;
    counts.add(times.at(walk.homes.seat(i), 0), people);
  }
  told.within = counts.summed();
  told.known = is_any(*outlets, question.kinds);
  return told;
}

}  // namespace linquan::answers
