#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "id_number.h"
#include "job_watch.h"
#include "linquan/api/plan_runner.h"
#include "linquan/http/events.h"
#include "linquan/store/plans.h"
#include "plan_ask.h"
#include "plan_told.h"
#include "planning_rights.h"
#include "reply.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t listed_max = 50;

std::string_view type_of(std::string_view file_name) {
  if (file_name.ends_with(".zip")) {
    return "application/zip";
  }
  return file_name.ends_with(".gpkg") ? "application/geopackage+sqlite3"
                                      : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

Result<store::JobId> id_of(Request const& request) {
  auto const text = request.at("id");
  auto const number = id_number(text);
  return number ? Result<store::JobId>{store::JobId{*number}}
                : refuse(ErrorKind::not_found, "job_unknown", {{"job", std::string{text}}});
}

/// The answer of a write that has just been made.
Result<Json> told(Result<store::PlanJob> const& job, std::chrono::sys_seconds now, words::Messages const& messages) {
  if (!job) {
    return tl::unexpected<Error>{job.error()};
  }
  return job_json(*job, now, messages);
}

Result<Answer> add(Context const& context, Request const& request) {
  auto const ask = read_ask(request.body);
  if (!ask) {
    return tl::unexpected<Error>{ask.error()};
  }
  // Whether they may is asked before the city is: who may not learns nothing of the city from refusals.
  if (auto const planner = planner_of(context, request); !planner) {
    return tl::unexpected<Error>{planner.error()};
  }
  auto const snapshot = context.current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  std::optional<PlanScenario> scenario;
  if (!ask->scenario.empty()) {
    auto const it = readable_scenario(context, request, ask->scenario);
    if (!it) {
      return tl::unexpected<Error>{it.error()};
    }
    scenario = PlanScenario{it->scenario.name, it->scenario.edits};
  }
  PlanGround const ground{snapshot->city(), snapshot->standards(), {}, scenario ? &*scenario : nullptr};
  if (auto const fits = check_ask(*ask, ground); !fits) {
    return tl::unexpected<Error>{fits.error()};
  }
  auto const sort = word_of(ask->sort);
  auto const language = request.language == words::Language::en ? "en" : "zh";
  auto const* const messages = request.messages;
  auto act = [sort, language, messages, body = request.body](UnitOfWork& work,
                                                             identity::Asker const& asker) -> Result<Json> {
    if (auto const may = require_planner(asker); !may) {
      return tl::unexpected<Error>{may.error()};
    }
    auto const id = store::add_plan_job(work, {asker.account.id, sort, body, language});
    if (!id) {
      return tl::unexpected<Error>{id.error()};
    }
    return told(store::find_plan_job(work, *id, asker.account.id), work.now(), *messages);
  };
  return written(context, request, act, {.status = 202});
}

Result<Answer> list(Context const& context, Request const& request) {
  auto const planner = planner_of(context, request);
  if (!planner) {
    return tl::unexpected<Error>{planner.error()};
  }
  return context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto jobs = Json::array();
    for (auto const& job : store::plan_jobs_of(work, planner->account.id, listed_max)) {
      jobs.push_back(job_json(job, work.now(), *request.messages));
    }
    return own_answer({{"jobs", std::move(jobs)}});
  });
}

Result<store::PlanJob> found(Context const& context, Request const& request) {
  auto const planner = planner_of(context, request);
  if (!planner) {
    return tl::unexpected<Error>{planner.error()};
  }
  auto const id = id_of(request);
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  return context.store.read([&](UnitOfWork& work) { return store::find_plan_job(work, *id, planner->account.id); });
}

Result<Answer> one(Context const& context, Request const& request) {
  auto const job = found(context, request);
  return job ? Result<Answer>{own_answer(job_json(*job, context.clock.now(), *request.messages))}
             : tl::unexpected<Error>{job.error()};
}

/// How the job goes, until it has ended. Whoever has heard the end and asks again is told that this was all: browsers
/// come back by themselves wherever a stream ends.
Result<Answer> events(Context const& context, JobWatch& watch, Request const& request) {
  auto const job = found(context, request);
  if (!job) {
    return tl::unexpected<Error>{job.error()};
  }
  if (request.last_event_id == JobWatch::last_id) {
    Answer answer;
    answer.status = 204;
    answer.kept = "no-store";
    return answer;
  }
  return http::stream_answer(watch.listen(*job, request.language));
}

Result<Answer> file(Context const& context, Request const& request) {
  auto const job = found(context, request);
  if (!job) {
    return tl::unexpected<Error>{job.error()};
  }
  auto const name = std::to_string(job->job.id.value());
  if (job->job.state != store::JobState::done || job->file_name.empty() || job->file_bytes > job_file_bytes_max) {
    return refuse(ErrorKind::not_found, "job_no_file", {{"job", name}});
  }
  std::ifstream stream{job_file(context.files, job->job.id), std::ios::binary};
  Answer answer;
  answer.body.assign(std::istreambuf_iterator<char>{stream}, {});
  if (answer.body.size() != job->file_bytes) {
    return refuse(ErrorKind::not_found, "job_no_file", {{"job", name}});
  }
  answer.type = type_of(job->file_name);
  answer.kept = "no-store";
  answer.fields.emplace_back("Content-Disposition", "attachment; filename=\"" + job->file_name + "\"");
  return answer;
}

Result<Answer> cancel(Context const& context, Request const& request) {
  auto const id = id_of(request);
  auto const* const messages = request.messages;
  auto act = [id, messages](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    if (auto const may = require_planner(asker); !may) {
      return tl::unexpected<Error>{may.error()};
    }
    if (!id) {
      return tl::unexpected<Error>{id.error()};
    }
    // Only one's own.
    if (auto const own = store::find_plan_job(work, *id, asker.account.id); !own) {
      return tl::unexpected<Error>{own.error()};
    }
    if (auto const asked = store::cancel_job(work, *id); !asked) {
      return tl::unexpected<Error>{asked.error()};
    }
    return told(store::find_plan_job(work, *id, asker.account.id), work.now(), *messages);
  };
  return written(context, request, act);
}

}  // namespace

std::vector<Route> jobs_routes(Context const& context) {
  auto const handled = [context](Result<Answer> (*handler)(Context const&, Request const&)) -> http::Handler {
    return [context, handler](Request const& request) { return handler(context, request); };
  };
  std::vector<Route> routes{{Method::post, "/api/v1/jobs", {}, handled(add), false, body_bytes_max},
                            {Method::get, "/api/v1/jobs", {}, handled(list)},
                            {Method::get, "/api/v1/jobs/{id}", {}, handled(one)},
                            {Method::get,
                             "/api/v1/jobs/{id}/events",
                             {},
                             [context, watch = std::make_shared<JobWatch>(context.store, context.clock)](
                                 Request const& request) { return events(context, *watch, request); }},
                            {Method::get, "/api/v1/jobs/{id}/file", {}, handled(file)},
                            {Method::remove, "/api/v1/jobs/{id}", {}, handled(cancel)}};
  return routes;
}

}  // namespace linquan::api
