#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "linquan/answers/sight.h"
#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/kinds/kinds.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/limits.h"
#include "linquan/reach/scenario.h"

/// How many people walk how many minutes, as the command line and the service tell it.
namespace linquan::answers {

/// Adds people up by the whole minutes within which they walk somewhere.
class MinuteCounts {
 public:
  explicit MinuteCounts(std::uint32_t minutes) : within_(std::size_t{minutes} + 1) {}

  /// `absent` and what is farther than the last minute counts nowhere.
  void add(reach::Tenths time, Millipersons people);
  /// By minute, 0 first: people who walk at most so long.
  [[nodiscard]] std::vector<Millipersons> summed() const;

 private:
  std::vector<Millipersons> within_;  ///< those whose last minute it is
};

/// Who walks how long to the nearest of some kinds.
struct MinutesQuestion {
  std::vector<kinds::KindIndex> kinds;  ///< any of them
  reach::AgeGroup people = reach::AgeGroup::all;
  std::optional<std::uint32_t> area;  ///< index into City::areas; nullopt: the whole city
  std::uint32_t minutes = 30;
  std::span<reach::Edit const> edits{};  ///< of a scenario, on top of the town
};

struct ByMinute {
  Millipersons people;               ///< of the area, whether or not they reach one
  std::vector<Millipersons> within;  ///< by minute, 0 first
  bool known = false;                ///< whether any outlet of the kinds is known at all
};

/// What `linquan access` would tell for each of the minutes. The sight's walker counts seconds.
///
/// Refuses as reach::change_streets() and changed_outlets() do, and as Limits::of() does.
Result<ByMinute> by_minute(Sight const& sight, MinutesQuestion const& question, unsigned threads);

}  // namespace linquan::answers
