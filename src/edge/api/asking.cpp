#include "asking.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "id_number.h"
#include "linquan/identity/sign_in.h"
#include "linquan/store/idempotency.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;

constexpr std::size_t key_bytes_max = 200;

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The value of a cookie; the first of that name.
std::optional<std::string_view> cookie_in(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    auto const end = std::min(cookies.find(';'), cookies.size());
    auto const pair = trimmed(cookies.substr(0, end));
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    auto const equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return std::nullopt;
}

tl::unexpected<Error> nobody() {
  return refuse(ErrorKind::signed_out, "session_unknown");
}

/// Printable ASCII: a key goes into the database and back into a sentence.
bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= key_bytes_max &&
         std::ranges::all_of(key, [](char c) { return c >= 0x21 && c <= 0x7e; });
}

/// What a key stands for: another request under the same key is a mistake.
std::string asked_of(Request const& request, Manner const& manner) {
  return fmt::format("{} {}\n{}\n{}", word_of(request.method), request.target, request.on_behalf_of,
                     manner.secret ? std::string_view{} : std::string_view{request.body});
}

Answer answer_with(store::Answered answered, Manner const& manner) {
  Answer answer;
  answer.status = manner.status;
  answer.kept = "no-store";
  answer.body = std::move(answered.answer);
  if (answered.replayed) {
    answer.fields.emplace_back("Idempotent-Replayed", "true");
  }
  return answer;
}

/// For whom it is done, and that this may be; noted with what was asked.
Result<void> act_for(Context const& context, Request const& request, UnitOfWork& work, identity::Asker& asker) {
  auto const number = id_number(trimmed(request.on_behalf_of));
  if (!number) {
    return refuse(ErrorKind::forbidden, "not_allowed");
  }
  auto const resident = identity::AccountId{*number};
  auto& accounts = context.people.accounts;
  auto const account = accounts.find(work, resident);
  auto const home =
      account && account->community ? identity::place_of_community(*account->community) : identity::Place{};
  auto may = identity::act_for(work, accounts, asker, resident, home,
                               fmt::format("{} {}", word_of(request.method), request.pattern), {});
  if (!may) {
    // Whether there is such an account is nobody's business who may not act for it.
    return refuse(ErrorKind::forbidden, "not_allowed");
  }
  asker.on_behalf_of = resident;
  return {};
}

}  // namespace

Result<std::string> token_of(Request const& request) {
  auto const text = trimmed(request.authorization);
  if (!text.empty()) {
    auto const blank = std::min(text.find(' '), text.size());
    auto const bearer = std::ranges::equal(text.substr(0, blank), std::string_view{"bearer"}, {}, lower);
    auto const token = trimmed(text.substr(blank));
    return bearer && !token.empty() ? Result<std::string>{std::string{token}} : nobody();
  }
  auto const cookie = cookie_in(request.cookie, session_cookie);
  if (!cookie || cookie->empty()) {
    return nobody();
  }
  auto const reads = request.method == Method::get || request.method == Method::head;
  if (!reads && request.own_page != "1") {
    return refuse(ErrorKind::forbidden, "cookie_write");
  }
  return std::string{*cookie};
}

Result<identity::Asker> asker_of(Context const& context, Request const& request) {
  auto const token = token_of(request);
  if (!token) {
    return tl::unexpected<Error>{token.error()};
  }
  auto const& people = context.people;
  auto asker = context.store.read(
      [&](UnitOfWork& work) { return identity::asker(work, people.accounts, people.secrets, *token); });
  if (!asker) {
    return asker;
  }
  auto const& policy = identity::policy_of(asker->session);
  auto const next = identity::decide_session(asker->session, context.clock.now(), policy);
  if (next && *next != asker->session) {
    // Somebody else may have ended it in between: what was asked was asked before.
    static_cast<void>(context.store.write(
        [&](UnitOfWork& work) { return identity::keep_session(work, people.accounts, asker->session, policy); }));
  }
  return asker;
}

Result<void> check_key(Request const& request) {
  return is_key(request.idempotency_key)
             ? Result<void>{}
             : refuse(ErrorKind::usage, "idempotency_key", {{"max", std::to_string(key_bytes_max)}});
}

Result<std::optional<Answer>> answered_before(Context const& context, Request const& request,
                                              identity::Asker const& asker, Manner const& manner) {
  auto const asked = asked_of(request, manner);
  return context.store.read([&](UnitOfWork& work) -> Result<std::optional<Answer>> {
    auto stored = store::answer_of(work, {asker.account.id.value(), request.idempotency_key, asked});
    if (!stored) {
      return hand_on(stored);
    }
    return *stored ? std::optional{answer_with({std::move(**stored), true}, manner)} : std::optional<Answer>{};
  });
}

Result<Answer> written(Context const& context, Request const& request, Act const& act, Manner const& manner) {
  auto const token = token_of(request);
  if (!token) {
    return tl::unexpected<Error>{token.error()};
  }
  if (auto fits = check_key(request); !fits) {
    return hand_on(fits);
  }
  if (!request.on_behalf_of.empty() && !manner.on_behalf) {
    return refuse(ErrorKind::usage, "behalf_not_here");
  }
  auto const& people = context.people;
  auto const asked = asked_of(request, manner);
  auto answered = context.store.write([&](UnitOfWork& work) -> Result<store::Answered> {
    auto asker = identity::asker(work, people.accounts, people.secrets, *token);
    if (!asker) {
      return hand_on(asker);
    }
    auto kept = identity::keep_session(work, people.accounts, asker->session, identity::policy_of(asker->session));
    if (!kept) {
      return hand_on(kept);
    }
    return store::once(work, {asker->account.id.value(), request.idempotency_key, asked}, [&]() -> Result<std::string> {
      if (!request.on_behalf_of.empty()) {
        if (auto may = act_for(context, request, work, *asker); !may) {
          return hand_on(may);
        }
      }
      auto object = act(work, *asker);
      return object ? Result<std::string>{object->dump() + "\n"} : hand_on(object);
    });
  });
  if (!answered) {
    return hand_on(answered);
  }
  return answer_with(std::move(*answered), manner);
}

}  // namespace linquan::api
