#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/units.h"

namespace linquan::persons {

/// A way of walking: what DESIGN calls a person.
struct Person {
  std::string id;
  std::string zh;
  std::string en;
  std::string source;
  /// Pace as a fraction that does not round: `seconds` for `metres`.
  std::int32_t metres = 1000;
  std::int32_t seconds = 900;
  bool stairs = true;                 ///< may use stairs at all
  std::int32_t stairs_percent = 100;  ///< time on stairs against level ground
  bool waits = false;                 ///< counts waiting at signals
  bool wheels = false;                ///< wheelchair=no streets are closed; kerbs and slopes below are judged
  std::int32_t kerb_max_millimetres = 1000;
  std::int32_t slope_max_permille = 1000;

  /// The walking time of a running sum of millimetres, rounded once to the nearest tenth of a second (half up).
  ///
  /// Edge times are differences of this, so that rounding never adds up along a way.
  [[nodiscard]] std::int64_t tenths(std::int64_t millimetres, bool on_stairs) const {
    auto const numerator = millimetres * seconds * (on_stairs ? stairs_percent : 100);
    auto const denominator = std::int64_t{metres} * 10'000;  // mm per m × percent ÷ tenths
    return (2 * numerator + denominator) / (2 * denominator);
  }
  [[nodiscard]] WalkTime time(std::int64_t millimetres) const {
    return WalkTime{static_cast<std::int32_t>(tenths(millimetres, false))};
  }
};

/// The persons of standards/persons.yaml, or of a city's own file of the same form.
class Persons {
 public:
  /// bad_input   `persons_file` with line, field and what is expected; `yaml_syntax` where it is no YAML
  static Result<Persons> parse(std::string_view yaml, std::string_view file_name);
  /// standards/persons.yaml as it was built in.
  static Persons const& built_in();
  [[nodiscard]] std::span<Person const> all() const { return persons_; }
  [[nodiscard]] Person const* find(std::string_view id) const;

 private:
  std::vector<Person> persons_;
};

}  // namespace linquan::persons
