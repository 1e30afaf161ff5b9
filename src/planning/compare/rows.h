#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "linquan/city/city.h"

namespace linquan::compare {

/// The areas of two cities side by side, numbered: 0 is the whole city; then, level by level, each area and what lies
/// outside of all. An area is the same in both where level and code are, or its id where it has no code.
class Rows {
 public:
  static constexpr std::size_t levels_max = 5;

  struct Row {
    std::uint32_t before = walk::none;  ///< indices into City::areas
    std::uint32_t after = walk::none;
  };
  struct Level {
    city::AreaLevel level = city::AreaLevel::community;
    std::uint32_t first = 0;    ///< row of its first area
    std::uint32_t outside = 0;  ///< row of what lies outside, the level's last
  };
  /// The rows in which a home counts: the city's, then one of each level.
  using Of = std::array<std::uint32_t, levels_max + 1>;

  Rows(city::City const& before, city::City const& after);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] Row const& row(std::uint32_t number) const { return rows_[number]; }
  [[nodiscard]] std::vector<Level> const& levels() const { return levels_; }
  /// The row of each area of either city, or of one mixed from them.
  [[nodiscard]] std::vector<std::uint32_t> numbers_of(city::City const& city) const;
  /// `numbers`: those of the home's city. The entries behind the last level mean nothing.
  [[nodiscard]] Of of(city::Home const& home, std::vector<std::uint32_t> const& numbers) const;

 private:
  using Key = std::tuple<city::AreaLevel, std::string, city::AreaId>;
  static Key key_of(city::Area const& area);
  void add_level(city::AreaLevel level, city::City const& before, city::City const& after);

  std::vector<Row> rows_{Row{}};
  std::vector<Level> levels_;
  std::map<Key, std::uint32_t> numbers_;
};

/// The home's area of a level; `walk::none` where it lies in none.
std::uint32_t area_of(city::Home const& home, city::AreaLevel level);

}  // namespace linquan::compare
