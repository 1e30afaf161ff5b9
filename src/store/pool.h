#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "linquan/base/result.h"
#include "sql.h"

namespace linquan::store {

/// Sessions that threads share, each used by one at a time; opened when first needed.
class Pool {
 public:
  using Open = std::function<std::unique_ptr<Sql>()>;

  Pool(Open open, std::size_t size, std::chrono::milliseconds wait_max)
      : open_{std::move(open)}, free_{size}, wait_max_{wait_max} {}

  /// A session on loan. One that was lost is not given back but opened anew by whoever comes next.
  class Loan {
   public:
    Loan(Pool& pool, std::unique_ptr<Sql> sql) : pool_{&pool}, sql_{std::move(sql)} {}
    Loan(Loan const&) = delete;
    Loan& operator=(Loan const&) = delete;
    Loan(Loan&& other) noexcept : pool_{std::exchange(other.pool_, nullptr)}, sql_{std::move(other.sql_)} {}
    Loan& operator=(Loan&&) = delete;
    ~Loan() {
      if (pool_ != nullptr) {
        pool_->give_back(std::move(sql_));
      }
    }
    /// The session; throws Failure where it has to be opened and cannot be.
    Sql& sql() {
      if (sql_ == nullptr) {
        sql_ = pool_->open_();
      }
      return *sql_;
    }
    void lost() { sql_.reset(); }

   private:
    Pool* pool_;
    std::unique_ptr<Sql> sql_;
  };

  /// busy   `store_busy`: none became free in time
  Result<Loan> take();

 private:
  void give_back(std::unique_ptr<Sql> sql);

  Open open_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Sql>> idle_;
  std::size_t free_;  ///< how many more may be lent
  std::chrono::milliseconds wait_max_;
};

}  // namespace linquan::store
