#pragma once

#include <chrono>
#include <cstdint>

namespace linquan {

/// One transaction, as the ports of the platform see it.
///
/// A use case may be run again from its start, in another transaction: nothing but the database may remember a run.
class UnitOfWork {
 public:
  UnitOfWork() = default;
  UnitOfWork(UnitOfWork const&) = delete;
  UnitOfWork& operator=(UnitOfWork const&) = delete;
  UnitOfWork(UnitOfWork&&) = delete;
  UnitOfWork& operator=(UnitOfWork&&) = delete;
  virtual ~UnitOfWork() = default;

  /// The instant of this unit: the same for everything in it.
  [[nodiscard]] virtual std::chrono::sys_seconds now() const = 0;
  /// A number that no other stored thing bears, made on this server or on another.
  virtual std::uint64_t new_number() = 0;

  /// `new_id<AccountId>()`: the id of a thing that is about to be stored.
  template <class IdType>
  IdType new_id() {
    return IdType{new_number()};
  }
};

}  // namespace linquan
