// The first town worked out on paper: one street, twelve homes 200 m apart.
//
//   home        a    b    c    d    e    f    g    h    i    j    k    l
//   people     10   20   30   40   50   60   70   80   90  100  110  120    780 in all
//   60 and over 4         6                        8              2           20 in all
//   community  ── west ───────── ── middle ─────── ─ east ─  (outside)
//   compound   garden── court
//   outlets    breakfast market  pharmacy                     pharmacy
//               (a)      (c)      (f)                          (k)
//
// The standard person takes 15 minutes for 1000 m, so 3 minutes from a home to the next. Canteens are declared complete
// in the west, and there is none; of repairs nobody knows anything.

#include "paper_town.h"

namespace linquan::standard {
namespace {

constexpr std::uint32_t west = 0;
constexpr std::uint32_t middle = 1;
constexpr std::uint32_t east = 2;

PaperTown high_street() {
  PaperTown town{"a-b-c-d-e-f-g-h-i-j-k-l", "abcdefghijkl", {"market", "pharmacy", "canteen", "repair", "breakfast"}};
  town.settle();
  for (std::size_t i = 0; i < town.city.homes.size(); ++i) {
    town.city.homes[i].people.all = {static_cast<std::int64_t>(i + 1) * 10'000};
  }
  for (auto const& [letter, people] : {std::pair{'a', 4}, std::pair{'c', 6}, std::pair{'h', 8}, std::pair{'k', 2}}) {
    town.home(letter).people.age_60 = {people * 1000};
  }
  town.area(city::AreaLevel::community, "W", "abcd");
  town.area(city::AreaLevel::community, "M", "efgh");
  town.area(city::AreaLevel::community, "E", "ij");
  town.area(city::AreaLevel::compound, "garden", "ab");
  town.area(city::AreaLevel::compound, "court", "c");
  town.outlet('a', 4).stands[0].hours = *hours::Hours::parse("Mo-Su 06:00-10:00");
  town.outlet('c', 0);
  town.outlet('f', 1);
  town.outlet('k', 1);
  town.city.completeness.push_back({"canteens.xlsx", {2}, {"W"}});
  return town;
}

enum RuleNumber : RuleIndex { market, pharmacy, canteen, repair, pharmacy_metres, breakfast, noon };

Standard high_street_rules() {
  Standard standard;
  standard.rules = {ask("market", {"market"}, minutes(10)),         ask("pharmacy", {"pharmacy"}, minutes(5)),
                    ask("canteen", {"canteen"}, minutes(15)),       ask("repair", {"repair"}, minutes(15)),
                    ask("pharmacy-500", {"pharmacy"}, metres(500)), ask("breakfast", {"breakfast"}, minutes(16)),
                    ask("noon", {"breakfast"}, minutes(10))};
  standard.rules[market].weight = 2;
  standard.rules[pharmacy].people = reach::AgeGroup::age_60;
  standard.rules[pharmacy].demand = Demand::should;
  standard.rules[pharmacy_metres].unit = reach::Unit::metres;
  standard.rules[breakfast].open_at = hours::MinuteOfWeek{7 * 60};
  standard.rules[noon].open_at = hours::MinuteOfWeek{12 * 60};
  for (auto const rule : {pharmacy_metres, breakfast, noon}) {
    standard.rules[rule].demand = Demand::upgrade;
  }
  standard.headlines = {{"near", {}, {market, pharmacy_metres}, {}}, {"fed", {}, {market, canteen}, {}}};
  standard.lists = {{"basic", {}, {"breakfast", "canteen", "market", "pharmacy"}, 4, {}},
                    {"secret", {}, {"repair"}, 2, {}}};
  standard.grades = {{"one", {}, {{0, 3}}, {}}, {"two", {}, {{0, 4}}, {}}};
  standard.round = Round{{{"market"}, {"pharmacy"}}, minutes(31), {}};
  return standard;
}

TEST(HighStreet, EveryHomesVerdict) {
  auto const town = high_street();
  auto const findings = town.evaluated(high_street_rules()).persons.front().findings;
  struct Row {
    RuleNumber rule;
    char const* met;
    char const* unmet;
    char const* unknown;
  };
  for (auto const& row : {
           Row{market, "abcdef", "ghijkl", ""},           // three homes on either side of c
           Row{pharmacy, "efgjkl", "abcdhi", ""},         // one home on either side of f and k
           Row{canteen, "", "abcd", "efghijkl"},          // none; declared complete in the west alone
           Row{repair, "", "", "abcdefghijkl"},           // nobody knows anything
           Row{pharmacy_metres, "defghijkl", "abc", ""},  // two homes on either side are 400 m, three are 600 m
           Row{breakfast, "abcdef", "ghijkl", ""},        // open at seven; five homes from a are 15 minutes
           Row{noon, "", "abcdefghijkl", ""},  // closed at noon: seen in the city, so missing and not unknown
       }) {
    auto const& verdicts = findings.rules[row.rule].verdicts;
    EXPECT_EQ(town.with(verdicts, Verdict::met), row.met) << row.rule;
    EXPECT_EQ(town.with(verdicts, Verdict::unmet), row.unmet) << row.rule;
    EXPECT_EQ(town.with(verdicts, Verdict::unknown), row.unknown) << row.rule;
  }
  // From a to f and back are 30 minutes, from i to c and back 36.
  EXPECT_EQ(town.with(findings.round, Verdict::met), "abcdefgh");
  EXPECT_EQ(town.with(findings.round, Verdict::unmet), "ijkl");
}

TEST(HighStreet, TheCitysScore) {
  auto const score = high_street().evaluated(high_street_rules()).persons.front().scores.city;
  EXPECT_EQ(score.homes, 12U);
  EXPECT_EQ(score.people.all, Millipersons{780'000});
  EXPECT_EQ(score.outlets, 4U);
  EXPECT_EQ(score.rules[market], tally(210, 570, 0));
  EXPECT_EQ(score.rules[pharmacy], tally(2, 18, 0));
  EXPECT_EQ(score.rules[canteen], tally(0, 100, 680));
  EXPECT_EQ(score.rules[repair], tally(0, 0, 780));
  EXPECT_EQ(score.rules[pharmacy_metres], tally(720, 60, 0));
  EXPECT_EQ(score.rules[breakfast], tally(210, 570, 0));
  EXPECT_EQ(score.rules[noon], tally(0, 780, 0));
  EXPECT_EQ(score.headlines[0], tally(150, 630, 0));      // d, e, f
  EXPECT_EQ(score.headlines[1], tally(0, 670, 110));      // e and f have a market; of their canteen nobody knows
  EXPECT_EQ(score.round, tally(360, 420, 0));             // a to h
  EXPECT_EQ(score.by_demand[0], needs(420, 1240, 1460));  // market counts twice: 2·210; 2·570 + 100; 680 + 780
  EXPECT_EQ(score.by_demand[1], needs(2, 18, 0));
  EXPECT_EQ(score.by_demand[2], needs(930, 1410, 0));  // 720 + 210; 60 + 570 + 780
  EXPECT_EQ(score.needs, needs(1352, 2668, 1460));
  EXPECT_DOUBLE_EQ(score.needs.share().value_or(0), 1352.0 / 4020);
  EXPECT_DOUBLE_EQ(score.needs.low().value_or(0), 1352.0 / 5480);
  EXPECT_DOUBLE_EQ(score.needs.high().value_or(0), 2812.0 / 5480);
  // Three basic kinds are there; the canteen would be the fourth, and only the west is known: one star or two.
  EXPECT_EQ(score.lists[0], (Presence{3, 1}));
  EXPECT_EQ(score.lists[1], (Presence{0, 1}));
  EXPECT_EQ(score.graded, (Graded{false, std::nullopt}));
}

TEST(HighStreet, TheCommunitiesScores) {
  auto const scores = high_street().evaluated(high_street_rules()).persons.front().scores;
  ASSERT_EQ(scores.levels.size(), 2U);
  ASSERT_EQ(scores.levels[1].areas.size(), 3U);
  auto const& of_west = scores.levels[1].areas[west];
  EXPECT_EQ(of_west.people.all, Millipersons{100'000});
  EXPECT_EQ(of_west.outlets, 2U);
  EXPECT_EQ(of_west.rules[market], tally(100, 0, 0));
  EXPECT_EQ(of_west.rules[pharmacy], tally(0, 10, 0));
  EXPECT_EQ(of_west.rules[canteen], tally(0, 100, 0));
  EXPECT_EQ(of_west.rules[pharmacy_metres], tally(40, 60, 0));
  EXPECT_EQ(of_west.rules[breakfast], tally(100, 0, 0));
  EXPECT_EQ(of_west.needs, needs(200 + 40 + 100, 10 + 100 + 60 + 100, 100));
  // Breakfast and market stand here, the pharmacy elsewhere, and that there is no canteen is known: no star.
  EXPECT_EQ(of_west.lists[0], (Presence{2, 0}));
  EXPECT_EQ(of_west.graded, (Graded{true, std::nullopt}));
  auto const& of_middle = scores.levels[1].areas[middle];
  EXPECT_EQ(of_middle.rules[market], tally(110, 150, 0));
  EXPECT_EQ(of_middle.rules[canteen], tally(0, 0, 260));
  EXPECT_EQ(of_middle.round, tally(260, 0, 0));
  // One kind and perhaps a canteen: below one star either way.
  EXPECT_EQ(of_middle.lists[0], (Presence{1, 1}));
  EXPECT_EQ(of_middle.graded, (Graded{true, std::nullopt}));
  EXPECT_EQ(scores.levels[1].areas[east].rules[breakfast], tally(0, 190, 0));
  EXPECT_EQ(scores.levels[1].areas[east].outlets, 0U);
  auto const& outside = scores.levels[1].outside;
  EXPECT_EQ(outside.people.all, Millipersons{230'000});
  EXPECT_EQ(outside.outlets, 1U);
  EXPECT_EQ(outside.rules[pharmacy], tally(2, 0, 0));
  EXPECT_EQ(outside.round, tally(0, 230, 0));
}

TEST(HighStreet, TheCompoundsScores) {
  auto const scores = high_street().evaluated(high_street_rules()).persons.front().scores;
  ASSERT_EQ(scores.levels[0].level, city::AreaLevel::compound);
  auto const& garden = scores.levels[0].areas[0];
  auto const& court = scores.levels[0].areas[1];
  EXPECT_EQ(garden.rules[pharmacy_metres], tally(0, 30, 0));
  EXPECT_EQ(garden.rules[pharmacy], tally(0, 4, 0));
  EXPECT_EQ(court.headlines[0], tally(0, 30, 0));
  EXPECT_EQ(court.outlets, 1U);
  EXPECT_EQ(scores.levels[0].outside.rules[market], tally(150, 570, 0));
}

TEST(HighStreet, OfAnAreaWithoutHomesNothingIsKnown) {
  auto town = high_street();
  town.city.areas.emplace_back().code = "Z";
  auto const scores = town.evaluated(high_street_rules()).persons.front().scores;
  auto const& empty = scores.levels[1].areas.back();
  EXPECT_EQ(empty.needs, needs(0, 0, 0));
  EXPECT_EQ(empty.lists[0], (Presence{0, 4}));
  EXPECT_EQ(empty.graded, (Graded{false, std::nullopt}));
}

TEST(HighStreet, EveryGapTheLargestFirst) {
  auto const town = high_street();
  auto const evaluation = town.evaluated(high_street_rules());
  struct Row {
    RuleNumber rule;
    std::uint32_t area;
    std::int64_t people;
    char const* homes;
    std::uint32_t compounds;
    int nearest_min;  ///< minutes, or hundreds of metres; -1: none within the horizon
    int nearest_max;
  };
  std::vector<Row> const rows{
      {market, walk::none, 230, "kl", 0, 24, 27},     // counts twice: 460
      {market, east, 190, "ij", 0, 18, 21},           // 380
      {market, middle, 150, "gh", 0, 12, 15},         // 300
      {noon, middle, 260, "efgh", 0, -1, -1},         // nothing is open anywhere
      {breakfast, walk::none, 230, "kl", 0, 30, 30},  // l is 33 minutes from a, and 32, twice the limit, are searched
      {noon, walk::none, 230, "kl", 0, -1, -1},       // equal people and demand: the later rule
      {breakfast, east, 190, "ij", 0, 24, 27},
      {noon, east, 190, "ij", 0, -1, -1},
      {breakfast, middle, 150, "gh", 0, 18, 21},
      {canteen, west, 100, "abcd", 2, -1, -1},  // a must comes before an upgrade
      {noon, west, 100, "abcd", 2, -1, -1},
      {pharmacy_metres, west, 60, "abc", 2, 6, 10},
      {pharmacy, west, 10, "ac", 2, 9, 15},  // b and d have nobody of 60
      {pharmacy, middle, 8, "h", 0, 6, 6},
  };
  ASSERT_EQ(evaluation.gaps.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const& gap = evaluation.gaps[i];
    EXPECT_EQ(gap.rule, rows[i].rule) << i;
    EXPECT_EQ(gap.area, rows[i].area) << i;
    EXPECT_EQ(gap.people, Millipersons{rows[i].people * 1000}) << i;
    EXPECT_EQ(town.letters_of(gap.homes), rows[i].homes) << i;
    EXPECT_EQ(gap.compounds, rows[i].compounds) << i;
    EXPECT_EQ(gap.nearest_min.has_value(), rows[i].nearest_min >= 0) << i;
    auto const unit = gap.rule == pharmacy_metres ? 1000 : 600;
    EXPECT_NEAR(gap.nearest_min.value_or(0), std::max(0, rows[i].nearest_min) * unit, unit / 10) << i;
    EXPECT_NEAR(gap.nearest_max.value_or(0), std::max(0, rows[i].nearest_max) * unit, unit / 10) << i;
  }
  EXPECT_EQ(evaluation.gaps[0].homes_beyond, 0U);
  EXPECT_EQ(evaluation.gaps[3].homes_beyond, 4U);
  EXPECT_EQ(evaluation.gaps[4].homes_beyond, 1U);
}

TEST(HighStreet, ReadStrictlyOnlyWhatIsDeclaredIsMissing) {
  auto const town = high_street();
  auto const evaluation = town.evaluated(high_street_rules(), {"standard"}, Strictness::declared);
  auto const& score = evaluation.persons.front().scores.city;
  EXPECT_EQ(score.rules[market], tally(210, 0, 570));  // what is there counts; what is not is not known
  EXPECT_EQ(score.rules[canteen], tally(0, 100, 680));
  EXPECT_EQ(score.round, tally(360, 0, 420));
  ASSERT_EQ(evaluation.gaps.size(), 1U);
  EXPECT_EQ(town.letters_of(evaluation.gaps[0].homes), "abcd");
}

}  // namespace
}  // namespace linquan::standard
