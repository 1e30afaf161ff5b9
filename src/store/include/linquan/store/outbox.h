#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/store/store.h"

namespace linquan::store {

using MessageId = Id<struct MessageTag>;

/// What others must hear of, written with the change it tells of.
struct Message {
  MessageId id;
  std::string topic;
  std::string body;
  std::uint64_t attempt = 0;  ///< 1 for the first delivery
};

struct OutboxFigures {
  std::uint64_t waiting = 0;    ///< not delivered yet
  std::uint64_t failing = 0;    ///< of these: tried at least once
  std::uint64_t delivered = 0;  ///< kept for a look back
};

MessageId put_in_outbox(UnitOfWork& work, std::string_view topic, std::string_view body);

/// How long to wait after so many failed deliveries: 5 s, doubling, at most an hour.
std::chrono::seconds back_off(std::uint64_t attempts);

/// Hands at most `count` messages that are due to `deliver`, oldest first, outside any transaction.
///
/// At least once: a message comes again where its delivery was refused, or where the server died before it could note
/// the success. Several servers may do this at the same time. The number delivered.
Result<std::uint64_t> deliver_due(Store& store, std::uint64_t count,
                                  std::function<Result<void>(Message const&)> const& deliver);

OutboxFigures outbox_figures(UnitOfWork& work);

/// Forgets messages delivered before `before`; at most `count`. The number forgotten.
std::uint64_t forget_delivered(UnitOfWork& work, std::chrono::sys_seconds before, std::uint64_t count);

}  // namespace linquan::store
