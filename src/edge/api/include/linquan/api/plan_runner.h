#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "linquan/api/snapshot.h"
#include "linquan/base/result.h"
#include "linquan/store/jobs.h"
#include "linquan/store/store.h"

namespace linquan::api {

/// Where the file of a job lies.
std::filesystem::path job_file(std::filesystem::path const& folder, store::JobId id);

struct PlanRunnerOptions {
  std::filesystem::path files;                  ///< made where it is missing; several servers share one
  std::chrono::seconds lease{30};               ///< after so long another server may take a job up
  std::chrono::milliseconds look_every{500};    ///< for jobs that are due
  std::chrono::hours kept{24 * 7};              ///< jobs that have ended, with their files
  std::function<void(std::string_view)> fault;  ///< hears what broke; may be empty
};

/// One thread of low priority that does jobs of planning, one after the other. Answers do not notice: it uses one core
/// only where nobody else wants it.
///
/// A job that is under way when the runner stops, or the process dies, is taken up again by whoever looks once its
/// lease has passed, from its beginning.
class PlanRunner {
 public:
  /// Borrows both for its whole life.
  PlanRunner(Current const& current, store::Store& store, PlanRunnerOptions options);
  PlanRunner(PlanRunner const&) = delete;
  PlanRunner& operator=(PlanRunner const&) = delete;
  PlanRunner(PlanRunner&&) = delete;
  PlanRunner& operator=(PlanRunner&&) = delete;
  /// stop().
  ~PlanRunner();

  /// Gives up what is under way and ends the thread.
  void stop();

 private:
  class Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace linquan::api
