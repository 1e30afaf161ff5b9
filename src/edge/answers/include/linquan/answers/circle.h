#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "linquan/answers/sight.h"
#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/geo/point.h"
#include "linquan/hours/hours.h"
#include "linquan/reach/circle.h"
#include "linquan/reach/outline.h"
#include "linquan/reach/serves.h"

namespace linquan::answers {

/// What is asked of a place or, without one, of an outlet.
struct ReachQuestion {
  std::optional<geo::Point> at;
  std::optional<city::OutletId> to;  ///< the walk to it is asked for
  std::string person = "standard";
  reach::Unit unit = reach::Unit::seconds;
  reach::Limits limits;
  std::optional<hours::MinuteOfWeek> when;  ///< nullopt: at any hour
  std::vector<std::string> kinds;           ///< as they were written; empty: all
};

/// usage   `person_unknown`
Result<reach::Walker> walker_of(ReachQuestion const& question);

/// What a place reaches, with what was asked. Good until its finder searches again.
struct CircleReport {
  Sight const& sight;
  ReachQuestion const& question;
  reach::Circle const& circle;
  std::vector<kinds::KindIndex> kinds;
  std::vector<std::vector<reach::Near>> outlets;  ///< by kind, nearest first
  std::array<Millimetres, reach::limits_max> street_length;
  std::vector<std::vector<geo::Point>> streets{};  ///< for drawings only
  std::vector<std::uint8_t> street_limits{};
  std::vector<geo::MultiPolygon> shapes{};  ///< by limit
  std::optional<reach::Path> path{};
};

/// How much is drawn.
enum class Drawn : std::uint8_t { nothing, outlines, everything };

/// Answers one circle after another: a worker's scratch, good for all sights of the same ways.
class CircleFinder {
 public:
  explicit CircleFinder(Sight const& sight) : ways_{sight.ways()}, circle_{ways_->streets()} {}

  /// The names in refusals are those of `name_prefix` and the field: "--at", "at".
  ///
  /// usage       `place_outside`, `place_swapped`, `kind_unknown`
  /// not_found   what city::join() refuses, `outlet_unknown`, `outlet_without_place`, `outlet_closed`,
  ///             `outlet_not_inside`
  Result<CircleReport> find(Sight const& sight, ReachQuestion const& question, Drawn drawn,
                            std::string_view name_prefix);

  /// What is walked to from a place.
  struct Walk {
    geo::Point at;
    reach::Limits limits;
    std::optional<hours::When> open_at;  ///< only stands that may be open then
  };
  /// Every outlet with a stand, however it serves: nearest first, ties by id. Refuses as find() does of places.
  Result<std::vector<reach::Near>> reached(Sight const& sight, Walk const& walk, std::string_view name_prefix);

 private:
  Result<void> search(Sight const& sight, geo::Point at, reach::Limits const& limits, std::string_view name_prefix);
  [[nodiscard]] reach::Tenths time_to_open(city::Outlet const& outlet, hours::When const& when) const;
  Result<void> find_path(CircleReport& report) const;
  void draw(CircleReport& report, Drawn drawn);

  std::shared_ptr<Ways const> ways_;
  reach::Circle circle_;
  std::optional<reach::Outline> outline_;
};

/// Whom an outlet serves.
struct ClienteleReport {
  city::City const& city;
  ReachQuestion const& question;
  city::Outlet const& outlet;
  reach::Clientele clientele;
};

/// not_found   `outlet_unknown`, `outlet_without_place`, `outlet_closed`
Result<ClienteleReport> find_clientele(Sight const& sight, ReachQuestion const& question, city::OutletId outlet);

/// Ages are 0 everywhere where the source of people gives none.
bool ages_are_known(city::City const& city);
/// A limit as it was asked for: minutes or metres.
double limit_value(reach::Tenths limit, reach::Unit unit);
/// Seconds or metres.
double whole_units(reach::Tenths tenths);

nlohmann::ordered_json json_of(CircleReport const& report);
/// The same as a text, character for character; quicker, because most of it is figures by kind.
std::string text_of(CircleReport const& report);
/// The outlines alone, largest first, so that a map draws the smaller ones over it.
nlohmann::ordered_json outlines_of(CircleReport const& report);
/// The same as a text, number for number; quicker, because outlines are mostly numbers.
std::string text_of_outlines(CircleReport const& report);
/// Outlines, streets, outlets, path and origin as features.
nlohmann::ordered_json geojson_of(CircleReport const& report);
nlohmann::ordered_json json_of(ClienteleReport const& report);
/// The outlet's doors and the homes it serves.
nlohmann::ordered_json geojson_of(ClienteleReport const& report);

}  // namespace linquan::answers
