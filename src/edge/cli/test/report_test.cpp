#include "report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "figures.h"
#include "fixtures.h"
#include "lists.h"
#include "measure.h"
#include "messages.h"
#include "summary.h"

namespace linquan::cli {
namespace {

TEST(Summary, CountsEachStreetOnce) {
  auto const summary = summarise(small_city());
  EXPECT_EQ(summary.walk_edges, 4U);
  EXPECT_EQ(summary.walk_length, Millimetres{150'000});
  EXPECT_EQ(summary.components, 2U);
  EXPECT_DOUBLE_EQ(summary.component_main_share, 0.75);
}

TEST(Summary, CountsHomesWithinSixtyMetres) {
  auto const summary = summarise(small_city());
  EXPECT_EQ(summary.homes, 3U);
  EXPECT_EQ(summary.homes_within_60m, 1U) << "60.000 m is within, 60.001 m is not, no street is not";
  EXPECT_EQ(summary.homes_unsnapped, 1U);
  EXPECT_EQ(summary.people, Millipersons{4'000});
  EXPECT_EQ(summary.homes_by_source, (Counts{{"building", 2}, {"entrance", 1}}));
}

TEST(Summary, CountsAnOutletUnderEachOfItsKinds) {
  auto const summary = summarise(small_city());
  EXPECT_EQ(summary.outlets, 3U);
  EXPECT_EQ(summary.outlets_by_kind, (Counts{{"market", 1}, {"pharmacy", 3}}));
  EXPECT_EQ(summary.kinds_without_outlet, std::vector<std::string>{"tailor"});
  EXPECT_EQ(summary.outlets_unplaced, 1U);
  EXPECT_EQ(summary.outlets_without_hours, 2U);
  EXPECT_EQ(summary.outlets_by_mark, (Counts{{"licence_check", 1}}));
}

TEST(Summary, CountsCompoundsAndGates) {
  auto const summary = summarise(small_city());
  EXPECT_EQ(summary.compounds, 1U);
  EXPECT_EQ(summary.compounds_closed, 1U);
  EXPECT_EQ(summary.gates, 3U);
  EXPECT_EQ(summary.gates_inferred, 1U);
}

TEST(Summary, OfNothingIsAllZero) {
  auto const summary = summarise(city::City{});
  EXPECT_EQ(summary.homes, 0U);
  EXPECT_EQ(json_of(summary).at("homes_within_60m_share"), 0.0);
}

TEST(FarthestHomes, BeginWithThoseThatReachNoStreet) {
  auto const homes = farthest_homes(small_city(), 2);
  ASSERT_EQ(homes.size(), 2U);
  EXPECT_EQ(homes[0].source, "osm:way/3");
  EXPECT_EQ(homes[0].reason, "home_behind_water");
  EXPECT_EQ(homes[1].source, "osm:node/1") << "both others are 60 m away: the smaller id comes first";
  EXPECT_EQ(farthest_homes(small_city(), 50).size(), 3U);
}

TEST(Json, HasTheKeysThatScriptsRelyOn) {
  auto const city = small_city();
  auto const object = json_of(city, summarise(city), Messages{Language::en});
  for (auto const* key : {"walk_nodes", "walk_edges", "homes", "people", "people_unplaced", "outlets",
                          "outlets_by_kind", "homes_unsnapped", "gates", "gates_inferred", "skipped"}) {
    EXPECT_TRUE(object.contains(key)) << key;
  }
  EXPECT_EQ(object.at("people"), 4.0);
  EXPECT_EQ(object.at("skipped").at("way_too_short"), 7);
  EXPECT_EQ(object.at("homes_farthest").at(0).at("metres"), 170);
  EXPECT_EQ(object.at("notices").at(0).at("code"), "file_too_large");
}

TEST(Info, StatesWhatIsKnownAndWhatIsNot) {
  auto const city = small_city();
  auto const text = info_text(city, summarise(city), Messages{Language::en});
  EXPECT_EQ(text.substr(0, text.find('\n')), "Lakeside: 3 homes, 4 people, 3 outlets");
  for (auto const* part :
       {"4 of the 5 given people live in a home (80.0 %)", "1 person could be put into no home",
        "1 home reaches no street", "1 outlet is known by name only", "2 of 3 outlets do not say when they are open",
        "1 gate is inferred", "lakeside.osm.pbf", "© OpenStreetMap contributors", "1, 1 of them closed"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(Info, LeavesNoPlaceUnfilledAmongTheReasons) {
  auto city = small_city();
  city.report.skipped = {{"hours_not_understood", 5}, {"row_of_no_kind", 2}, {"row_of_no_place", 1}};
  for (auto const language : {Language::en, Language::zh}) {
    auto const text = info_text(city, summarise(city), Messages{language});
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

TEST(Info, SpeaksChinese) {
  auto const city = small_city();
  auto const text = info_text(city, summarise(city), Messages{Language::zh});
  EXPECT_NE(text.find("给出的 5 人中有 4 人落到住户（80.0 %）"), std::string::npos) << text;
}

TEST(Info, SaysSoWhereNoSourceCountsPeople) {
  auto city = small_city();
  city.report.people_given = {};
  auto const text = brief_text(summarise(city), Messages{Language::en});
  EXPECT_NE(text.find("no source says how many people live here"), std::string::npos);
}

TEST(Lists, HoldWhatSomebodyWorksThrough) {
  auto city = small_city();
  city.gates = {{city::GateId{31}, "osm:node/8", 1, 0}};
  Messages const messages{Language::en};
  auto const sheets = lists_of(city, nullptr, messages);
  ASSERT_EQ(sheets.size(), 5U);
  EXPECT_EQ(sheets[0].name, "homes_unsnapped");
  ASSERT_EQ(sheets[0].rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(sheets[0].rows[0][0]), "osm:way/3");
  ASSERT_EQ(sheets[1].rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(sheets[1].rows[0][1]), "Needle and thread");
  EXPECT_EQ(std::get<std::string>(sheets[1].rows[0][5]), "Lotus");
  // One row is in doubt by itself; the other outlet lies where no street is.
  ASSERT_EQ(sheets[2].rows.size(), 2U);
  EXPECT_TRUE(std::ranges::any_of(sheets[2].rows, [](auto const& row) {
    return std::get<std::string>(row.back()).find("no street within 150 m") != std::string::npos;
  }));
  EXPECT_EQ(sheets[3].rows.size(), 1U);
  ASSERT_EQ(sheets[4].rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(sheets[4].rows[0][0]), "31");
  EXPECT_EQ(std::get<std::string>(sheets[4].rows[0].back()), "inferred");
  for (auto const& sheet : sheets) {
    for (auto const& row : sheet.rows) {
      EXPECT_EQ(row.size(), sheet.columns.size()) << sheet.name;
    }
  }
}

TEST(Lists, TellWhatBecameOfLastYearsThings) {
  city::Matched matched;
  matched.gone.push_back({.thing = "outlet", .id = UINT64_MAX, .name = "Old mill", .was = "osm:node/4", .now = {}});
  auto const sheets = lists_of(small_city(), &matched, Messages{Language::en});
  ASSERT_EQ(sheets.size(), 6U);
  ASSERT_EQ(sheets[5].rows.size(), 1U);
  EXPECT_EQ(std::get<std::string>(sheets[5].rows[0][2]), "18446744073709551615") << "an id must survive a spreadsheet";
  EXPECT_EQ(sheets[5].rows[0].size(), sheets[5].columns.size());
}

TEST(Figures, AreReadable) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(people_text({1'499}), "1");
  EXPECT_EQ(people_text({1'500}), "2");
  EXPECT_EQ(share_text(9'999, 10'000), "99.9 %") << "rounded down: 100 % means all";
  EXPECT_EQ(share_text(0, 0), "–");
  EXPECT_EQ(columns_of("邻圈 map"), 8U);
  EXPECT_EQ(padded("邻圈", 6), "邻圈  ");
}

TEST(Percentile, IsASampleThatWasMeasured) {
  EXPECT_EQ(percentile({}, 50), 0);
  EXPECT_EQ(percentile({3, 1, 2}, 50), 2);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 50), 2);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 99), 4);
}

}  // namespace
}  // namespace linquan::cli
