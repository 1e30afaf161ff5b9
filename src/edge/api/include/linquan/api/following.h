#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "linquan/api/snapshot.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/directory/outlets.h"
#include "linquan/directory/passages.h"
#include "linquan/http/events.h"
#include "linquan/standard/standards.h"
#include "linquan/store/store.h"

namespace linquan::api {

/// Keeps the snapshot that is answered from at the newest change of the directory, whichever server made it.
class Following {
 public:
  /// What the first look at the database brought.
  struct Started {
    std::uint64_t change = 0;
    std::uint64_t outlets = 0;         ///< that are open
    std::uint64_t seeded = 0;          ///< of the city file, that the directory did not have yet
    std::uint64_t not_understood = 0;  ///< what the directory has and the city does not know
  };

  /// Borrows both for its whole life; throws as store::Store does. `every`: how long another server's change may take
  /// until it is seen here.
  Following(store::Store& store, Current& current, std::chrono::milliseconds every = std::chrono::milliseconds{250});
  Following(Following const&) = delete;
  Following& operator=(Following const&) = delete;
  Following(Following&&) = delete;
  Following& operator=(Following&&) = delete;
  ~Following();

  /// Puts into the directory what of the city it has not yet, makes the first snapshot, of which `standards` may be
  /// asked, and goes on following. Once it is back, the standard is asked of the city for the person `standard`, so
  /// that who asks first need not wait; empty: none is.
  ///
  /// Refuses as store::Store does.
  Result<Started> start(city::City imported, std::string standard = {}, standard::Standards standards = {});

  /// Back when the snapshot has the change: to be called after a write, before its answer. Those who come while one
  /// works find theirs done with the next look.
  ///
  /// Refuses as store::Store does.
  Result<void> catch_up(std::uint64_t change);

  /// Where every change is told of, once the snapshot has it: an event `change` with its number, outlets and passages.
  [[nodiscard]] http::Channel& channel() { return channel_; }

 private:
  void follow(std::stop_token const& stop);
  void score(std::stop_token const& stop, std::string const& standard);

  store::Store& store_;
  Current& current_;
  std::chrono::milliseconds every_;
  std::unique_ptr<directory::Outlets> outlets_;
  std::unique_ptr<directory::Passages> passages_;
  http::Channel channel_;
  std::mutex mutex_;  ///< whoever holds it makes the next snapshot
  std::mutex newest_mutex_;
  std::condition_variable_any newer_;
  std::uint64_t newest_ = 0;  ///< the change to which scores have to follow
  std::jthread follower_;
  std::jthread scorer_;
};

}  // namespace linquan::api
