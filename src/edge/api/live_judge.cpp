#include "live_judge.h"

#include <utility>

namespace linquan::api {

LiveJudge::LiveJudge(standard::Live live) : live_{std::move(live)} {
  auto const homes = static_cast<std::uint32_t>(live_.city().homes.size());
  needs_.reserve(homes);
  for (std::uint32_t home = 0; home < homes; ++home) {
    needs_.push_back(live_.needs(home));
  }
}

LiveJudge::LiveJudge(standard::Live live, LiveJudge const& earlier) : live_{std::move(live)}, needs_{earlier.needs_} {
  // An area's needs are those of its homes.
  auto const homes = standard::Live::differing(earlier.live_, live_);
  as_before_ = homes.empty();
  for (auto const home : homes) {
    needs_[home] = live_.needs(home);
  }
}

}  // namespace linquan::api
