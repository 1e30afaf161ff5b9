#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "asking.h"
#include "circles_told.h"
#include "linquan/answers/parse.h"
#include "linquan/identity/rights.h"
#include "linquan/kinds/kinds.h"
#include "linquan/programme/programme.h"
#include "programme_routes.h"
#include "reply.h"

namespace linquan::api {
namespace {

using circles::CircleId;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;

constexpr std::uint64_t needs_counted_max = 100'000;

/// The circle, where the asker may edit it.
Result<circles::Kept> to_edit(Programme const& programme, UnitOfWork& work, CircleId id, identity::Asker const& asker) {
  auto kept = programme.circles->find(work, id);
  if (kept) {
    auto const place = circles::place_of(id, kept->circle.district);
    if (auto may = identity::require(asker.grants, identity::Action::edit_circle, place); !may) {
      return hand_on(may);
    }
  }
  return kept;
}

Result<int> year_of(std::string_view name, std::string_view text) {
  auto const year = answers::parse_number(name, text, {circles::year_min, circles::year_max});
  return year ? Result<int>{static_cast<int>(*year)} : tl::unexpected<Error>{year.error()};
}

/// What is stored of a circle, one function of the port for it, as a list under `name`.
template <class Ask>
Result<Answer> told_of(Programme const& programme, Request const& request, std::string_view name, Ask ask) {
  auto const id = circle_in(request);
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    if (auto kept = programme.circles->find(work, *id); !kept) {
      return hand_on(kept);
    }
    return json_answer({{std::string{name}, ask(work, *id)}});
  });
}

Result<Answer> plans(Programme const& programme, Request const& request) {
  return told_of(programme, request, "plans", [&](UnitOfWork& work, CircleId id) {
    auto list = Json::array();
    for (auto const& plan : programme.circles->plans(work, id)) {
      list.push_back(plan_json(plan));
    }
    return list;
  });
}

Result<Answer> planned(Programme const& programme, Request const& request) {
  auto const id = circle_in(request);
  auto const year = year_of("year", request.at("year"));
  auto const body = Body::parse(request, {"seen", "text", "items"});
  for (auto const* const refused :
       {body ? nullptr : &body.error(), id ? nullptr : &id.error(), year ? nullptr : &year.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto const seen = seen_in(*body);
  auto raw = plan_in(*body, *year);
  if (!seen || !raw) {
    return tl::unexpected<Error>{seen ? raw.error() : seen.error()};
  }
  auto const plan = circles::checked(std::move(*raw), programme.today(), kinds::Kinds::built_in());
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  return written(programme.context, request,
                 [&, version = seen->value_or(0)](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
                   if (auto may = to_edit(programme, work, *id, asker); !may) {
                     return hand_on(may);
                   }
                   auto const kept = programme.circles->set_plan(work, *id, version, *plan, asker.account.id);
                   return kept ? Result<Json>{plan_json(*kept)} : tl::unexpected<Error>{kept.error()};
                 });
}

Result<Answer> surveys(Programme const& programme, Request const& request) {
  return told_of(programme, request, "surveys", [&](UnitOfWork& work, CircleId id) {
    auto list = Json::array();
    for (auto const& survey : programme.circles->surveys(work, id)) {
      list.push_back(survey_json(survey));
    }
    return list;
  });
}

Result<Answer> surveyed(Programme const& programme, Request const& request) {
  constexpr std::size_t source_bytes_max = 400;
  auto const id = circle_in(request);
  auto const body = Body::parse(request, {"on", "asked", "content", "source"});
  if (!id || !body) {
    return tl::unexpected<Error>{id ? body.error() : id.error()};
  }
  auto const on = day_in(*body, "on");
  auto const asked = body->number("asked", {0, INT32_MAX});
  auto const content = body->number("content", {0, INT32_MAX});
  auto const source = body->text("source", {source_bytes_max});
  for (auto const* const refused : {on ? nullptr : &on.error(), asked ? nullptr : &asked.error(),
                                    content ? nullptr : &content.error(), source ? nullptr : &source.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto const survey =
      circles::checked(circles::Survey{on->value_or(programme.today()), *asked, *content, *source}, programme.today());
  if (!survey) {
    return tl::unexpected<Error>{survey.error()};
  }
  Manner manner;
  manner.status = 201;
  return written(
      programme.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        if (auto may = to_edit(programme, work, *id, asker); !may) {
          return hand_on(may);
        }
        programme.circles->add_survey(work, *id, *survey, asker.account.id);
        return survey_json(*survey);
      },
      manner);
}

Result<Answer> years(Programme const& programme, Request const& request) {
  return told_of(programme, request, "years", [&](UnitOfWork& work, CircleId id) {
    auto list = Json::array();
    for (auto const& year : programme.circles->years(work, id)) {
      list.push_back(year_json(year));
    }
    return list;
  });
}

/// The open needs whose place lies within the circle.
std::int64_t needs_within(Programme const& programme, UnitOfWork& work, geo::MultiPolygon const& ground) {
  auto const open = programme.needs->open(work, needs_counted_max);
  return std::ranges::count_if(open, [&](needs::Demand const& demand) { return geo::contains(ground, demand.at); });
}

Result<Answer> frozen(Programme const& programme, Request const& request) {
  auto const id = circle_in(request);
  auto const body = Body::parse(request, {"year"});
  if (!id || !body) {
    return tl::unexpected<Error>{id ? body.error() : id.error()};
  }
  auto const snapshot = programme.snapshot();
  auto const number = body->number("year", {circles::year_min, circles::year_max});
  if (!snapshot || !number) {
    return tl::unexpected<Error>{snapshot ? number.error() : snapshot.error()};
  }
  auto const year = static_cast<int>(*number);
  if (auto may = circles::check_freezing(year, programme.today()); !may) {
    return hand_on(may);
  }
  auto const before =
      programme.context.store.read([&](UnitOfWork& work) { return programme.circles->find(work, *id); });
  if (!before) {
    return tl::unexpected<Error>{before.error()};
  }
  // The city is asked outside of the transaction; the circle must then still be the one that it was asked for.
  auto const ground = programme.ground_of(**snapshot, before->circle);
  auto const within = programme::within((*snapshot)->city(), {&ground, 1}, circles::days_of(year));
  Manner manner;
  manner.status = 201;
  return written(
      programme.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        auto const kept = to_edit(programme, work, *id, asker);
        if (!kept) {
          return tl::unexpected<Error>{kept.error()};
        }
        if (kept->version != before->version) {
          return refuse(ErrorKind::conflict, "living_circle_changed");
        }
        circles::Year made{year, work.now(), asker.account.id, kept->circle.state, within.figures.front()};
        made.figures["needs_open"] = needs_within(programme, work, ground);
        if (auto const all = programme.circles->surveys(work, *id); !all.empty()) {
          made.figures["satisfaction_asked"] = all.front().asked;
          made.figures["satisfaction_content"] = all.front().content;
        }
        auto done = programme.circles->freeze(work, *id, made);
        return done ? Result<Json>{year_json(made)} : hand_on(done);
      },
      manner);
}

Result<Answer> compared(Programme const& programme, Request const& request) {
  auto const id = circle_in(request);
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  std::vector<int> wanted;
  for (auto const* const name : {"from", "to"}) {
    auto const text = request.query.find(name);
    if (!text) {
      return refuse(ErrorKind::usage, "http_parameter_missing",
                    {{"name", name}, {"example", std::string{name} + "=2026"}});
    }
    auto const year = year_of(name, *text);
    if (!year) {
      return tl::unexpected<Error>{year.error()};
    }
    wanted.push_back(*year);
  }
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    if (auto kept = programme.circles->find(work, *id); !kept) {
      return hand_on(kept);
    }
    auto const all = programme.circles->years(work, *id);
    std::vector<circles::Figures> found;
    for (auto const year : wanted) {
      auto const one = std::ranges::find(all, year, &circles::Year::year);
      if (one == all.end()) {
        return refuse(ErrorKind::not_found, "circle_year_unknown", {{"year", std::to_string(year)}});
      }
      found.push_back(one->figures);
    }
    auto list = Json::array();
    for (auto const& difference : circles::differences(found[0], found[1])) {
      list.push_back(difference_json(difference));
    }
    return json_answer({{"from", wanted[0]}, {"to", wanted[1]}, {"differences", std::move(list)}});
  });
}

}  // namespace

std::vector<Route> years_routes(std::shared_ptr<Programme const> const& programme) {
  auto const at = [&](Method method, std::string pattern, std::vector<std::string> parameters,
                      ProgrammeHandler handler) {
    return programme_route(programme, method, std::move(pattern), std::move(parameters), handler);
  };
  return {at(Method::get, "/api/v1/circles/{id}/plans", {}, plans),
          at(Method::put, "/api/v1/circles/{id}/plans/{year}", {}, planned),
          at(Method::get, "/api/v1/circles/{id}/surveys", {}, surveys),
          at(Method::post, "/api/v1/circles/{id}/surveys", {}, surveyed),
          at(Method::get, "/api/v1/circles/{id}/years", {}, years),
          at(Method::post, "/api/v1/circles/{id}/years", {}, frozen),
          at(Method::get, "/api/v1/circles/{id}/years/differences", {"from", "to"}, compared)};
}

}  // namespace linquan::api
