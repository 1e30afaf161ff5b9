#include <fmt/format.h>
#include <chrono>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "linquan/identity/use.h"
#include "people_told.h"
#include "reply.h"

/// Signing in and out. None of these bears a key: a code serves once, and an answer with a token is never stored.
namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;
using Json = nlohmann::ordered_json;

/// Each may cost somebody a message, or this machine a password's hash.
constexpr std::uint32_t sign_in_cost = 20;
constexpr std::size_t sign_in_bytes_max = 4096;

Result<Answer> send_code(Context const& context, Request const& request) {
  auto const body = Body::parse(request, {"telephone"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const telephone = body->text("telephone", {.bytes_max = 40});
  if (!telephone) {
    return tl::unexpected<Error>{telephone.error()};
  }
  auto const& people = context.people;
  identity::CodePolicy const policy;
  auto code = context.store.write([&](UnitOfWork& work) {
    return identity::ask_for_code(work, people.accounts, people.secrets, *telephone, policy);
  });
  if (!code) {
    return hand_on(code);
  }
  if (auto sent = people.sender.send(code->telephone, code->code); !sent) {
    return hand_on(sent);
  }
  Json object{{"valid_seconds", policy.valid.count()}, {"again_seconds", policy.between.count()}};
  if (people.tells_codes) {
    object["code"] = code->code;
  }
  auto answer = own_answer(object);
  answer.status = 202;
  return answer;
}

/// What stands in the body of a sign-in.
struct Given {
  std::optional<std::string> telephone;
  std::optional<std::string> code;
  std::optional<std::string> login;
  std::optional<std::string> password;
  std::optional<std::string> wechat_code;
  std::string device;
  bool cookie = false;
};

Result<Given> given_in(Request const& request) {
  auto const body = Body::parse(request, {"telephone", "code", "login", "password", "wechat_code", "device", "cookie"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  Given given;
  for (auto const& [name, target] :
       {std::pair{"telephone", &given.telephone}, std::pair{"code", &given.code}, std::pair{"login", &given.login},
        std::pair{"password", &given.password}, std::pair{"wechat_code", &given.wechat_code}}) {
    auto text = body->text_if(name, {.bytes_max = 200});
    if (!text) {
      return hand_on(text);
    }
    *target = std::move(*text);
  }
  auto device = body->text_if("device", {.bytes_max = 100, .empty = true});
  if (!device) {
    return hand_on(device);
  }
  given.device = device->value_or("");
  auto const cookie = body->boolean_if("cookie");
  if (!cookie) {
    return tl::unexpected<Error>{cookie.error()};
  }
  given.cookie = cookie->value_or(false);
  auto const by_code = given.telephone && given.code && !given.login && !given.password;
  auto const by_password = given.login && given.password && !given.telephone && !given.code && !given.wechat_code;
  auto const by_wechat = given.wechat_code && !given.telephone && !given.code && !given.login && !given.password;
  if (!by_code && !by_password && !by_wechat) {
    return refuse(ErrorKind::usage, "sign_in_way");
  }
  return given;
}

/// Somebody who has come in, and the token that says so.
struct Inside {
  identity::Asker asker;
  std::string token;
};

/// What a sign-in left in the database: somebody inside, or the refusal that was to be stored.
using Outcome = Result<Inside>;

/// Signs in by one of the use cases, within a unit of work.
template <class SignIn>
Result<Inside> come_in(Context const& context, SignIn const& sign_in) {
  auto const& people = context.people;
  auto outcome = context.store.write([&](UnitOfWork& work) -> Result<Outcome> {
    auto signed_in = sign_in(work);
    if (!signed_in) {
      return hand_on(signed_in);
    }
    if (!*signed_in) {
      return Outcome{hand_on(*signed_in)};
    }
    auto asker = identity::asker(work, people.accounts, people.secrets, (*signed_in)->token);
    if (!asker) {
      return hand_on(asker);
    }
    return Outcome{Inside{std::move(*asker), std::move((*signed_in)->token)}};
  });
  return outcome ? std::move(*outcome) : Result<Inside>{hand_on(outcome)};
}

/// Who it is at WeChat; nullopt where that is not asked.
Result<std::optional<std::string>> openid_of(Context const& context, Given const& given) {
  if (!given.wechat_code) {
    return std::optional<std::string>{};
  }
  if (context.people.wechat == nullptr) {
    return refuse(ErrorKind::conflict, "wechat_none");
  }
  return context.people.wechat->openid(*given.wechat_code).map([](std::string openid) {
    return std::optional{std::move(openid)};
  });
}

Result<Inside> by_code(Context const& context, Given const& given, std::optional<std::string> const& openid) {
  auto const& people = context.people;
  return come_in(context, [&](UnitOfWork& work) -> Result<identity::SignInAnswer> {
    auto answer =
        identity::sign_in_by_code(work, people.accounts, people.secrets, *given.telephone, *given.code, given.device);
    if (answer && *answer && openid) {
      if (auto linked = people.accounts.set_openid(work, (*answer)->account, *openid); !linked) {
        return hand_on(linked);
      }
    }
    return answer;
  });
}

Result<Inside> by_password(Context const& context, Given const& given, std::string const& nobodys_hash) {
  auto const& people = context.people;
  auto const check = context.store.read([&](UnitOfWork& work) {
    return Result<std::optional<identity::PasswordCheck>>{people.accounts.by_login(work, *given.login)};
  });
  if (!check) {
    return tl::unexpected<Error>{check.error()};
  }
  // A login that nobody has takes as long.
  auto const fits = people.hasher.matches(*check ? (*check)->hash : nobodys_hash, *given.password);
  auto inside = come_in(context, [&](UnitOfWork& work) {
    return identity::sign_in_by_password(work, people.accounts, people.secrets, *given.login, fits && *check,
                                         given.device);
  });
  if (!inside && inside.error().code == "password_locked") {
    // Only a login that somebody has can be locked: the word would tell that it is one.
    return refuse(ErrorKind::forbidden, "password_wrong");
  }
  return inside;
}

Result<Answer> sign_in(Context const& context, Request const& request, std::string const& nobodys_hash) {
  auto const given = given_in(request);
  if (!given) {
    return tl::unexpected<Error>{given.error()};
  }
  auto openid = openid_of(context, *given);
  if (!openid) {
    return hand_on(openid);
  }
  auto const& people = context.people;
  auto inside = given->login       ? by_password(context, *given, nobodys_hash)
                : given->telephone ? by_code(context, *given, *openid)
                                   : come_in(context, [&](UnitOfWork& work) {
                                       return identity::sign_in_by_wechat(work, people.accounts, people.secrets,
                                                                          **openid, given->device);
                                     });
  if (!inside) {
    return hand_on(inside);
  }
  auto const& asker = inside->asker;
  auto answer = own_answer({{"token", given->cookie ? Json(nullptr) : Json(inside->token)},
                            {"account", account_json(asker.account, asker.grants)},
                            {"session", session_json(asker.session, asker.session.id)}});
  if (given->cookie) {
    auto const seconds = (asker.session.ends_at - asker.session.created_at).count();
    answer.fields.emplace_back("Set-Cookie",
                               fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", session_cookie,
                                           inside->token, seconds, request.secure ? "; Secure" : ""));
  }
  return answer;
}

Result<Answer> sign_out(Context const& context, Request const& request) {
  auto const token = token_of(request);
  if (!token) {
    return tl::unexpected<Error>{token.error()};
  }
  auto const& people = context.people;
  auto ended = context.store.write([&](UnitOfWork& work) -> Result<std::uint64_t> {
    auto const asker = identity::asker(work, people.accounts, people.secrets, *token);
    if (!asker) {
      return tl::unexpected<Error>{asker.error()};
    }
    return people.accounts.revoke(work, asker->account.id, asker->session.id);
  });
  if (!ended) {
    return hand_on(ended);
  }
  auto answer = own_answer({{"ended", *ended}});
  answer.fields.emplace_back("Set-Cookie",
                             fmt::format("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict", session_cookie));
  return answer;
}

}  // namespace

std::vector<Route> sign_in_routes(Context const& context) {
  auto const nobodys_hash = std::make_shared<std::string const>(context.people.hasher.hash("nobody has this password"));
  Route code{Method::post, "/api/v1/sign-in/code", {}, [context](Request const& it) { return send_code(context, it); }};
  code.body_bytes_max = sign_in_bytes_max;
  code.cost = sign_in_cost;
  Route in{Method::post, "/api/v1/sign-in", {}, [context, nobodys_hash](Request const& it) {
             return sign_in(context, it, *nobodys_hash);
           }};
  in.body_bytes_max = sign_in_bytes_max;
  in.cost = sign_in_cost;
  Route out{Method::post, "/api/v1/sign-out", {}, [context](Request const& it) { return sign_out(context, it); }};
  return {std::move(code), std::move(in), std::move(out)};
}

}  // namespace linquan::api
