#include "linquan/reach/back_search.h"

#include <vector>

#include "homes_about.h"
#include "wave.h"

namespace linquan::reach {

struct BackSearch::Scratch {
  Streets const* streets = nullptr;
  Tenths limit = 0;
  Wave wave{0};
  HomesAbout about;
  std::vector<Place> goals;
  std::vector<Home> found;
};

BackSearch::BackSearch() : scratch_{std::make_unique<Scratch>()} {}
BackSearch::BackSearch(BackSearch&&) noexcept = default;
BackSearch& BackSearch::operator=(BackSearch&&) noexcept = default;
BackSearch::~BackSearch() = default;

void BackSearch::begin(Streets const& streets, Tenths limit) {
  scratch_->streets = &streets;
  scratch_->limit = limit;
  scratch_->wave.grow(streets.node_count());
  scratch_->wave.clear();
  scratch_->goals.clear();
}

void BackSearch::add(Place const& goal) {
  if (goal.edge != walk::none) {
    scratch_->goals.push_back(goal);
    scratch_->wave.start(*scratch_->streets, goal, Heading::back, scratch_->limit);
  }
}

void BackSearch::add(Node goal) {
  scratch_->wave.start(goal, 0, scratch_->limit);
}

void BackSearch::spread() {
  scratch_->wave.spread(*scratch_->streets, Heading::back, scratch_->limit);
}

std::span<BackSearch::Home const> BackSearch::homes(Homes const& homes) {
  auto& found = scratch_->found;
  found.clear();
  scratch_->about.visit(*scratch_->streets, homes, scratch_->wave, scratch_->goals, scratch_->limit,
                        [&](Seat seat, Tenths time) {
                          found.push_back({seat, time});
                        });
  return found;
}

Tenths BackSearch::time_from(Place const& place) const {
  if (place.edge == walk::none) {
    return absent;
  }
  auto const time = HomesAbout::time_of(*scratch_->streets, scratch_->wave, scratch_->goals, place);
  return time <= scratch_->limit ? static_cast<Tenths>(time) : absent;
}

}  // namespace linquan::reach
