#include "places.h"

#include <algorithm>
#include <string>

#include "linquan/geo/point.h"
#include "questions.h"

namespace linquan::api {
namespace {

city::Area const* area_coded(city::City const& city, city::AreaLevel level, std::string_view code) {
  auto const found = std::ranges::find_if(
      city.areas, [&](city::Area const& area) { return area.level == level && area.code == code; });
  return found == city.areas.end() ? nullptr : &*found;
}

/// The district in which a living circle lies: of both the middle decides.
std::string district_around(city::City const& city, city::Area const& circle) {
  auto const middle = geo::inner_point(circle.shape);
  auto const found = std::ranges::find_if(city.areas, [&](city::Area const& area) {
    return area.level == city::AreaLevel::district && geo::contains(area.shape, middle);
  });
  return found == city.areas.end() ? std::string{} : found->code;
}

tl::unexpected<Error> nowhere(identity::Grant const& grant) {
  return refuse(ErrorKind::not_found, "grant_place",
                {{"level", std::string{name_of(grant.level)}}, {"place", grant.place}});
}

}  // namespace

identity::Place place_of_outlet(city::City const& city, city::Outlet const& outlet) {
  auto place = outlet.community == walk::none ? identity::Place{}
                                              : identity::place_of_community(city.areas[outlet.community].code);
  place.outlet = std::to_string(outlet.id.value());
  return place;
}

Result<identity::Place> place_of_grant(city::City const& city, identity::Grant const& grant) {
  switch (grant.level) {
    case identity::Level::city:
      return identity::Place{};
    case identity::Level::outlet: {
      auto const id = outlet_of(grant.place);
      auto const found =
          std::ranges::find_if(city.outlets, [&](city::Outlet const& outlet) { return id && outlet.id == *id; });
      return found == city.outlets.end() ? Result<identity::Place>{nowhere(grant)} : place_of_outlet(city, *found);
    }
    case identity::Level::circle: {
      auto const* const area = area_coded(city, city::AreaLevel::living_circle, grant.place);
      if (area == nullptr) {
        return nowhere(grant);
      }
      identity::Place place;
      place.circle = grant.place;
      place.district = district_around(city, *area);
      return place;
    }
    case identity::Level::community:
      return area_coded(city, city::AreaLevel::community, grant.place) == nullptr
                 ? Result<identity::Place>{nowhere(grant)}
                 : identity::place_of_community(grant.place);
    case identity::Level::subdistrict:
      return area_coded(city, city::AreaLevel::subdistrict, grant.place) == nullptr
                 ? Result<identity::Place>{nowhere(grant)}
                 : identity::place_of_subdistrict(grant.place);
    case identity::Level::district: {
      identity::Place place;
      place.district = grant.place;
      return area_coded(city, city::AreaLevel::district, grant.place) == nullptr
                 ? Result<identity::Place>{nowhere(grant)}
                 : place;
    }
  }
  return nowhere(grant);
}

}  // namespace linquan::api
