// The second town worked out on paper: two loops of streets that share the middle one, twelve homes 200 m apart.
//
//   a-b-c-d      banks at b, g and k; the school at i; repairs at d (keys) and at j (shoes)
//   |     |      10 people in each home; 3 children in each of a, e and i; nobody counted the old
//   e-f-g-h      communities: north a–d, middle e–h; i–l lie outside
//   |     |      the street from a to e is stairs
//   i-j-k-l
//
// The standard person takes 3 minutes from one home to the next; a pram 4 min 10 s, and three times as long on stairs;
// a wheelchair as long as a pram, but takes no stairs.

#include "paper_town.h"

namespace linquan::standard {
namespace {

PaperTown two_loops() {
  PaperTown town{"a-b-c-d\n|     |\ne-f-g-h\n|     |\ni-j-k-l", "abcdefghijkl", {"bank", "school", "repair"}};
  town.drawn().street("ae").traits.kind = walk::StreetKind::steps;
  town.settle();
  for (auto& home : town.city.homes) {
    home.people.all = {10'000};
  }
  for (auto const letter : {'a', 'e', 'i'}) {
    town.home(letter).people.age_0_14 = {3'000};
  }
  town.area(city::AreaLevel::community, "N", "abcd");
  town.area(city::AreaLevel::community, "M", "efgh");
  for (auto const letter : {'b', 'g', 'k'}) {
    town.outlet(letter, 0);
  }
  town.outlet('i', 1);
  town.outlet('d', 2).services = {{2, "keys", std::nullopt}};
  town.outlet('j', 2).services = {{2, "shoes", std::nullopt}};
  return town;
}

enum RuleNumber : RuleIndex { two_banks, school, keys, either, bikes, forty, thirty, old, wheels, next_door };

Standard two_loops_rules() {
  Standard standard;
  standard.rules = {ask("two-banks", {"bank"}, minutes(10)), ask("school", {"school"}, minutes(10)),
                    ask("keys", {"repair"}, minutes(13)),    ask("either", {"repair"}, minutes(13)),
                    ask("bikes", {"repair"}, minutes(13)),   ask("forty", {"bank"}, minutes(13)),
                    ask("thirty", {"bank"}, minutes(13)),    ask("old", {"bank"}, minutes(13)),
                    ask("wheels", {"school"}, minutes(10)),  ask("next-door", {"bank"}, minutes(1))};
  standard.rules[two_banks].count = 2;
  standard.rules[school].people = reach::AgeGroup::age_0_14;
  standard.rules[keys].services = {"keys"};
  standard.rules[either].services = {"keys", "shoes"};
  standard.rules[bikes].services = {"bikes"};
  standard.rules[forty].ratio = Ratio{1, 40, city::AreaLevel::community};
  standard.rules[thirty].ratio = Ratio{1, 30, city::AreaLevel::community};
  standard.rules[old].people = reach::AgeGroup::age_70;
  standard.rules[wheels].person = "wheelchair";
  standard.rules[next_door].ratio = Ratio{1, 40, city::AreaLevel::community};
  standard.round = Round{{{"bank"}, {"school"}, {"repair"}}, minutes(25), {}};
  return standard;
}

TEST(TwoLoops, EveryHomesVerdict) {
  auto const town = two_loops();
  auto const findings = town.evaluated(two_loops_rules()).persons.front().findings;
  struct Row {
    RuleNumber rule;
    char const* met;
    char const* unmet;
    char const* unknown;
  };
  for (auto const& row : {
           // Three homes far at most: b has only its own bank, j only that of k.
           Row{two_banks, "acdefghikl", "bj", ""},
           Row{school, "abefgijkl", "cdh", ""},     // c is four homes from i; b, g and l are three
           Row{keys, "abcdefghjkl", "i", ""},       // i is five homes from d, e and j four
           Row{either, "abcdefghijkl", "", ""},     // whom d does not serve, j does
           Row{bikes, "", "abcdefghijkl", ""},      // repairs are seen; nobody of them mends bikes
           Row{forty, "abcdefgh", "", "ijkl"},      // one bank for just 40 people; outside nobody counts
           Row{thirty, "", "abcdefgh", "ijkl"},     // one for 30 is not enough for 40
           Row{old, "", "", "abcdefghijkl"},        // the old were not counted
           Row{wheels, "efijk", "abcdghl", ""},     // two homes far at most, and no stairs, whoever asks
           Row{next_door, "bg", "acdefhijl", "k"},  // k has its bank; whether outside has enough is not known
       }) {
    auto const& verdicts = findings.rules[row.rule].verdicts;
    EXPECT_EQ(town.with(verdicts, Verdict::met), row.met) << row.rule;
    EXPECT_EQ(town.with(verdicts, Verdict::unmet), row.unmet) << row.rule;
    EXPECT_EQ(town.with(verdicts, Verdict::unknown), row.unknown) << row.rule;
  }
}

TEST(TwoLoops, EveryHomesRound) {
  auto const town = two_loops();
  auto standard = two_loops_rules();
  // Homes walked past on the best round, at 3 minutes each:
  //   4   i, j, k    i → j → k → i
  //   6   e, l       e → i → j → k → e, l → k → j → i → l
  //   8   a, b, f, g, h    a → i → j → k → a; b → i → j → b; the others once round the lower loop, or there and back
  //  10   c, d       both ways round, since no repairer lies between c and the school, and d is five homes from it
  struct Row {
    int limit;
    char const* met;
  };
  for (auto const& row : {Row{11, ""}, Row{13, "ijk"}, Row{17, "ijk"}, Row{19, "eijkl"}, Row{23, "eijkl"},
                          Row{25, "abefghijkl"}, Row{29, "abefghijkl"}, Row{31, "abcdefghijkl"}}) {
    standard.round->limit = minutes(row.limit);
    auto const findings = town.evaluated(standard).persons.front().findings;
    EXPECT_EQ(town.with(findings.round, Verdict::met), row.met) << row.limit;
    EXPECT_EQ(town.with(findings.round, Verdict::unknown), "") << row.limit;
  }
}

TEST(TwoLoops, TheScores) {
  auto const scores = two_loops().evaluated(two_loops_rules()).persons.front().scores;
  EXPECT_EQ(scores.city.rules[two_banks], tally(100, 20, 0));
  EXPECT_EQ(scores.city.rules[school], tally(9, 0, 0));
  EXPECT_EQ(scores.city.rules[keys], tally(110, 10, 0));
  EXPECT_EQ(scores.city.rules[forty], tally(80, 0, 40));
  EXPECT_EQ(scores.city.rules[thirty], tally(0, 80, 40));
  EXPECT_EQ(scores.city.rules[old], tally(0, 0, 0));
  EXPECT_EQ(scores.city.rules[wheels], tally(50, 70, 0));
  EXPECT_EQ(scores.city.rules[next_door], tally(20, 90, 10));
  EXPECT_EQ(scores.city.round, tally(100, 20, 0));
  // 100 + 9 + 110 + 120 + 80 + 50 + 20; 20 + 10 + 120 + 80 + 70 + 90; 40 + 40 + 10
  EXPECT_EQ(scores.city.needs, needs(489, 390, 90));
  ASSERT_EQ(scores.levels.size(), 1U);
  auto const& north = scores.levels[0].areas[0];
  auto const& middle = scores.levels[0].areas[1];
  auto const& outside = scores.levels[0].outside;
  EXPECT_EQ(north.rules[two_banks], tally(30, 10, 0));
  EXPECT_EQ(north.rules[school], tally(3, 0, 0));
  EXPECT_EQ(north.rules[thirty], tally(0, 40, 0));
  EXPECT_EQ(north.round, tally(20, 20, 0));
  EXPECT_EQ(north.outlets, 2U);
  EXPECT_EQ(middle.rules[wheels], tally(20, 20, 0));
  EXPECT_EQ(middle.outlets, 1U);
  EXPECT_EQ(outside.rules[forty], tally(0, 0, 40));
  EXPECT_EQ(outside.outlets, 3U);
}

TEST(TwoLoops, WhoeverWalksHasACityOfTheirOwn) {
  auto const town = two_loops();
  auto standard = two_loops_rules();
  auto const evaluation = town.evaluated(standard, {"standard", "pram", "wheelchair"});
  auto const& findings = [&](std::size_t person) { return evaluation.persons[person].findings; };
  auto const school_met = [&](std::size_t person) {
    return town.with(findings(person).rules[school].verdicts, Verdict::met);
  };
  EXPECT_EQ(school_met(0), "abefgijkl");
  EXPECT_EQ(school_met(1), "efijk");  // two homes are 8 min 20 s
  EXPECT_EQ(school_met(2), "efijk");
  // From a over the stairs and on to i: four times 4 min 10 s with a pram. Round the other way are eight homes, 33 min
  // 20 s: a wheelchair has none within the 30 minutes searched.
  EXPECT_NEAR(findings(1).rules[school].nearest[0], 10'000, 100);
  EXPECT_EQ(findings(2).rules[school].nearest[0], reach::absent);
  EXPECT_EQ(evaluation.persons[1].scores.city.rules[school], tally(6, 3, 0));
  // A rule with a person of its own is the same for everybody.
  EXPECT_EQ(findings(0).rules[wheels].verdicts, findings(1).rules[wheels].verdicts);
}

TEST(TwoLoops, EveryGapOfThreeRules) {
  auto const town = two_loops();
  auto standard = two_loops_rules();
  standard.rules = {standard.rules[two_banks], standard.rules[keys], standard.rules[thirty]};
  standard.rules[1].weight = 3;
  auto const evaluation = town.evaluated(standard);
  struct Row {
    RuleIndex rule;
    std::uint32_t area;
    char const* homes;
    int nearest_min;
    int nearest_max;
  };
  std::vector<Row> const rows{{2, 0, "abcd", 0, 6},          // by ratio: near enough, but too few
                              {2, 1, "efgh", 0, 6},          // e is two homes from b and g
                              {1, walk::none, "i", 15, 15},  // ten people, counted three times
                              {0, 0, "b", 0, 0},
                              {0, walk::none, "j", 3, 3}};
  ASSERT_EQ(evaluation.gaps.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const& gap = evaluation.gaps[i];
    EXPECT_EQ(gap.rule, rows[i].rule) << i;
    EXPECT_EQ(gap.area, rows[i].area) << i;
    EXPECT_EQ(town.letters_of(gap.homes), rows[i].homes) << i;
    EXPECT_EQ(gap.people.count, static_cast<std::int64_t>(gap.homes.size()) * 10'000) << i;
    EXPECT_NEAR(gap.nearest_min.value_or(reach::absent), rows[i].nearest_min * 600, 60) << i;
    EXPECT_NEAR(gap.nearest_max.value_or(reach::absent), rows[i].nearest_max * 600, 60) << i;
    EXPECT_EQ(gap.homes_beyond, 0U) << i;
  }
}

}  // namespace
}  // namespace linquan::standard
