#include "reached_homes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "linquan/base/share_out.h"
#include "linquan/reach/all_homes.h"
#include "linquan/reach/serves.h"
#include "linquan/reach/supply.h"

namespace linquan::siting {

Result<std::vector<std::vector<std::uint32_t>>> reached_homes(Ground const& ground, std::span<Spot const* const> spots,
                                                              std::span<char const> is_wanted, reach::Tenths limit,
                                                              Progress& progress) {
  progress.step("step_site_cover", spots.size());
  std::vector<std::vector<std::uint32_t>> reached(spots.size());
  share_out(spots.size(), ground.threads, progress, [&] {
    return [&, search = reach::ClienteleSearch{ground.streets, ground.homes}](std::size_t i) mutable {
      for (auto const& home : search.homes(ground.streets.goals(spots[i]->access), limit)) {
        if (is_wanted[home.home] != 0) {
          reached[i].push_back(home.home);
        }
      }
      std::ranges::sort(reached[i]);
    };
  });
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  return reached;
}

Result<std::vector<char>> served_homes(Ground const& ground, std::span<kinds::KindIndex const> kinds,
                                       reach::Tenths limit, Progress& progress) {
  auto const& walker = ground.streets.walker();
  auto const tenths_each = walker.unit == reach::Unit::seconds ? 600.0 : 10.0;
  auto const limits = reach::Limits::of(std::array{limit / tenths_each}, walker.unit);
  if (!limits) {
    return tl::unexpected<Error>{limits.error()};
  }
  reach::Question question;
  question.columns.emplace_back(kinds.begin(), kinds.end());
  question.open_at = walker.minute;
  auto const supply = reach::supply_of(ground.city, ground.streets, question);
  auto const table =
      reach::all_homes(ground.streets, ground.homes, supply, {*limits, false}, {.threads = ground.threads}, progress);
  if (progress.stopped()) {
    return refuse(ErrorKind::interrupted, "interrupted");
  }
  std::vector<char> served(ground.city.homes.size());
  for (std::size_t home = 0; home < served.size(); ++home) {
    served[home] = table.nearest(ground.homes.seat(home), 0) != reach::absent ? 1 : 0;
  }
  return served;
}

}  // namespace linquan::siting
