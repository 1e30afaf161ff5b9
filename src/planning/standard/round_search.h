#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/reach/supply.h"
#include "schema.h"

namespace linquan::standard {

using reach::SiteIndex;

/// A stop's outlet and the way there.
struct Stop {
  SiteIndex site = 0;
  std::uint32_t time = 0;
};
/// Outlets by stop, nearest first.
using Stops = std::vector<std::vector<Stop>>;

/// Whether a search remembers at what time it stood where, having visited what: a later arrival there finds nothing
/// that the earlier one did not find.
enum class Memory : std::uint8_t { none, arrivals };

/// Looks for a round within the limit, depth first, nearest outlets first.
template <class Between>
class Search {
 public:
  Search(Stops const& stops, std::uint32_t limit, Between const& between, Memory memory)
      : stops_{stops}, limit_{limit}, between_{between} {
    for (auto const& choices : stops) {
      first_.push_back(choices_);
      choices_ += choices.size();
    }
    if (memory == Memory::arrivals) {
      earliest_.assign(choices_ << stops.size(), UINT32_MAX);
    }
  }

  bool found() { return go(std::nullopt, 0, 0); }
  /// By stop: the outlets of the round that was found.
  [[nodiscard]] std::array<SiteIndex, schema::stops_max> const& chosen() const { return chosen_; }

 private:
  bool go(std::optional<Stop> at, std::uint32_t time, unsigned visited) {
    if (visited + 1 == 1U << stops_.size()) {
      return time + at->time <= limit_;
    }
    for (std::size_t stop = 0; stop < stops_.size(); ++stop) {
      if ((visited >> stop & 1U) == 0 && try_stop(at, time, visited | 1U << stop, stop)) {
        return true;
      }
    }
    return false;
  }

  bool try_stop(std::optional<Stop> at, std::uint32_t time, unsigned visited, std::size_t stop) {
    for (std::size_t i = 0; i < stops_[stop].size(); ++i) {
      auto const& next = stops_[stop][i];
      // The way home from there is to come.
      if (2 * next.time > limit_ || time + next.time > limit_) {
        continue;
      }
      auto const arrival = time + (at ? leg_to(*at, next) : next.time);
      if (arrival + next.time <= limit_ && is_news(visited, first_[stop] + i, arrival) && go(next, arrival, visited)) {
        chosen_.at(stop) = next.site;
        return true;
      }
    }
    return false;
  }

  bool is_news(unsigned visited, std::size_t choice, std::uint32_t arrival) {
    if (earliest_.empty()) {
      return true;
    }
    auto& known = earliest_[visited * choices_ + choice];
    auto const news = arrival < known;
    known = news ? arrival : known;
    return news;
  }

  /// Straight from one outlet to the other, or past home where that is shorter.
  [[nodiscard]] std::uint32_t leg_to(Stop const& from, Stop const& to) const {
    auto const past_home = from.time + to.time;
    return std::min(past_home, between_(from.site, to.site).value_or(past_home));
  }

  Stops const& stops_;
  std::uint32_t limit_;
  Between const& between_;
  std::vector<std::size_t> first_;  ///< by stop: the number of its first choice among all
  std::size_t choices_ = 0;
  std::array<SiteIndex, schema::stops_max> chosen_{};
  std::vector<std::uint32_t> earliest_;  ///< by what was visited and the choice that was visited last
};

}  // namespace linquan::standard
