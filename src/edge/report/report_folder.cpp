#include "report_folder.h"

#include <algorithm>
#include <system_error>

namespace linquan::report {

Result<void> check_folder(std::filesystem::path const& folder, std::span<std::string_view const> names) {
  std::error_code ignored;
  auto const status = std::filesystem::status(folder, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_directory(status)) {
    return refuse(ErrorKind::usage, "report_folder_not_folder", {{"folder", folder.string()}});
  }
  for (auto const& entry : std::filesystem::directory_iterator{folder, ignored}) {
    auto const name = entry.path().filename().string();
    if (std::ranges::find(names, name) == names.end()) {
      return refuse(ErrorKind::usage, "report_folder_in_use", {{"folder", folder.string()}, {"name", name}});
    }
  }
  return {};
}

}  // namespace linquan::report
