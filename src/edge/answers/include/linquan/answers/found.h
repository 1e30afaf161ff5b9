#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "linquan/answers/circle.h"
#include "linquan/base/result.h"
#include "linquan/search/search.h"

namespace linquan::answers {

/// Walking times to every outlet with a stand, however it serves, within the last limit.
///
/// Refuses as CircleFinder::find() does.
Result<search::Times> times_from(CircleFinder& finder, Sight const& sight, CircleFinder::Walk const& walk,
                                 std::string_view name_prefix);

/// What was found, with what is to be shown of each outlet. `walked`: whether times were asked for.
nlohmann::ordered_json json_of(search::Index const& index, search::Found const& found, bool walked);
/// The same as a text, character for character; quicker.
std::string text_of(search::Index const& index, search::Found const& found, bool walked);

}  // namespace linquan::answers
