#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "linquan/report/subject.h"

namespace linquan::report {

/// Draws maps of a city: indices of its streets, homes and outlets, made once and then only read, by any thread.
class Atlas {
 public:
  /// `subject` outlives the atlas.
  explicit Atlas(Subject const& subject);
  ~Atlas();
  Atlas(Atlas const&) = delete;
  Atlas& operator=(Atlas const&) = delete;
  Atlas(Atlas&&) = delete;
  Atlas& operator=(Atlas&&) = delete;

  /// The homes of an area by the needs they meet, its streets, compounds and the outlets of these rules; `walk::none`:
  /// the whole city. As SVG of at most a few hundred kilobytes: where homes are many they are drawn in squares.
  [[nodiscard]] std::string map_of(std::uint32_t area, std::span<standard::RuleIndex const> rules) const;
  /// Areas of a level by their share of needs.
  [[nodiscard]] std::string overview(standard::LevelScores const& level) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The homes of an area by their index, ascending; all of the city for `walk::none`.
std::vector<std::uint32_t> homes_of(city::City const& city, std::uint32_t area);

}  // namespace linquan::report
