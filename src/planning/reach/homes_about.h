#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "linquan/reach/homes.h"
#include "linquan/reach/streets.h"
#include "wave.h"

namespace linquan::reach {

/// Finds the homes that a search back from an outlet came to. One worker's own scratch.
class HomesAbout {
 public:
  /// Calls `visit(seat, time)` once for each home that walks to any of `points` within the limit. `wave` has spread
  /// back from all of them.
  template <class Visit>
  void visit(Streets const& streets, Homes const& homes, Wave const& wave, std::span<Place const> points, Tenths limit,
             Visit const& visit) {
    begin(streets);
    auto const on_edge = [&](Edge edge) {
      if (seen_[edge] == stamp_) {
        return;
      }
      seen_[edge] = stamp_;
      for (auto const seat : homes.on_edge(edge)) {
        auto const place = streets.current(homes.place(seat));
        if (auto const time = time_of(streets, wave, points, place); time <= limit) {
          visit(seat, static_cast<Tenths>(time));
        }
      }
    };
    for (auto const node : wave.reached()) {
      for (auto const& arc : streets.arriving(node)) {
        on_edge(arc.edge);
      }
    }
    for (auto const& point : points) {
      on_edge(point.edge);
    }
  }

  /// From a home's door to where the wave started; `absent` beyond its limit.
  static std::uint32_t time_of(Streets const& streets, Wave const& wave, std::span<Place const> points,
                               Place const& home) {
    auto const& ends = streets.ends(home.edge);
    auto best = std::uint32_t{absent};
    auto const by = [&](bool may, std::uint32_t rest, Tenths part) {
      if (may && rest != absent && part != absent) {
        best = std::min(best, rest + part + home.door);
      }
    };
    by(ends.backward, wave.time(ends.from), home.to_start);
    by(ends.forward, wave.time(ends.to), home.to_end);
    for (auto const& point : points) {
      by(point.edge == home.edge, streets.along(home, point), point.door);
    }
    return best;
  }

 private:
  void begin(Streets const& streets) {
    seen_.resize(std::max<std::size_t>(seen_.size(), streets.edge_count()));
    if (++stamp_ == 0) {
      std::ranges::fill(seen_, 0);
      stamp_ = 1;
    }
  }

  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
};

}  // namespace linquan::reach
