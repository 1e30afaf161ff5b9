#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "linquan/answers/age_word.h"
#include "linquan/answers/by_minute.h"
#include "linquan/answers/choices.h"
#include "linquan/answers/kind_names.h"
#include "linquan/answers/parse.h"
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

constexpr std::uint64_t minutes_max = 60;
constexpr std::uint64_t minutes_usual = 30;

Result<std::optional<std::uint32_t>> area_of(Request const& request, city::City const& city) {
  auto const code = request.query.find("area");
  if (!code) {
    return std::optional<std::uint32_t>{};
  }
  auto const found = std::ranges::find(city.areas, *code, &city::Area::code);
  if (found == city.areas.end()) {
    return refuse(ErrorKind::not_found, "area_code_unknown", {{"code", std::string{*code}}});
  }
  return std::optional{static_cast<std::uint32_t>(found - city.areas.begin())};
}

Result<reach::AgeGroup> people_of(Request const& request) {
  using enum reach::AgeGroup;
  return answers::choose(
      "people", request.query.find("people").value_or("all"),
      answers::Choices<reach::AgeGroup, 4>{{{"all", all}, {"0-14", age_0_14}, {"60", age_60}, {"70", age_70}}});
}

/// Everything but the edits.
Result<answers::MinutesQuestion> question_of(Request const& request, city::City const& city) {
  answers::MinutesQuestion question;
  auto kinds = answers::parse_kinds("kinds", request.query.find("kinds").value_or(""), city);
  if (!kinds) {
    return hand_on(kinds);
  }
  question.kinds = *std::move(kinds);
  auto const people = people_of(request);
  auto const area = area_of(request, city);
  auto const minutes = answers::parse_number(
      "minutes", request.query.find("minutes").value_or(std::to_string(minutes_usual)), {1, minutes_max});
  if (!people || !area || !minutes) {
    return tl::unexpected<Error>{!people ? people.error() : !area ? area.error() : minutes.error()};
  }
  question.people = *people;
  question.area = *area;
  question.minutes = static_cast<std::uint32_t>(*minutes);
  return question;
}

/// The edits of the scenario that is named; none where none is.
Result<std::vector<reach::Edit>> edits_of(Context const& context, Snapshot const& snapshot, Request const& request) {
  auto const id = request.query.find("scenario");
  if (!id) {
    return std::vector<reach::Edit>{};
  }
  auto const it = readable_scenario(context, request, *id);
  return it ? edits_in(it->scenario.edits, snapshot.city())
            : Result<std::vector<reach::Edit>>{tl::unexpected<Error>{it.error()}};
}

Json json_of(answers::MinutesQuestion const& question, answers::ByMinute const& told, Request const& request,
             city::City const& city) {
  auto kinds = Json::array();
  for (auto const kind : question.kinds) {
    kinds.push_back(city.kind_ids[kind]);
  }
  auto minutes = Json::array();
  for (auto const people : told.within) {
    minutes.push_back(people.persons());
  }
  return {{"kinds", std::move(kinds)},
          {"person", person_of(request)},
          {"age", answers::age_word(question.people)},
          {"area", question.area ? Json(city.areas[*question.area].code) : Json(nullptr)},
          {"people", told.people.persons()},
          {"known", told.known},
          {"by_minute", std::move(minutes)}};
}

/// How many people walk at most 0, 1, 2 … minutes to the nearest of some kinds.
Result<Answer> access(Context const& context, Snapshot const& snapshot, Request const& request) {
  auto const& city = snapshot.town().imported();
  auto question = question_of(request, city);
  auto const person = answers::person_named(person_of(request));
  auto const minute = minute_of(request);
  if (!question || !person || !minute) {
    return tl::unexpected<Error>{!question ? question.error() : !person ? person.error() : minute.error()};
  }
  auto const edits = edits_of(context, snapshot, request);
  if (!edits) {
    return tl::unexpected<Error>{edits.error()};
  }
  question->edits = *edits;
  reach::Walker const walker{*person, reach::Unit::seconds, *minute};
  auto const timed = minute->has_value() ? snapshot.sight_at(walker) : nullptr;
  auto const told = answers::by_minute(timed ? *timed : snapshot.sight(walker), *question, 1);
  if (!told) {
    return tl::unexpected<Error>{told.error()};
  }
  auto const object = json_of(*question, *told, request, city);
  return request.query.find("scenario") ? own_answer(object) : json_answer(object);
}

}  // namespace

std::vector<Route> access_routes(Context const& context) {
  return {{Method::get,
           "/api/v1/access",
           {"kinds", "person", "people", "minutes", "when", "area", "scenario"},
           [context](Request const& request) -> Result<Answer> {
             auto const snapshot = context.current.get();
             return snapshot ? access(context, *snapshot, request) : refuse(ErrorKind::busy, "http_not_ready");
           }}};
}

}  // namespace linquan::api
