#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "linquan/answers/parse.h"
#include "linquan/scenario/scenario.h"
#include "linquan/store/changes.h"
#include "linquan/store/plans.h"
#include "plan_told.h"
#include "planning_rights.h"
#include "questions.h"
#include "reply.h"
#include "scenario_states.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t page_max = 100;
constexpr std::uint64_t page_usual = 20;
constexpr std::size_t scenario_bytes_max = 262'144;

/// The answer of a write that has just been made.
Result<Json> told(Result<store::StoredScenario> const& scenario, identity::AccountId asker) {
  if (!scenario) {
    return tl::unexpected<Error>{scenario.error()};
  }
  return scenario_json(*scenario, asker, Detail::whole);
}

/// What a body says of a scenario; what it does not say stays as it was.
struct Said {
  std::optional<std::string> name;
  std::optional<std::string> edits;
  std::optional<bool> shared;
};

Result<std::optional<std::string>> edits_of(Body const& body, city::City const& city) {
  auto const* const edits = body.raw("edits");
  if (edits == nullptr || edits->is_null()) {
    return std::optional<std::string>{};
  }
  if (!edits->is_array() || edits->size() > scenario::edits_max) {
    return refuse(ErrorKind::usage, "body_field_type",
                  {{"name", "edits"}, {"expected", "[…] ≤ " + std::to_string(scenario::edits_max)}});
  }
  auto text = edits->dump();
  if (auto const known = edits_in(text, city); !known) {
    return tl::unexpected<Error>{known.error()};
  }
  return std::optional{std::move(text)};
}

Result<Said> said_of(Body const& body, city::City const& city) {
  Said said;
  auto name = body.text_if("name");
  if (!name) {
    return hand_on(name);
  }
  said.name = *std::move(name);
  auto const shared = body.boolean_if("shared");
  if (!shared) {
    return tl::unexpected<Error>{shared.error()};
  }
  said.shared = *shared;
  auto edits = edits_of(body, city);
  if (!edits) {
    return hand_on(edits);
  }
  said.edits = *std::move(edits);
  return said;
}

Result<std::shared_ptr<Snapshot const>> ready(Context const& context, Request const& request) {
  if (auto const planner = planner_of(context, request); !planner) {
    return tl::unexpected<Error>{planner.error()};
  }
  auto snapshot = context.current.get();
  return snapshot ? Result<std::shared_ptr<Snapshot const>>{std::move(snapshot)}
                  : refuse(ErrorKind::busy, "http_not_ready");
}

Result<Answer> add(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"name", "edits", "shared"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const snapshot = ready(context, request);
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  auto said = said_of(*body, (*snapshot)->city());
  if (!said) {
    return hand_on(said);
  }
  if (!said->name) {
    auto const missing = body->text("name");
    return missing ? refuse(ErrorKind::usage, "body_field_missing", {{"name", "name"}})
                   : tl::unexpected<Error>{missing.error()};
  }
  auto act = [said = *said](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    if (auto const may = require_planner(asker); !may) {
      return tl::unexpected<Error>{may.error()};
    }
    auto const made = store::add_scenario(
        work, asker.account.id,
        {*said.name, said.edits.value_or("[]"), said.shared.value_or(false), store::newest_change(work)});
    return told(made, asker.account.id);
  };
  return written(context, request, act, {.status = 201});
}

Result<Answer> change(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"version", "name", "edits", "shared"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const snapshot = ready(context, request);
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  auto const version = body->number("version", {1, INT64_MAX});
  if (!version) {
    return tl::unexpected<Error>{version.error()};
  }
  auto const said = said_of(*body, (*snapshot)->city());
  if (!said) {
    return tl::unexpected<Error>{said.error()};
  }
  auto const id = scenario_id_of(request.at("id"));
  auto act = [said = *said, id, version = static_cast<std::uint64_t>(*version)](
                 UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    if (auto const may = require_planner(asker); !may) {
      return tl::unexpected<Error>{may.error()};
    }
    auto const before = id ? store::find_scenario(work, *id, asker.account.id)
                           : Result<store::StoredScenario>{tl::unexpected<Error>{id.error()}};
    if (!before) {
      return tl::unexpected<Error>{before.error()};
    }
    store::ScenarioText const text{said.name.value_or(before->name), said.edits.value_or(before->edits),
                                   said.shared.value_or(before->shared),
                                   said.edits ? store::newest_change(work) : before->base_change};
    auto const made = store::change_scenario(work, *id, asker.account.id, version, text);
    return told(made, asker.account.id);
  };
  return written(context, request, act);
}

Result<Answer> remove(Context const& context, Request const& request) {
  auto const id = scenario_id_of(request.at("id"));
  auto act = [id](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    if (auto const may = require_planner(asker); !may) {
      return tl::unexpected<Error>{may.error()};
    }
    if (!id) {
      return tl::unexpected<Error>{id.error()};
    }
    if (auto const removed = store::remove_scenario(work, *id, asker.account.id); !removed) {
      return tl::unexpected<Error>{removed.error()};
    }
    auto object = Json::object();
    object["id"] = std::to_string(id->value());
    return object;
  };
  return written(context, request, act);
}

Result<Answer> list(Context const& context, Request const& request) {
  auto const planner = planner_of(context, request);
  if (!planner) {
    return tl::unexpected<Error>{planner.error()};
  }
  auto count = page_usual;
  if (auto const text = request.query.find("limit")) {
    auto const number = answers::parse_number("limit", *text, {1, page_max});
    if (!number) {
      return tl::unexpected<Error>{number.error()};
    }
    count = *number;
  }
  std::optional<store::ScenarioId> before;
  if (auto const text = request.query.find("before")) {
    auto const number = answers::parse_number("before", *text, {1, INT64_MAX});
    if (!number) {
      return tl::unexpected<Error>{number.error()};
    }
    before = store::ScenarioId{*number};
  }
  return context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto scenarios = Json::array();
    for (auto const& it : store::scenarios_of(work, planner->account.id, before, count)) {
      scenarios.push_back(scenario_json(it, planner->account.id, Detail::short_form));
    }
    // A full page may have another one behind it.
    auto const next = scenarios.size() == count ? scenarios.back()["id"] : Json(nullptr);
    return own_answer({{"scenarios", std::move(scenarios)}, {"next_before", next}});
  });
}

Result<Answer> one(Context const& context, Request const& request) {
  auto const it = readable_scenario(context, request, request.at("id"));
  return it ? Result<Answer>{own_answer(scenario_json(it->scenario, it->asker, Detail::whole))}
            : tl::unexpected<Error>{it.error()};
}

Json share_or_null(std::optional<double> share) {
  return share ? Json(*share) : Json(nullptr);
}

Json evaluation_json(BeforeAfter const& states, words::Language language) {
  auto const& rules = states.before.standard().rules;
  auto const change = moved(states);
  auto list = Json::array();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    list.push_back({{"id", rules[i].id},
                    {"name", language == words::Language::zh ? rules[i].name.zh : rules[i].name.en},
                    {"people_met_before", states.before.score().rules[i].met.persons()},
                    {"people_met_after", states.after.score().rules[i].met.persons()},
                    {"people_gain", change[i].gain.persons()},
                    {"people_lose", change[i].lose.persons()}});
  }
  auto const figures = [](standard::Live const& live) {
    auto const& score = live.score();
    return Json{{"needs_met_share", share_or_null(score.needs.share())},
                {"needs_met_low", share_or_null(score.needs.low())},
                {"needs_met_high", share_or_null(score.needs.high())}};
  };
  return {{"standard", states.before.standard().id},
          {"person", states.before.person().id},
          {"before", figures(states.before)},
          {"after", figures(states.after)},
          {"homes_differing", standard::Live::differing(states.before, states.after).size()},
          {"rules", std::move(list)}};
}

Result<Answer> evaluation(Context const& context, Request const& request) {
  auto const it = readable_scenario(context, request, request.at("id"));
  if (!it) {
    return tl::unexpected<Error>{it.error()};
  }
  auto const standard = request.query.find("standard");
  if (!standard) {
    return refuse(ErrorKind::usage, "http_parameter_missing", {{"name", "standard"}, {"example", "standard=mofcom"}});
  }
  auto const snapshot = context.current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  auto const edits = edits_in(it->scenario.edits, snapshot->city());
  if (!edits) {
    return tl::unexpected<Error>{edits.error()};
  }
  auto const minute = minute_of(request);
  if (!minute) {
    return tl::unexpected<Error>{minute.error()};
  }
  auto const states = before_and_after(*snapshot, {std::string{*standard}, person_of(request), *minute}, *edits);
  return states ? Result<Answer>{own_answer(evaluation_json(*states, request.language))}
                : tl::unexpected<Error>{states.error()};
}

}  // namespace

std::vector<Route> scenarios_routes(Context const& context) {
  auto const handled = [context](Result<Answer> (*handler)(Context const&, Request const&)) -> http::Handler {
    return [context, handler](Request const& request) { return handler(context, request); };
  };
  return {{Method::post, "/api/v1/scenarios", {}, handled(add), false, scenario_bytes_max},
          {Method::get, "/api/v1/scenarios", {"limit", "before"}, handled(list)},
          {Method::get, "/api/v1/scenarios/{id}", {}, handled(one)},
          {Method::patch, "/api/v1/scenarios/{id}", {}, handled(change), false, scenario_bytes_max},
          {Method::remove, "/api/v1/scenarios/{id}", {}, handled(remove)},
          {Method::get, "/api/v1/scenarios/{id}/evaluation", {"standard", "person", "when"}, handled(evaluation)}};
}

}  // namespace linquan::api
