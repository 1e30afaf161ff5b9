#include "housekeeping.h"

#include <cstdint>

#include "linquan/store/failure.h"
#include "linquan/store/idempotency.h"
#include "linquan/store/outbox.h"

namespace linquan::cli {
namespace {

constexpr std::chrono::minutes every{10};
constexpr std::chrono::days kept{7};
/// One small transaction each: nobody who writes waits for it.
constexpr std::uint64_t at_once = 1000;

}  // namespace

void Housekeeping::look(std::chrono::steady_clock::time_point now) {
  if (now < next_) {
    return;
  }
  next_ = now + every;
  try {
    static_cast<void>(store_.write([&](UnitOfWork& work) -> Result<std::uint64_t> {
      return store::forget_old_keys(work, at_once) + store::forget_delivered(work, work.now() - kept, at_once) +
             accounts_.forget_past(work, work.now() - kept, at_once);
    }));
  } catch (store::Failure const&) {
    return;
  }
}

}  // namespace linquan::cli
