#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"

namespace linquan::store {

using JobId = Id<struct JobTag>;

enum class JobState : std::uint8_t { waiting, running, done, failed, cancelled };

/// Long work, or work at a deadline, that any server on the database may take.
struct NewJob {
  std::string_view sort;
  std::string_view body;
  std::chrono::sys_seconds due;    ///< not before
  std::uint64_t attempts_max = 3;  ///< runs, before it counts as failed
};

struct Job {
  JobId id;
  std::string sort;
  std::string body;
  JobState state = JobState::waiting;
  std::uint64_t attempt = 0;   ///< of the run that holds it, or held it last
  std::uint64_t progress = 0;  ///< thousandths
  std::string result;          ///< of a done one; of a failed one the reason
  std::chrono::sys_seconds due;
  bool cancel_asked = false;
};

/// A run's hold on a job. After `until` another server may take the job, and this hold is void.
struct Lease {
  JobId job;
  std::uint64_t attempt = 0;
  std::chrono::sys_seconds until;
};

struct TakenJob {
  Job job;
  Lease lease;
};

JobId add_job(UnitOfWork& work, NewJob const& job);

/// The job of `sort` that has been due longest, held for `length`; nullopt where none is.
///
/// A job whose run let its lease pass is taken again, until its attempts are used up: then it has failed.
std::optional<TakenJob> take_job(UnitOfWork& work, std::string_view sort, std::chrono::seconds length);

/// Notes progress in thousandths and holds the job for `length` more.
///
/// conflict      `job_lost`: the lease passed and another run has it, or it has ended
/// interrupted   `job_cancelled`: somebody wants it to stop; the run then calls end_job() with JobState::cancelled
Result<Lease> keep_job(UnitOfWork& work, Lease const& lease, std::uint64_t progress, std::chrono::seconds length);

/// Ends it as done (with its result), failed (with the reason) or cancelled.
///
/// conflict      `job_lost`
Result<void> end_job(UnitOfWork& work, Lease const& lease, JobState state, std::string_view result);

/// A waiting job is cancelled at once, a running one at its next keep_job(). One that has ended stays as it is.
///
/// not_found     `job_unknown`
Result<JobState> cancel_job(UnitOfWork& work, JobId id);

/// not_found     `job_unknown`
Result<Job> find_job(UnitOfWork& work, JobId id);

}  // namespace linquan::store
