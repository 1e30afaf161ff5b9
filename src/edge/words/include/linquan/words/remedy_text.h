#pragma once

#include <string>
#include <string_view>

#include "linquan/city/city.h"
#include "linquan/standard/gaps.h"
#include "linquan/words/messages.h"

namespace linquan::words {

/// What a remedy is about: an outlet's or a candidate's name, the compound or street of a gate, the street of a front,
/// or latitude and longitude where these have no name; empty for outlets that are only to become more.
std::string remedy_name(city::City const& city, standard::Remedy const& remedy, Messages const& messages);

/// "What would change it: 大明超市 taking it on, for 3,100 of them; a gate of 和平小区 opened, for 800 of them." Of the
/// three remedies that serve most; empty where none was found.
std::string remedies_sentence(city::City const& city, standard::Gap const& gap, Messages const& messages);

/// The word of a means in data: hours, gate, take_on, candidate, front, more.
std::string_view means_word(standard::Means means);

}  // namespace linquan::words
