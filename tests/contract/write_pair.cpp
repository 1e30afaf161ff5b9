#include <string>

#include "linquan/store/changes.h"
#include "linquan/store/jobs.h"
#include "linquan/store/outbox.h"
#include "pairs.h"

namespace linquan::store {

Result<std::uint64_t> write_pair(UnitOfWork& work) {
  auto const number = change_number(work);
  put_in_outbox(work, "pair", std::to_string(number));
  add_job(work, {"pair", std::to_string(number), work.now(), 3});
  return number;
}

}  // namespace linquan::store
