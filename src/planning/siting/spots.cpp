#include "linquan/siting/spots.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "linquan/geo/box_index.h"
#include "spots_streets.h"

namespace linquan::siting {
namespace {

/// Keeps a spot or counts why it is left out.
class Sieve {
 public:
  explicit Sieve(geo::MultiPolygon const& forbidden) : forbidden_{forbidden} {
    std::vector<geo::Box> boxes;
    for (auto const& polygon : forbidden) {
      boxes.push_back(geo::box_of(polygon.outer));
    }
    index_ = geo::BoxIndex{boxes};
  }

  void add(Spot spot) {
    if (spot.access.edge == walk::none) {
      ++spots_.off_streets;
    } else if (is_forbidden(spot.at)) {
      ++spots_.forbidden;
    } else {
      spots_.all.push_back(std::move(spot));
    }
  }
  Spots take() { return std::move(spots_); }

 private:
  [[nodiscard]] bool is_forbidden(geo::Point at) const {
    bool inside = false;
    index_.visit({at, at}, [&](std::uint32_t i) { inside = inside || geo::contains(forbidden_[i], at); });
    return inside;
  }

  geo::MultiPolygon const& forbidden_;
  geo::BoxIndex index_;
  Spots spots_;
};

void add_candidates(std::vector<city::Candidate> const& candidates, Sieve& sieve) {
  for (std::uint32_t i = 0; i < candidates.size(); ++i) {
    auto const& it = candidates[i];
    sieve.add({Origin::candidate, i, it.name, it.at, it.access, it.kinds, it.cost_fen, it.capacity, it.type == "stall",
               it.days});
  }
}

/// Outlets of a kind that may take on others. Its first stand that meets a street is the spot.
void add_outlets(city::City const& city, std::vector<std::string> const& take_on, Sieve& sieve) {
  std::vector<char> may(city.kind_ids.size());
  std::ranges::transform(city.kind_ids, may.begin(),
                         [&](auto const& id) { return std::ranges::find(take_on, id) == take_on.end() ? 0 : 1; });
  for (std::uint32_t i = 0; i < city.outlets.size(); ++i) {
    auto const& outlet = city.outlets[i];
    if (std::ranges::none_of(outlet.kinds, [&](auto kind) { return may[kind] != 0; }) || outlet.stands.empty()) {
      continue;
    }
    auto const joined =
        std::ranges::find_if(outlet.stands, [](city::Stand const& stand) { return !stand.accesses.empty(); });
    auto const& stand = joined == outlet.stands.end() ? outlet.stands.front() : *joined;
    Spot spot{Origin::outlet, i, outlet.name, stand.at, {}, {}, std::nullopt, std::nullopt};
    if (!stand.accesses.empty()) {
      spot.access = stand.accesses.front();
    }
    sieve.add(std::move(spot));
  }
}

}  // namespace

Spots spots_of(city::City const& city, SpotRequest const& request, persons::Person const& person) {
  Sieve sieve{request.forbidden};
  if (request.candidates) {
    add_candidates(request.table ? *request.table : city.candidates.values(), sieve);
  }
  if (request.outlets) {
    add_outlets(city, request.take_on.value_or(std::vector<std::string>{}), sieve);
  }
  if (request.streets) {
    std::uint32_t number = 0;
    for (auto& point : street_points(city.streets, request.every, person)) {
      if (!request.within.empty() && !geo::contains(request.within, point.at)) {
        continue;
      }
      sieve.add({Origin::street, number++, {}, point.at, point.access, {}, std::nullopt, std::nullopt});
    }
  }
  return sieve.take();
}

}  // namespace linquan::siting
