#include "linquan/siting/remedies.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "linquan/hours/hours.h"
#include "linquan/standard/evaluation.h"
#include "row_town.h"

namespace linquan::siting {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the town of these tests
using standard::Means;
using standard::Remedy;

/// Small repairs within three minutes: 200 m.
standard::Rule repair_rule() {
  standard::Rule rule;
  rule.id = "repair";
  rule.kinds = {"repair_small"};
  rule.limit = 1800;
  return rule;
}

/// Means and people of the only gap, in the order in which they are told.
std::vector<std::pair<Means, std::int64_t>> remedies_of(city::City const& city, standard::Rule const& rule,
                                                        std::size_t fronts) {
  standard::Standard standard;
  standard.rules = {rule};
  standard::EvaluateOptions options;
  options.persons = {walker().person};
  SilentProgress silent;
  auto evaluation = standard::evaluate(city, standard, options, silent);
  EXPECT_TRUE(evaluation);
  EXPECT_EQ(evaluation->gaps.size(), 1U);
  RemedyRequest const request{.asked = {walker().person, options.strictness, 1, {}}, .fronts = fronts};
  EXPECT_TRUE(add_remedies(city, standard, evaluation->gaps, request, silent));
  std::vector<std::pair<Means, std::int64_t>> found;
  for (auto const& remedy : evaluation->gaps.front().remedies) {
    found.emplace_back(remedy.means, remedy.people.count / 1000);
  }
  return found;
}

// On paper: at half past seven nobody repairs. The cobbler at l, who opens at nine, would serve j, k and l: 33 people.
// The convenience store at c could take it on, for a to e: 15. Of the premises j is best, for h to l: 50; of points on
// the street, each half-way between two homes, that between j and k, for i to l: 42.
TEST(Remedies, AreThoseThatPaperSays) {
  auto city = row_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  auto& cobbler = add_outlet(city, town, 'l', repair);
  cobbler.stands.front().hours = *hours::Hours::parse("09:00-18:00");
  add_outlet(city, town, 'c', convenience);
  auto rule = repair_rule();
  rule.open_at = hours::MinuteOfWeek{7 * 60 + 30};
  using Told = std::vector<std::pair<Means, std::int64_t>>;
  EXPECT_EQ(remedies_of(city, rule, 1),
            (Told{{Means::candidate, 50}, {Means::front, 42}, {Means::hours, 33}, {Means::take_on, 15}}));
  EXPECT_EQ(remedies_of(city, rule, 0), (Told{{Means::candidate, 50}, {Means::hours, 33}, {Means::take_on, 15}}));
}

// On paper: the market at c is no host for a cobbler, and the stall at a is for what roams, as cobblers do: a, b, c.
TEST(Remedies, AskWhatAPlaceMayTakeOn) {
  auto city = row_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  city.candidates.clear();
  add_outlet(city, town, 'c', market);
  add_outlet(city, town, 'l', repair);
  EXPECT_TRUE(remedies_of(city, repair_rule(), 0).empty());
  add_candidate(city, town, 'a', "stall");
  EXPECT_EQ(remedies_of(city, repair_rule(), 0), (std::vector<std::pair<Means, std::int64_t>>{{Means::candidate, 6}}));
}

// On paper: a, b and c have one cobbler and lack one more; the others lack two, which no single remedy gives them.
TEST(Remedies, ServeThoseWhoLackOneOnly) {
  auto city = row_city();
  drawn::DrawnTown town{"a---b---c---d---e---f---g---h---i---j---k---l", 25};
  add_outlet(city, town, 'a', repair);
  auto rule = repair_rule();
  rule.count = 2;
  EXPECT_EQ(remedies_of(city, rule, 0), (std::vector<std::pair<Means, std::int64_t>>{{Means::candidate, 6}}));
}

// On paper: behind the locked gate at a stands a cobbler whom h would reach in two minutes.
TEST(Remedies, OpenALockedGate) {
  drawn::DrawnTown town{"h---a---b---c", 25};
  town.vertex('a').barrier = true;
  town.vertex('a').passage = walk::Passage::closed;
  auto city = city_of(town, "h", [](char) { return 7; });
  add_outlet(city, town, 'b', repair);
  EXPECT_EQ(remedies_of(city, repair_rule(), 0), (std::vector<std::pair<Means, std::int64_t>>{{Means::gate, 7}}));
}

}  // namespace
}  // namespace linquan::siting
