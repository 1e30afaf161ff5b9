#include "first_start.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/identity/keep.h"
#include "linquan/store/market.h"
#include "linquan/words/figures.h"

namespace linquan::cli {
namespace {

constexpr std::string_view first_login = "admin";

std::optional<std::string> password_given() {
  auto const* const value = std::getenv("LINQUAN_ADMIN_PASSWORD");
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>{value};
}

/// The first area of a level that has a code; empty where there is none.
std::string first_code(city::City const& city, city::AreaLevel level) {
  std::string first;
  for (auto const& area : city.areas) {
    if (area.level == level && !area.code.empty() && (first.empty() || area.code < first)) {
      first = area.code;
    }
  }
  return first;
}

/// An outlet to work for: the one of the smallest id that lies in the community, or in any.
std::string first_outlet(city::City const& city, std::string_view community) {
  city::Outlet const* first = nullptr;
  auto const inside = [&](city::Outlet const& outlet) {
    return outlet.community != walk::none && city.areas[outlet.community].code == community;
  };
  for (auto const& outlet : city.outlets) {
    if (inside(outlet) && (first == nullptr || outlet.id < first->id)) {
      first = &outlet;
    }
  }
  if (first == nullptr && !city.outlets.empty()) {
    first = &*std::ranges::min_element(city.outlets, {}, &city::Outlet::id);
  }
  return first == nullptr ? std::string{} : std::to_string(first->id.value());
}

/// The narrowest scope of a role that this city has; nullopt where it has none.
std::optional<identity::Grant> demo_grant(city::City const& city, identity::Role role) {
  using identity::Level;
  auto const community = first_code(city, city::AreaLevel::community);
  auto const subdistrict = community.substr(0, std::min<std::size_t>(community.size(), 9));
  auto const district = community.substr(0, std::min<std::size_t>(community.size(), 6));
  for (auto const& [level, place] : {std::pair{Level::outlet, first_outlet(city, community)},
                                     std::pair{Level::community, community}, std::pair{Level::subdistrict, subdistrict},
                                     std::pair{Level::district, district}, std::pair{Level::city, std::string{}}}) {
    identity::Grant const grant{role, level, place};
    if (identity::check_grant(grant)) {
      return grant;
    }
  }
  return std::nullopt;
}

/// "city_bureau" → "city-bureau".
std::string login_of(identity::Role role) {
  std::string login{name_of(role)};
  std::ranges::replace(login, '_', '-');
  return login;
}

/// What the outlet of the demonstration's merchant sells: something of each sort.
std::vector<catalogue::KeptOffer> demo_offers(directory::OutletId outlet) {
  constexpr Money soup{300};
  constexpr Money dumplings{1'800};
  constexpr Money large{400};
  constexpr Money lock{8'000};
  constexpr std::int64_t portions = 50;
  constexpr std::int64_t cups = 20;
  return {{{{}, outlet, "豆浆 soya milk", soup}, {cups, std::nullopt}},
          {{{}, outlet, "三鲜水饺 dumplings", dumplings, {{"大份 large", large}}}, {std::nullopt, portions}},
          {{{}, outlet, "上门换锁 change of a lock", lock}, {}}};
}

}  // namespace

Result<void> open_demo_shop(store::Store& store, city::City const& city) {
  auto const grant = demo_grant(city, identity::Role::merchant_owner);
  if (!grant || grant->place.empty()) {
    return {};
  }
  auto const orders = store::orders();
  auto const offers = store::offers();
  return store.write([&](UnitOfWork& work) -> Result<void> {
    directory::OutletId const outlet{std::stoull(grant->place)};
    if (orders->terms_of(work, outlet)) {
      return {};
    }
    constexpr Money goods_min{500};
    constexpr Money delivery_fee{300};
    orders->put_terms(work, orders::Terms{outlet, goods_min, delivery_fee});
    for (auto offer : demo_offers(outlet)) {
      offer.offer.id = work.new_id<catalogue::OfferId>();
      offers->add(work, offer);
    }
    return {};
  });
}

std::string new_password(identity::Secrets& secrets) {
  constexpr std::size_t length = 20;
  constexpr std::size_t group = 5;
  auto const token = secrets.token();
  std::string password;
  for (std::size_t i = 0; i < length; ++i) {
    password += i > 0 && i % group == 0 ? "-" : "";
    password += token[i];
  }
  return password;
}

Result<void> make_first_operator(store::Store& store, identity::Ports const& people, Console const& console) {
  auto const holders = store.read([&](UnitOfWork& work) {
    return Result<std::uint64_t>{people.accounts.holders(work, identity::Role::platform_operator)};
  });
  if (!holders) {
    return tl::unexpected<Error>{holders.error()};
  }
  if (*holders > 0) {
    return {};
  }
  auto const given = password_given();
  if (given) {
    if (auto fits = identity::check_new_password(first_login, *given, {}); !fits) {
      return fits;
    }
  }
  auto const password = given ? *given : new_password(people.secrets);
  auto const hash = people.hasher.hash(password);
  auto made =
      store.write([&](UnitOfWork& work) { return identity::first_operator(work, people.accounts, first_login, hash); });
  if (!made) {
    return hand_on(made);
  }
  if (*made && given) {
    tell(console, "serve_first_given", {{"login", std::string{first_login}}});
  } else if (*made) {
    tell(console, "serve_first", {{"login", std::string{first_login}}, {"password", password}});
  }
  return {};
}

Result<void> make_demo_accounts(store::Store& store, identity::Ports const& people, city::City const& city,
                                Console const& console) {
  struct Row {
    std::string login;
    std::string password;
    std::string scope;
  };
  std::vector<Row> rows;
  for (auto const role : identity::all_roles()) {
    auto const grant = demo_grant(city, role);
    if (!grant) {
      continue;
    }
    auto const login = login_of(role);
    auto const password = "demo-" + login;
    auto const hash = people.hasher.hash(password);
    auto made = store.write([&](UnitOfWork& work) {
      return identity::demo_account(work, people.accounts, {login, std::nullopt, login, hash}, {*grant});
    });
    if (!made) {
      return hand_on(made);
    }
    rows.push_back(
        {login, password, std::string{name_of(grant->level)} + (grant->place.empty() ? "" : " ") + grant->place});
  }
  tell(console, "serve_demo", {{"count", std::to_string(rows.size())}});
  for (auto const& row : rows) {
    constexpr std::size_t login_columns = 22;
    constexpr std::size_t password_columns = 27;
    auto const line = "  " + words::padded(row.login, login_columns) + words::padded(row.password, password_columns) +
                      row.scope + "\n";
    std::fputs(line.c_str(), console.err);
  }
  return {};
}

}  // namespace linquan::cli
