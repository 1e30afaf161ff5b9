#include "pool.h"

namespace linquan::store {

Result<Pool::Loan> Pool::take() {
  std::unique_lock lock{mutex_};
  if (!freed_.wait_for(lock, wait_max_, [this] { return free_ > 0; })) {
    return refuse(ErrorKind::busy, "store_busy");
  }
  --free_;
  std::unique_ptr<Sql> sql;
  if (!idle_.empty()) {
    sql = std::move(idle_.back());
    idle_.pop_back();
  }
  return Loan{*this, std::move(sql)};
}

void Pool::give_back(std::unique_ptr<Sql> sql) {
  {
    std::scoped_lock const lock{mutex_};
    ++free_;
    if (sql != nullptr) {
      idle_.push_back(std::move(sql));
    }
  }
  freed_.notify_one();
}

}  // namespace linquan::store
