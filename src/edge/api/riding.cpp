#include "riding.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "linquan/rides/travel.h"

namespace linquan::api {
namespace {

/// After so many places the table is begun anew: it grows with their square.
constexpr std::size_t places_max = 400;

}  // namespace

struct Riding::Streets {
  explicit Streets(town::Town const& of) : town{of}, travel{town.imported()} {}

  Result<dispatch::PlaceId> place(geo::Point at) {
    std::pair const key{at.lon, at.lat};
    if (auto const known = places.find(key); known != places.end()) {
      return known->second;
    }
    auto const access = town.joiner().stand(at);
    if (!access) {
      return tl::unexpected<Error>{access.error()};
    }
    return places.emplace(key, travel.add({&*access, 1})).first->second;
  }

  town::Town town;  ///< holds the city that `travel` borrows
  rides::Travel travel;
  std::map<std::pair<std::int32_t, std::int32_t>, dispatch::PlaceId> places;
};

Riding::Riding() = default;
Riding::~Riding() = default;

Result<std::chrono::seconds> Riding::time(Snapshot const& snapshot, geo::Point from, geo::Point to) {
  std::scoped_lock const lock{mutex_};
  auto const same = streets_ != nullptr && &streets_->town.imported() == &snapshot.town().imported();
  if (!same || streets_->places.size() > places_max) {
    streets_ = std::make_unique<Streets>(snapshot.town());
  }
  auto const start = streets_->place(from);
  auto const end = start ? streets_->place(to) : start;
  if (!end) {
    return tl::unexpected<Error>{end.error()};
  }
  auto const time = streets_->travel.time(dispatch::Mode::ride, *start, *end);
  if (!time) {
    return refuse(ErrorKind::conflict, "order_out_of_reach");
  }
  return std::chrono::ceil<std::chrono::seconds>(*time);
}

}  // namespace linquan::api
