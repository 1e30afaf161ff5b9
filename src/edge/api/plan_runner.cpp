#include "linquan/api/plan_runner.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "linquan/base/progress.h"
#include "linquan/store/plans.h"
#include "linquan/words/messages.h"
#include "plan_ask.h"
#include "planning_rights.h"

namespace linquan::api {
namespace {

/// Others come first.
constexpr int low_priority = 15;
constexpr std::uint64_t forget_at_once = 100;

/// About how far work of so many steps has come; nobody knows how long the next ones take.
class Counted : public Progress {
 public:
  Counted(std::uint64_t steps, std::atomic<bool> const& stop) : steps_{steps}, stop_{stop} {}

  void step(std::string_view /*code*/, std::uint64_t total) override {
    ++step_;
    total_ = total;
    done_ = 0;
  }
  void advance(std::uint64_t done) override { done_ = done; }
  [[nodiscard]] bool stopped() const override { return stop_; }

  [[nodiscard]] std::uint64_t thousandths() const {
    auto const step = std::min<std::uint64_t>(step_, steps_);
    auto const total = total_.load();
    auto const inside = step == 0 || total == 0 ? 0 : std::min<std::uint64_t>(done_, total) * 1000 / total;
    return step == 0 ? 0 : std::min<std::uint64_t>(((step - 1) * 1000 + inside) / steps_, 990);
  }

 private:
  std::uint64_t steps_;
  std::atomic<bool> const& stop_;
  std::atomic<std::uint64_t> step_ = 0;
  std::atomic<std::uint64_t> total_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
};

/// Steps that work has, as long as it takes the usual way.
std::uint64_t steps_of(PlanAsk const& ask) {
  constexpr std::uint64_t of_sites = 4;
  constexpr std::uint64_t of_report = 8;
  constexpr std::uint64_t of_files = 3;
  return ask.sort != PlanSort::report ? of_sites : of_report + (ask.form == ReportForm::all ? of_files : 0);
}

/// The refusal, so that it can be told in the language of whoever asks.
std::string text_of(Error const& error) {
  auto args = nlohmann::json::array();
  for (auto const& [name, value] : error.args) {
    args.push_back({name, value});
  }
  return nlohmann::json{{"code", error.code}, {"args", std::move(args)}}.dump(-1, ' ', false,
                                                                              nlohmann::json::error_handler_t::replace);
}

Result<void> write_file(std::filesystem::path const& path, std::string const& bytes) {
  auto const part = std::filesystem::path{path}.concat(".part");
  std::error_code fault;
  std::filesystem::create_directories(path.parent_path(), fault);
  {
    std::ofstream file{part, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) {
      return refuse(ErrorKind::machine, "file_unwritable", {{"path", path.string()}, {"reason", "write"}});
    }
  }
  std::filesystem::rename(part, path, fault);
  return fault ? Result<void>{refuse(ErrorKind::machine, "file_unwritable",
                                     {{"path", path.string()}, {"reason", fault.message()}})}
               : Result<void>{};
}

}  // namespace

std::filesystem::path job_file(std::filesystem::path const& folder, store::JobId id) {
  return folder / fmt::format("job-{}", id.value());
}

/// The thread, and the one that holds its jobs for it.
class PlanRunner::Thread {
 public:
  Thread(Current const& current, store::Store& store, PlanRunnerOptions options)
      : current_{current}, store_{store}, options_{std::move(options)}, thread_{[this] { run(); }} {}
  Thread(Thread const&) = delete;
  Thread& operator=(Thread const&) = delete;
  Thread(Thread&&) = delete;
  Thread& operator=(Thread&&) = delete;
  ~Thread() {
    {
      std::scoped_lock const lock{mutex_};
      over_ = true;
    }
    give_up_ = true;
    changed_.notify_all();
    thread_.join();
  }

 private:
  void run();
  bool look();
  void forget();
  void work(store::TakenJob const& taken);
  void hold(store::Lease lease, Counted const& progress, std::atomic<bool> const& done);
  void end(store::Lease const& lease, Result<PlanResult> const& result);
  Result<std::optional<PlanScenario>> scenario_of(PlanAsk const& ask, identity::AccountId account);
  Result<PlanResult> result_of(store::TakenJob const& taken, Snapshot const& snapshot);
  bool waited(std::chrono::milliseconds time);
  void tell(std::string_view fault) const {
    if (options_.fault) {
      options_.fault(fault);
    }
  }

  Current const& current_;
  store::Store& store_;
  PlanRunnerOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false;
  std::atomic<bool> give_up_ = false;    ///< of the job in work, or of all
  std::atomic<bool> cancelled_ = false;  ///< somebody wants the job in work to stop
  std::atomic<bool> lost_ = false;       ///< it is another run's now
  std::thread thread_;
};

/// False once the runner is over.
bool PlanRunner::Thread::waited(std::chrono::milliseconds time) {
  std::unique_lock lock{mutex_};
  return !changed_.wait_for(lock, time, [this] { return over_; });
}

void PlanRunner::Thread::run() {
  // On Linux this is the thread's own.
  setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), low_priority);
  auto next_tidying = std::chrono::steady_clock::now();
  while (waited(options_.look_every)) {
    try {
      while (look()) {
      }
      if (std::chrono::steady_clock::now() >= next_tidying) {
        next_tidying += std::chrono::hours{1};
        forget();
      }
    } catch (std::exception const& broken) {
      // The database is away: it is asked again later.
      tell(broken.what());
    }
  }
}

/// Does one job, where there is one. False where there is none, or the runner is over.
bool PlanRunner::Thread::look() {
  if (!current_.get() || give_up_) {
    return false;
  }
  for (auto const& choice : plan_sorts) {
    auto const taken = store_.write([&](UnitOfWork& work) -> Result<std::optional<store::TakenJob>> {
      return store::take_job(work, choice.first, options_.lease);
    });
    if (taken && *taken) {
      work(**taken);
      return !give_up_;
    }
  }
  return false;
}

void PlanRunner::Thread::forget() {
  auto const ids = store_.write([&](UnitOfWork& work) -> Result<std::vector<store::JobId>> {
    return store::forget_plan_jobs(work, work.now() - options_.kept, forget_at_once);
  });
  if (!ids) {
    return;
  }
  for (auto const id : *ids) {
    std::error_code ignored;
    std::filesystem::remove(job_file(options_.files, id), ignored);
  }
}

/// Keeps the lease while the work goes on, and notes how far it is.
void PlanRunner::Thread::hold(store::Lease lease, Counted const& progress, std::atomic<bool> const& done) {
  auto const every = std::min<std::chrono::milliseconds>(options_.lease / 6, std::chrono::milliseconds{2'000});
  auto next = std::chrono::steady_clock::now();
  while (!done) {
    std::this_thread::sleep_for(std::min(every, std::chrono::milliseconds{20}));
    if (give_up_ || std::chrono::steady_clock::now() < next) {
      continue;
    }
    next = std::chrono::steady_clock::now() + every;
    try {
      auto const kept = store_.write(
          [&](UnitOfWork& work) { return store::keep_job(work, lease, progress.thousandths(), options_.lease); });
      if (kept) {
        lease = *kept;
      } else if (kept.error().code == "job_cancelled") {
        cancelled_ = true;
        give_up_ = true;
      } else if (kept.error().code == "job_lost") {
        lost_ = true;
        give_up_ = true;
      }
    } catch (std::exception const& broken) {
      // Once more a little later; the lease holds for a while.
      tell(broken.what());
    }
  }
}

/// The scenario that a job names, as it is when the work begins: of its account's own, or a shared one.
Result<std::optional<PlanScenario>> PlanRunner::Thread::scenario_of(PlanAsk const& ask, identity::AccountId account) {
  if (ask.scenario.empty()) {
    return std::optional<PlanScenario>{};
  }
  auto const id = scenario_id_of(ask.scenario);
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  return store_.read([&](UnitOfWork& work) -> Result<std::optional<PlanScenario>> {
    auto const found = store::find_scenario(work, *id, account);
    return found ? Result<std::optional<PlanScenario>>{PlanScenario{found->name, found->edits}}
                 : tl::unexpected<Error>{found.error()};
  });
}

Result<PlanResult> PlanRunner::Thread::result_of(store::TakenJob const& taken, Snapshot const& snapshot) {
  auto const run = store_.write([&](UnitOfWork& work) { return store::begin_plan_job(work, taken.job.id); });
  if (!run) {
    return tl::unexpected<Error>{run.error()};
  }
  auto const ask = read_ask(taken.job.body);
  if (!ask) {
    return tl::unexpected<Error>{ask.error()};
  }
  auto const scenario = scenario_of(*ask, run->account);
  if (!scenario) {
    return tl::unexpected<Error>{scenario.error()};
  }
  words::Messages const messages{run->language == "en" ? words::Language::en : words::Language::zh};
  Counted progress{steps_of(*ask), give_up_};
  std::atomic<bool> done = false;
  std::thread holder{[&] { hold(taken.lease, progress, done); }};
  Result<PlanResult> result;
  try {
    auto const edits = snapshot.town().street_edits(std::nullopt);
    PlanGround const ground{snapshot.city(), snapshot.standards(), edits, *scenario ? &**scenario : nullptr};
    result = do_plan(*ask, ground, messages, progress);
  } catch (std::exception const& broken) {
    tell(broken.what());
    result = refuse(ErrorKind::machine, "http_fault", {{"id", std::to_string(taken.job.id.value())}});
  }
  done = true;
  holder.join();
  if (result && !result->file.empty()) {
    if (auto written = write_file(job_file(options_.files, taken.job.id), result->file); !written) {
      return hand_on(written);
    }
  }
  return result;
}

void PlanRunner::Thread::end(store::Lease const& lease, Result<PlanResult> const& result) {
  auto const ended = store_.write([&](UnitOfWork& work) -> Result<void> {
    if (cancelled_) {
      return store::end_job(work, lease, store::JobState::cancelled, "");
    }
    if (!result) {
      return store::end_job(work, lease, store::JobState::failed, text_of(result.error()));
    }
    store::note_file(work, lease.job, result->file_name, result->file.size());
    return store::end_job(work, lease, store::JobState::done, result->text);
  });
  if (!ended && ended.error().code != "job_lost") {
    tell(ended.error().code);
  }
}

void PlanRunner::Thread::work(store::TakenJob const& taken) {
  cancelled_ = false;
  lost_ = false;
  auto const snapshot = current_.get();
  auto const result = result_of(taken, *snapshot);
  std::unique_lock lock{mutex_};
  auto const over = over_;
  lock.unlock();
  // Given up because the runner ends: whoever comes next takes it up again.
  if (!lost_ && (result || cancelled_ || !over)) {
    end(taken.lease, result);
  }
  lock.lock();
  give_up_ = over_;
}

PlanRunner::PlanRunner(Current const& current, store::Store& store, PlanRunnerOptions options)
    : thread_{std::make_unique<Thread>(current, store, std::move(options))} {}
PlanRunner::~PlanRunner() = default;

void PlanRunner::stop() {
  thread_.reset();
}

}  // namespace linquan::api
