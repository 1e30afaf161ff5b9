#include "edited.h"

#include <utility>

#include "linquan/scenario/scenario.h"

namespace linquan::cli {

Result<Edited> make_edits(std::optional<std::filesystem::path> const& scenario, city::City& city) {
  if (!scenario) {
    return Edited{};
  }
  auto const file = scenario::load(*scenario);
  if (!file) {
    return tl::unexpected<Error>{file.error()};
  }
  auto edits = scenario::edits_of(*file, city);
  if (!edits) {
    return hand_on(edits);
  }
  auto outlets = reach::changed_outlets(city, *edits);
  if (!outlets) {
    return hand_on(outlets);
  }
  city.outlets = std::move(*outlets);
  return Edited{file->name.empty() ? file->file_name : file->name, file->file_name, *std::move(edits)};
}

}  // namespace linquan::cli
