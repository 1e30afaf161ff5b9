#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "ids.h"
#include "linquan/base/unit_of_work.h"
#include "sql.h"

namespace linquan::store {

/// The unit of work of both engines: a session in the middle of a transaction.
class Work final : public UnitOfWork {
 public:
  Work(Sql& sql, Ids& ids, std::chrono::sys_seconds now) : sql_{sql}, ids_{ids}, now_{now} {}

  [[nodiscard]] std::chrono::sys_seconds now() const override { return now_; }
  std::uint64_t new_number() override { return ids_.next(); }
  [[nodiscard]] Sql& sql() const { return sql_; }
  [[nodiscard]] std::uint64_t server() const { return ids_.server(); }

  std::optional<std::uint64_t> change;  ///< once this unit has taken its number

 private:
  Sql& sql_;
  Ids& ids_;
  std::chrono::sys_seconds now_;
};

/// The work behind what the ports are handed: always one of ours.
Work& work_of(UnitOfWork& work);

}  // namespace linquan::store
