#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "drawn_town.h"
#include "fixtures.h"
#include "linquan/api/routes.h"
#include "linquan/base/clock.h"
#include "linquan/city/file.h"
#include "linquan/cli/cli.h"
#include "linquan/http/service.h"
#include "linquan/identity/ports.h"
#include "linquan/store/accounts.h"
#include "linquan/store/store.h"
#include "serve_options.h"

namespace linquan::cli {
namespace {

using nlohmann::json;

/// A block of streets with homes, a pharmacy and two markets.
city::City block_town() {
  drawn::DrawnTown drawn{"a---b---c\n|   |   |\nd---e---f\n", 50};
  city::City city;
  city.kind_ids = {"market", "pharmacy"};
  auto& lotus = city.areas.emplace_back();
  lotus.id = city::AreaId{1};
  lotus.code = "320302001001";
  lotus.name = "Lotus";
  std::uint64_t id = 0;
  for (auto const letter : std::string{"abcdef"}) {
    auto& home = city.homes.emplace_back();
    home.id = city::HomeId{++id};
    home.door = drawn.at(letter);
    home.access = drawn.access(letter);
    home.people = {{1'000 * static_cast<std::int64_t>(id)}, {0}, {500}, {0}};
    home.community = id > 4 ? walk::none : 0;
    city.box.add(home.door);
  }
  for (auto const& [letter, kind] : {std::pair{'a', 1}, std::pair{'c', 0}, std::pair{'f', 0}}) {
    auto& outlet = city.outlets.emplace_back();
    outlet.id = city::OutletId{70 + id++};
    outlet.name = std::string{"At "} + letter;
    outlet.kinds = {static_cast<kinds::KindIndex>(kind)};
    outlet.sources = {std::string{"drawn:"} + letter};
    outlet.stands = {{drawn.at(letter), {drawn.access(letter)}, std::nullopt}};
  }
  city.streets = drawn.graph();
  return city;
}

/// The same city, asked on the command line and over HTTP.
class Both : public testing::Test {
 protected:
  Both() {
    EXPECT_TRUE(city::save(block_town(), file()));
    auto city = city::load(file());
    EXPECT_TRUE(city);
    EXPECT_TRUE(following_.start(std::move(*city)));
  }
  [[nodiscard]] std::string file() const { return (folder_.path() / "block.city").string(); }

  [[nodiscard]] json command(std::vector<std::string> words) const {
    ::setenv("LC_ALL", "en_GB.UTF-8", 1);
    ::unsetenv("LINQUAN_CONFIG");
    words.insert(words.begin() + 1, file());
    words.emplace_back("--json");
    Capture const out;
    Capture const err;
    EXPECT_EQ(run(words, out.file(), err.file()), 0) << err.text();
    return json::parse(out.text());
  }
  [[nodiscard]] json over_http(std::string const& target) const {
    http::Head head;
    head.method = "GET";
    head.target = target;
    head.accept_language = "en";
    auto opened = service_.open(head, "id");
    std::string fault;
    auto const answer = service_.answer(std::get<http::Service::Opened>(opened), fault);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    return json::parse(answer.body);
  }
  [[nodiscard]] std::string place(char letter) const {
    auto const& homes = current_.get()->city().homes;
    auto const door = homes[static_cast<std::size_t>(letter - 'a')].door;
    return std::to_string(geo::lat_degrees(door)) + "," + std::to_string(geo::lon_degrees(door));
  }

 private:
  Folder const folder_{"serve"};
  SystemClock const clock_{std::chrono::hours{8}};
  std::unique_ptr<store::Store> const store_ = *store::open({store::Engine::sqlite, ":memory:"}, clock_);
  api::Current current_;
  api::Following following_{*store_, current_};
  http::Metrics metrics_;
  std::unique_ptr<identity::Accounts> const accounts_ = store::accounts();
  std::unique_ptr<identity::Secrets> const secrets_ = identity::sodium_secrets();
  std::unique_ptr<identity::Hasher> const hasher_ = identity::sodium_hasher();
  class NoSender final : public identity::Sender {
    Result<void> send(std::string_view /*telephone*/, std::string_view /*code*/) override { return {}; }
  } sender_;
  identity::Ports const people_{*accounts_, *secrets_, *hasher_, sender_};
  http::Service const service_{api::routes({current_, *store_, clock_, metrics_, people_, following_})};
};

TEST_F(Both, TellTheSameOfACircle) {
  for (auto const letter : std::string{"abf"}) {
    for (auto const* const person : {"standard", "elder", "wheelchair"}) {
      auto const here = command({"reach", "--at", place(letter), "--minutes", "1,2,4", "--person", person});
      EXPECT_EQ(
          over_http("/api/v1/circle?outline=no&minutes=1,2,4&person=" + std::string{person} + "&at=" + place(letter)),
          here);
    }
  }
  auto const in_metres = command({"reach", "--at", place('a'), "--metres", "150,500", "--kinds", "market"});
  EXPECT_EQ(over_http("/api/v1/circle?outline=no&metres=150,500&kinds=market&at=" + place('a')), in_metres);
  EXPECT_GT(in_metres["outlets"]["market"]["count"], 0);
}

TEST_F(Both, DrawTheSameOutline) {
  auto const whole = command({"reach", "--at", place('b'), "--minutes", "2,4"});
  auto const told = over_http("/api/v1/circle?minutes=2,4&at=" + place('b'));
  EXPECT_EQ(told["outlets"], whole["outlets"]);
  auto const out = (std::filesystem::temp_directory_path() / "linquan_serve_outline.geojson").string();
  static_cast<void>(command({"reach", "--at", place('b'), "--minutes", "2,4", "--out", out}));
  std::ifstream stream{out};
  auto drawn = json::parse(stream)["features"];
  std::filesystem::remove(out);
  auto outlines = json::array();
  std::ranges::copy_if(drawn, std::back_inserter(outlines),
                       [](json const& feature) { return feature["properties"]["what"] == "circle"; });
  EXPECT_EQ(outlines.size(), 2U);
  EXPECT_EQ(told["outline"]["features"], outlines);
}

TEST_F(Both, TellTheSameOfARouteAndAnOutlet) {
  EXPECT_EQ(over_http("/api/v1/route?from=" + place('a') + "&to=" + place('f')),
            command({"route", "--from", place('a'), "--to", place('f')}));
  EXPECT_EQ(over_http("/api/v1/outlets/76/serves?minutes=5"), command({"reach", "--outlet", "76", "--minutes", "5"}));
}

/// What residents asked for is known to the service alone.
json without_needs(json evaluation) {
  for (auto& gap : evaluation["gaps"]) {
    EXPECT_EQ(gap.erase("needs"), 1U);
  }
  return evaluation;
}

TEST_F(Both, TellTheSameOfAStandard) {
  for (auto const* const standard : {"mofcom", "gb-50180", "star-scheme"}) {
    auto here = command({"evaluate", "--standard", standard, "--person", "elder", "--gaps", "50"});
    for (auto const* const of_the_run : {"seconds", "engine_seconds", "peak_memory_bytes"}) {
      EXPECT_EQ(here.erase(of_the_run), 1U);
    }
    EXPECT_EQ(without_needs(over_http("/api/v1/evaluation?person=elder&gaps=50&standard=" + std::string{standard})),
              here);
  }
  auto by_compound = command({"evaluate", "--standard", "mofcom", "--person", "standard", "--level", "district"});
  EXPECT_EQ(without_needs(over_http("/api/v1/evaluation?standard=mofcom&level=district"))["gaps"], by_compound["gaps"]);
}

Result<ServeOptions> read(std::map<std::string, std::string, std::less<>> given, ServeSettings const& settings = {}) {
  static std::string const none;
  return read_serve(
      [&](std::string_view name) -> std::string const& {
        auto const found = given.find(name);
        return found == given.end() ? none : found->second;
      },
      settings);
}

TEST(Serve, KeepsItsDatabaseBesideTheCity) {
  auto const options = read({{"city", "data/a.city"}});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->db.target, "data/linquan.db");
  EXPECT_EQ(options->address, "127.0.0.1");
  EXPECT_EQ(options->port, 8080);
  EXPECT_EQ(read({{"city", "a.city"}})->db.target, "linquan.db");
}

TEST(Serve, ScoresTheStandardOfItsSettingOrNone) {
  ServeSettings settings;
  EXPECT_EQ(read({{"city", "a.city"}}, settings)->settings.standard, "local-xuzhou");
  settings.standard = "none";
  EXPECT_EQ(read({{"city", "a.city"}}, settings)->settings.standard, "");
  settings.standard = "local-xuzou";
  auto const refused = read({{"city", "a.city"}}, settings);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "standard_unknown");
}

TEST(Serve, TakesTheDeskThatIsNamedBeforeThatOfTheConfiguration) {
  ServeSettings settings;
  EXPECT_EQ(read({{"city", "a.city"}}, settings)->desk, "") << "none is installed beside this test";
  settings.desk = "configured";
  EXPECT_EQ(read({{"city", "a.city"}}, settings)->desk, "configured");
  EXPECT_EQ(read({{"city", "a.city"}, {"desk", "named"}}, settings)->desk, "named");
}

TEST(Serve, UnderstandsAddressesAndRefusesOthers) {
  EXPECT_EQ(read({{"city", "a"}, {"listen", "0.0.0.0:80"}})->port, 80);
  auto const six = read({{"city", "a"}, {"listen", "[::1]:9000"}});
  ASSERT_TRUE(six);
  EXPECT_EQ(six->address, "::1");
  EXPECT_EQ(address_text(six->address, six->port), "[::1]:9000");
  for (auto const* const wrong : {"8080", ":8080", "localhost", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000"}) {
    auto const refused = read({{"city", "a"}, {"listen", wrong}});
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().code, "serve_address");
  }
  EXPECT_EQ(read({}).error().code, "serve_needs_city");
  EXPECT_EQ(read({{"city", "a"}, {"db", "nonsense"}}).error().code, "store_url");
}

}  // namespace
}  // namespace linquan::cli
