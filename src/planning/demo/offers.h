#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace linquan::demo {

/// Where outlets of a kind stand.
enum class Place : std::uint8_t {
  shop,     ///< a shop front, many close together
  spread,   ///< a shop front, far from the next of its kind
  civic,    ///< a free place inside a block, far from the next of its kind
  yard,     ///< beside a dwelling house
  road,     ///< beside a main street
  station,  ///< the entrances of the metro, as the streets were drawn
  ground,   ///< an area on a free place
};

/// Who keeps records of a kind.
enum class Known : std::uint8_t { everywhere, map_only, tables_only };

/// How names of a kind are made.
enum class Naming : std::uint8_t { shop, chain, community, subdistrict, none };

/// How the made-up town offers one kind of outlet.
struct Offer {
  std::string_view kind;     ///< id in standards/kinds.yaml
  std::int32_t per_million;  ///< outlets for a million people
  Place place;
  Known known;
  Naming naming;
  std::string_view ending;       ///< of names
  std::string_view tags;         ///< "shop=convenience;operator=…"
  std::string_view word;         ///< what registers write in the column 业态
  std::string_view misspelt;     ///< one character off; empty where none is planted
  std::string_view hours;        ///< OSM syntax
  std::string_view plain_hours;  ///< the same as a table writes it
};

std::span<Offer const> offers();

}  // namespace linquan::demo
