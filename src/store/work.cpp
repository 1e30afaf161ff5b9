#include "work.h"

#include "linquan/base/ensure.h"
#include "linquan/store/changes.h"

namespace linquan::store {

Work& work_of(UnitOfWork& work) {
  auto* ours = dynamic_cast<Work*>(&work);
  ensure(ours != nullptr, "a unit of work that the store did not make");
  return *ours;
}

std::uint64_t change_number(UnitOfWork& work) {
  auto& ours = work_of(work);
  if (!ours.change) {
    auto const row =
        ours.sql().one({"UPDATE counters SET value = value + 1 WHERE name = 'change' RETURNING value", "n"});
    ensure(row.has_value(), "the counter of changes is gone");
    ours.change = row->count(0);
  }
  return *ours.change;
}

std::uint64_t newest_change(UnitOfWork& work) {
  auto const row = work_of(work).sql().one({"SELECT value FROM counters WHERE name = 'change'", "n"});
  ensure(row.has_value(), "the counter of changes is gone");
  return row->count(0);
}

}  // namespace linquan::store
