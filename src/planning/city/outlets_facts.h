#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/hours/hours.h"
#include "linquan/kinds/kinds.h"
#include "linquan/osm/extract.h"

/// What the readers of outlets have in common.
namespace linquan::city::outlets {

inline constexpr std::string_view osm_prefix = "osm:";

/// "osm:node/123".
SourceRef osm_source(osm::Ref ref);
bool is_osm(SourceRef const& source);

/// The minute of the day when a place first opens on a weekday, earlier than which nobody has breakfast; -1: on no
/// weekday. Hours that run past midnight belong to the night before; a place that never closes opens at 0.
int earliest_opening(hours::Hours const& hours);

/// All ways of serving that the kinds have by their own.
kinds::ServingSet serving_of(kinds::Kinds const& kinds, std::span<kinds::KindIndex const> of);
constexpr kinds::ServingSet set_of(kinds::Serving serving) {
  return static_cast<kinds::ServingSet>(serving);
}

bool share_kind(Outlet const& a, Outlet const& b);

/// Between the nearest stands of the two; nullopt where one is unplaced.
std::optional<std::int64_t> millimetres_between(Outlet const& a, Outlet const& b);

void add_mark(Outlet& outlet, std::string_view mark);

/// The telephone as text::telephone() reads it; what that refuses is kept as written and marked `telephone_odd`.
/// True when it was odd.
bool set_telephone(Outlet& outlet, std::string_view cell);

/// Rows with the same thing to say, told as one notice with the first of their lines.
class LineNotes {
 public:
  /// `code` names the sentence, `about` what differs between notices of one code (a word), empty where nothing.
  void add(std::string_view code, std::uint32_t line, std::string_view about = {});
  /// Notices with the arguments file, count, lines and about; ascending by code and about.
  void tell(std::string_view file, Report& report) const;
  /// How many rows each code was noted for.
  [[nodiscard]] walk::Skipped counts() const;

 private:
  static constexpr std::size_t lines_told = 20;
  static constexpr std::size_t notices_max = 500;
  struct Note {
    std::uint64_t count = 0;
    std::string lines;
  };
  std::map<std::pair<std::string, std::string>, Note> notes_;
};

/// Names of one shop may be written with and without its branch: 肯德基, 肯德基(学清路店).
struct NameParts {
  std::string base;    ///< folded, without brackets
  std::string branch;  ///< folded, what stood in brackets
};
NameParts name_parts(std::string_view name);

/// Likeness of two outlets' names, 0…1000. Different branches of one name are not alike; a name without a branch is
/// nearly alike to one with it.
int name_likeness(NameParts const& a, NameParts const& b);

}  // namespace linquan::city::outlets
