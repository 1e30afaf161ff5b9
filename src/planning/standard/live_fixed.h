#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "kinds_here.h"
#include "linquan/city/city.h"
#include "linquan/standard/assess.h"
#include "linquan/standard/inside.h"
#include "linquan/standard/standard.h"
#include "linquan/standard/survey.h"

namespace linquan::standard {

struct LiveScratch;

/// What a score is of: the whole city, what lies outside all areas of a level, or an area.
using Scope = std::uint32_t;
inline constexpr std::size_t level_count = 5;
inline constexpr Scope whole_city = 0;
inline constexpr Scope scope_outside(std::size_t level) {
  return static_cast<Scope>(1 + level);
}
inline constexpr Scope scope_of_area(std::uint32_t area) {
  return static_cast<Scope>(1 + level_count + area);
}

/// What neither outlets nor streets change of a city under a standard: made once for all states of a Live.
class LiveFixed {
 public:
  LiveFixed(std::shared_ptr<city::City const> the_city, Standard the_standard, AssessOptions const& the_options);
  ~LiveFixed();
  LiveFixed(LiveFixed const&) = delete;
  LiveFixed& operator=(LiveFixed const&) = delete;
  LiveFixed(LiveFixed&&) = delete;
  LiveFixed& operator=(LiveFixed&&) = delete;

  struct OfRule {
    std::size_t survey = 0;
    Survey::Asked asked;
    KindsHere here;
    bool people_known = false;
    std::vector<std::int64_t> outlets_asked;  ///< by area; only with a ratio
    std::vector<std::uint16_t> headlines;     ///< in which it counts
  };

  [[nodiscard]] Scope scope_count() const { return scope_of_area(static_cast<std::uint32_t>(city->areas.size())); }
  /// Calls `visit(scope)` for everything that the home counts in.
  template <class Visit>
  void visit_scopes(city::Home const& home, Visit const& visit) const {
    visit(whole_city);
    for (std::size_t level = 0; level < level_count; ++level) {
      if (has_level[level]) {
        auto const area = area_of(home, static_cast<city::AreaLevel>(level));
        visit(area == walk::none ? scope_outside(level) : scope_of_area(area));
      }
    }
  }
  /// The same for an outlet that stands in these areas.
  template <class Visit>
  void visit_scopes(std::vector<std::uint32_t> const& areas, Visit const& visit) const {
    visit(whole_city);
    std::array<bool, level_count> inside{};
    for (auto const area : areas) {
      inside.at(static_cast<std::size_t>(city->areas[area].level)) = true;
      visit(scope_of_area(area));
    }
    for (std::size_t level = 0; level < level_count; ++level) {
      if (has_level[level] && !inside[level]) {
        visit(scope_outside(level));
      }
    }
  }

  /// Borrows scratch of somebody who is done with it, or makes some.
  [[nodiscard]] std::unique_ptr<LiveScratch> take_scratch() const;
  void give_back(std::unique_ptr<LiveScratch> scratch) const;

  std::shared_ptr<city::City const> city;
  Standard standard;
  AssessOptions options;  ///< without edits
  std::vector<Survey> surveys;
  std::vector<OfRule> rules;
  std::vector<std::vector<KindsHere>> lists;
  std::vector<KindsHere> stops;  ///< of the round
  std::array<bool, level_count> has_level{};
  AreasAt areas_at;

 private:
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<LiveScratch>> idle_;
};

}  // namespace linquan::standard
