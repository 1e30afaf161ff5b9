#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "id_number.h"
#include "linquan/identity/keep.h"
#include "linquan/identity/use.h"
#include "linquan/store/needs.h"
#include "linquan/store/plans.h"
#include "needs_told.h"
#include "people_told.h"
#include "plan_told.h"
#include "questions.h"
#include "reply.h"

/// What somebody sees and changes of their own account.
namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using identity::Asker;
using Json = nlohmann::ordered_json;

constexpr std::size_t name_bytes_max = 120;
constexpr std::int64_t text_version_max = 1'000'000;
constexpr std::size_t password_bytes_max = 1000;
/// Needs and jobs of one person.
constexpr std::uint64_t exported_max = 10'000;

Result<Answer> me(Context const& context, Request const& request) {
  auto const asker = asker_of(context, request);
  return asker ? Result<Answer>{own_answer(account_json(asker->account, asker->grants))}
               : tl::unexpected<Error>{asker.error()};
}

/// Whether the city has such a community; nobody lives in one that is not on the map.
Result<void> check_community(Context const& context, std::string const& code) {
  auto const snapshot = context.current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  auto const& areas = snapshot->city().areas;
  auto const there = std::ranges::any_of(
      areas, [&](city::Area const& area) { return area.level == city::AreaLevel::community && area.code == code; });
  return there ? Result<void>{} : refuse(ErrorKind::bad_input, "community_unknown", {{"code", code}});
}

Result<Answer> change_me(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"name", "community"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const name = body->text_if("name", {.bytes_max = name_bytes_max});
  if (!name) {
    return tl::unexpected<Error>{name.error()};
  }
  auto const community = body->text_if("community", {.bytes_max = 20});
  if (!community) {
    return tl::unexpected<Error>{community.error()};
  }
  if (*community) {
    if (auto there = check_community(context, **community); !there) {
      return hand_on(there);
    }
  }
  auto& accounts = context.people.accounts;
  return written(context, request, [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
    auto account = asker.account;
    account.name = name->value_or(account.name);
    if (body->has("community")) {
      account.community = *community;
    }
    auto changed = accounts.change(work, account);
    return changed ? Result<Json>{account_json(*changed, asker.grants)} : hand_on(changed);
  });
}

Result<Answer> change_password(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"old", "new"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const before = body->text("old", {.bytes_max = password_bytes_max});
  auto const after = body->text("new", {.bytes_max = password_bytes_max});
  if (!before || !after) {
    return tl::unexpected<Error>{(before ? after : before).error()};
  }
  auto const asker = asker_of(context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const& people = context.people;
  auto const login = asker->account.login.value_or("");
  auto const check = context.store.read([&](UnitOfWork& work) {
    return Result<std::optional<identity::PasswordCheck>>{people.accounts.by_login(work, login)};
  });
  if (!check) {
    return tl::unexpected<Error>{check.error()};
  }
  if (!*check) {
    return refuse(ErrorKind::conflict, "login_none");
  }
  if (auto fits = identity::check_new_password(login, *after, {}); !fits) {
    return hand_on(fits);
  }
  // A wrong one counts as when signing in: else whoever finds a session open could go on guessing.
  auto const fits = people.hasher.matches((*check)->hash, *before);
  auto const verdict = identity::decide_password((*check)->attempts, fits, context.clock.now(), {});
  if (verdict.refused) {
    auto stored = context.store.write([&](UnitOfWork& work) -> Result<void> {
      people.accounts.set_password_state(work, asker->account.id, verdict.next);
      return {};
    });
    return stored ? Result<Answer>{tl::unexpected<Error>{*verdict.refused}} : hand_on(stored);
  }
  auto const hash = people.hasher.hash(*after);
  return written(context, request,
                 [&](UnitOfWork& work, Asker const& it) -> Result<Json> {
                   auto changed = identity::change_own_password(work, people.accounts, it, hash);
                   return changed ? Result<Json>{Json{{"changed", true}}} : hand_on(changed);
                 },
                 {.secret = true});
}

Result<Answer> sessions(Context const& context, Request const& request) {
  auto const asker = asker_of(context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto& accounts = context.people.accounts;
  auto const all = context.store.read([&](UnitOfWork& work) {
    return Result<std::vector<identity::Session>>{accounts.sessions(work, asker->account.id)};
  });
  if (!all) {
    return tl::unexpected<Error>{all.error()};
  }
  auto list = Json::array();
  for (auto const& session : *all) {
    if (identity::decide_session(session, context.clock.now(), identity::policy_of(session))) {
      list.push_back(session_json(session, asker->session.id));
    }
  }
  return own_answer({{"sessions", std::move(list)}});
}

Result<Answer> end_session(Context const& context, Request const& request) {
  auto const number = id_number(request.at("id"));
  auto& accounts = context.people.accounts;
  return written(context, request, [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
    auto const ended = number ? accounts.revoke(work, asker.account.id, identity::SessionId{*number}) : 0;
    return ended > 0 ? Result<Json>{Json{{"ended", ended}}}
                     : refuse(ErrorKind::not_found, "session_none", {{"session", std::string{request.at("id")}}});
  });
}

Result<Answer> end_other_sessions(Context const& context, Request const& request) {
  auto& accounts = context.people.accounts;
  return written(context, request, [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
    std::uint64_t ended = 0;
    for (auto const& session : accounts.sessions(work, asker.account.id)) {
      ended += session.id == asker.session.id ? 0 : accounts.revoke(work, asker.account.id, session.id);
    }
    return Json{{"ended", ended}};
  });
}

Result<Answer> consents(Context const& context, Request const& request) {
  auto const asker = asker_of(context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const all = context.store.read([&](UnitOfWork& work) {
    return Result<std::vector<identity::Consent>>{context.people.accounts.consents(work, asker->account.id)};
  });
  return all ? Result<Answer>{own_answer({{"consents", consents_json(*all)}})} : tl::unexpected<Error>{all.error()};
}

Result<Answer> set_consent(Context const& context, Request const& request, std::optional<std::uint64_t> text_version) {
  auto const purpose = std::string{request.at("purpose")};
  auto const all = identity::consent_purposes();
  if (std::ranges::find(all, purpose) == all.end()) {
    return refuse(ErrorKind::not_found, "consent_purpose", {{"purpose", purpose}});
  }
  auto& accounts = context.people.accounts;
  return written(context, request, [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
    auto before = accounts.consents(work, asker.account.id);
    auto const after = text_version ? identity::given(before, purpose, *text_version, work.now())
                                    : identity::withdrawn(before, purpose, work.now());
    if (after != before) {
      accounts.set_consents(work, asker.account.id, after);
    }
    return Json{{"consents", consents_json(after)}};
  });
}

Result<Answer> give_consent(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"text_version"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const version = body->number("text_version", {1, text_version_max});
  return version ? set_consent(context, request, static_cast<std::uint64_t>(*version))
                 : tl::unexpected<Error>{version.error()};
}

Result<Answer> proxies(Context const& context, Request const& request) {
  auto const asker = asker_of(context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const all =
      context.store.read([&](UnitOfWork& work) { return context.people.accounts.everything(work, asker->account.id); });
  return all ? Result<Answer>{own_answer({{"proxies", proxies_json(all->proxies)}})}
             : tl::unexpected<Error>{all.error()};
}

Result<Answer> set_proxy(Context const& context, Request const& request, std::uint64_t number, bool named) {
  auto& accounts = context.people.accounts;
  auto const proxy = identity::AccountId{number};
  return written(context, request,
                 [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
                   auto done = named ? identity::name_proxy(work, accounts, asker, proxy)
                                     : identity::end_proxy(work, accounts, asker, proxy);
                   return done ? Result<Json>{Json{{"proxies", proxies_json(accounts.proxies(work, asker.account.id))}}}
                               : hand_on(done);
                 },
                 {.status = named ? 201U : 200U});
}

Result<Answer> name_proxy(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"account"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const account = body->id("account");
  return account ? set_proxy(context, request, *account, true) : tl::unexpected<Error>{account.error()};
}

Result<Answer> end_proxy(Context const& context, Request const& request) {
  auto const account = account_of(request.at("account"));
  return account ? set_proxy(context, request, account->value(), false) : tl::unexpected<Error>{account.error()};
}

Result<Answer> export_me(Context const& context, Request const& request) {
  auto const asker = asker_of(context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const id = asker->account.id;
  return context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const all = context.people.accounts.everything(work, id);
    if (!all) {
      return tl::unexpected<Error>{all.error()};
    }
    auto object = everything_json(*all, asker->session.id);
    auto& needs = object["needs"] = Json::array();
    for (auto const& need : store::needs()->of_account(work, id, exported_max)) {
      needs.push_back(need_json(need));
    }
    auto& scenarios = object["scenarios"] = Json::array();
    for (auto const& scenario : store::own_scenarios(work, id)) {
      scenarios.push_back(scenario_json(scenario, id, Detail::whole));
    }
    auto& jobs = object["jobs"] = Json::array();
    for (auto const& job : store::plan_jobs_of(work, id, exported_max)) {
      jobs.push_back(job_json(job, work.now(), *request.messages));
    }
    return own_answer(object);
  });
}

Result<Answer> delete_me(Context const& context, Request const& request) {
  return written(context, request, [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
    auto done = identity::delete_own(work, context.people.accounts, asker);
    return done ? Result<Json>{Json{{"deleted", true}}} : hand_on(done);
  });
}

}  // namespace

std::vector<Route> people_routes(Context const& context) {
  using Handler = Result<Answer> (*)(Context const&, Request const&);
  std::vector<Route> all;
  auto const add = [&](Method method, std::string pattern, Handler handler, std::size_t bytes = 0) -> Route& {
    Route route{method, std::move(pattern), {}, [context, handler](Request const& it) { return handler(context, it); }};
    route.body_bytes_max = bytes;
    return all.emplace_back(std::move(route));
  };
  add(Method::get, "/api/v1/me", me);
  add(Method::patch, "/api/v1/me", change_me, body_bytes_max);
  add(Method::remove, "/api/v1/me", delete_me);
  add(Method::put, "/api/v1/me/password", change_password, body_bytes_max).cost = 20;
  add(Method::get, "/api/v1/me/export", export_me);
  add(Method::get, "/api/v1/me/sessions", sessions);
  add(Method::remove, "/api/v1/me/sessions", end_other_sessions);
  add(Method::remove, "/api/v1/me/sessions/{id}", end_session);
  add(Method::get, "/api/v1/me/consents", consents);
  add(Method::put, "/api/v1/me/consents/{purpose}", give_consent, body_bytes_max);
  add(Method::remove, "/api/v1/me/consents/{purpose}",
      [](Context const& it, Request const& request) { return set_consent(it, request, std::nullopt); });
  add(Method::get, "/api/v1/me/proxies", proxies);
  add(Method::post, "/api/v1/me/proxies", name_proxy, body_bytes_max);
  add(Method::remove, "/api/v1/me/proxies/{account}", end_proxy);
  return all;
}

}  // namespace linquan::api
