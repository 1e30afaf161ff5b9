#include "linquan/api/routes.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "area_routes.h"
#include "linquan/answers/circle.h"
#include "linquan/answers/evaluation.h"
#include "linquan/answers/parse.h"
#include "linquan/answers/route.h"
#include "linquan/city/route.h"
#include "needs_told.h"
#include "questions.h"
#include "reply.h"
#include "told.h"

namespace linquan::api {

extern std::string_view const openapi_yaml;

namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;

/// Each is looked at for what would change it.
constexpr std::uint64_t gaps_max = 100;

Result<Answer> circle(Snapshot const& snapshot, Request const& request) {
  auto question = reach_question(request);
  if (!question) {
    return hand_on(question);
  }
  auto at = place_of(request, "at");
  if (!at) {
    return hand_on(at);
  }
  question->at = *at;
  if (auto const to = request.query.find("to")) {
    auto outlet = outlet_of(*to);
    if (!outlet) {
      return hand_on(outlet);
    }
    question->to = *outlet;
  }
  auto const outline = request.query.find("outline").value_or("yes");
  if (outline != "yes" && outline != "no") {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "outline"}, {"text", std::string{outline}}, {"allowed", "yes, no"}});
  }
  auto const walker = answers::walker_of(*question);
  if (!walker) {
    return tl::unexpected<Error>{walker.error()};
  }
  Result<Answer> answer;
  snapshot.with_sight(*walker, [&](answers::Sight const& sight, answers::CircleFinder& finder) {
    auto const drawn = outline == "yes" ? answers::Drawn::outlines : answers::Drawn::nothing;
    auto const report = finder.find(sight, *question, drawn, "");
    if (!report) {
      answer = tl::unexpected<Error>{report.error()};
      return;
    }
    Answer told;
    told.body = text_of(*report);
    if (outline == "yes") {
      // As one more field, in the place of the brace.
      told.body.back() = ',';
      told.body += "\"outline\":" + text_of_outlines(*report) + "}";
    }
    told.body += '\n';
    answer = std::move(told);
  });
  return answer;
}

/// A walk through gates and streets as the directory has them: an hour long at most.
Result<city::Route> route_as_corrected(Snapshot const& snapshot, city::RouteRequest const& asked) {
  auto const person = answers::person_named(asked.person);
  if (!person) {
    return tl::unexpected<Error>{person.error()};
  }
  Result<city::Route> found;
  snapshot.with_sight({*person, reach::Unit::seconds, asked.at},
                      [&](answers::Sight const& sight, answers::CircleFinder& finder) {
                        found = finder.route(sight, asked.from, asked.to);
                      });
  return found;
}

Result<Answer> route(Snapshot const& snapshot, Request const& request) {
  city::RouteRequest asked;
  asked.person = person_of(request);
  for (auto const& [name, place] : {std::pair{"from", &asked.from}, std::pair{"to", &asked.to}}) {
    auto read = place_of(request, name);
    if (!read) {
      return hand_on(read);
    }
    if (auto fit = answers::check_place(name, *read, snapshot.city().box); !fit) {
      return hand_on(fit);
    }
    *place = *read;
  }
  if (auto const time = request.query.find("at")) {
    auto minute = answers::parse_minute("at", *time);
    if (!minute) {
      return hand_on(minute);
    }
    asked.at = *minute;
  }
  auto const found = snapshot.town().passages().empty() ? city::route(snapshot.town().imported(), asked)
                                                        : route_as_corrected(snapshot, asked);
  return found ? Result<Answer>{json_answer(answers::json_of(*found, asked))} : tl::unexpected<Error>{found.error()};
}

Result<Answer> serves(Snapshot const& snapshot, Request const& request) {
  auto const id = outlet_of(request.at("id"));
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  auto const question = reach_question(request);
  if (!question) {
    return tl::unexpected<Error>{question.error()};
  }
  auto const walker = answers::walker_of(*question);
  if (!walker) {
    return tl::unexpected<Error>{walker.error()};
  }
  // It holds what the report borrows.
  auto const timed = walker->minute ? snapshot.sight_at(*walker) : nullptr;
  auto const report = answers::find_clientele(timed ? *timed : snapshot.sight(*walker), *question, *id);
  return report ? Result<Answer>{json_answer(json_of(*report))} : tl::unexpected<Error>{report.error()};
}

Result<Answer> areas(Snapshot const& snapshot, Request const& request) {
  auto const level = level_of(request);
  return level ? Result<Answer>{json_answer(areas_json(snapshot.city(), *level))}
               : tl::unexpected<Error>{level.error()};
}

Result<Answer> evaluation(Context const& context, Snapshot const& snapshot, Request const& request) {
  auto const standard = request.query.find("standard");
  if (!standard) {
    return refuse(ErrorKind::usage, "http_parameter_missing", {{"name", "standard"}, {"example", "standard=mofcom"}});
  }
  auto const level = level_of(request);
  if (!level) {
    return tl::unexpected<Error>{level.error()};
  }
  std::uint64_t told = 10;
  if (auto const text = request.query.find("gaps")) {
    auto number = answers::parse_number("gaps", *text, {0, gaps_max});
    if (!number) {
      return hand_on(number);
    }
    told = *number;
  }
  auto const minute = minute_of(request);
  if (!minute) {
    return tl::unexpected<Error>{minute.error()};
  }
  Snapshot::Asked const asked{std::string{*standard}, person_of(request), *level, told};
  auto const judged = *minute ? snapshot.judged_at(asked, **minute) : snapshot.judged(asked);
  if (!judged) {
    return tl::unexpected<Error>{judged.error()};
  }
  auto const& city = judged->town.city();
  auto object =
      json_of(answers::Evaluated{city, judged->evaluation, judged->level, *judged->gaps, told}, *request.messages);
  add_needs(object, *judged, open_needs(context));
  return json_answer(object);
}

using CityHandler = std::function<Result<Answer>(Snapshot const&, Request const&)>;

/// A handler that waits for the city: until it is loaded, it says so.
http::Handler on_city(Current const& current, CityHandler handler) {
  return [&current, handler = std::move(handler)](Request const& request) -> Result<Answer> {
    auto const snapshot = current.get();
    if (!snapshot) {
      return refuse(ErrorKind::busy, "http_not_ready");
    }
    return handler(*snapshot, request);
  };
}

Answer state_answer(std::string_view state) {
  return own_answer({{"status", state}});
}

Result<Answer> metrics(http::Metrics const& metrics) {
  Answer answer;
  answer.type = "text/plain; version=0.0.4; charset=utf-8";
  answer.body = metrics.text();
  answer.kept = "no-store";
  return answer;
}

Result<Answer> contract_answer() {
  Answer answer;
  answer.type = "application/yaml; charset=utf-8";
  answer.body = std::string{openapi_yaml};
  return answer;
}

}  // namespace

std::string_view contract() {
  return openapi_yaml;
}

std::vector<Route> routes(Context const& context) {
  auto const& current = context.current;
  auto const get = [&](std::string pattern, std::vector<std::string> parameters, http::Handler handler) {
    return Route{Method::get, std::move(pattern), std::move(parameters), std::move(handler)};
  };
  std::vector<Route> all{
      get("/api/v1/circle", {"at", "person", "minutes", "metres", "when", "kinds", "to", "outline"},
          on_city(current, circle)),
      get("/api/v1/route", {"from", "to", "person", "at"}, on_city(current, route)),
      get("/api/v1/outlets/{id}/serves", {"person", "minutes", "metres", "when"}, on_city(current, serves)),
      get("/api/v1/kinds", {},
          on_city(
              current,
              [](Snapshot const& it, Request const&) -> Result<Answer> { return json_answer(kinds_json(it.city())); })),
      get("/api/v1/persons", {}, [](Request const&) -> Result<Answer> { return json_answer(persons_json()); }),
      get("/api/v1/standards", {},
          on_city(current,
                  [](Snapshot const& it, Request const&) -> Result<Answer> {
                    return json_answer(standards_json(it.standards()));
                  })),
      get("/api/v1/areas", {"level"}, on_city(current, areas)),
      get("/api/v1/evaluation", {"standard", "person", "when", "level", "gaps"},
          on_city(current,
                  [context](Snapshot const& it, Request const& request) { return evaluation(context, it, request); })),
      get("/api/v1/openapi.yaml", {}, [](Request const&) { return contract_answer(); }),
      get("/healthz", {}, [](Request const&) -> Result<Answer> { return state_answer("ok"); }),
      get("/readyz", {},
          on_city(current, [](Snapshot const&, Request const&) -> Result<Answer> { return state_answer("ready"); })),
      get("/metrics", {}, [&figures = context.metrics](Request const&) { return metrics(figures); })};
  for (auto const area : {access_routes, account_routes, basemap_routes, circles_routes, desk_routes, directory_routes,
                          jobs_routes, market_routes, near_routes, needs_routes, passages_routes, people_routes,
                          registers_routes, scenarios_routes, search_routes, sign_in_routes, tiles_routes}) {
    std::ranges::move(area(context), std::back_inserter(all));
  }
  for (auto& route : all) {
    route.at_once = !route.pattern.starts_with("/api/");
  }
  return all;
}

}  // namespace linquan::api
