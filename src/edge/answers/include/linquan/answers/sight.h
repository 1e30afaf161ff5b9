#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/homes.h"
#include "linquan/reach/outline.h"
#include "linquan/reach/streets.h"
#include "linquan/reach/supply.h"
#include "linquan/reach/walker.h"
#include "linquan/town/town.h"

namespace linquan::answers {

/// The streets as one walker finds them, with what is made of them when it is first asked for. Never changed; for many
/// threads.
class Ways {
 public:
  Ways(town::Town const& town, reach::Walker const& walker);

  /// The same walker's ways in a town of the same city with other gates and streets open.
  [[nodiscard]] std::shared_ptr<Ways const> in(town::Town const& town) const;

  [[nodiscard]] reach::Streets const& streets() const { return streets_; }
  /// What lies between them; of all towns of a city the same.
  [[nodiscard]] reach::Ground const& ground() const;
  [[nodiscard]] reach::Homes const& homes() const;

 private:
  /// As they are on the map, before anybody corrects them.
  struct Mapped;
  Ways(std::shared_ptr<Mapped const> mapped, town::Town const& town);

  std::shared_ptr<Mapped const> mapped_;
  reach::Streets streets_;
};

/// A town as one walker finds it: made once, asked often, by several threads at a time. Never changed.
class Sight {
 public:
  Sight(town::Town const& town, reach::Walker const& walker);

  /// The same walker's sight of another town of the same city; shares what is the same in both.
  [[nodiscard]] Sight of(town::Town town) const;

  [[nodiscard]] town::Town const& town() const { return town_; }
  /// Its streets, homes, kinds and areas; which outlets there are today says the town.
  [[nodiscard]] city::City const& city() const { return town_.imported(); }
  [[nodiscard]] reach::Walker const& walker() const { return ways_->streets().walker(); }
  [[nodiscard]] std::shared_ptr<Ways const> const& ways() const { return ways_; }
  [[nodiscard]] reach::Streets const& streets() const { return ways_->streets(); }
  /// Every kind of the city's table as a column of its own.
  [[nodiscard]] reach::Supply const& supply() const { return supply_; }
  /// Every outlet with a stand, in one column, however and whenever it serves.
  [[nodiscard]] reach::Supply const& placed() const { return placed_; }
  /// Whether any outlet of the city is of the kind: where none is, nobody knows of any, and nothing is missing.
  [[nodiscard]] bool is_known(kinds::KindIndex kind) const { return outlets_of_[kind] > 0; }
  [[nodiscard]] reach::Ground const& ground() const { return ways_->ground(); }
  [[nodiscard]] reach::Homes const& homes() const { return ways_->homes(); }

 private:
  Sight(town::Town town, std::shared_ptr<Ways const> ways);
  void take(std::vector<reach::Edit> const& edits, town::Town const& before);

  town::Town town_;
  std::shared_ptr<Ways const> ways_;
  reach::Supply supply_;
  reach::Supply placed_;
  std::vector<std::uint32_t> outlets_of_;  ///< by kind
  std::size_t changes_ = 0;                ///< that the supply bears since it was made whole
};

/// A person of the built-in table.
///
/// usage   `person_unknown`
Result<persons::Person> person_named(std::string_view id);

/// The outlet as the town has it, good as long as the town.
///
/// not_found   `outlet_unknown`
Result<city::Outlet const*> find_outlet(town::Town const& town, city::OutletId id);

}  // namespace linquan::answers
