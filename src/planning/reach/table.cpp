#include "linquan/reach/table.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace linquan::reach {

Table::Table(std::uint32_t group_count, std::size_t column_count, Keep const& keep)
    : keep_{keep}, group_count_{group_count} {
  for (std::size_t column = 0; column < column_count; ++column) {
    columns_.push_back(std::make_shared<std::vector<Block>>(group_count));
  }
}

Table::Draft Table::copy(std::size_t column, std::uint32_t group) const {
  auto const count = values(keep_) * lane_count;
  auto made = std::make_shared_for_overwrite<Tenths[]>(count);  // NOLINT(modernize-avoid-c-arrays)
  std::memcpy(made.get(), block(column, group).get(), count * sizeof(Tenths));
  return made;
}

Table::Site Table::site(Seat seat, std::size_t column, std::size_t rank) const {
  auto const ids = 1 + keep_.limits.size() + 2;
  auto const time = rank == 0 ? nearest(seat, column) : value(seat, column, keep_.limits.size() + rank, absent);
  if (time == absent) {
    return {};
  }
  auto const low = value(seat, column, ids + rank, 0);
  auto const high = value(seat, column, ids + nearest_max + rank, 0);
  return {time, std::uint32_t{low} | std::uint32_t{high} << 16U};
}

Reached Table::reached(Seat seat, std::size_t column, Supply const& supply) const {
  Reached found;
  for (std::size_t i = 0; i < keep_.limits.size(); ++i) {
    found.counts[i] = count(seat, column, i);
  }
  for (std::size_t rank = 0; keep_.three && rank < nearest_max; ++rank) {
    auto const near = site(seat, column, rank);
    if (near.time == absent) {
      break;
    }
    auto const& it = supply.site(near.site);
    found.nearest.push_back({near.time, it.id, it.outlet});
  }
  return found;
}

}  // namespace linquan::reach
