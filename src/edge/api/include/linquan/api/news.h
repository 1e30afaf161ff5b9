#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/city/city.h"
#include "linquan/directory/outlets.h"
#include "linquan/directory/passages.h"
#include "linquan/town/town.h"

/// What the directory has to say to a town: read from its store.
namespace linquan::api {

/// The directory within one unit of work.
struct Directory {
  UnitOfWork& work;
  directory::Outlets& outlets;
  directory::Passages& passages;
};

/// That the directory is this city's.
///
/// conflict   `serve_other_city`: most of its places lie outside the city
Result<void> check_city(Directory const& directory, city::City const& city);

/// All that the directory holds, for a town that has heard of nothing yet.
town::News whole_news(Directory const& directory, city::City const& city);

/// What became of it after the change `since`.
town::News news_since(Directory const& directory, std::uint64_t since);

/// The same as whole_news(), as the directory was just before `until`.
town::News news_until(Directory const& directory, std::chrono::sys_seconds until);

}  // namespace linquan::api
