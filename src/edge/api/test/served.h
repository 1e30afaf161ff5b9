#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/api/following.h"
#include "linquan/api/routes.h"
#include "linquan/base/clock.h"
#include "linquan/catalogue/offer.h"
#include "linquan/http/events.h"
#include "linquan/http/service.h"
#include "linquan/identity/ports.h"
#include "linquan/orders/order.h"
#include "linquan/provider/simulated.h"
#include "linquan/store/store.h"
#include "schema.h"

namespace linquan::store {
class TestDatabase;
}  // namespace linquan::store

namespace linquan::api {

/// Homes at a, c and e, 200 m from one to the next; pharmacies at a (70) and e (90), one without a place (71). Home a,
/// c and outlet 70 are in Lotus (320302001001), home e and outlet 90 in Maple (320303002002).
city::City street_town();

http::Method method_named(std::string_view word);

/// Where the table of rights looks: where the one who asks has their rights, or elsewhere.
enum class Scope { own, foreign };

/// Shows what it hides, and takes no time for it.
class PlainHasher final : public identity::Hasher {
 public:
  std::string hash(std::string_view password) override { return "hash of " + std::string{password}; }
  bool matches(std::string_view hash, std::string_view password) override {
    return hash == "hash of " + std::string{password};
  }
};

/// Keeps the codes that it was to send.
class KeepingSender final : public identity::Sender {
 public:
  Result<void> send(std::string_view telephone, std::string_view code) override {
    codes[std::string{telephone}] = std::string{code};
    return {};
  }
  std::map<std::string, std::string> codes;  ///< by telephone
};

/// What came back.
struct Told {
  unsigned status = 0;
  nlohmann::json body;
  std::string text;
  std::string type;
  std::vector<std::pair<std::string, std::string>> fields;
  std::shared_ptr<http::Listener> stream = nullptr;  ///< of an answer that goes on

  [[nodiscard]] std::string code() const { return body.is_object() ? body.value("code", "") : std::string{}; }
  /// The value of a line of the head; empty where there is none.
  [[nodiscard]] std::string field(std::string_view name) const;
};

/// What is sent beside a target and a body.
struct Sent {
  std::string token = {};
  std::string key = {};  ///< empty: a new one for each write
  std::string cookie = {};
  std::string own_page = {};
  std::string on_behalf_of = {};
  std::string language = "en";
  std::string content_type = "application/json";
  std::string last_event_id = {};
  bool without_key = false;
  bool secure = false;
  std::string signature = {};  ///< empty: the right one, where a form is sent
};

/// The whole service without its sockets, over a city (the street town, where no other is given) and a database of its
/// own: SQLite in memory, or with LINQUAN_API_ENGINE=postgresql a schema of the server that LINQUAN_POSTGRESQL names.
/// Every answer is held against the contract, and so is every body that was taken.
class Served : public testing::Test {
 protected:
  explicit Served(city::City city = street_town());
  ~Served() override;

  Told get(std::string const& target, Sent const& sent = {});
  Told send(http::Method method, std::string const& target, std::optional<nlohmann::json> const& body = std::nullopt,
            Sent const& sent = {});
  /// The same with bytes that need not be JSON.
  Told send_bytes(http::Method method, std::string const& target, std::string const& bytes, Sent const& sent = {});
  /// The same to a service that stands on other ports.
  Told send_to(http::Service const& service, http::Method method, std::string const& target, std::string const& bytes,
               Sent const& sent);
  /// The token of a new account with these rights.
  std::string token_with(std::vector<identity::Grant> const& grants);
  identity::AccountId account_with(std::vector<identity::Grant> const& grants);
  /// Whose token it is.
  identity::AccountId account_of(std::string const& token);
  /// "LAT,LON" of one of the town's homes.
  [[nodiscard]] std::string at(std::size_t home) const;
  /// A request of the table of rights with its $places filled.
  [[nodiscard]] std::string filled(std::string request, Scope scope);
  /// The code of a refusal.
  std::string refusal(std::string const& target, unsigned status);

  Schemas schemas_{json_of_yaml(contract())};
  FixedClock clock_{std::chrono::sys_seconds{std::chrono::seconds{1'790'000'000}}, std::chrono::hours{8}};
  std::unique_ptr<store::TestDatabase> database_;  ///< null: one in memory
  std::unique_ptr<store::Store> store_;
  Current current_;
  Following following_{*store_, current_};
  http::Metrics metrics_;
  std::unique_ptr<identity::Accounts> accounts_;
  std::unique_ptr<identity::Secrets> secrets_ = identity::sodium_secrets();
  PlainHasher hasher_;
  KeepingSender sender_;
  identity::Ports people_;
  /// Of jobs; whoever writes there clears it.
  inline static std::filesystem::path const files_ =
      std::filesystem::temp_directory_path() / ("linquan_served_" + std::to_string(::getpid()));
  provider::Simulated provider_{"secret", 1};
  http::Service service_;

  /// Something that the outlet sells for 200 fen.
  catalogue::OfferId offer_at(std::string const& outlet);
  /// A new order of somebody's, for the shop to accept.
  orders::OrderId order_at(std::string const& outlet);

 private:
  /// The number of a living circle of the district, which is there then.
  std::string circle_of(std::string const& district);
  /// The number of its payment, or of a new refund of it.
  std::string of_an_order(std::string const& what, orders::OrderId id);
  /// The number of a new need of nobody's.
  std::string need_in(std::string const& community);
  /// What stands for "$name" in the table of rights. Whoever adds a place adds it here.
  std::string place(std::string const& name, Scope scope);
  void check(http::Request const& request, Told const& told, std::optional<nlohmann::json> const& body);

  std::size_t keys_ = 0;
  std::size_t minutes_ = 0;
  std::size_t accounts_made_ = 0;
  std::uint64_t telephones_ = 0;
};

}  // namespace linquan::api
