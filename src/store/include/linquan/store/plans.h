#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/id.h"
#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/identity/ids.h"
#include "linquan/store/jobs.h"

/// What planners have asked the service for: long work as jobs, and scenarios that are kept.
namespace linquan::store {

/// Jobs of one account that wait or run.
inline constexpr std::uint64_t plan_jobs_open_max = 4;

/// A job with whose it is.
struct PlanJob {
  Job job;
  identity::AccountId account;
  std::string language;  ///< "zh" or "en": what it writes is in
  std::chrono::sys_seconds created;
  std::optional<std::chrono::sys_seconds> started;  ///< of the run that holds it, or held it last
  std::string file_name;                            ///< empty: it wrote none
  std::uint64_t file_bytes = 0;
};

struct NewPlanJob {
  identity::AccountId account;
  std::string_view sort;
  std::string_view body;
  std::string_view language;
};

/// busy        `plan_jobs_many`: so many of the account's wait or run already
Result<JobId> add_plan_job(UnitOfWork& work, NewPlanJob const& job);

/// not_found   `job_unknown`: there is none, or it is another account's
Result<PlanJob> find_plan_job(UnitOfWork& work, JobId id, identity::AccountId account);
/// The account's newest ones, newest first.
std::vector<PlanJob> plan_jobs_of(UnitOfWork& work, identity::AccountId account, std::uint64_t count);

/// For whom a run works, and in which language it writes.
struct PlanRun {
  identity::AccountId account;
  std::string language;
};
/// Notes that a job's run begins now.
///
/// not_found   `job_unknown`: it was forgotten meanwhile
Result<PlanRun> begin_plan_job(UnitOfWork& work, JobId id);
/// What a run wrote; noted before the job ends.
void note_file(UnitOfWork& work, JobId id, std::string_view name, std::uint64_t bytes);
/// Forgets jobs that ended before `before`, at most `count`; their ids, whose files can go.
std::vector<JobId> forget_plan_jobs(UnitOfWork& work, std::chrono::sys_seconds before, std::uint64_t count);

using ScenarioId = Id<struct ScenarioTag>;

/// Scenarios that one account may keep.
inline constexpr std::uint64_t scenarios_max = 200;

/// Edits of a city that somebody keeps, in the words of docs/scenarios.md.
struct StoredScenario {
  ScenarioId id;
  identity::AccountId account;
  std::string name;
  std::string edits;  ///< a JSON list
  bool shared = false;
  std::uint64_t base_change = 0;  ///< of the directory, when the edits were written
  std::uint64_t version = 1;
  std::chrono::sys_seconds created;
  std::chrono::sys_seconds changed;
};

/// What a scenario holds, without what the store gives it.
struct ScenarioText {
  std::string name;
  std::string edits;
  bool shared = false;
  std::uint64_t base_change = 0;
};

/// busy        `scenarios_many`
Result<StoredScenario> add_scenario(UnitOfWork& work, identity::AccountId account, ScenarioText const& text);

/// One's own, or one that is shared.
///
/// not_found   `scenario_unknown`
Result<StoredScenario> find_scenario(UnitOfWork& work, ScenarioId id, identity::AccountId account);
/// One's own and those that are shared, newest first, from below `before` on.
std::vector<StoredScenario> scenarios_of(UnitOfWork& work, identity::AccountId account,
                                         std::optional<ScenarioId> before, std::uint64_t count);

/// Only one's own, newest first.
std::vector<StoredScenario> own_scenarios(UnitOfWork& work, identity::AccountId account);

/// Only one's own.
///
/// not_found   `scenario_unknown`
/// conflict    `scenario_changed`: `version` is no longer the newest
Result<StoredScenario> change_scenario(UnitOfWork& work, ScenarioId id, identity::AccountId account,
                                       std::uint64_t version, ScenarioText const& text);
/// not_found   `scenario_unknown`
Result<void> remove_scenario(UnitOfWork& work, ScenarioId id, identity::AccountId account);

}  // namespace linquan::store
