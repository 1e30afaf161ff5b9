#pragma once

#include <cstddef>
#include <optional>

#include "linquan/persons/persons.h"
#include "linquan/siting/sites.h"
#include "linquan/standard/evaluation.h"

namespace linquan::siting {

/// What a rule asks for, as somebody looks for sites; of its kinds the first that needs least to stand somewhere
/// (kinds::Where) is what is built. nullopt where one outlet near enough is not all it asks for: several, services, so
/// many for so many people.
std::optional<Want> want_of(standard::Rule const& rule);

/// The musts with gaps that one walker finds unmet, in minutes at any time of the day, each weighing what its rule
/// weighs; nothing is said of places and budget. No wants where there is nothing to look for.
SiteRequest request_of(standard::Evaluation const& evaluation);

/// Musts with gaps of which request_of() looks for nothing: in metres, for another walker or hour, or not met by one
/// outlet more.
std::size_t musts_left(standard::Evaluation const& evaluation);

}  // namespace linquan::siting
