#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/city/join.h"
#include "linquan/directory/entry.h"
#include "linquan/directory/passages.h"
#include "linquan/identity/rights.h"
#include "linquan/reach/scenario.h"

/// An outlet kept in the directory is the outlet in every circle: where the two meet.
namespace linquan::outlets {

/// What the directory begins with: the city's outlets, each with its sources and the licences of these.
std::vector<directory::Entry> entries_of(city::City const& city);
directory::Entry entry_of(city::City const& city, city::Outlet const& outlet);

/// The outlet as circles count it. What no entry holds (capacity, doubts) stays as the city file has it; a stand that
/// was not moved keeps its doors, a new one is joined to the streets, or has none where it cannot be.
///
/// bad_input   `directory_kind` {kind}: the city's table has no such kind
Result<city::Outlet> outlet_of(directory::Entry const& entry, city::City const& city, city::Joiner const& joiner);

/// What a change of an entry changes in the circles; nothing where it was not there before or after, or was closed in
/// both. Refuses as outlet_of() does.
Result<std::optional<reach::Edit>> edit_of(std::optional<directory::Entry> const& before,
                                           std::optional<directory::Entry> const& after, city::City const& city,
                                           city::Joiner const& joiner);

/// What a corrected gate or street changes in circles that are asked for at `minute`; at any hour, one that is open at
/// some hour is open. Nothing where it is as the map has it.
std::optional<reach::Edit> edit_of(directory::Passage const& passage, std::optional<hours::MinuteOfWeek> minute);

/// Where rights over the outlet are looked for. Codes hold one another: 12 digits of a community, 9 and 6 of what it
/// lies in.
identity::Place place_of(directory::Entry const& entry);

/// Whether the city has a community of this code.
bool is_community(city::City const& city, std::string_view code);

/// The code of the community in which a place lies; empty where in none.
std::string community_at(city::City const& city, geo::Point at);

}  // namespace linquan::outlets
