#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/units.h"
#include "linquan/city/city.h"
#include "linquan/reach/changes.h"
#include "linquan/reach/supply.h"

namespace linquan::reach {

/// A street by its way on the map; with a place, only the piece of it that lies nearest.
struct StreetRef {
  std::int64_t way = 0;
  std::optional<geo::Point> at;
};

/// A new outlet, or another form of one that is there.
struct PutOutlet {
  city::Outlet outlet;
};
struct RemoveOutlet {
  city::OutletId id;
};
struct SetGate {
  city::GateId id;
  bool open = true;
};
struct SetStreet {
  StreetRef street;
  bool open = true;
};
/// The street takes so many per cent of the time it takes on the map: stairs made into a ramp, a crossing with a wait.
struct TimeStreet {
  StreetRef street;
  std::int32_t percent = 100;
};
/// A footbridge, a passage.
struct BuildStreet {
  walk::Access from;
  walk::Access to;
  Millimetres length;
  bool stairs = false;
};
/// One thing that is different in a scenario. Names what it changes by ids that outlive an import, never by indices.
using Edit = std::variant<PutOutlet, RemoveOutlet, SetGate, SetStreet, TimeStreet, BuildStreet>;

/// What an edit changes about the streets; nothing for one of an outlet. `mapped`: the streets before any edit.
///
/// Refuses as Scenario::add() does.
Result<std::vector<Change>> street_changes(Edit const& edit, city::City const& city, Streets const& mapped);

/// Makes of streets what the edits of gates and streets say; those of outlets change nothing here.
///
/// Refuses as Scenario::add() does; the streets are then changed in part.
Result<void> change_streets(Streets& streets, city::City const& city, std::span<Edit const> edits);

/// The city's outlets as the edits leave them, by rising id; edits of gates and streets change nothing here.
///
/// not_found   `outlet_unknown`
Result<std::vector<city::Outlet>> changed_outlets(city::City const& city, std::span<Edit const> edits);

/// What scenarios start from: a city, a question about it, and the answer.
struct Base {
  std::shared_ptr<city::City const> city;
  Question question;
  State state;
};

/// Evaluates the city as it is.
std::shared_ptr<Base const> base_of(std::shared_ptr<city::City const> city, Walker const& walker,
                                    Question const& question, Keep const& keep, Effort const& effort,
                                    Progress& progress);

/// A base and a list of edits. Cheap to copy and to hold: all that the edits do not touch is the base's.
class Scenario {
 public:
  explicit Scenario(std::shared_ptr<Base const> base);

  /// Applies one more edit; a refused one leaves the scenario as it was.
  ///
  /// not_found   `outlet_unknown`, `gate_unknown`, `street_unknown`
  /// bad_input   `street_percent` (1 to 10,000), `street_ends` (an end that lies on no street), `street_long`
  Result<void> add(Edit const& edit, Updater& updater);

  [[nodiscard]] State const& state() const { return state_; }
  [[nodiscard]] std::span<Edit const> edits() const { return edits_; }
  /// By Supply::Site::outlet: one of the city's, or one that an edit put.
  [[nodiscard]] city::Outlet const& outlet(std::uint32_t number) const;

 private:
  using Changes = std::vector<Change>;
  Result<Changes> changes_of(PutOutlet const& edit);
  Result<Changes> changes_of(RemoveOutlet const& edit) const;

  std::shared_ptr<Base const> base_;
  State state_;
  std::vector<Edit> edits_;
  std::vector<std::shared_ptr<city::Outlet const>> outlets_;  ///< put by edits
};

/// A home whose time to the nearest outlet of a column differs between two states of one city.
struct Difference {
  Seat seat = 0;
  Tenths before = absent;
  Tenths after = absent;
  friend bool operator==(Difference const&, Difference const&) = default;
};

/// Looks only at blocks that the two states do not share. Both stem from one base.
std::vector<Difference> differences(State const& before, State const& after, ColumnIndex column);

}  // namespace linquan::reach
