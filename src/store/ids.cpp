#include "ids.h"

#include <utility>

#include "linquan/base/ensure.h"

namespace linquan::store {
namespace {

constexpr std::uint64_t milliseconds_2020 = 1'577'836'800'000;
constexpr std::uint64_t per_millisecond = 4096;

}  // namespace

Ids::Ids(std::uint64_t server, Milliseconds now) : server_{server}, now_{std::move(now)} {
  ensure(server < servers, "a server's number is below 1024");
}

std::uint64_t Ids::system_milliseconds() {
  auto const since = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

std::uint64_t Ids::next() {
  auto const now = now_();
  std::scoped_lock const lock{mutex_};
  auto const moment = now > milliseconds_2020 ? now - milliseconds_2020 : 0;
  if (moment > moment_) {
    moment_ = moment;
    count_ = 0;
  } else if (++count_ == per_millisecond) {
    ++moment_;
    count_ = 0;
  }
  return ((moment_ * servers + server_) * per_millisecond) + count_;
}

}  // namespace linquan::store
