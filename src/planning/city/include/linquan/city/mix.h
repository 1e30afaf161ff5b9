#pragma once

#include "linquan/city/city.h"

namespace linquan::city {

/// Whether streets, gates, compounds and obstacles are the same, so that a place joined in one is joined in the other.
bool same_streets(City const& a, City const& b);
/// Whether outlets and what is declared of kinds are the same; where the streets are, also how they are joined to them.
bool same_outlets(City const& a, City const& b);
/// Whether homes, their people and the areas by which these are counted are the same; where the streets are, also how
/// the homes are joined to them.
bool same_homes(City const& a, City const& b);

/// Which city each part of a mixed one comes from.
struct Parts {
  City const& streets;  ///< with gates, compounds and obstacles
  City const& outlets;  ///< with what is declared of kinds
  City const& homes;    ///< with people and the areas by which they are counted
};

/// A city of parts; the tables of kinds are the same.
///
/// Where homes or outlets meet other streets than their own, each that these streets' city knows at the same place
/// (same id, same point) is joined as it is there, every other one anew; an entrance of a large site at the street
/// nearest to it. What cannot be joined stays unjoined, as after an import.
City mix(Parts const& parts);

}  // namespace linquan::city
