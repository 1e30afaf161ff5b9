#include "first_start.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "fixtures.h"
#include "housekeeping.h"
#include "linquan/base/clock.h"
#include "linquan/identity/use.h"
#include "linquan/store/accounts.h"
#include "linquan/store/market.h"
#include "serve_options.h"

namespace linquan::cli {
namespace {

/// Shows what it hides, and takes no time for it.
class PlainHasher final : public identity::Hasher {
 public:
  std::string hash(std::string_view password) override { return "hash of " + std::string{password}; }
  bool matches(std::string_view hash, std::string_view password) override {
    return hash == "hash of " + std::string{password};
  }
};

class NoSender final : public identity::Sender {
 public:
  Result<void> send(std::string_view /*telephone*/, std::string_view /*code*/) override { return {}; }
};

class FirstStart : public testing::Test {
 protected:
  FirstStart() { ::unsetenv("LINQUAN_ADMIN_PASSWORD"); }
  std::string start() {
    Capture const err;
    Console const console{messages_, err.file(), err.file(), false};
    EXPECT_TRUE(make_first_operator(*store_, people_, console));
    return err.text();
  }
  [[nodiscard]] std::string hash_of(std::string_view login) const {
    auto const check = *store_->read([&](UnitOfWork& work) {
      return Result<std::optional<identity::PasswordCheck>>{accounts_->by_login(work, login)};
    });
    return check ? check->hash : std::string{};
  }

  Messages messages_{Language::en};
  SystemClock clock_{std::chrono::hours{8}};
  std::unique_ptr<store::Store> store_ = *store::open({store::Engine::sqlite, ":memory:"}, clock_);
  std::unique_ptr<identity::Accounts> accounts_ = store::accounts();
  std::unique_ptr<identity::Secrets> secrets_ = identity::sodium_secrets();
  PlainHasher hasher_;
  NoSender sender_;
  identity::Ports people_{*accounts_, *secrets_, hasher_, sender_};
};

TEST_F(FirstStart, MakesAnAdministratorAndShowsItsPasswordOnce) {
  auto const said = start();
  auto const at = said.find("only here: ");
  ASSERT_NE(at, std::string::npos) << said;
  auto const password = said.substr(at + 11, said.find('\n') - at - 11);
  EXPECT_EQ(password.size(), 23U) << password;
  EXPECT_EQ(hash_of("admin"), "hash of " + password);
  EXPECT_EQ(start(), "") << "never again";
}

TEST_F(FirstStart, TakesThePasswordThatIsGivenAndShowsItNot) {
  ::setenv("LINQUAN_ADMIN_PASSWORD", "chosen by the operator", 1);
  auto const said = start();
  EXPECT_EQ(said.find("chosen"), std::string::npos) << said;
  EXPECT_EQ(hash_of("admin"), "hash of chosen by the operator");
  ::unsetenv("LINQUAN_ADMIN_PASSWORD");
}

TEST_F(FirstStart, RefusesAWeakPasswordAndMakesNobody) {
  ::setenv("LINQUAN_ADMIN_PASSWORD", "short", 1);
  Capture const err;
  Console const console{messages_, err.file(), err.file(), false};
  EXPECT_EQ(make_first_operator(*store_, people_, console).error().code, "password_weak");
  ::unsetenv("LINQUAN_ADMIN_PASSWORD");
  EXPECT_EQ(hash_of("admin"), "");
}

TEST_F(FirstStart, OfADemonstrationMakesOneAccountForEachRoleAndTheSameAgain) {
  city::City city;
  auto& lotus = city.areas.emplace_back();
  lotus.code = "320302001001";
  auto& outlet = city.outlets.emplace_back();
  outlet.id = city::OutletId{70};
  outlet.community = 0;
  for (int i = 0; i < 2; ++i) {
    Capture const err;
    Console const console{messages_, err.file(), err.file(), false};
    ASSERT_TRUE(make_demo_accounts(*store_, people_, city, console));
    EXPECT_NE(err.text().find("community-worker      demo-community-worker      community 320302001001"),
              std::string::npos)
        << err.text();
  }
  auto const place = [] {
    auto it = identity::place_of_community("320302001001");
    it.outlet = "70";
    return it;
  }();
  auto const accounts = *store_->read([&](UnitOfWork& work) {
    return Result<std::vector<identity::Account>>{accounts_->list(work, std::nullopt, 99)};
  });
  EXPECT_EQ(accounts.size(), identity::all_roles().size());
  for (auto const& account : accounts) {
    auto const grants = *store_->read(
        [&](UnitOfWork& work) { return Result<std::vector<identity::Grant>>{accounts_->grants(work, account.id)}; });
    ASSERT_EQ(grants.size(), 1U) << account.name;
    EXPECT_TRUE(identity::check_grant(grants[0])) << account.name;
    EXPECT_TRUE(identity::holds(grants[0], place)) << account.name << " has a scope in the town";
    EXPECT_EQ(hash_of(account.name), "hash of demo-" + account.name);
  }
}

TEST_F(FirstStart, OfADemonstrationOpensTheMerchantsShopOnce) {
  city::City city;
  city.outlets.emplace_back().id = city::OutletId{70};
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(open_demo_shop(*store_, city));
    auto const offers = *store_->read([&](UnitOfWork& work) -> Result<std::vector<catalogue::KeptOffer>> {
      return store::offers()->of_outlet(work, directory::OutletId{70}, catalogue::OfferId{}, 10);
    });
    ASSERT_EQ(offers.size(), 3U);
    EXPECT_TRUE(catalogue::checked(offers[1].offer));
    EXPECT_EQ(offers[1].offer.options.size(), 1U);
  }
  city.outlets.clear();
  EXPECT_TRUE(open_demo_shop(*store_, city)) << "a city without outlets has no shop";
}

TEST(Keeping, ForgetsWhatIsPastEveryTenMinutes) {
  FixedClock clock{std::chrono::sys_seconds{std::chrono::seconds{1'790'000'000}}, std::chrono::hours{8}};
  auto const store = *store::open({store::Engine::sqlite, ":memory:"}, clock);
  auto const accounts = store::accounts();
  auto const secrets = identity::sodium_secrets();
  auto const code = [&] {
    return *store->read([&](UnitOfWork& work) {
      return Result<std::optional<identity::CodeState>>{accounts->code(work, "13812345678")};
    });
  };
  ASSERT_TRUE(
      store->write([&](UnitOfWork& work) { return identity::ask_for_code(work, *accounts, *secrets, "13812345678"); }));
  Housekeeping housekeeping{*store, *accounts};
  std::chrono::steady_clock::time_point const now{std::chrono::hours{1}};
  housekeeping.look(now);
  EXPECT_TRUE(code()) << "it is still good";
  clock.move_by(std::chrono::days{2});
  housekeeping.look(now + std::chrono::minutes{9});
  EXPECT_TRUE(code()) << "not yet";
  housekeeping.look(now + std::chrono::minutes{10});
  EXPECT_FALSE(code());
}

TEST(Demonstration, AnswersOnThisMachineOnly) {
  auto const read = [](std::string const& listen) {
    return read_serve(
        [listen](std::string_view name) -> std::string const& {
          static std::string value;
          value = name == "city" ? "a.city" : name == "listen" ? listen : name == "demo" ? "true" : "";
          return value;
        },
        {});
  };
  EXPECT_TRUE(read("127.0.0.1:0")->demo);
  EXPECT_TRUE(read("[::1]:0"));
  EXPECT_EQ(read("0.0.0.0:80").error().code, "serve_demo_open");
}

}  // namespace
}  // namespace linquan::cli
