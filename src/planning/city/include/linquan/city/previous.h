#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/city/city.h"

namespace linquan::city {

/// What became of last year's things.
struct Matched {
  struct Line {
    std::string thing;  ///< home, outlet, gate, area
    std::uint64_t id = 0;
    std::string name;
    std::string was;  ///< last year's source
    std::string now;
    std::int32_t sure_permille = 1000;
    std::uint32_t metres = 0;
  };
  std::vector<Line> same;   ///< keep last year's id
  std::vector<Line> fresh;  ///< new this year
  std::vector<Line> gone;
  std::vector<Line> doubtful;  ///< a likely match that a person should confirm; given last year's id
};

/// Gives the things of `city` the ids they had in `previous`: by source first, then by place, name and kinds.
///
/// One to one and independent of order. Sorts city's lists by their ids again.
Matched keep_ids(City& city, City const& previous);

}  // namespace linquan::city
