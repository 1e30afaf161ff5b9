#pragma once

#include <string>

#include "linquan/city/city.h"
#include "linquan/compare/compare.h"
#include "linquan/words/messages.h"

namespace linquan::words {

/// Two states and what lies between them.
struct Compared {
  city::City const& before;
  city::City const& after;
  compare::Comparison const& comparison;
};

/// "1,100 residents in 和平社区 now have “wet market” within 10 minutes, because 便民菜市场 opened." The reason stands
/// there only where it is proven; for a part of them it says for how many.
std::string shift_sentence(Compared const& compared, compare::Shift const& shift, Messages const& messages);

/// The area of a shift as a reader knows it.
std::string shift_area(Compared const& compared, compare::Shift const& shift, Messages const& messages);

/// An outlet's name; one without a name has a sentence.
std::string outlet_name(city::City const& city, city::OutletId id, Messages const& messages);

/// Why somebody gained or lost, as a clause: "because 永康菜市场 closed".
std::string cause_text(Compared const& compared, compare::Cause const& cause, bool gained, Messages const& messages);

}  // namespace linquan::words
