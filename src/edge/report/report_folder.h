#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"

namespace linquan::report {

/// Whether a report may be written there: nothing stands there, or a folder with nothing but these names.
///
/// usage   `report_folder_in_use`, `report_folder_not_folder`
Result<void> check_folder(std::filesystem::path const& folder, std::span<std::string_view const> names);

/// Calls `write` with a folder that becomes `folder` once it is written whole; else `folder` stays what it was.
///
/// usage     those of check_folder()
/// machine   `file_unwritable`
Result<void> write_whole(std::filesystem::path const& folder, std::span<std::string_view const> names,
                         std::function<Result<void>(std::filesystem::path const&)> const& write);

/// One step after the other, as far as none fails.
///
/// interrupted   `interrupted`
Result<void> take_steps(std::initializer_list<std::function<Result<void>()>> steps, Progress const& progress);

/// One page of many: its file's name and its text.
struct PageFile {
  std::string name;
  std::string html;
};

/// Writes `count` pages into `folder` side by side: each is a file of its own, so that threads need not wait for one
/// another. Stops early when `progress` says so.
///
/// machine  `file_unwritable`
Result<void> write_pages_into(std::filesystem::path const& folder, std::size_t count, unsigned threads,
                              Progress& progress, std::function<PageFile(std::size_t)> const& make);

}  // namespace linquan::report
