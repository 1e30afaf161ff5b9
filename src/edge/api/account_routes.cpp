#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "linquan/answers/parse.h"
#include "linquan/identity/keep.h"
#include "linquan/identity/use.h"
#include "people_told.h"
#include "places.h"
#include "questions.h"
#include "reply.h"

/// Accounts of others, roles, and who did what.
namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using identity::Asker;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t page_usual = 50;
constexpr std::uint64_t page_max = 200;
constexpr std::size_t name_bytes_max = 120;
constexpr std::size_t password_bytes_max = 1000;

/// A page of things that are listed newest first.
struct Page {
  std::optional<std::uint64_t> before;
  std::uint64_t count = page_usual;
};

Result<Page> page_of(Request const& request) {
  Page page;
  if (auto const text = request.query.find("count")) {
    auto count = answers::parse_number("count", *text, {1, page_max});
    if (!count) {
      return hand_on(count);
    }
    page.count = *count;
  }
  if (auto const text = request.query.find("before")) {
    auto before = answers::parse_number("before", *text, {1, INT64_MAX});
    if (!before) {
      return hand_on(before);
    }
    page.before = *before;
  }
  return page;
}

/// Who asks, where they may do this in the whole city.
Result<Asker> asker_who_may(Context const& context, Request const& request, identity::Action action) {
  auto asker = asker_of(context, request);
  if (asker) {
    if (auto may = identity::require(asker->grants, action, {}); !may) {
      return hand_on(may);
    }
  }
  return asker;
}

/// The object of a page: its list, and where the next one begins.
template <class Things, class Tell>
Answer page_answer(std::string const& name, Things const& things, std::uint64_t count, Tell const& tell) {
  auto list = Json::array();
  for (auto const& thing : things) {
    list.push_back(tell(thing));
  }
  auto const more = things.size() == count && !things.empty();
  return own_answer(
      {{name, std::move(list)}, {"before", more ? Json(std::to_string(things.back().id.value())) : Json(nullptr)}});
}

Result<Answer> acts(Context const& context, Request const& request) {
  auto const page = page_of(request);
  if (!page) {
    return tl::unexpected<Error>{page.error()};
  }
  auto const asker = asker_of(context, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const scopes = identity::grants_for(asker->grants, identity::Action::read_acts);
  if (scopes.empty()) {
    return refuse(ErrorKind::forbidden, "not_allowed");
  }
  auto const before = page->before ? std::optional{identity::ActId{*page->before}} : std::nullopt;
  auto const all = context.store.read([&](UnitOfWork& work) {
    return Result<std::vector<identity::Act>>{context.people.accounts.acts(work, scopes, before, page->count)};
  });
  return all ? Result<Answer>{page_answer("acts", *all, page->count, act_json)} : tl::unexpected<Error>{all.error()};
}

Result<Answer> accounts(Context const& context, Request const& request) {
  auto const page = page_of(request);
  if (!page) {
    return tl::unexpected<Error>{page.error()};
  }
  if (auto const asker = asker_who_may(context, request, identity::Action::keep_accounts); !asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const before = page->before ? std::optional{identity::AccountId{*page->before}} : std::nullopt;
  struct Listed {
    identity::AccountId id;
    Json object;
  };
  auto const all = context.store.read([&](UnitOfWork& work) -> Result<std::vector<Listed>> {
    std::vector<Listed> list;
    for (auto const& account : context.people.accounts.list(work, before, page->count)) {
      list.push_back({account.id, account_json(account, context.people.accounts.grants(work, account.id))});
    }
    return list;
  });
  return all ? Result<Answer>{page_answer("accounts", *all, page->count, [](Listed const& it) { return it.object; })}
             : tl::unexpected<Error>{all.error()};
}

Result<Answer> account(Context const& context, Request const& request) {
  auto const id = account_of(request.at("id"));
  if (auto const asker = asker_who_may(context, request, identity::Action::keep_accounts); !asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  auto found = context.store.read([&](UnitOfWork& work) -> Result<Json> {
    auto const one = context.people.accounts.find(work, *id);
    return one ? Result<Json>{account_json(*one, context.people.accounts.grants(work, *id))}
               : tl::unexpected<Error>{one.error()};
  });
  return found ? Result<Answer>{own_answer(*found)} : hand_on(found);
}

/// A write to the account that the path names, answered with the account as it is then.
Result<Answer> account_written(Context const& context, Request const& request,
                               std::function<Result<void>(UnitOfWork&, Asker const&, identity::AccountId)> const& act,
                               Manner const& manner = {}) {
  auto const id = account_of(request.at("id"));
  return written(
      context, request,
      [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
        auto& accounts = context.people.accounts;
        if (auto done = act(work, asker, id.value_or(identity::AccountId{})); !done) {
          return hand_on(done);
        }
        auto const one = accounts.find(work, *id);
        return one ? Result<Json>{account_json(*one, accounts.grants(work, *id))} : tl::unexpected<Error>{one.error()};
      },
      manner);
}

Result<Answer> open_account(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"name", "login", "password", "telephone"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const name = body->text("name", {.bytes_max = name_bytes_max});
  auto const login = body->text("login");
  auto const password = body->text("password", {.bytes_max = password_bytes_max});
  for (auto const* text : {&name, &login, &password}) {
    if (!*text) {
      return tl::unexpected<Error>{text->error()};
    }
  }
  auto telephone = body->text_if("telephone", {.bytes_max = 40});
  if (!telephone) {
    return hand_on(telephone);
  }
  if (*telephone) {
    auto number = identity::mobile(**telephone);
    if (!number) {
      return hand_on(number);
    }
    *telephone = std::move(*number);
  }
  if (auto fits = identity::check_new_password(*login, *password, {}); !fits) {
    return hand_on(fits);
  }
  // Before the hash: who may not, has no work done for them.
  if (auto const asker = asker_who_may(context, request, identity::Action::keep_accounts); !asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto& people = context.people;
  auto const hash = people.hasher.hash(*password);
  return written(context, request,
                 [&](UnitOfWork& work, Asker const& asker) -> Result<Json> {
                   auto made = identity::open_account(work, people.accounts, asker, {*name, *telephone, *login, hash});
                   return made ? Result<Json>{account_json(*made, {})} : hand_on(made);
                 },
                 {.status = 201, .secret = true});
}

Result<Answer> set_state(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"state"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const word = body->text("state");
  if (!word) {
    return tl::unexpected<Error>{word.error()};
  }
  if (*word != "active" && *word != "suspended") {
    return refuse(ErrorKind::usage, "body_field_type", {{"name", "state"}, {"expected", "active, suspended"}});
  }
  auto const state = *word == "active" ? identity::AccountState::active : identity::AccountState::suspended;
  return account_written(context, request,
                         [&](UnitOfWork& work, Asker const& asker, identity::AccountId id) -> Result<void> {
                           auto set = identity::set_state(work, context.people.accounts, asker, id, state);
                           return set ? Result<void>{} : hand_on(set);
                         });
}

Result<Answer> reset_password(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"password"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const password = body->text("password", {.bytes_max = password_bytes_max});
  if (!password) {
    return tl::unexpected<Error>{password.error()};
  }
  if (auto fits = identity::check_new_password("", *password, {}); !fits) {
    return hand_on(fits);
  }
  if (auto const asker = asker_who_may(context, request, identity::Action::keep_accounts); !asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  auto const hash = context.people.hasher.hash(*password);
  return account_written(context, request,
                         [&](UnitOfWork& work, Asker const& asker, identity::AccountId id) {
                           return identity::reset_password(work, context.people.accounts, asker, id, hash);
                         },
                         {.secret = true});
}

Result<Answer> end_sessions(Context const& context, Request const& request) {
  return account_written(context, request,
                         [&](UnitOfWork& work, Asker const& asker, identity::AccountId id) -> Result<void> {
                           auto ended = identity::sign_out_everywhere(work, context.people.accounts, asker, id);
                           return ended ? Result<void>{} : hand_on(ended);
                         });
}

/// A grant in words, and where its area lies.
struct Meant {
  identity::Grant grant;
  identity::Place place;
};

Result<Meant> meant_by(Context const& context, std::string const& role, std::string const& level, std::string place) {
  auto const known_role = identity::role_named(role);
  auto const known_level = identity::level_named(level);
  if (!known_role || !known_level) {
    return refuse(ErrorKind::bad_input, "grant_words", {{"role", role}, {"level", level}});
  }
  Meant meant{{*known_role, *known_level, std::move(place)}, {}};
  if (auto fits = identity::check_grant(meant.grant); !fits) {
    return hand_on(fits);
  }
  auto const snapshot = context.current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  auto at = place_of_grant(snapshot->city(), meant.grant);
  if (!at) {
    return hand_on(at);
  }
  meant.place = std::move(*at);
  return meant;
}

Result<Answer> give_role(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"role", "level", "place"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const role = body->text("role");
  auto const level = body->text("level");
  auto const place = body->text_if("place", {.bytes_max = 40, .empty = true});
  if (!role || !level || !place) {
    return tl::unexpected<Error>{!role ? role.error() : !level ? level.error() : place.error()};
  }
  auto const meant = meant_by(context, *role, *level, place->value_or(""));
  if (!meant) {
    return tl::unexpected<Error>{meant.error()};
  }
  return account_written(context, request,
                         [&](UnitOfWork& work, Asker const& asker, identity::AccountId id) {
                           return identity::give_role(work, context.people.accounts, asker, id, meant->grant,
                                                      meant->place);
                         },
                         {.status = 201});
}

Result<Answer> end_role(Context const& context, Request const& request) {
  auto const word = [&](std::string_view name) { return std::string{request.query.find(name).value_or("")}; };
  auto const meant = meant_by(context, word("role"), word("level"), word("place"));
  if (!meant) {
    return tl::unexpected<Error>{meant.error()};
  }
  return account_written(context, request, [&](UnitOfWork& work, Asker const& asker, identity::AccountId id) {
    return identity::end_role(work, context.people.accounts, asker, id, meant->grant, meant->place);
  });
}

}  // namespace

std::vector<Route> account_routes(Context const& context) {
  using Handler = Result<Answer> (*)(Context const&, Request const&);
  std::vector<Route> all;
  auto const add = [&](Method method, std::string pattern, std::vector<std::string> parameters, Handler handler,
                       std::size_t bytes = 0) -> Route& {
    Route route{method, std::move(pattern), std::move(parameters),
                [context, handler](Request const& it) { return handler(context, it); }};
    route.body_bytes_max = bytes;
    return all.emplace_back(std::move(route));
  };
  add(Method::get, "/api/v1/acts", {"before", "count"}, acts);
  add(Method::get, "/api/v1/accounts", {"before", "count"}, accounts);
  add(Method::post, "/api/v1/accounts", {}, open_account, body_bytes_max);
  add(Method::get, "/api/v1/accounts/{id}", {}, account);
  add(Method::patch, "/api/v1/accounts/{id}", {}, set_state, body_bytes_max);
  add(Method::put, "/api/v1/accounts/{id}/password", {}, reset_password, body_bytes_max);
  add(Method::remove, "/api/v1/accounts/{id}/sessions", {}, end_sessions);
  add(Method::post, "/api/v1/accounts/{id}/roles", {}, give_role, body_bytes_max);
  add(Method::remove, "/api/v1/accounts/{id}/roles", {"role", "level", "place"}, end_role);
  return all;
}

}  // namespace linquan::api
