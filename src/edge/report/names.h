#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "home_needs.h"
#include "linquan/city/city.h"
#include "linquan/report/subject.h"
#include "linquan/tables/table.h"

namespace linquan::report {

// Words in files for programs: fixed, whatever the report's language.

inline std::string_view id_of(standard::Demand demand) {
  return std::array<std::string_view, 3>{"must", "should", "upgrade"}.at(static_cast<std::size_t>(demand));
}
inline std::string_view id_of(standard::Mark mark) {
  return std::array<std::string_view, 3>{"seen", "known", "proposed"}.at(static_cast<std::size_t>(mark));
}
inline std::string_view id_of(reach::Unit unit) {
  return unit == reach::Unit::seconds ? "seconds" : "metres";
}
inline std::string_view id_of(reach::AgeGroup group) {
  return std::array<std::string_view, 4>{"all", "0-14", "60", "70"}.at(static_cast<std::size_t>(group));
}
inline std::string_view id_of(city::AreaLevel level) {
  return std::array<std::string_view, 5>{"compound", "community", "subdistrict", "district", "living_circle"}.at(
      static_cast<std::size_t>(level));
}

std::vector<std::string> home_columns(Subject const& subject);
std::vector<tables::Value> home_row(Subject const& subject, HomeNeeds const& needs, std::size_t index);

}  // namespace linquan::report
