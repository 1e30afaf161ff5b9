#include "linquan/store/jobs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "job_rows.h"
#include "linquan/base/ensure.h"
#include "work.h"

namespace linquan::store {
namespace {

constexpr std::array<std::pair<JobState, std::string_view>, 5> state_names{{
    {JobState::waiting, "waiting"},
    {JobState::running, "running"},
    {JobState::done, "done"},
    {JobState::failed, "failed"},
    {JobState::cancelled, "cancelled"},
}};

std::string_view name_of(JobState state) {
  return std::ranges::find(state_names, state, &decltype(state_names)::value_type::first)->second;
}

JobState state_named(std::string_view name) {
  auto const* const found = std::ranges::find(state_names, name, &decltype(state_names)::value_type::second);
  ensure(found != state_names.end(), "a job's state that is none");
  return found->first;
}

tl::unexpected<Error> lost(Lease const& lease) {
  return refuse(ErrorKind::conflict, "job_lost", {{"job", std::to_string(lease.job.value())}});
}

/// A run that died after it was asked to stop, or with the last attempt, ends the job: nobody else would.
void end_the_abandoned(Work& work, std::string_view sort) {
  work.sql().run(
      "UPDATE jobs SET state = 'cancelled', lease_until = NULL, ended_at = :ended WHERE sort = :sort AND state = "
      "'running' AND lease_until <= :now AND cancel_asked = 1",
      {work.now(), sort, work.now()});
  work.sql().run(
      "UPDATE jobs SET state = 'failed', result = :result, lease_until = NULL, ended_at = :ended WHERE sort = "
      ":sort AND state = 'running' AND lease_until <= :now AND attempts >= attempts_max",
      {"job_abandoned", work.now(), sort, work.now()});
}

}  // namespace

Job job_of(Row const& row) {
  return {row.id<JobId>(0), row.text(1), row.text(2),    state_named(row.text(3)), row.count(4),
          row.count(5),     row.text(6), row.instant(7), row.number(8) != 0};
}

JobId add_job(UnitOfWork& work, NewJob const& job) {
  auto const id = work.new_id<JobId>();
  work_of(work).sql().run(
      "INSERT INTO jobs (id, sort, body, state, due_at, attempts, attempts_max, progress, result, cancel_asked, "
      "created_at) VALUES (:id, :sort, :body, 'waiting', :due, 0, :attempts, 0, '', 0, :created)",
      {id, job.sort, job.body, job.due, static_cast<std::int64_t>(job.attempts_max), work.now()});
  return id;
}

std::optional<TakenJob> take_job(UnitOfWork& work, std::string_view sort, std::chrono::seconds length) {
  auto& ours = work_of(work);
  end_the_abandoned(ours, sort);
  auto const until = work.now() + length;
  auto const row = ours.sql().one(
      {"UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_until = :until WHERE id IN (SELECT id FROM "
       "jobs WHERE sort = :sort AND due_at <= :due AND (state = 'waiting' OR (state = 'running' AND lease_until <= "
       ":now)) ORDER BY due_at, id LIMIT 1) RETURNING id, sort, body, state, attempts, progress, result, due_at, "
       "cancel_asked",
       "ntttnntnn"},
      {until, sort, work.now(), work.now()});
  if (!row) {
    return std::nullopt;
  }
  auto job = job_of(*row);
  Lease const lease{job.id, job.attempt, until};
  return TakenJob{std::move(job), lease};
}

Result<Lease> keep_job(UnitOfWork& work, Lease const& lease, std::uint64_t progress, std::chrono::seconds length) {
  auto const until = work.now() + length;
  auto const row = work_of(work).sql().one(
      {"UPDATE jobs SET progress = :progress, lease_until = :until WHERE id = :id AND state = 'running' AND attempts = "
       ":attempt RETURNING cancel_asked",
       "n"},
      {static_cast<std::int64_t>(std::min<std::uint64_t>(progress, 1000)), until, lease.job,
       static_cast<std::int64_t>(lease.attempt)});
  if (!row) {
    return lost(lease);
  }
  if (row->number(0) != 0) {
    return refuse(ErrorKind::interrupted, "job_cancelled", {{"job", std::to_string(lease.job.value())}});
  }
  return Lease{lease.job, lease.attempt, until};
}

Result<void> end_job(UnitOfWork& work, Lease const& lease, JobState state, std::string_view result) {
  ensure(state != JobState::waiting && state != JobState::running, "a job ends as done, failed or cancelled");
  auto const row = work_of(work).sql().one(
      {"UPDATE jobs SET state = :state, result = :result, lease_until = NULL, ended_at = :ended WHERE id = :id AND "
       "state = 'running' AND attempts = :attempt RETURNING id",
       "n"},
      {name_of(state), result, work.now(), lease.job, static_cast<std::int64_t>(lease.attempt)});
  return row ? Result<void>{} : lost(lease);
}

Result<JobState> cancel_job(UnitOfWork& work, JobId id) {
  auto const row = work_of(work).sql().one(
      {"UPDATE jobs SET cancel_asked = 1, state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END, "
       "ended_at = CASE WHEN state = 'waiting' THEN :ended ELSE ended_at END WHERE id = :id RETURNING state",
       "t"},
      {work.now(), id});
  if (!row) {
    return refuse(ErrorKind::not_found, "job_unknown", {{"job", std::to_string(id.value())}});
  }
  return state_named(row->text(0));
}

Result<Job> find_job(UnitOfWork& work, JobId id) {
  auto const row = work_of(work).sql().one(
      {"SELECT id, sort, body, state, attempts, progress, result, due_at, cancel_asked FROM jobs WHERE id = :id",
       "ntttnntnn"},
      {id});
  if (!row) {
    return refuse(ErrorKind::not_found, "job_unknown", {{"job", std::to_string(id.value())}});
  }
  return job_of(*row);
}

}  // namespace linquan::store
