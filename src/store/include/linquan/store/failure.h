#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace linquan::store {

/// The world broke under a transaction: nothing of it is stored, except with `lost` while committing to PostgreSQL,
/// where nobody knows; the idempotency key makes it safe to ask again.
class Failure : public std::runtime_error {
 public:
  enum class Sort : std::uint8_t {
    conflict,    ///< another transaction was first; the same again may succeed
    constraint,  ///< the statement breaks a rule of the schema: a fault of ours
    lost,        ///< the connection is gone
    full,        ///< no room left
    other,
  };

  Failure(Sort sort, std::string const& what) : std::runtime_error{what}, sort_{sort} {}
  [[nodiscard]] Sort sort() const { return sort_; }

 private:
  Sort sort_;
};

}  // namespace linquan::store
