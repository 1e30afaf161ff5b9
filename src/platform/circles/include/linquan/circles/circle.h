#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"
#include "linquan/identity/ids.h"

/// The living circles of the programme: their boundaries and states, plans, years and brands. Rules without a clock, a
/// database or a map.
namespace linquan::circles {

/// The city file's number of the area, or one made here.
using CircleId = Id<struct LivingCircleTag>;

/// How far a circle has come, in the order in which it goes.
enum class State : std::uint8_t { planned, building, built, accepted };

inline constexpr std::size_t state_count = 4;

std::string_view name_of(State state);
std::optional<State> state_named(std::string_view name);
std::span<State const> all_states();
/// The state that a table's word tells: 已建, 已建成, 在建, 已验收 and the English names; all else is planned.
State state_from_word(std::string_view word);

/// What belongs to a circle: communities by code, or a shape that was drawn. Exactly one of the two is there.
struct Boundary {
  std::vector<std::string> communities;  ///< codes, ascending; the circle is their union
  geo::MultiPolygon drawn;
  friend bool operator==(Boundary const&, Boundary const&) = default;
};

inline constexpr std::size_t communities_max = 100;
inline constexpr std::size_t boundary_points_max = 5'000;

/// The boundary with its communities sorted.
///
/// usage   `living_circle_boundary`: both or none, too many communities, a community twice, a ring of less than three
///         corners, more than 5,000 corners
Result<Boundary> checked(Boundary boundary);

/// The drawn part as it is stored: "lon lat,lon lat", rings divided by ';', polygons by '|'. Equal shapes, equal bytes.
std::string written(geo::MultiPolygon const& shape);
/// bad_input   `living_circle_shape_broken`: not written by written()
Result<geo::MultiPolygon> shape_from(std::string_view text);

/// What a circle was judged to be, by whom and by which standard.
struct Grade {
  std::string grade;     ///< as the standard names it
  std::string standard;  ///< id, or the document's name
  std::chrono::sys_days on;
  identity::AccountId by;
  friend bool operator==(Grade const&, Grade const&) = default;
};

struct Circle {
  CircleId id;
  std::string code;  ///< the city's own, such as SHQ001; stays as it is
  std::string name;
  std::string district;  ///< code
  Boundary boundary;
  State state = State::planned;
  /// When each state was reached, by state; empty where that is not known. Those ahead are empty.
  std::array<std::optional<std::chrono::sys_days>, state_count> since = {};
  std::optional<Grade> grade = {};
  friend bool operator==(Circle const&, Circle const&) = default;
};

inline std::optional<std::chrono::sys_days>& since(Circle& circle, State state) {
  return circle.since.at(static_cast<std::size_t>(state));
}

}  // namespace linquan::circles
