#include <string>
#include <utility>

#include "job_rows.h"
#include "linquan/store/plans.h"
#include "work.h"

namespace linquan::store {
namespace {

#define LINQUAN_PLAN_JOB_COLUMNS                                                             \
  LINQUAN_JOB_COLUMNS                                                                        \
  ", plan_jobs.account_id, plan_jobs.language, plan_jobs.created_at, plan_jobs.started_at, " \
  "plan_jobs.file_name, plan_jobs.file_bytes"
constexpr std::string_view shape =
    "ntttnntnn"
    "ntnntn";

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

PlanJob plan_job_of(Row const& row) {
  PlanJob found{job_of(row),  row.id<identity::AccountId>(9), row.text(10), row.instant(11), {}, row.text(13),
                row.count(14)};
  if (row.has(12)) {
    found.started = row.instant(12);
  }
  return found;
}

}  // namespace

Result<JobId> add_plan_job(UnitOfWork& work, NewPlanJob const& job) {
  auto const open = sql_of(work).one({"SELECT count(*) FROM plan_jobs JOIN jobs ON jobs.id = plan_jobs.job_id WHERE "
                                      "plan_jobs.account_id = :account AND "
                                      "jobs.state IN ('waiting', 'running')",
                                      "n"},
                                     {job.account});
  if (open && open->count(0) >= plan_jobs_open_max) {
    return refuse(ErrorKind::busy, "plan_jobs_many", {{"most", std::to_string(plan_jobs_open_max)}});
  }
  // A server that stops, or dies, gives its job up to the next one: that uses an attempt each time.
  auto const id = add_job(work, {job.sort, job.body, work.now(), 5});
  sql_of(work).run(
      "INSERT INTO plan_jobs (job_id, account_id, language, created_at, file_name, file_bytes) VALUES (:job, :account, "
      ":language, :created, '', 0)",
      {id, job.account, job.language, work.now()});
  return id;
}

Result<PlanJob> find_plan_job(UnitOfWork& work, JobId id, identity::AccountId account) {
  auto const row = sql_of(work).one({"SELECT " LINQUAN_PLAN_JOB_COLUMNS
                                     " FROM jobs JOIN plan_jobs ON plan_jobs.job_id = jobs.id WHERE jobs.id = :id AND "
                                     "plan_jobs.account_id = :account",
                                     shape},
                                    {id, account});
  if (!row) {
    return refuse(ErrorKind::not_found, "job_unknown", {{"job", std::to_string(id.value())}});
  }
  return plan_job_of(*row);
}

std::vector<PlanJob> plan_jobs_of(UnitOfWork& work, identity::AccountId account, std::uint64_t count) {
  std::vector<PlanJob> found;
  for (auto const& row : sql_of(work).all(
           {"SELECT " LINQUAN_PLAN_JOB_COLUMNS " FROM plan_jobs JOIN jobs ON jobs.id = plan_jobs.job_id WHERE "
            "plan_jobs.account_id = :account ORDER BY plan_jobs.job_id DESC LIMIT :count",
            shape},
           {account, static_cast<std::int64_t>(count)})) {
    found.push_back(plan_job_of(row));
  }
  return found;
}

Result<PlanRun> begin_plan_job(UnitOfWork& work, JobId id) {
  auto const row = sql_of(work).one(
      {"UPDATE plan_jobs SET started_at = :started WHERE job_id = :id RETURNING account_id, language", "nt"},
      {work.now(), id});
  return row ? Result<PlanRun>{PlanRun{row->id<identity::AccountId>(0), row->text(1)}}
             : refuse(ErrorKind::not_found, "job_unknown", {{"job", std::to_string(id.value())}});
}

void note_file(UnitOfWork& work, JobId id, std::string_view name, std::uint64_t bytes) {
  sql_of(work).run("UPDATE plan_jobs SET file_name = :name, file_bytes = :bytes WHERE job_id = :id",
                   {name, static_cast<std::int64_t>(bytes), id});
}

std::vector<JobId> forget_plan_jobs(UnitOfWork& work, std::chrono::sys_seconds before, std::uint64_t count) {
  std::vector<JobId> ids;
  for (auto const& row : sql_of(work).all({"SELECT plan_jobs.job_id FROM plan_jobs JOIN jobs ON jobs.id = "
                                           "plan_jobs.job_id WHERE jobs.ended_at < :before "
                                           "ORDER BY plan_jobs.job_id LIMIT :count",
                                           "n"},
                                          {before, static_cast<std::int64_t>(count)})) {
    ids.push_back(row.id<JobId>(0));
  }
  for (auto const id : ids) {
    sql_of(work).run("DELETE FROM plan_jobs WHERE job_id = :id", {id});
    sql_of(work).run("DELETE FROM jobs WHERE id = :id", {id});
  }
  return ids;
}

}  // namespace linquan::store
