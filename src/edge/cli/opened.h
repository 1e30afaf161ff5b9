#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "commands.h"
#include "directory_asked.h"
#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/town/town.h"

/// The one place where commands open the city that they read.
namespace linquan::cli {

/// A town, and what its directory said of it: nothing without `--db`.
struct Opened {
  town::Town town;
  town::News news;
};
Result<Opened> open_with_news(std::filesystem::path const& file, DirectoryAsked const& directory,
                              Console const& console, Progress& progress);

/// The city of a file; with `--db` as that database's directory has it, now or at the end of a day, which is said on
/// standard error.
///
/// Refuses as city::load(), store::look() and api::check_city() do.
Result<town::Town> open_town(std::filesystem::path const& file, DirectoryAsked const& directory, Console const& console,
                             Progress& progress);

/// For those that count outlets and cannot close streets: says on standard error how many gates and streets the
/// directory has otherwise than the map, where there are any.
void tell_of_streets_left_out(town::Town const& town, Console const& console);

}  // namespace linquan::cli
