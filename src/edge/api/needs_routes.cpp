#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "circles_told.h"
#include "id_number.h"
#include "linquan/answers/parse.h"
#include "linquan/outlets/outlets.h"
#include "linquan/programme/programme.h"
#include "linquan/store/idempotency.h"
#include "linquan/store/needs.h"
#include "needs_told.h"
#include "programme_routes.h"
#include "reply.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using needs::Need;
using needs::NeedId;

constexpr std::uint64_t page_max = 200;
constexpr std::uint64_t own_max = 100;
/// Whoever does not sign in sends a few at once, then one every second or two: see docs/needs.md.
constexpr std::uint32_t need_cost = 40;
/// Of an address from which nobody signed in: many households may share one.
constexpr std::uint32_t needs_a_day = 100;

/// The need of a body, without its number, its time and whose it is.
Result<Need> need_in(Request const& request, city::City const& city) {
  constexpr std::size_t words_bytes_max = 1'000;
  auto const body = Body::parse(request, {"kind", "words", "at", "for", "when"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const kind = body->text_if("kind");
  auto const words = body->text_if("words", {words_bytes_max, true, true});
  auto const at = body->place("at");
  auto const whom = body->text_if("for");
  auto const when = body->text_if("when", {200, false, true});
  for (auto const* const refused :
       {kind ? nullptr : &kind.error(), words ? nullptr : &words.error(), at ? nullptr : &at.error(),
        whom ? nullptr : &whom.error(), when ? nullptr : &when.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  if (auto fits = answers::check_place("at", *at, city.box); !fits) {
    return hand_on(fits);
  }
  auto const known = needs::for_named(whom->value_or("anybody"));
  if (!known) {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "for"}, {"text", **whom}, {"allowed", "anybody, child, adult, age_60, age_70"}});
  }
  Need need;
  need.kind = kind->value_or("");
  need.words = words->value_or("");
  need.at = *at;
  need.community = outlets::community_at(city, *at);
  need.whom = *known;
  need.when = when->value_or("");
  return needs::checked(std::move(need), kinds::Kinds::built_in());
}

Need sent(UnitOfWork& work, needs::Needs& port, Need need, std::optional<identity::AccountId> by) {
  need.id = work.new_id<NeedId>();
  need.asked_at = work.now();
  need.by = by;
  port.add(work, need);
  return need;
}

/// As written(), of somebody who did not sign in: their keys are everybody's, so a key must be one that nobody guesses.
Result<Answer> written_by_nobody(Programme const& programme, Request const& request, Need const& need) {
  constexpr std::size_t key_bytes_min = 16;
  if (request.idempotency_key.size() < key_bytes_min) {
    return refuse(ErrorKind::usage, "need_key", {{"min", std::to_string(key_bytes_min)}});
  }
  auto const asked = "POST " + request.target + "\n\n" + request.body;
  auto answered = programme.context.store.write([&](UnitOfWork& work) {
    return store::once(work, {0, request.idempotency_key, asked}, [&]() -> Result<std::string> {
      return need_json(sent(work, *programme.needs, need, std::nullopt)).dump() + "\n";
    });
  });
  if (!answered) {
    return hand_on(answered);
  }
  Answer answer;
  answer.status = 201;
  answer.kept = "no-store";
  answer.body = std::move(answered->answer);
  if (answered->replayed) {
    answer.fields.emplace_back("Idempotent-Replayed", "true");
  }
  return answer;
}

Result<Answer> asked(Programme const& programme, Request const& request) {
  auto const snapshot = programme.snapshot();
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  auto const need = need_in(request, (*snapshot)->town().imported());
  if (!need) {
    return tl::unexpected<Error>{need.error()};
  }
  if (request.authorization.empty() && request.cookie.find(session_cookie) == std::string::npos) {
    return written_by_nobody(programme, request, *need);
  }
  Manner manner;
  manner.status = 201;
  manner.on_behalf = true;
  return written(
      programme.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        return need_json(sent(work, *programme.needs, *need, asker.whose()));
      },
      manner);
}

/// Rights over all that lies in an area are looked for at its code.
Result<identity::Place> place_of_code(std::string const& code) {
  constexpr std::size_t digits_max = 12;
  if (code.size() > digits_max || code.find_first_not_of("0123456789") != std::string::npos) {
    return refuse(ErrorKind::not_found, "area_code_unknown", {{"code", code}});
  }
  identity::Place place;
  place.district = code.size() >= 6 ? code.substr(0, 6) : "";
  place.subdistrict = code.size() >= 9 ? code.substr(0, 9) : "";
  place.community = code.size() == digits_max ? code : "";
  return place;
}

Result<Answer> list(Programme const& programme, Request const& request) {
  auto const asker = asker_of(programme.context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  std::string const code{request.query.find("area").value_or("")};
  auto const place = place_of_code(code);
  if (!place) {
    return tl::unexpected<Error>{place.error()};
  }
  if (auto may = identity::require(asker->grants, identity::Action::read_needs, *place); !may) {
    return hand_on(may);
  }
  auto const after = answers::parse_number("after", request.query.find("after").value_or("0"), {0, INT64_MAX});
  auto const count = answers::parse_number("count", request.query.find("count").value_or("50"), {1, page_max});
  if (!after || !count) {
    return tl::unexpected<Error>{after ? count.error() : after.error()};
  }
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto told = Json::array();
    auto const found = programme.needs->in_area(work, code, NeedId{*after}, *count);
    for (auto const& need : found) {
      auto one = need_json(need);
      auto const account = need.by ? programme.context.people.accounts.find(work, *need.by)
                                   : refuse(ErrorKind::not_found, "account_unknown", {{"account", ""}});
      one["name"] = account && !account->name.empty() ? Json(account->name) : Json(nullptr);
      one["telephone"] = account && account->telephone ? Json(*account->telephone) : Json(nullptr);
      told.push_back(std::move(one));
    }
    auto const next = found.size() == *count ? Json(fmt::to_string(found.back().id.value())) : Json(nullptr);
    return own_answer({{"needs", std::move(told)}, {"next", next}});
  });
}

Result<Answer> own(Programme const& programme, Request const& request) {
  auto const asker = asker_of(programme.context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto told = Json::array();
    for (auto const& need : programme.needs->of_account(work, asker->account.id, own_max)) {
      told.push_back(need_json(need));
    }
    return own_answer({{"needs", std::move(told)}});
  });
}

Result<Answer> taken_back(Programme const& programme, Request const& request) {
  auto const number = id_number(request.at("id"));
  if (!number) {
    return refuse(ErrorKind::not_found, "need_unknown", {{"id", std::string{request.at("id")}}});
  }
  Manner manner;
  manner.on_behalf = true;
  return written(
      programme.context, request,
      [&, id = NeedId{*number}](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        auto const need = programme.needs->find(work, id);
        if (!need) {
          // Whether there is such a need is nobody's business who may not read them all.
          auto const may = identity::require(asker.grants, identity::Action::read_needs, {});
          return tl::unexpected<Error>{may ? need.error() : may.error()};
        }
        auto const ended = needs::withdrawn(*need, asker.whose(), asker.grants, work.now());
        if (!ended) {
          return tl::unexpected<Error>{ended.error()};
        }
        auto done = programme.needs->end(work, *ended);
        return done ? Result<Json>{need_json(*ended)} : hand_on(done);
      },
      manner);
}

Result<Answer> counts(Programme const& programme, Request const& /*request*/) {
  auto const snapshot = programme.snapshot();
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  auto const& city = (*snapshot)->town().imported();
  auto const open = open_needs(programme.context);
  auto told = Json::array();
  for (auto const& count : programme::need_counts(city, open)) {
    auto const index = programme::area_of_code(city, count.community);
    told.push_back({{"community", count.community.empty() ? Json(nullptr) : Json(count.community)},
                    {"name", index ? Json(city.areas[*index].name) : Json(nullptr)},
                    {"kind", count.kind.empty() ? Json(nullptr) : Json(count.kind)},
                    {"open", count.open}});
  }
  return json_answer({{"people_min", needs::people_min}, {"counts", std::move(told)}});
}

}  // namespace

std::vector<Route> needs_routes(Context const& context) {
  auto const programme = std::make_shared<Programme const>(context);
  auto const at = [&](Method method, std::string pattern, std::vector<std::string> parameters,
                      ProgrammeHandler handler) {
    return programme_route(programme, method, std::move(pattern), std::move(parameters), handler);
  };
  auto ask = at(Method::post, "/api/v1/needs", {}, asked);
  ask.body_bytes_max = 4'096;
  ask.cost = need_cost;
  ask.daily = {needs_a_day, session_cookie};
  auto back = at(Method::post, "/api/v1/needs/{id}/withdraw", {}, taken_back);
  back.body_bytes_max = 0;
  return {std::move(ask), at(Method::get, "/api/v1/needs", {"area", "after", "count"}, list),
          at(Method::get, "/api/v1/needs/mine", {}, own), at(Method::get, "/api/v1/needs/counts", {}, counts),
          std::move(back)};
}

}  // namespace linquan::api
