#pragma once

#include <span>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/scenario.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/walker.h"

namespace linquan::standard {

/// The city's streets as a walker finds them once the edits are made.
///
/// Refuses as reach::change_streets() does.
Result<reach::Streets> walked_streets(city::City const& city, reach::Walker const& walker,
                                      std::span<reach::Edit const> edits);

}  // namespace linquan::standard
