#include "report_folder.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "linquan/base/file.h"
#include "linquan/base/share_out.h"

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

Result<void> write_pages_into(std::filesystem::path const& folder, std::size_t count, unsigned threads,
                              Progress& progress, std::function<PageFile(std::size_t)> const& make) {
  std::mutex mutex;
  std::optional<Error> failed;
  auto const has_failed = [&] {
    std::scoped_lock const lock{mutex};
    return failed.has_value();
  };
  auto const write_one = [&](std::size_t i) {
    if (has_failed()) {
      return;
    }
    auto const page = make(i);
    auto done = write_file(folder / page.name, page.html);
    if (std::scoped_lock const lock{mutex}; !done) {
      failed = std::move(done).error();
    }
  };
  share_out(count, threads, progress, [&] { return write_one; });
  return failed ? Result<void>{tl::unexpected<Error>{*failed}} : Result<void>{};
}

Result<void> write_whole(std::filesystem::path const& folder, std::span<std::string_view const> names,
                         std::function<Result<void>(std::filesystem::path const&)> const& write) {
  if (auto free = check_folder(folder, names); !free) {
    return free;
  }
  PendingFolder pending{folder};
  if (auto begun = pending.begin(); !begun) {
    return begun;
  }
  if (auto written = write(pending.path()); !written) {
    return written;
  }
  return pending.commit();
}

Result<void> take_steps(std::initializer_list<std::function<Result<void>()>> steps, Progress const& progress) {
  for (auto const& step : steps) {
    if (auto done = step(); !done) {
      return done;
    }
    if (progress.stopped()) {
      return refuse(ErrorKind::interrupted, "interrupted");
    }
  }
  return {};
}

}  // namespace linquan::report
