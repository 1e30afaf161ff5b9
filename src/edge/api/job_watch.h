#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "linquan/base/clock.h"
#include "linquan/base/result.h"
#include "linquan/http/events.h"
#include "linquan/store/plans.h"
#include "linquan/store/store.h"
#include "linquan/words/messages.h"

namespace linquan::api {

/// Tells who listens how their jobs go, from the database: whichever server does the work.
///
/// One thread looks for all who listen, and only while somebody does.
class JobWatch {
 public:
  /// Borrows both for its whole life.
  JobWatch(store::Store& store, Clock const& clock, std::chrono::milliseconds every = std::chrono::milliseconds{500});
  JobWatch(JobWatch const&) = delete;
  JobWatch& operator=(JobWatch const&) = delete;
  JobWatch(JobWatch&&) = delete;
  JobWatch& operator=(JobWatch&&) = delete;
  ~JobWatch();

  /// The number of a job's last event: who comes back with it has heard all there is.
  static constexpr std::string_view last_id = "1001";

  /// How the job is now, at once; then an event `progress` whenever that changes, and at its end `finished`, `failed`
  /// or `cancelled`, after which nothing comes. The data is the job as GET /api/v1/jobs/{id} tells it.
  [[nodiscard]] std::shared_ptr<http::Listener> listen(store::PlanJob const& job, words::Language language);

 private:
  struct Seat {
    store::JobId id;
    identity::AccountId account;
    words::Language language = words::Language::zh;
    std::weak_ptr<http::Listener> listener;
    std::string told;  ///< what was told last
  };
  void run(std::stop_token const& stop);
  void look();
  [[nodiscard]] std::optional<std::vector<Result<store::PlanJob>>> jobs_of(std::vector<Seat> const& seats) const;
  bool tell(Seat& seat, store::PlanJob const& job) const;

  store::Store& store_;
  Clock const& clock_;
  std::chrono::milliseconds every_;
  words::Messages const zh_{words::Language::zh};
  words::Messages const en_{words::Language::en};
  std::mutex mutex_;  ///< of the seats
  std::vector<Seat> seats_;
  std::condition_variable_any changed_;
  std::jthread thread_;
};

}  // namespace linquan::api
