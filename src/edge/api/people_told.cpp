#include "people_told.h"

#include <string>

#include "reply.h"

namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::optional<std::string> const& text) {
  return text ? Json(*text) : Json(nullptr);
}

std::string text_of(identity::AccountId id) {
  return std::to_string(id.value());
}

std::string_view word_of(identity::AccountState state) {
  switch (state) {
    case identity::AccountState::active:
      return "active";
    case identity::AccountState::suspended:
      return "suspended";
    case identity::AccountState::deleted:
      return "deleted";
  }
  return "deleted";
}

template <class All, class Tell>
Json list_of(All const& all, Tell const& tell) {
  auto list = Json::array();
  for (auto const& one : all) {
    list.push_back(tell(one));
  }
  return list;
}

}  // namespace

Json grants_json(std::vector<identity::Grant> const& grants) {
  return list_of(grants, [](identity::Grant const& grant) {
    return Json{{"role", name_of(grant.role)}, {"level", name_of(grant.level)}, {"place", grant.place}};
  });
}

Json account_json(identity::Account const& account, std::vector<identity::Grant> const& grants) {
  return {{"id", text_of(account.id)},
          {"name", account.name},
          {"telephone", text_or_null(account.telephone)},
          {"login", text_or_null(account.login)},
          {"community", text_or_null(account.community)},
          {"state", word_of(account.state)},
          {"version", account.version},
          {"created_at", instant_text(account.created_at)},
          {"roles", grants_json(grants)}};
}

Json session_json(identity::Session const& session, identity::SessionId current) {
  return {{"id", std::to_string(session.id.value())},        {"device", session.device},
          {"created_at", instant_text(session.created_at)},  {"seen_at", instant_text(session.seen_at)},
          {"expires_at", instant_text(session.expires_at)},  {"ends_at", instant_text(session.ends_at)},
          {"ended_at", instant_or_null(session.revoked_at)}, {"current", session.id == current}};
}

Json consents_json(std::vector<identity::Consent> const& consents) {
  return list_of(consents, [](identity::Consent const& consent) {
    return Json{{"purpose", consent.purpose},
                {"text_version", consent.text_version},
                {"given_at", instant_text(consent.given_at)},
                {"withdrawn_at", instant_or_null(consent.withdrawn_at)}};
  });
}

Json proxies_json(std::vector<identity::Proxy> const& proxies) {
  return list_of(proxies, [](identity::Proxy const& proxy) {
    return Json{{"account", text_of(proxy.account)},
                {"resident", text_of(proxy.resident)},
                {"since", instant_text(proxy.since)},
                {"until", instant_or_null(proxy.until)}};
  });
}

Json act_json(identity::Act const& act) {
  return {{"id", std::to_string(act.id.value())},
          {"at", instant_text(act.at)},
          {"account", text_of(act.account)},
          {"on_behalf_of", act.on_behalf_of ? Json(text_of(*act.on_behalf_of)) : Json(nullptr)},
          {"action", act.action},
          {"object", act.object},
          {"area", text_or_null(act.subdistrict ? act.subdistrict : act.district)}};
}

Json made_json(identity::Made const& made) {
  return {{"what", made.what}, {"as", made.as}, {"object", made.object}, {"at", instant_or_null(made.at)}};
}

Json everything_json(identity::Everything const& all, identity::SessionId current) {
  return {{"account", account_json(all.account, all.grants)},
          {"sessions",
           list_of(all.sessions, [&](identity::Session const& session) { return session_json(session, current); })},
          {"consents", consents_json(all.consents)},
          {"proxies", proxies_json(all.proxies)},
          {"acts", list_of(all.acts, act_json)},
          {"made", list_of(all.made, made_json)}};
}

}  // namespace linquan::api
