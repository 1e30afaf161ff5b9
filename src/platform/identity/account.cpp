#include "linquan/identity/account.h"

#include <algorithm>
#include <array>
#include <utility>

namespace linquan::identity {

Act done_at(Act act, Place const& where) {
  act.subdistrict = where.subdistrict.empty() ? std::nullopt : std::optional{where.subdistrict};
  act.district = where.district.empty() ? std::nullopt : std::optional{where.district};
  return act;
}

Result<void> check_acting_for(Account const& resident, std::vector<Proxy> const& proxies, std::span<Grant const> grants,
                              AccountId account, Place const& home) {
  if (resident.state != AccountState::active) {
    return refuse(ErrorKind::forbidden, "account_closed");
  }
  auto const proxy = std::ranges::any_of(
      proxies, [&](Proxy const& one) { return one.account == account && one.resident == resident.id && !one.until; });
  return proxy ? Result<void>{} : require(grants, Action::help_resident, home);
}

Result<Account> without_person(Account const& account, Instant now) {
  if (account.state == AccountState::deleted) {
    return refuse(ErrorKind::conflict, "account_closed");
  }
  auto left = account;
  left.name.clear();
  left.telephone.reset();
  left.login.reset();
  left.community.reset();
  left.state = AccountState::deleted;
  left.deleted_at = now;
  return left;
}

std::span<std::string_view const> consent_purposes() {
  static constexpr std::array<std::string_view, 4> all{"terms", "privacy", "location", "notices"};
  return all;
}

bool agreed(std::vector<Consent> const& consents, std::string const& purpose, std::uint64_t text_version) {
  return std::ranges::any_of(consents, [&](Consent const& consent) {
    return consent.purpose == purpose && consent.text_version >= text_version && !consent.withdrawn_at;
  });
}

std::vector<Consent> given(std::vector<Consent> consents, std::string const& purpose, std::uint64_t text_version,
                           Instant now) {
  if (agreed(consents, purpose, text_version)) {
    return consents;
  }
  consents = withdrawn(std::move(consents), purpose, now);
  consents.push_back({purpose, text_version, now, std::nullopt});
  return consents;
}

std::vector<Consent> withdrawn(std::vector<Consent> consents, std::string const& purpose, Instant now) {
  for (auto& consent : consents) {
    if (consent.purpose == purpose && !consent.withdrawn_at) {
      consent.withdrawn_at = now;
    }
  }
  return consents;
}

}  // namespace linquan::identity
