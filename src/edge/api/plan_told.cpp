#include "plan_told.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "linquan/api/plan_runner.h"
#include "plan_ask.h"
#include "reply.h"

namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;

/// Before so much is done, nobody can tell how long the rest takes.
constexpr std::uint64_t thousandths_told_from = 20;

std::string_view word_of(store::JobState state) {
  switch (state) {
    case store::JobState::waiting:
      return "waiting";
    case store::JobState::running:
      return "running";
    case store::JobState::done:
      return "done";
    case store::JobState::failed:
      return "failed";
    case store::JobState::cancelled:
      return "cancelled";
  }
  return {};
}

/// By what it took so far.
Json seconds_left(store::PlanJob const& it, std::chrono::sys_seconds now) {
  auto const done = it.job.progress;
  if (it.job.state != store::JobState::running || !it.started || done < thousandths_told_from) {
    return nullptr;
  }
  auto const took = std::max<std::int64_t>(0, (now - *it.started).count());
  return static_cast<std::uint64_t>(took) * (1000 - done) / done;
}

/// Why a job failed, in the language of whoever asks.
Json problem_of(store::PlanJob const& it, words::Messages const& messages) {
  if (it.job.state != store::JobState::failed) {
    return nullptr;
  }
  Error error{ErrorKind::machine, "job_abandoned", {}};
  auto const stored = nlohmann::json::parse(it.job.result, nullptr, false);
  if (stored.is_object() && stored.contains("code") && stored.contains("args")) {
    error.code = stored["code"].get<std::string>();
    for (auto const& arg : stored["args"]) {
      error.args.emplace_back(arg.at(0).get<std::string>(), arg.at(1).get<std::string>());
    }
  }
  return {{"code", error.code}, {"detail", messages.render(error)}};
}

}  // namespace

Json job_json(store::PlanJob const& it, std::chrono::sys_seconds now, words::Messages const& messages) {
  auto const done = it.job.state == store::JobState::done;
  auto const plan_of = [&](PlanSort sort) {
    return done && it.job.sort == word_of(sort) && !it.job.result.empty() ? Json::parse(it.job.result) : Json(nullptr);
  };
  return {
      {"id", std::to_string(it.job.id.value())},
      {"sort", it.job.sort},
      {"state", word_of(it.job.state)},
      {"progress", done ? 1000 : it.job.progress},
      {"seconds_left", seconds_left(it, now)},
      {"cancel_asked", it.job.cancel_asked},
      {"created", instant_text(it.created)},
      {"file", done && !it.file_name.empty() ? Json{{"name", it.file_name}, {"bytes", it.file_bytes}} : Json(nullptr)},
      {"problem", problem_of(it, messages)},
      {"site", plan_of(PlanSort::site)},
      {"carts", plan_of(PlanSort::carts)}};
}

Json scenario_json(store::StoredScenario const& it, identity::AccountId asker, Detail detail) {
  Json object{{"id", std::to_string(it.id.value())}, {"name", it.name},
              {"own", it.account == asker},          {"shared", it.shared},
              {"base_change", it.base_change},       {"version", it.version},
              {"created", instant_text(it.created)}, {"changed", instant_text(it.changed)}};
  if (detail == Detail::whole) {
    object["edits"] = Json::parse(it.edits);
  }
  return object;
}

}  // namespace linquan::api
