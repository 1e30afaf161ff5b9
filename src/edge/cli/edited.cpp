#include "edited.h"

#include <utility>

#include "linquan/scenario/scenario.h"

namespace linquan::cli {

Result<std::vector<reach::Edit>> make_edits(std::optional<std::filesystem::path> const& scenario, city::City& city) {
  if (!scenario) {
    return std::vector<reach::Edit>{};
  }
  auto edits = scenario::load(*scenario, city);
  if (!edits) {
    return edits;
  }
  auto outlets = reach::changed_outlets(city, *edits);
  if (!outlets) {
    return hand_on(outlets);
  }
  city.outlets = std::move(*outlets);
  return edits;
}

}  // namespace linquan::cli
