#include "job_watch.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "plan_told.h"

namespace linquan::api {
namespace {

/// The largest plan of sites, several times over.
constexpr std::size_t listener_bytes_max = std::size_t{1} << 20;

std::string_view event_name(store::JobState state) {
  switch (state) {
    case store::JobState::waiting:
    case store::JobState::running:
      return "progress";
    case store::JobState::done:
      return "finished";
    case store::JobState::failed:
      return "failed";
    case store::JobState::cancelled:
      return "cancelled";
  }
  return {};
}

bool has_ended(store::PlanJob const& job) {
  return event_name(job.job.state) != "progress";
}

/// What of a job is worth an event: not the time that is left, which changes by itself.
std::string gist_of(store::PlanJob const& job) {
  return std::to_string(static_cast<int>(job.job.state)) + ' ' + std::to_string(job.job.progress) +
         (job.job.cancel_asked ? " stop" : "");
}

}  // namespace

JobWatch::JobWatch(store::Store& store, Clock const& clock, std::chrono::milliseconds every)
    : store_{store}, clock_{clock}, every_{every}, thread_{[this](std::stop_token const& stop) { run(stop); }} {}

JobWatch::~JobWatch() {
  thread_.request_stop();
  thread_.join();
  for (auto const& seat : seats_) {
    if (auto const listener = seat.listener.lock()) {
      listener->end();
    }
  }
}

std::shared_ptr<http::Listener> JobWatch::listen(store::PlanJob const& job, words::Language language) {
  auto listener = std::make_shared<http::Listener>(listener_bytes_max);
  Seat seat{job.job.id, job.account, language, listener, {}};
  if (tell(seat, job)) {
    std::scoped_lock const lock{mutex_};
    seats_.push_back(std::move(seat));
    changed_.notify_all();
  }
  return listener;
}

/// False where nothing more comes.
bool JobWatch::tell(Seat& seat, store::PlanJob const& job) const {
  auto const listener = seat.listener.lock();
  if (!listener || listener->over()) {
    return false;
  }
  auto gist = gist_of(job);
  if (gist == seat.told) {
    return true;
  }
  seat.told = std::move(gist);
  auto const ended = has_ended(job);
  // Numbers rise with the progress, which begins anew where another server takes the job up: 0 has none.
  auto const id = ended ? std::uint64_t{1001} : job.job.progress;
  auto const& messages = seat.language == words::Language::en ? en_ : zh_;
  listener->push(std::make_shared<std::string const>(
      http::text_of({id, std::string{event_name(job.job.state)}, job_json(job, clock_.now(), messages).dump()})));
  if (ended) {
    listener->end();
  }
  return !ended;
}

void JobWatch::run(std::stop_token const& stop) {
  while (!stop.stop_requested()) {
    {
      std::unique_lock lock{mutex_};
      if (!changed_.wait(lock, stop, [this] { return !seats_.empty(); })) {
        return;
      }
    }
    look();
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, stop, every_, [] { return false; });
  }
}

/// nullopt: the database is away. The next look may find it back, and who listens hears nothing meanwhile.
std::optional<std::vector<Result<store::PlanJob>>> JobWatch::jobs_of(std::vector<Seat> const& seats) const {
  try {
    auto found = store_.read([&](UnitOfWork& work) -> Result<std::vector<Result<store::PlanJob>>> {
      std::vector<Result<store::PlanJob>> jobs;
      for (auto const& seat : seats) {
        jobs.push_back(store::find_plan_job(work, seat.id, seat.account));
      }
      return jobs;
    });
    return found ? std::optional{*std::move(found)} : std::nullopt;
  } catch (std::exception const&) {
    return std::nullopt;
  }
}

/// One look at the jobs of all who listen.
void JobWatch::look() {
  std::vector<Seat> seats;
  {
    std::scoped_lock const lock{mutex_};
    seats.swap(seats_);
  }
  std::vector<Seat> kept;
  auto const looked = jobs_of(seats);
  for (std::size_t i = 0; i < seats.size(); ++i) {
    auto const known = looked && (*looked)[i];
    if (!looked || (known && tell(seats[i], *(*looked)[i]))) {
      kept.push_back(std::move(seats[i]));
    } else if (auto const listener = seats[i].listener.lock(); listener && !known) {
      // The job is forgotten.
      listener->end();
    }
  }
  std::scoped_lock const lock{mutex_};
  std::ranges::move(kept, std::back_inserter(seats_));
}

}  // namespace linquan::api
