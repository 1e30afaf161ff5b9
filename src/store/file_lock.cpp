#include "file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace linquan::store {

Result<std::unique_ptr<FileLock>> FileLock::take(std::filesystem::path const& database) {
  // One file under two names is one database.
  std::error_code ignored;
  auto const place = std::filesystem::weakly_canonical(database, ignored);
  auto const path = (place.empty() ? database : place).string() + "-lock";
  auto const handle = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (handle < 0) {
    auto const reason = std::error_code{errno, std::system_category()}.message();
    return refuse(ErrorKind::machine, "store_unreachable",
                  {{"db", "sqlite:" + database.string()}, {"reason", path + ": " + reason}});
  }
  auto lock = std::make_unique<FileLock>(handle);
  if (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
    return refuse(ErrorKind::conflict, "store_served", {{"db", "sqlite:" + database.string()}});
  }
  return lock;
}

FileLock::~FileLock() {
  ::close(handle_);
}

}  // namespace linquan::store
