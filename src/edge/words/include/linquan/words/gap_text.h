#pragma once

#include <string>

#include "linquan/city/city.h"
#include "linquan/standard/evaluation.h"
#include "linquan/words/messages.h"

namespace linquan::words {

/// "1,240 residents of 60 and over in 5 compounds of 和平社区 have no wet market within 10 minutes; the nearest is 14
/// to 19 minutes away." Minutes and metres are rounded up: so long one really walks.
std::string gap_sentence(city::City const& city, standard::Evaluation const& evaluation, standard::Gap const& gap,
                         Messages const& messages);

/// What a rule asks for, inside a sentence: "wet market", "3 of: pharmacy, clinic", "wet market open on Mo 07:30".
std::string wanted_text(standard::Rule const& rule, Messages const& messages);

/// Rounded to one person or less, which a sentence tells otherwise; people are shares of a grid cell and may be less
/// than half a person.
bool is_one(Millipersons people);

/// "1,240 residents of 60 and over"; "less than one".
std::string people_words(reach::AgeGroup group, Millipersons people, Messages const& messages);

/// The rule's source and how sure it is: "GB50180-2018 B.0.1 (well known, to be proof-read)".
std::string clause_text(standard::Source const& source, Messages const& messages);

/// A name in the user's language.
std::string name_text(standard::Name const& name, Language language);

/// "Living circles".
std::string level_words(city::AreaLevel level, Messages const& messages);

/// An area's name, or its code where it has none. `walk::none`: "homes outside all communities", or the city where it
/// has no areas of that level.
std::string area_text(city::City const& city, city::AreaLevel level, std::uint32_t area, Messages const& messages);

/// "10 minutes", "500 m"; rounded up.
std::string limit_words(reach::Tenths limit, reach::Unit unit, Messages const& messages);

}  // namespace linquan::words
