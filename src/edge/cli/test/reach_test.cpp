#include <gtest/gtest.h>

#include <map>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "arguments.h"
#include "fixtures.h"
#include "linquan/base/clock.h"
#include "linquan/base/file.h"
#include "linquan/city/file.h"
#include "linquan/cli/cli.h"
#include "linquan/outlets/outlets.h"
#include "linquan/store/accounts.h"
#include "linquan/store/outlets.h"
#include "linquan/store/passages.h"
#include "linquan/store/store.h"

namespace linquan::cli {
namespace {

using nlohmann::json;

/// Metres north and east of a corner of Xuzhou.
geo::Point at(double east, double north) {
  return geo::Frame{geo::from_degrees(117.18, 34.26)}.to_point({east * 1000, north * 1000});
}

/// A street of 1 km with a home at its beginning, a market after 300 m and a pharmacy after 900 m; a pond and a
/// compound without inner streets lie north of it.
city::City street_city() {
  city::City city;
  city.name = "One street";
  city.kind_ids = {"market", "pharmacy", "tailor"};
  auto& streets = city.streets;
  streets.nodes = {at(0, 0), at(1000, 0)};
  streets.node_compound = {walk::none, walk::none};
  streets.node_component = {0, 0};
  streets.component_millimetres = {1'000'000};
  streets.traits.resize(1);
  streets.edges = {{.from = 0, .to = 1, .length_millimetres = 1'000'000}};
  streets.inner_first = 1;
  city.box.add(at(0, -50));
  city.box.add(at(1000, 1000));
  city.homes.resize(1);
  name_home(city.homes[0], 1, "osm:node/1", city::HomeSource::entrance);
  city.homes[0].door = at(0, 10);
  city.homes[0].access = {0, 0, 10'000};
  city.homes[0].people.all = {2'500};
  city.outlets.resize(3);
  for (std::size_t i = 0; i < 3; ++i) {
    city.outlets[i].id = city::OutletId{70 + i};
    city.outlets[i].kinds = {static_cast<kinds::KindIndex>(i)};
    city.outlets[i].sources = {"osm:node/" + std::to_string(70 + i)};
  }
  city.outlets[0].name = "Lotus market";
  city.outlets[0].stands = {{at(300, 0), {{0, 300'000, 0}}, std::nullopt}};
  city.outlets[1].stands = {{at(900, 0), {{0, 900'000, 0}}, std::nullopt}};
  city.outlets[2].placing = city::Placing::unplaced;
  auto const block = [](double east, double north) {
    return geo::Ring{at(east, north), at(east + 200, north), at(east + 200, north + 200), at(east, north + 200)};
  };
  auto pond = block(100, 300);
  pond.push_back(pond.front());
  city.obstacles.push_back({walk::Obstacle::Kind::water, pond, {}});
  city.areas.resize(1);
  city.areas[0].level = city::AreaLevel::compound;
  city.areas[0].name = "Peach Garden";
  city.areas[0].closed = true;
  city.areas[0].rim_closed = true;
  city.areas[0].shape = {{block(600, 20), {}}};
  return city;
}

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

class Reach : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(city::save(street_city(), file_)); }

  [[nodiscard]] Outcome reach(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--lang", "en", "reach", file_.string()});
    Capture const out;
    Capture const err;
    auto const code = run(words, out.file(), err.file());
    return {code, out.text(), err.text()};
  }
  [[nodiscard]] static std::string place(double east, double north) {
    auto const point = at(east, north);
    return std::to_string(geo::lat_degrees(point)) + "," + std::to_string(geo::lon_degrees(point));
  }
  [[nodiscard]] std::string refused(std::vector<std::string> const& words) const {
    auto const outcome = reach(words);
    EXPECT_NE(outcome.code, 0);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  }

  Folder folder_{"reach"};
  std::filesystem::path file_ = folder_.path() / "street.city";
};

bool says(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(Reach, PrintsOneObjectWithOutletsByKindAndMetresOfStreet) {
  auto const outcome = reach({"--at", place(0, 0), "--json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  auto const object = json::parse(outcome.out);
  EXPECT_EQ(object["outlets"]["market"]["count"], 1);
  EXPECT_NEAR(object["outlets"]["market"]["nearest_seconds"].get<double>(), 270, 0.2);
  EXPECT_EQ(object["outlets"]["market"]["within"], json({1, 1, 1}));
  EXPECT_EQ(object["outlets"]["pharmacy"]["within"], json({0, 0, 1}));
  EXPECT_EQ(object["outlets"]["tailor"]["count"], 0);
  EXPECT_TRUE(object["outlets"]["tailor"]["nearest_seconds"].is_null()) << "what is not reached has no time";
  EXPECT_NEAR(object["street_metres"].get<double>(), 1000, 0.5);
  EXPECT_NEAR(object["street_metres_within"][0].get<double>(), 333.4, 0.5);
}

TEST_F(Reach, CountsMetresWhereTheyAreAskedFor) {
  auto const outcome = reach({"--at", place(0, 0), "--metres", "250,500", "--kinds", "market", "--json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  auto const object = json::parse(outcome.out);
  EXPECT_EQ(object["outlets"].size(), 1U);
  EXPECT_NEAR(object["outlets"]["market"]["nearest_metres"].get<double>(), 300, 0.2);
  EXPECT_EQ(object["metres"], json({250.0, 500.0}));
}

TEST_F(Reach, ShowsATableThatSaysWhatIsMissing) {
  auto const outcome = reach({"--at", place(0, 0)});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(says(outcome.out, "within 15 min: 1.0 km of streets")) << outcome.out;
  EXPECT_TRUE(says(outcome.out, "4.5 min")) << outcome.out;
  EXPECT_TRUE(says(outcome.out, "missing")) << outcome.out;
}

TEST_F(Reach, DrawsCirclesStreetsOutletsAndThePath) {
  auto const drawing = (folder_.path() / "circle.geojson").string();
  auto const outcome = reach({"--at", place(0, 0), "--to", "71", "--format", "geojson", "--out", drawing});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  auto const text = read_file(drawing, 1'000'000);
  ASSERT_TRUE(text);
  auto const collection = json::parse(*text);
  std::map<std::string, int> count;
  for (auto const& feature : collection["features"]) {
    ++count[feature["properties"]["what"]];
  }
  EXPECT_EQ(count["circle"], 3);
  EXPECT_EQ(count["street"], 3);
  EXPECT_EQ(count["outlet"], 2);
  EXPECT_EQ(count["path"], 1);
}

TEST_F(Reach, SaysWhomAnOutletServes) {
  auto const outcome = reach({"--outlet", "70", "--json"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  auto const object = json::parse(outcome.out);
  EXPECT_EQ(object["homes"], 1);
  EXPECT_EQ(object["people"], 2.5);
  ASSERT_EQ(object["steps"].size(), 15U);
  EXPECT_EQ(object["steps"][4]["homes"], 1) << "310 m take 4.7 minutes";
}

TEST_F(Reach, RefusesPlacesWithAReason) {
  EXPECT_TRUE(says(refused({"--at", "30.0,110.0"}), "lies outside the city, which reaches from"));
  EXPECT_TRUE(says(refused({"--at", "117.181,34.26"}), "34.26,117.181 was probably meant"));
  EXPECT_TRUE(says(refused({"--at", place(500, 900)}), "reaches no street"));
  EXPECT_TRUE(says(refused({"--at", place(200, 400)}), "lies in water"));
  EXPECT_TRUE(says(refused({"--at", place(700, 120)}), "closed compound Peach Garden"));
  EXPECT_TRUE(says(refused({"--at", "here"}), "LAT,LON"));
  EXPECT_TRUE(says(refused({}), "--at"));
}

TEST_F(Reach, RefusesPlacesWithTheSameReasonAsRouteDoes) {
  for (auto const& [at, reason] :
       {std::pair{place(500, 900), "reaches no street"}, std::pair{place(200, 400), "lies in water"},
        std::pair{place(700, 120), "closed compound Peach Garden"}}) {
    Capture const out;
    Capture const err;
    std::vector<std::string> const words{"--lang", "en", "route", file_.string(), "--from", at, "--to", place(0, 0)};
    EXPECT_NE(run(words, out.file(), err.file()), 0);
    EXPECT_TRUE(says(err.text(), reason)) << err.text();
  }
}

TEST_F(Reach, RefusesLimitsThatAreNone) {
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--minutes", "0"}), "up to 60 minutes"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--minutes", "600"}), "up to 60 minutes"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--metres", "7000"}), "up to 6000 m"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--minutes", "1,2,3,4,5"}), "5 limits were given"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--minutes", "soon"}), "numbers with commas"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--minutes", "5", "--metres", "300"}), "both given"));
}

TEST_F(Reach, RefusesUnknownKindsPersonsAndOutlets) {
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--kinds", "pharmcy"}), "pharmacy ("));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--person", "ghost"}), "ghost is not known"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--to", "5"}), "the id 5"));
  EXPECT_TRUE(says(refused({"--outlet", "72"}), "no place that is joined"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--to", "71", "--minutes", "5"}), "not within"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--outlet", "70"}), "Give one of them"));
  EXPECT_TRUE(says(refused({"--at", place(0, 0), "--format", "svg"}), "json and geojson"));
}

/// The same street in two halves, each a way of the map: 7, and 8 behind the market.
city::City halved_city() {
  auto city = street_city();
  auto& streets = city.streets;
  streets.nodes = {at(0, 0), at(500, 0), at(1000, 0)};
  streets.node_compound = {walk::none, walk::none, walk::none};
  streets.node_component = {0, 0, 0};
  streets.streets = {{.source_id = 7}, {.source_id = 8}};
  streets.edges = {{.from = 0, .to = 1, .length_millimetres = 500'000, .street = 0},
                   {.from = 1, .to = 2, .length_millimetres = 500'000, .street = 1}};
  streets.inner_first = 2;
  city.outlets[1].stands = {{at(900, 0), {{1, 400'000, 0}}, std::nullopt}};
  auto& community = city.areas.emplace_back();
  community.level = city::AreaLevel::community;
  community.code = "320302001001";
  community.name = "Lotus";
  community.shape = {{{at(-10, -10), at(1010, -10), at(1010, 10), at(-10, 10)}, {}}};
  return city;
}

/// A directory of the street that begins on 1 November 2026, in which the market is closed and the pharmacy confirmed
/// on 10 November and a street on the 12th, each at noon.
class ReachDirectory : public Reach {
 protected:
  static std::chrono::sys_seconds noon(int day) {
    return std::chrono::sys_days{std::chrono::year{2026} / 11 / day} + std::chrono::hours{4};  // 12:00 in China
  }
  void SetUp() override {
    ASSERT_TRUE(city::save(halved_city(), file_));
    {
      auto const store = *store::open({store::Engine::sqlite, (folder_.path() / "a.db").string()}, clock_);
      auto const seeded = store->write([&](UnitOfWork& work) -> Result<void> {
        worker_ = store::accounts()->add(work, {"worker", "13812345678", std::nullopt, std::nullopt})->id;
        return store::outlets()->seed(work, outlets::entries_of(halved_city())).map([](auto) {});
      });
      ASSERT_TRUE(seeded);
      clock_.move_by(noon(10) - noon(1));
      close_market(*store);
      clock_.move_by(noon(12) - noon(10));
      close_street(*store);
    }
  }
  void close_market(store::Store& store) const {
    ASSERT_TRUE(store.write([&](UnitOfWork& work) -> Result<void> {
      auto const outlets = store::outlets();
      auto kept = *outlets->find(work, directory::OutletId{70});
      kept.entry->state = directory::EntryState::closed;
      directory::Change const change{"close", kept.entry, {directory::Field::state}, std::nullopt, false};
      if (auto done = outlets->apply(work, directory::OutletId{70}, 1, change, {worker_}); !done) {
        return hand_on(done);
      }
      auto seen = *outlets->find(work, directory::OutletId{71});
      seen.entry->confirmed = directory::Confirmation{std::chrono::floor<std::chrono::days>(noon(10)), "1"};
      directory::Change const confirm{"confirm", seen.entry, {}, std::nullopt, false};
      return outlets->apply(work, directory::OutletId{71}, 1, confirm, {worker_}).map([](auto const&) {});
    }));
  }
  void close_street(store::Store& store) const {
    ASSERT_TRUE(store.write([&](UnitOfWork& work) -> Result<void> {
      directory::Actor const bureau{worker_, {{identity::Role::city_bureau, identity::Level::city, {}}}};
      directory::SetPassage const closed{directory::Opening::closed, std::nullopt};
      directory::PassageId const street{directory::PassageId::Sort::street, 8};
      return store::passages()->carry_out(work, street, std::nullopt, closed, bureau, {}).map([](auto const&) {});
    }));
  }
  [[nodiscard]] json outlets_of(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--at", place(0, 0), "--json"});
    auto const outcome = reach(words);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return json::parse(outcome.out)["outlets"];
  }

  FixedClock clock_{noon(1), std::chrono::hours{8}};
  identity::AccountId worker_;
  std::string const db_ = "sqlite:" + (folder_.path() / "a.db").string();
};

TEST_F(ReachDirectory, TakesOutletsAndStreetsAsTheyAreNowOrWereThen) {
  EXPECT_EQ(outlets_of({})["market"]["count"], 1) << "the file knows of no change";
  EXPECT_EQ(outlets_of({"--db", db_, "--as-of", "2026-10-31"}), outlets_of({})) << "before the directory began";
  EXPECT_EQ(outlets_of({"--db", db_, "--as-of", "2026-11-09"}), outlets_of({}));
  auto const closed = outlets_of({"--db", db_, "--as-of", "2026-11-10"});
  EXPECT_EQ(closed["market"]["count"], 0);
  EXPECT_EQ(closed["pharmacy"]["count"], 1);
  auto const now = outlets_of({"--db", db_});
  EXPECT_EQ(now["pharmacy"]["count"], 0) << "the street to it is closed";
  EXPECT_EQ(outlets_of({"--db", db_, "--as-of", "2026-11-12"}), now);
}

TEST_F(ReachDirectory, IsReadWhileAServiceHasItAndSaysWhatItWas) {
  auto const server = store::open({store::Engine::sqlite, (folder_.path() / "a.db").string()}, clock_);
  ASSERT_TRUE(server);
  auto const outcome = reach({"--at", place(0, 0), "--db", db_, "--as-of", "2026-11-10"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(says(outcome.err, "at the end of 2026-11-10 (change 2)")) << outcome.err;
}

TEST_F(ReachDirectory, IsTakenByEveryCommandThatReadsACity) {
  auto const closed = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"--lang", "en", "--json"});
    words.insert(words.end(), {"--db", db_, "--as-of", "2026-11-10"});
    Capture const out;
    Capture const err;
    EXPECT_EQ(run(words, out.file(), err.file()), 0) << words[2] << err.text();
    EXPECT_TRUE(says(err.text(), "(change 2)")) << words[2] << err.text();
    return json::parse(out.text());
  };
  auto const city = file_.string();
  EXPECT_EQ(closed({"info", city})["outlets"], 2);
  EXPECT_EQ(closed({"find", city, "Lotus"})["all"], 0);
  EXPECT_EQ(closed({"access", city, "--kinds", "market", "--minutes", "15"})["people_within"], 0.0);
  auto const scored = closed({"evaluate", city, "--standard", "mofcom"});
  auto const market = std::ranges::find_if(scored["rules"], [](json const& rule) { return rule["id"] == "market"; });
  ASSERT_NE(market, scored["rules"].end());
  EXPECT_EQ((*market)["people_met"], 0.0);
  EXPECT_NEAR(closed({"route", city, "--from", place(0, 0), "--to", place(300, 0)})["metres"].get<double>(), 300, 0.5);
  auto const listed = closed({"services", city, "320302001001"})["lines"];
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["outlet"], "71");
  EXPECT_EQ(listed[0]["unconfirmed"], false) << "the directory knows when somebody was there";
  closed({"compare", city, city, "--standard", "mofcom"});
  closed({"site", city, "--kind", "tailor", "--count", "1", "--from", "streets"});
  closed({"carts", city, "--kind", "tailor", "--carts", "1", "--from", "streets", "--circles", "city"});
}

TEST_F(ReachDirectory, RefusesWhatIsNoDirectoryOrNoDay) {
  auto const there = place(0, 0);
  EXPECT_TRUE(says(refused({"--at", there, "--db", db_, "--as-of", "2026-11-31"}), "a day is expected"));
  EXPECT_TRUE(says(refused({"--at", there, "--db", db_, "--as-of", "yesterday"}), "a day is expected"));
  EXPECT_TRUE(says(refused({"--at", there, "--as-of", "2026-11-10"}), "--db URL"));
  EXPECT_TRUE(says(refused({"--at", there, "--db", "street.db"}), "sqlite:FILE"));
  EXPECT_TRUE(
      says(refused({"--at", there, "--db", "sqlite:" + (folder_.path() / "none.db").string()}), "no Linquan database"));
}

}  // namespace
}  // namespace linquan::cli
