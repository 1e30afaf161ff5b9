#include "text_table.h"

#include <algorithm>
#include <cstddef>

#include "figures.h"

namespace linquan::cli {

std::string text_table(std::vector<std::vector<std::string>> const& rows, std::string_view sides) {
  std::vector<std::size_t> widths(sides.size());
  for (auto const& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  }
  std::string text;
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += "  ";
      line += sides[i] == 'r' ? std::string(widths[i] - columns_of(row[i]), ' ') + row[i] : padded(row[i], widths[i]);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return text;
}

}  // namespace linquan::cli
