#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "live_body.h"
#include "live_scratch.h"

namespace linquan::standard {

/// Brings one state forward.
///
/// A home's verdict on a rule is made of its time to the nearest outlet, of how many there are within the limit, of its
/// area's ratio and of what is known of the kinds. Homes for which none of these differs keep their verdict; for all
/// others it is made again, and what it was is taken out of the sums.
class LiveRenewal {
 public:
  LiveRenewal(LiveBody const& before, LiveScratch& scratch);

  Result<std::shared_ptr<LiveBody const>> after(std::span<reach::Edit const> edits);

 private:
  /// A rule's, or what is made of rules, at one home.
  struct Turn {
    std::uint32_t what = 0;
    std::uint32_t home = 0;
    Verdict before = Verdict::unknown;
    Verdict after = Verdict::unknown;
  };

  Result<void> read(std::span<reach::Edit const> edits);
  Result<void> read_outlet(std::map<city::OutletId, city::Outlet const*>& last, reach::Edit const& edit) const;
  Result<std::vector<reach::Change>> street_changes(reach::Streets const& mapped) const;
  void name_outlets(std::map<city::OutletId, city::Outlet const*> const& last);

  Result<void> renew_survey(std::size_t number);
  void renew_counts(std::size_t number, std::vector<reach::Change> const& streets);
  void count_outlets();
  void touch_ratios(KeptOutlet const& outlet);
  void know();
  void compare_ratios();
  void judge();
  void sum_up(std::vector<Turn> const& turns);
  void sum_up_headlines(std::vector<Turn> const& turns);
  void sum_up_rounds();
  void list();

  template <class TallyOf>
  void move(Turn const& turn, reach::AgeGroup group, TallyOf const& tally_of);

  LiveBody const& before_;
  LiveScratch& scratch_;
  LiveFixed const& fixed_;
  std::shared_ptr<LiveBody> next_;
  std::vector<OutletChange> outlets_;
  std::vector<reach::Edit> streets_;
  std::vector<std::vector<std::uint32_t>> touched_;  ///< by rule: homes
  std::vector<bool> touched_everywhere_;             ///< by rule: all of them
  bool rounds_everywhere_ = false;
  std::vector<Scope> scopes_;                           ///< in which other outlets stand
  std::map<RuleIndex, std::set<std::uint32_t>> areas_;  ///< by rule with a ratio: in which others count
  bool listed_everywhere_ = false;
};

}  // namespace linquan::standard
