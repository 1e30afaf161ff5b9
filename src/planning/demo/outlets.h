#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "offers.h"
#include "town.h"

namespace linquan::demo {

/// Which records of the town know an outlet.
struct Sources {
  bool map = false;       ///< city.osm.pbf
  bool workbook = false;  ///< outlets.xlsx
  bool bureau = false;    ///< outlets_gcj02.csv
  bool ledger = false;    ///< register.xlsx, without coordinates
};

struct Outlet {
  std::uint16_t offer = 0;            ///< index into offers()
  std::uint16_t second = UINT16_MAX;  ///< a second kind under the same roof (一店多能)
  At at;
  std::string name;
  std::uint32_t street = nothing;  ///< index into Town::names
  std::uint32_t number = 0;
  std::uint32_t block = 0;
  std::uint32_t group = nothing;  ///< the settlement it stands in, where it stands inside one
  std::string telephone;
  std::string licence;
  bool licence_wrong = false;
  Sources sources;
  NodeRef node = nothing;  ///< in the map
  WayRef way = nothing;
};

/// Why a settlement lacks something: outlets of these kinds were kept away from its neighbourhood.
enum class Gap : std::uint8_t { repairs, market, elder_care };
struct Barren {
  Gap gap = Gap::repairs;
  At centre;
  std::int64_t reach = 0;  ///< decimetres around the centre
};

struct Offered {
  std::vector<Outlet> outlets;
  std::vector<Barren> barren;
};

/// Outlets of every kind for the town's people, clustered along busy streets, with gaps; kept to Offer::per_million.
Offered place_outlets(Town& town);

/// "shop=bicycle;service:bicycle:repair=yes" as tags.
Tags tags_of(std::string_view text);

/// Draws those outlets that the map knows.
void draw_outlets(Town& town, std::vector<Outlet>& outlets);

/// An address as registers write it; empty where the outlet has no street.
std::string address_of(Town const& town, Outlet const& outlet);

/// A code of GB 32100 with its two check digits; the body says DEM so that nobody takes it for a real one.
std::string licence_code(std::uint64_t number, bool wrong);

}  // namespace linquan::demo
