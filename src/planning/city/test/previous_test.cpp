#include "linquan/city/previous.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>

#include "previous_pairs.h"
#include "whole_city.h"

namespace linquan::city {
namespace {

using testing::expect_same;
using testing::whole_city;

/// About a metre northward and eastward at the latitude of place().
constexpr std::int32_t metre = 90;
constexpr std::int32_t metre_east = 109;

constexpr geo::Point place(std::int32_t east, std::int32_t north) {
  return {1'171'800'000 + east * metre_east, 342'600'000 + north * metre};
}

geo::MultiPolygon square(std::int32_t east, std::int32_t north, std::int32_t side) {
  return {{.outer = {place(east, north), place(east + side, north), place(east + side, north + side),
                     place(east, north + side)},
           .holes = {}}};
}

Home home(std::string source, geo::Point door) {
  Home made;
  made.id = HomeId{id_of(source)};
  made.source = std::move(source);
  made.door = door;
  return made;
}

Outlet outlet(std::string source, std::string name, geo::Point at, std::vector<kinds::KindIndex> kinds = {0}) {
  Outlet made;
  made.id = OutletId{id_of(source)};
  made.sources = {std::move(source)};
  made.name = std::move(name);
  made.stands = {{.at = at, .accesses = {}, .hours = std::nullopt}};
  made.kinds = std::move(kinds);
  return made;
}

Area area(AreaLevel level, std::string code, std::string name, geo::MultiPolygon shape) {
  Area made;
  made.source = "areas.gpkg!" + code + name;
  made.id = AreaId{id_of(made.source)};
  made.level = level;
  made.code = std::move(code);
  made.name = std::move(name);
  made.shape = std::move(shape);
  return made;
}

void add_gate(City& city, std::string const& source, geo::Point at, std::uint32_t compound) {
  walk::Gate drawn;
  drawn.at = at;
  city.streets.gates.push_back(drawn);
  auto const index = static_cast<std::uint32_t>(city.streets.gates.size() - 1);
  city.gates.push_back({GateId{id_of(source)}, source, index, compound});
}

void sort_by_id(City& city) {
  auto const by_id = [](auto const& thing) { return thing.id; };
  std::ranges::sort(city.homes, {}, by_id);
  std::ranges::sort(city.outlets, {}, by_id);
  std::ranges::sort(city.gates, {}, by_id);
}

/// Two compounds of twenty homes and two gates each, a community around them, and a row of shops.
City last_year() {
  City city;
  city.kind_ids = {"repair_shoes", "laundry", "keys"};
  city.areas = {area(AreaLevel::compound, "", "翠湖花园", square(0, 0, 200)),
                area(AreaLevel::compound, "", "阳光家园", square(300, 0, 200)),
                area(AreaLevel::community, "320303001001", "云龙社区", square(-50, -50, 600))};
  for (std::int32_t i = 0; i < 40; ++i) {
    auto const east = (i % 20) * 9 + (i < 20 ? 0 : 300);
    city.homes.push_back(home("osm:way/" + std::to_string(1'000 + i) + "#1", place(east, 40 + 20 * (i % 3))));
  }
  for (std::uint32_t i = 0; i < 4; ++i) {
    add_gate(city, "osm:node/" + std::to_string(70 + i), place(static_cast<std::int32_t>(i) * 120, 0), i / 2);
  }
  std::int32_t i = 0;
  for (auto const* const name : {"老王修鞋", "福奈特干洗", "好又多超市", "云龙菜市场", "解放路理发店"}) {
    city.outlets.push_back(outlet("outlets.xlsx:Sheet1!" + std::to_string(i + 2), name, place(i * 30, -20),
                                  {static_cast<kinds::KindIndex>(i % 3)}));
    ++i;
  }
  sort_by_id(city);
  return city;
}

/// Ids by name; homes by their door.
std::map<std::string, std::uint64_t> ids_of(City const& city) {
  std::map<std::string, std::uint64_t> ids;
  for (auto const& o : city.outlets) {
    ids["outlet " + o.name] = o.id.value();
  }
  for (auto const& a : city.areas) {
    ids["area " + a.name] = a.id.value();
  }
  return ids;
}

/// As another file with other rows would name everything.
void rename_sources(City& city) {
  auto const rename = [](std::string const& source) { return "new_" + source; };
  for (auto& h : city.homes) {
    h.source = rename(h.source);
    h.id = HomeId{id_of(h.source)};
  }
  for (auto& o : city.outlets) {
    o.sources.front() = rename(o.sources.front());
    o.id = OutletId{id_of(o.sources.front())};
  }
  for (auto& g : city.gates) {
    g.source = rename(g.source);
    g.id = GateId{id_of(g.source)};
  }
  for (auto& a : city.areas) {
    a.source = rename(a.source);
    a.id = AreaId{id_of(a.source)};
  }
  sort_by_id(city);
}

void shift(City& city, std::int32_t metres) {
  auto const moved = [&](geo::Point& p) { p.lat += metres * metre; };
  for (auto& h : city.homes) {
    moved(h.door);
  }
  for (auto& o : city.outlets) {
    moved(o.stands.front().at);
  }
  for (auto& g : city.streets.gates) {
    moved(g.at);
  }
}

std::size_t things(City const& city) {
  return city.homes.size() + city.outlets.size() + city.gates.size() + city.areas.size();
}

void expect_all_kept(City const& city, City const& before, Matched const& matched) {
  EXPECT_EQ(matched.same.size(), things(before));
  EXPECT_TRUE(matched.fresh.empty());
  EXPECT_TRUE(matched.gone.empty());
  EXPECT_TRUE(matched.doubtful.empty());
  EXPECT_EQ(ids_of(city), ids_of(before));
  for (std::size_t i = 0; i < before.homes.size(); ++i) {
    EXPECT_EQ(city.homes[i].id, before.homes[i].id);
  }
  for (std::size_t i = 0; i < before.gates.size(); ++i) {
    EXPECT_EQ(city.gates[i].id, before.gates[i].id);
    EXPECT_EQ(city.gates[i].graph_gate, before.gates[i].graph_gate);
  }
}

TEST(IdOf, IsTheFirst63BitsOfSha256) {
  EXPECT_EQ(id_of(""), 0xe3b0c44298fc1c14U >> 1U);
  EXPECT_EQ(id_of("abc"), 0xba7816bf8f01cfeaU >> 1U);
}

TEST(KeepIds, OfTheSameCityChangesNothing) {
  for (auto const& before : {last_year(), whole_city()}) {
    auto city = before;
    auto const matched = keep_ids(city, before);
    expect_all_kept(city, before, matched);
    expect_same(city, before);
  }
}

TEST(KeepIds, WhereTheFilesHaveNewNames) {
  auto const before = last_year();
  auto city = before;
  rename_sources(city);
  ASSERT_NE(ids_of(city), ids_of(before));
  expect_all_kept(city, before, keep_ids(city, before));
}

TEST(KeepIds, WhereEverythingWasDrawnFiveMetresElsewhere) {
  auto const before = last_year();
  auto city = before;
  rename_sources(city);
  shift(city, 5);
  expect_all_kept(city, before, keep_ids(city, before));
}

TEST(KeepIds, WhereARowWasInsertedAboveAllOthers) {
  auto const before = last_year();
  auto city = before;
  for (auto& o : city.outlets) {
    auto const row = std::stoi(o.sources.front().substr(o.sources.front().find('!') + 1));
    o.sources.front() = "outlets.xlsx:Sheet1!" + std::to_string(row + 1);
    o.id = OutletId{id_of(o.sources.front())};
  }
  city.outlets.push_back(outlet("outlets.xlsx:Sheet1!2", "新开的钥匙铺", place(60, -22), {2}));
  sort_by_id(city);
  auto const matched = keep_ids(city, before);
  for (auto const& [name, id] : ids_of(before)) {
    EXPECT_EQ(ids_of(city).at(name), id) << name;
  }
  ASSERT_EQ(matched.fresh.size(), 1U);
  EXPECT_EQ(matched.fresh[0].name, "新开的钥匙铺");
  EXPECT_TRUE(matched.gone.empty());
  // Row 2 was last year's shoe repairer: his number is not for the newcomer.
  EXPECT_NE(matched.fresh[0].id, id_of("outlets.xlsx:Sheet1!2"));
  EXPECT_TRUE(std::ranges::is_sorted(city.outlets, {}, &Outlet::id));
}

TEST(KeepIds, TellsWhatIsGoneAndWhatIsNew) {
  auto const before = last_year();
  auto city = before;
  auto const gone = city.homes[3];
  city.homes.erase(city.homes.begin() + 3);
  city.homes.push_back(home("osm:way/5000#1", place(500, 500)));
  sort_by_id(city);
  auto const matched = keep_ids(city, before);
  ASSERT_EQ(matched.gone.size(), 1U);
  EXPECT_EQ(matched.gone[0].thing, "home");
  EXPECT_EQ(matched.gone[0].id, gone.id.value());
  EXPECT_EQ(matched.gone[0].was, gone.source);
  ASSERT_EQ(matched.fresh.size(), 1U);
  EXPECT_EQ(matched.fresh[0].now, "osm:way/5000#1");
  EXPECT_EQ(matched.fresh[0].id, id_of("osm:way/5000#1"));
}

TEST(KeepIds, OfTwoBranchesOfOneChainWhoseRowsChangedPlaces) {
  City before;
  before.kind_ids = {"supermarket"};
  before.outlets = {outlet("t.csv!2", "罗森便利店", place(0, 0)), outlet("t.csv!3", "罗森便利店", place(40, 0))};
  sort_by_id(before);
  City city;
  city.kind_ids = before.kind_ids;
  city.outlets = {outlet("t.csv!3", "罗森便利店", place(1, 0)), outlet("t.csv!2", "罗森便利店", place(41, 0))};
  sort_by_id(city);
  auto const matched = keep_ids(city, before);
  EXPECT_EQ(matched.same.size(), 2U);
  for (auto const& now : city.outlets) {
    auto const was = std::ranges::find(before.outlets, now.id, &Outlet::id);
    ASSERT_NE(was, before.outlets.end());
    EXPECT_LT(geo::distance(was->stands[0].at, now.stands[0].at).metres(), 5.0);
  }
}

struct OutletCase {
  char const* story;
  Outlet was;
  Outlet now;
  char const* outcome;  ///< same, doubtful, apart
};

std::vector<OutletCase> outlet_cases() {
  auto const here = place(0, 0);
  return {
      {"the same row", outlet("t!2", "老王修鞋", here), outlet("t!2", "老王修鞋", here), "same"},
      {"same name 55 m on", outlet("a", "老王修鞋铺", here), outlet("b", "老王修鞋", place(55, 0)), "same"},
      {"same name 70 m on", outlet("a", "老王修鞋", here), outlet("b", "老王修鞋", place(70, 0)), "apart"},
      {"same name, other trade", outlet("a", "老王修鞋", here, {0}), outlet("b", "老王修鞋", here, {1}), "apart"},
      {"half the name", outlet("a", "老王修鞋", here), outlet("b", "老王修表店", here), "doubtful"},
      {"another name", outlet("a", "老王修鞋", here), outlet("b", "小李开锁", here), "apart"},
      {"one has no name", outlet("a", "老王修鞋", here), outlet("b", "", here), "doubtful"},
      {"neither has a name", outlet("a", "", here), outlet("b", "", place(10, 0)), "same"},
      {"no names, 40 m", outlet("a", "", here), outlet("b", "", place(40, 0)), "apart"},
      {"map object 90 m on", outlet("osm:node/1", "老王修鞋", here), outlet("osm:node/1", "老王修鞋", place(90, 0)),
       "same"},
      {"map object far away", outlet("osm:node/1", "老王修鞋", here), outlet("osm:node/1", "老王修鞋", place(400, 0)),
       "doubtful"},
      {"row moved far, same name", outlet("t!2", "老王修鞋", here), outlet("t!2", "老王修鞋", place(400, 0)),
       "doubtful"},
      {"row far away, no name", outlet("t!2", "", here), outlet("t!2", "", place(400, 0)), "apart"},
      {"map object, new sign", outlet("osm:node/1", "老王修鞋", here), outlet("osm:node/1", "小李擦皮", here),
       "doubtful"},
      {"row, other shop", outlet("t!2", "老王修鞋", here), outlet("t!2", "小李擦皮", here), "apart"},
  };
}

TEST(KeepIds, JudgesOutletsBySourcePlaceNameAndKind) {
  for (auto const& c : outlet_cases()) {
    City before;
    before.kind_ids = {"repair_shoes", "laundry"};
    before.outlets = {c.was};
    City city;
    city.kind_ids = before.kind_ids;
    city.outlets = {c.now};
    auto const matched = keep_ids(city, before);
    std::string const outcome = !matched.same.empty() ? "same" : !matched.doubtful.empty() ? "doubtful" : "apart";
    EXPECT_EQ(outcome, c.outcome) << c.story;
    EXPECT_EQ(city.outlets[0].id == before.outlets[0].id, outcome != "apart") << c.story;
  }
}

TEST(KeepIds, KnowsAKindWhoseNumberChanged) {
  City before;
  before.kind_ids = {"repair_shoes", "laundry"};
  before.outlets = {outlet("a", "老王修鞋", place(0, 0), {0})};
  City city;
  city.kind_ids = {"bakery", "laundry", "repair_shoes"};
  city.outlets = {outlet("b", "老王修鞋", place(0, 0), {2})};
  EXPECT_EQ(keep_ids(city, before).same.size(), 1U);
}

TEST(KeepIds, FindsAnUnplacedRowByItsPapers) {
  City before;
  before.kind_ids = {"repair_shoes"};
  before.outlets = {outlet("t!2", "老王修鞋", place(0, 0))};
  before.outlets[0].stands.clear();
  before.outlets[0].telephone = "0516-83712345";
  City city = before;
  city.outlets[0].sources = {"u!9"};
  city.outlets[0].id = OutletId{id_of("u!9")};
  EXPECT_EQ(keep_ids(city, before).same.size(), 1U);
  city.outlets[0].telephone = "0516-00000000";
  EXPECT_TRUE(keep_ids(city, before).same.empty());
}

TEST(KeepIds, OfHomesByPlaceAndOfMapObjectsThatMoved) {
  struct Case {
    char const* was;
    char const* now;
    std::int32_t metres;
    char const* outcome;
  };
  for (auto const& c :
       {Case{"osm:way/1#1", "osm:way/2#1", 14, "same"}, Case{"osm:way/1#1", "osm:way/2#1", 17, "apart"},
        Case{"osm:way/1#1", "osm:way/1#1", 90, "same"}, Case{"osm:way/1#1", "osm:way/1#1", 150, "doubtful"},
        Case{"h.csv!1", "h.csv!1", 60, "doubtful"}, Case{"h.csv!1", "h.csv!1", 150, "apart"}}) {
    City before;
    before.homes = {home(c.was, place(0, 0))};
    City city;
    city.homes = {home(c.now, place(c.metres, 0))};
    auto const matched = keep_ids(city, before);
    std::string const outcome = !matched.same.empty() ? "same" : !matched.doubtful.empty() ? "doubtful" : "apart";
    EXPECT_EQ(outcome, c.outcome) << c.was << " " << c.now << " " << c.metres;
  }
}

TEST(KeepIds, LetsTheListOfUnsnappedHomesFollow) {
  auto const before = last_year();
  auto city = before;
  rename_sources(city);
  city.report.unsnapped = {{city.homes[5].id, city.homes[5].source, city.homes[5].door, "snap_too_far", 200}};
  auto const door = city.homes[5].door;
  (void)keep_ids(city, before);
  auto const now = std::ranges::find(city.homes, door, &Home::door);
  EXPECT_EQ(city.report.unsnapped[0].home, now->id);
}

TEST(KeepIds, OfAGateNeedsItsCompound) {
  City before;
  before.areas = {area(AreaLevel::compound, "", "翠湖花园", square(0, 0, 200)),
                  area(AreaLevel::compound, "", "阳光家园", square(200, 0, 200))};
  add_gate(before, "inferred:1", place(197, 100), 0);
  auto city = before;
  city.gates[0] = {GateId{id_of("inferred:2")}, "inferred:2", 0, 1};
  EXPECT_EQ(keep_ids(city, before).gone.size(), 1U);
  city.gates[0] = {GateId{id_of("inferred:2")}, "inferred:2", 0, 0};
  EXPECT_TRUE(keep_ids(city, before).gone.empty());
}

TEST(KeepIds, OfAreasByCodeThenNameThenShape) {
  City before;
  before.areas = {area(AreaLevel::community, "001", "一社区", square(0, 0, 300)),
                  area(AreaLevel::community, "002", "二社区", square(300, 0, 300)),
                  area(AreaLevel::compound, "", "", square(0, 600, 300)),
                  area(AreaLevel::compound, "", "", square(600, 600, 300))};
  City city;
  city.areas = {area(AreaLevel::community, "001", "新一社区", square(0, 0, 300)),
                area(AreaLevel::community, "902", "二社区", square(310, 0, 300)),
                area(AreaLevel::compound, "", "甲", square(20, 610, 300)),
                area(AreaLevel::compound, "", "乙", square(740, 600, 300)),
                area(AreaLevel::subdistrict, "001", "一社区", square(0, 0, 300))};
  auto const matched = keep_ids(city, before);
  EXPECT_EQ(city.areas[0].id, before.areas[0].id);
  EXPECT_EQ(city.areas[1].id, before.areas[1].id);
  EXPECT_EQ(city.areas[2].id, before.areas[2].id);
  EXPECT_EQ(city.areas[3].id, before.areas[3].id);
  EXPECT_EQ(matched.same.size(), 3U);
  ASSERT_EQ(matched.doubtful.size(), 1U);
  EXPECT_EQ(matched.doubtful[0].id, before.areas[3].id.value());
  EXPECT_EQ(matched.fresh.size(), 1U);
}

/// A crowd of near and like things, drawn anew from `seed`.
City crowd(unsigned seed, char const* file) {
  std::mt19937 random{seed};
  auto const coordinate = [&] { return static_cast<std::int32_t>(random() % 120); };
  City city;
  city.kind_ids = {"repair_shoes", "laundry"};
  std::array<char const*, 5> const names{"老王修鞋", "老王修鞋铺", "老王修表店", "", "小李开锁"};
  std::set<std::string> taken;
  for (int i = 0; i < 25; ++i) {
    auto const source = std::string{file} + std::to_string(random() % 40);
    if (!taken.insert(source).second) {
      continue;
    }
    auto const at = place(coordinate(), coordinate());
    city.homes.push_back(home(source, at));
    city.outlets.push_back(outlet(source, names[random() % 5], at, {static_cast<kinds::KindIndex>(random() % 2)}));
  }
  sort_by_id(city);
  return city;
}

std::vector<std::string> told(Matched const& matched) {
  std::vector<std::string> lines;
  for (auto const* list : {&matched.same, &matched.fresh, &matched.gone, &matched.doubtful}) {
    for (auto const& line : *list) {
      lines.push_back(line.thing + " " + std::to_string(line.id) + " " + line.was + " → " + line.now + " " +
                      std::to_string(line.sure_permille) + " " + std::to_string(line.metres));
    }
    lines.emplace_back("--");
  }
  return lines;
}

TEST(KeepIds, NeverAsksForTheOrderOfItsListsAndGivesNoIdTwice) {
  EXPECT_TRUE(rc::check([](unsigned seed, bool rows) {
    auto const before = crowd(seed, rows ? "t.csv!" : "osm:node/");
    auto const drawn = crowd(seed + 1, rows ? "t.csv!" : "osm:node/");
    auto city = drawn;
    auto const matched = keep_ids(city, before);

    std::mt19937 random{seed};
    auto shuffled_before = before;
    auto shuffled = drawn;
    for (auto* one : {&shuffled_before, &shuffled}) {
      std::shuffle(one->homes.begin(), one->homes.end(), random);
      std::shuffle(one->outlets.begin(), one->outlets.end(), random);
    }
    RC_ASSERT(told(keep_ids(shuffled, shuffled_before)) == told(matched));
    RC_ASSERT(shuffled.homes == city.homes);
    RC_ASSERT(shuffled.outlets == city.outlets);

    std::set<std::uint64_t> ids;
    for (auto const& o : city.outlets) {
      RC_ASSERT(ids.insert(o.id.value()).second);
    }
    for (auto const& line : matched.gone) {
      RC_ASSERT(line.thing != "outlet" || !ids.contains(line.id));
    }
    RC_ASSERT(matched.same.size() + matched.doubtful.size() + matched.fresh.size() == things(city));
    RC_ASSERT(matched.same.size() + matched.doubtful.size() + matched.gone.size() == things(before));
  }));
}

TEST(KeepIds, OfACrowdOfLikeThingsIsTheIdentity) {
  EXPECT_TRUE(rc::check([](unsigned seed) {
    auto const before = crowd(seed, "t.csv!");
    auto city = before;
    auto const matched = keep_ids(city, before);
    RC_ASSERT(matched.same.size() == things(before));
    RC_ASSERT(city.homes == before.homes);
    RC_ASSERT(city.outlets == before.outlets);
  }));
}

}  // namespace
}  // namespace linquan::city
