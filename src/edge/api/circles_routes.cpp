#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "circles_told.h"
#include "id_number.h"
#include "linquan/programme/programme.h"
#include "linquan/standard/standard.h"
#include "linquan/standard/standards.h"
#include "linquan/store/circles.h"
#include "linquan/store/needs.h"
#include "programme_routes.h"
#include "reply.h"

namespace linquan::api {
namespace {

using circles::CircleId;
using circles::Kept;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;

struct Listed {
  std::vector<Kept> circles;
  std::map<CircleId, circles::Survey> surveys;
};

/// All circles with what residents think of them.
Result<Listed> listed(Programme const& programme) {
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Listed> {
    Listed all{programme.circles->all(work), {}};
    for (auto& [id, survey] : programme.circles->newest_surveys(work)) {
      all.surveys.emplace(id, std::move(survey));
    }
    return all;
  });
}

std::optional<circles::Survey> survey_of(Listed const& all, CircleId id) {
  auto const found = all.surveys.find(id);
  return found == all.surveys.end() ? std::nullopt : std::optional{found->second};
}

std::vector<geo::MultiPolygon> grounds_of(std::vector<Kept> const& circles, city::City const& city) {
  std::vector<geo::MultiPolygon> grounds;
  for (auto const& kept : circles) {
    // A community that a newer city file lacks leaves its circle smaller; it is not the list's to refuse.
    grounds.push_back(programme::ground_of(kept.circle.boundary, city).value_or(geo::MultiPolygon{}));
  }
  return grounds;
}

Result<Answer> list(Programme const& programme, Request const& request) {
  auto const snapshot = programme.snapshot();
  auto all = snapshot ? listed(programme) : tl::unexpected<Error>{snapshot.error()};
  if (!all) {
    return hand_on(all);
  }
  auto const state = request.query.find("state");
  if (state && !circles::state_named(*state)) {
    return refuse(
        ErrorKind::usage, "choice_unknown",
        {{"name", "state"}, {"text", std::string{*state}}, {"allowed", "planned, building, built, accepted"}});
  }
  auto const district = request.query.find("district");
  std::erase_if(all->circles, [&](Kept const& kept) {
    return (state && circles::name_of(kept.circle.state) != *state) || (district && kept.circle.district != *district);
  });
  auto const& city = (*snapshot)->city();
  auto const grounds = grounds_of(all->circles, city);
  auto const within = programme::within(city, grounds, circles::year_until(programme.today()));
  auto told = Json::array();
  for (std::size_t i = 0; i < all->circles.size(); ++i) {
    auto const& kept = all->circles[i];
    told.push_back(circle_json({kept, &within.figures[i], survey_of(*all, kept.circle.id)}));
  }
  return json_answer({{"circles", std::move(told)}});
}

/// The city's own figures: how many circles of each state, and what those that are built hold together.
Result<Answer> figures(Programme const& programme, Request const& /*request*/) {
  auto const snapshot = programme.snapshot();
  auto all = snapshot ? listed(programme) : tl::unexpected<Error>{snapshot.error()};
  if (!all) {
    return hand_on(all);
  }
  auto states = Json::object();
  for (auto const state : circles::all_states()) {
    states[std::string{circles::name_of(state)}] =
        std::ranges::count_if(all->circles, [&](Kept const& kept) { return kept.circle.state == state; });
  }
  auto const count = all->circles.size();
  std::erase_if(all->circles, [](Kept const& kept) { return kept.circle.state < circles::State::built; });
  auto const& city = (*snapshot)->city();
  auto const grounds = grounds_of(all->circles, city);
  auto const within = programme::within(city, grounds, circles::year_until(programme.today()));
  Millipersons people;
  for (auto const& home : city.homes) {
    people += home.people.all;
  }
  std::int64_t opened = 0;
  std::int64_t rebuilt = 0;
  std::int64_t asked = 0;
  std::int64_t content = 0;
  for (std::size_t i = 0; i < all->circles.size(); ++i) {
    opened += within.figures[i].at("outlets_opened");
    rebuilt += within.figures[i].at("outlets_rebuilt");
    if (auto const survey = survey_of(*all, all->circles[i].circle.id)) {
      asked += survey->asked;
      content += survey->content;
    }
  }
  return json_answer({{"circles", count},
                      {"by_state", std::move(states)},
                      {"residents", people.persons()},
                      {"residents_covered", within.residents.persons()},
                      {"outlets_covered", within.outlets},
                      {"outlets_opened", opened},
                      {"outlets_rebuilt", rebuilt},
                      {"satisfaction", asked == 0 ? Json(nullptr) : Json{{"asked", asked}, {"content", content}}}});
}

Result<Answer> one(Programme const& programme, Request const& request) {
  auto const snapshot = programme.snapshot();
  auto const id = circle_in(request);
  if (!snapshot || !id) {
    return tl::unexpected<Error>{snapshot ? id.error() : snapshot.error()};
  }
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto& port = *programme.circles;
    auto const kept = port.find(work, *id);
    if (!kept) {
      return tl::unexpected<Error>{kept.error()};
    }
    auto const surveys = port.surveys(work, *id);
    auto const ground = programme.ground_of(**snapshot, kept->circle);
    auto const within = programme::within((*snapshot)->city(), {&ground, 1}, circles::year_until(programme.today()));
    auto object =
        circle_json({*kept, within.figures.data(), surveys.empty() ? std::nullopt : std::optional{surveys.front()}});
    auto const& boundary = kept->circle.boundary;
    object["boundary"] = {{"communities", boundary.communities}, {"shape", shape_json(ground)}};
    auto& plans = object["plans"] = Json::array();
    for (auto const& plan : port.plans(work, *id)) {
      plans.push_back(plan.plan.year);
    }
    auto& years = object["years"] = Json::array();
    for (auto const& year : port.years(work, *id)) {
      years.push_back(year.year);
    }
    auto& history = object["history"] = Json::array();
    for (auto const& version : port.versions(work, *id)) {
      history.push_back({{"version", version.version},
                         {"at", instant_text(version.made_at)},
                         {"command", version.command},
                         {"state", circles::name_of(version.state)},
                         {"reason", version.reason.empty() ? Json(nullptr) : Json(version.reason)}});
    }
    return json_answer(object);
  });
}

/// A command as one write; `id`: nullopt for a circle that is to be.
Result<Answer> commanded(Programme const& programme, Request const& request, std::optional<CircleId> id,
                         std::optional<std::uint64_t> seen, circles::Command const& command) {
  auto const today = programme.today();
  Manner manner;
  manner.status = id ? 200 : 201;
  return written(
      programme.context, request,
      [&programme, id, seen, command, today](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        circles::Actor const actor{asker.account.id, asker.grants};
        auto const circle = id ? *id : work.new_id<CircleId>();
        auto const kept = programme.circles->carry_out(work, circle, seen, command, actor, today);
        return kept ? Result<Json>{circle_json({*kept, nullptr, std::nullopt})} : tl::unexpected<Error>{kept.error()};
      },
      manner);
}

/// The body's boundary, whose communities the city must have.
Result<std::optional<circles::Boundary>> known_boundary(Programme const& programme, Body const& body) {
  auto boundary = boundary_in(body);
  auto const snapshot = programme.snapshot();
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  if (boundary && *boundary) {
    if (auto ground = programme::ground_of(**boundary, (*snapshot)->city()); !ground) {
      return hand_on(ground);
    }
  }
  return boundary;
}

Result<Answer> found(Programme const& programme, Request const& request) {
  auto const body = Body::parse(request, {"code", "name", "district", "communities", "drawn", "on"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const code = body->text("code");
  auto const name = body->text("name");
  auto const district = body->text_if("district");
  auto const boundary = known_boundary(programme, *body);
  auto const on = day_in(*body, "on");
  for (auto const* const refused :
       {code ? nullptr : &code.error(), name ? nullptr : &name.error(), district ? nullptr : &district.error(),
        boundary ? nullptr : &boundary.error(), on ? nullptr : &on.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  return commanded(programme, request, std::nullopt, std::nullopt,
                   circles::Found{*code, *name, district->value_or(""), boundary->value_or(circles::Boundary{}),
                                  on->value_or(programme.today())});
}

Result<Answer> described(Programme const& programme, Request const& request) {
  auto const id = circle_in(request);
  auto const body = Body::parse(request, {"seen", "name", "district", "communities", "drawn"});
  if (!id || !body) {
    return tl::unexpected<Error>{id ? body.error() : id.error()};
  }
  auto const seen = seen_in(*body);
  auto const name = body->text_if("name");
  auto const district = body->text_if("district", {6, false, true});
  auto const boundary = known_boundary(programme, *body);
  for (auto const* const refused : {seen ? nullptr : &seen.error(), name ? nullptr : &name.error(),
                                    district ? nullptr : &district.error(), boundary ? nullptr : &boundary.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  return commanded(programme, request, *id, *seen, circles::Describe{*name, *district, *boundary});
}

Result<Answer> stepped(Programme const& programme, Request const& request) {
  constexpr std::size_t reason_bytes_max = 1'000;
  auto const id = circle_in(request);
  auto const body = Body::parse(request, {"seen", "to", "on", "reason"});
  if (!id || !body) {
    return tl::unexpected<Error>{id ? body.error() : id.error()};
  }
  auto const seen = seen_in(*body);
  auto const to = body->text("to");
  auto const on = day_in(*body, "on");
  auto const reason = body->text_if("reason", {reason_bytes_max, true, true});
  for (auto const* const refused : {seen ? nullptr : &seen.error(), to ? nullptr : &to.error(),
                                    on ? nullptr : &on.error(), reason ? nullptr : &reason.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto const state = circles::state_named(*to);
  if (!state) {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "to"}, {"text", *to}, {"allowed", "planned, building, built, accepted"}});
  }
  return commanded(programme, request, *id, *seen,
                   circles::Step{*state, on->value_or(programme.today()), reason->value_or("")});
}

/// A standard that names its grades is judged by those; one that names none leaves the word to whoever judges.
Result<void> check_grade(standard::Standard const& standard, std::string const& word) {
  auto const& grades = standard.grades;
  auto const named = std::ranges::any_of(grades, [&](standard::Grade const& grade) {
    return word == grade.id || word == grade.name.zh || word == grade.name.en;
  });
  if (grades.empty() || named) {
    return {};
  }
  std::string allowed;
  for (auto const& grade : grades) {
    allowed += (allowed.empty() ? "" : ", ") + grade.id + " (" + grade.name.zh + ", " + grade.name.en + ")";
  }
  return refuse(ErrorKind::usage, "choice_unknown", {{"name", "grade"}, {"text", word}, {"allowed", allowed}});
}

Result<Answer> judged(Programme const& programme, Request const& request) {
  auto const id = circle_in(request);
  auto const body = Body::parse(request, {"seen", "grade", "standard", "on"});
  if (!id || !body) {
    return tl::unexpected<Error>{id ? body.error() : id.error()};
  }
  auto const seen = seen_in(*body);
  auto const grade = body->text("grade");
  auto const standard = body->text("standard");
  auto const on = day_in(*body, "on");
  for (auto const* const refused : {seen ? nullptr : &seen.error(), grade ? nullptr : &grade.error(),
                                    standard ? nullptr : &standard.error(), on ? nullptr : &on.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto const snapshot = programme.snapshot();
  auto const named = snapshot ? (*snapshot)->standards().find(*standard) : tl::unexpected<Error>{snapshot.error()};
  if (auto known = named ? check_grade(*named, *grade) : tl::unexpected<Error>{named.error()}; !known) {
    return hand_on(known);
  }
  return commanded(programme, request, *id, *seen, circles::Judge{*grade, *standard, on->value_or(programme.today())});
}

}  // namespace

Programme::Programme(Context const& in) : context{in}, circles{store::circles()}, needs{store::needs()} {}

Result<std::shared_ptr<Snapshot const>> Programme::snapshot() const {
  auto found = context.current.get();
  return found ? Result<std::shared_ptr<Snapshot const>>{std::move(found)} : refuse(ErrorKind::busy, "http_not_ready");
}

std::chrono::sys_days Programme::today() const {
  return context.clock.today();
}

geo::MultiPolygon Programme::ground_of(Snapshot const& snapshot, circles::Circle const& circle) const {
  return programme::ground_of(circle.boundary, snapshot.city()).value_or(geo::MultiPolygon{});
}

Result<CircleId> circle_in(Request const& request) {
  auto const text = request.at("id");
  auto const number = id_number(text);
  return number ? Result<CircleId>{CircleId{*number}}
                : refuse(ErrorKind::not_found, "living_circle_unknown", {{"id", std::string{text}}});
}

Result<std::optional<std::uint64_t>> seen_in(Body const& body) {
  auto const seen = body.number_if("seen", {0, INT64_MAX});
  if (!seen) {
    return tl::unexpected<Error>{seen.error()};
  }
  return *seen ? std::optional{static_cast<std::uint64_t>(**seen)} : std::optional<std::uint64_t>{};
}

Route programme_route(std::shared_ptr<Programme const> const& programme, Method method, std::string pattern,
                      std::vector<std::string> parameters, ProgrammeHandler handler) {
  Route route{method, std::move(pattern), std::move(parameters),
              [programme, handler](Request const& request) { return handler(*programme, request); }};
  route.body_bytes_max = method == Method::get ? 0 : body_bytes_max;
  return route;
}

std::vector<Route> circles_routes(Context const& context) {
  auto const programme = std::make_shared<Programme const>(context);
  auto const at = [&](Method method, std::string pattern, std::vector<std::string> parameters,
                      ProgrammeHandler handler) {
    return programme_route(programme, method, std::move(pattern), std::move(parameters), handler);
  };
  std::vector<Route> all{at(Method::get, "/api/v1/circles", {"state", "district"}, list),
                         at(Method::post, "/api/v1/circles", {}, found),
                         at(Method::get, "/api/v1/circles/{id}", {}, one),
                         at(Method::patch, "/api/v1/circles/{id}", {}, described),
                         at(Method::post, "/api/v1/circles/{id}/state", {}, stepped),
                         at(Method::post, "/api/v1/circles/{id}/grade", {}, judged),
                         at(Method::get, "/api/v1/programme", {}, figures)};
  for (auto const& more : {years_routes(programme), services_routes(programme), brands_routes(programme)}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace linquan::api
