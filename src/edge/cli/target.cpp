#include "target.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <system_error>

namespace linquan::cli {

Result<void> check_target(std::filesystem::path const& input, std::optional<std::filesystem::path> const& out,
                          std::initializer_list<std::string_view> endings) {
  if (!out) {
    return {};
  }
  std::error_code ignored;
  if (std::filesystem::equivalent(input, *out, ignored)) {
    return refuse(ErrorKind::usage, "out_is_input", {{"path", out->string()}});
  }
  auto const ending = out->extension().string();
  if (endings.size() > 0 && std::ranges::find(endings, ending) == endings.end()) {
    return refuse(ErrorKind::usage, "out_ending",
                  {{"path", out->string()}, {"endings", fmt::format("{}", fmt::join(endings, ", "))}});
  }
  auto const folder = out->parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    return refuse(ErrorKind::machine, "out_folder_missing", {{"path", out->string()}, {"folder", folder.string()}});
  }
  return {};
}

}  // namespace linquan::cli
