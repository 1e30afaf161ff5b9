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

namespace linquan::answers {

/// A city as one walker finds it: made once, asked often, by several threads at a time. Never changed.
class Sight {
 public:
  /// Borrows the city for its whole life.
  Sight(city::City const& city, reach::Walker const& walker);

  [[nodiscard]] city::City const& city() const { return city_; }
  [[nodiscard]] reach::Walker const& walker() const { return streets_.walker(); }
  [[nodiscard]] reach::Streets const& streets() const { return streets_; }
  /// Every kind of the city's table as a column of its own.
  [[nodiscard]] reach::Supply const& supply() const { return supply_; }
  /// Whether any outlet of the city is of the kind: where none is, nobody knows of any, and nothing is missing.
  [[nodiscard]] bool is_known(kinds::KindIndex kind) const { return known_[kind]; }
  /// The next two are made when they are first asked for.
  [[nodiscard]] reach::Ground const& ground() const;
  [[nodiscard]] reach::Homes const& homes() const;

 private:
  city::City const& city_;
  reach::Streets streets_;
  reach::Supply supply_;
  std::vector<bool> known_;
  mutable std::once_flag ground_once_;
  mutable std::once_flag homes_once_;
  mutable std::optional<reach::Ground> ground_;
  mutable std::optional<reach::Homes> homes_;
};

/// A person of the built-in table.
///
/// usage   `person_unknown`
Result<persons::Person> person_named(std::string_view id);

/// not_found   `outlet_unknown`
Result<std::uint32_t> find_outlet(city::City const& city, city::OutletId id);

}  // namespace linquan::answers
