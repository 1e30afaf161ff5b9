#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "linquan/reach/nearest_times.h"
#include "linquan/reach/scenario.h"
#include "live_fixed.h"
#include "live_scratch.h"
#include "round_search.h"

namespace linquan::standard {

/// An outlet as a Live numbers it: those of the city first, in their order, then those that edits put.
using Slot = std::uint32_t;

/// One outlet in its old and its new form; null: there was none, or it is gone.
struct OutletChange {
  Slot slot = 0;
  city::OutletId id;
  city::Outlet const* after = nullptr;
};

/// Whether a round from each home keeps the limit, brought forward. A value: copies share what neither changed.
///
/// Of a home whose nearest outlets alone do not tell, it keeps the outlets about it and, where there is a round, the
/// one that was found. It is asked again only where an outlet within half of the limit changed, or a way from home or
/// from one of these outlets to another may have. No other home's round can change: it is made of nothing but these
/// outlets, the ways to them, and the ways between them.
class LiveRounds {
 public:
  /// `mapped`: the streets before any edit.
  LiveRounds(LiveFixed const& fixed, reach::Walked walked, reach::Streets mapped);

  /// By home: whether there is a round within the limit.
  [[nodiscard]] bool met(std::uint32_t home) const {
    auto const seat = walked_.homes.seat(home);
    return seat != reach::no_seat && met_[seat] != 0;
  }
  [[nodiscard]] reach::SharedArray<std::uint8_t> const& met() const { return met_; }
  [[nodiscard]] reach::Homes const& homes() const { return walked_.homes; }
  [[nodiscard]] reach::Streets const& mapped() const { return mapped_; }

  /// Brings this copy of `before` forward; the homes that were asked again are then `scratch.seats` of homes().
  void renew(LiveFixed const& fixed, LiveRounds const& before, std::span<OutletChange const> outlets,
             std::span<reach::Change const> streets, LiveScratch& scratch);

  /// What is asked of the supply: a column for each stop.
  static reach::Question question(LiveFixed const& fixed);

 private:
  /// Outlets to which one walks from one within half of the limit, by slot.
  using Legs = std::vector<Stop>;
  struct Site {
    std::vector<reach::Place> doors;   ///< by which it is left
    std::shared_ptr<Legs const> legs;  ///< null: not asked for yet
  };
  /// A home whose nearest outlets alone do not tell.
  struct Open {
    Stops stops;                                        ///< by slot, nearest first
    std::array<SiteIndex, schema::stops_max> chosen{};  ///< by stop, where there is a round
  };
  /// An outlet of which the round sees another form; numbers of the supplies before and after.
  struct Changed {
    Slot slot = 0;
    std::optional<reach::SiteIndex> before;
    std::optional<reach::SiteIndex> after;
  };
  class LegBook;
  class Look;

  [[nodiscard]] reach::Limits half() const;
  [[nodiscard]] std::optional<bool> quick_answer(reach::Seat seat, std::uint32_t limit) const;
  void touch_streets(LiveRounds const& before, reach::Differences const& differences, LiveScratch& scratch);
  void touch_sites(LiveRounds const& before, reach::Differences const& differences, LiveScratch& scratch);
  std::vector<Changed> change_outlets(LiveFixed const& fixed, LiveRounds const& before,
                                      std::span<OutletChange const> outlets, reach::Differences& differences);
  [[nodiscard]] std::vector<reach::Place> doors_of(city::Outlet const& outlet) const;
  void search_back(LiveRounds const& before, Changed const& changed, LiveScratch& scratch) const;
  void move_stops(LiveRounds const& before, Changed const& changed, LiveScratch& scratch);
  void move_legs(LiveRounds const& before, Changed const& changed, LiveScratch const& scratch);
  std::vector<reach::Seat> answer_quickly(LiveFixed const& fixed, std::vector<reach::Seat> const& seats);
  void set_stops(std::vector<reach::Seat> const& seats, unsigned threads);
  void look(LiveFixed const& fixed, std::vector<reach::Seat> const& open, std::vector<Slot> const& changed,
            LiveScratch const* scratch);

  reach::Streets mapped_;
  reach::Walked walked_;
  reach::NearestTimes times_;
  reach::SharedArray<std::uint8_t> met_;             ///< by seat
  reach::SharedArray<std::shared_ptr<Open>> open_;   ///< by seat; null: the nearest outlets alone tell
  reach::SharedArray<std::shared_ptr<Site>> sites_;  ///< by slot; null: not in the round
};

}  // namespace linquan::standard
