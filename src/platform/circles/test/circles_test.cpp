#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "linquan/circles/decide.h"
#include "linquan/circles/plan.h"
#include "linquan/circles/year.h"

namespace linquan::circles {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr sys_days today{days{20'700}};

sys_days on(int year, unsigned month, unsigned day) {
  return year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

Actor city_bureau() {
  return {identity::AccountId{1}, {{identity::Role::city_bureau, identity::Level::city, ""}}};
}

Actor district_bureau(std::string const& district) {
  return {identity::AccountId{2}, {{identity::Role::district_bureau, identity::Level::district, district}}};
}

Circle circle_in(State state) {
  Circle circle{CircleId{7}, "SHQ001", "民主南路圈", "320302", {{"320302001001"}, {}}};
  circle.state = state;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(state); ++i) {
    circle.since.at(i) = today - days{100} + days{10 * i};
  }
  return circle;
}

std::string outcome(Result<Circle> const& next) {
  return next ? std::string{name_of(next->state)} : next.error().code;
}

TEST(LivingCircle, TakesOneStepAtATimeAndBackOnlyWithAReason) {
  struct Row {
    State from;
    State to;
    std::string reason;
    std::string outcome;
  };
  using enum State;
  auto const actor = city_bureau();
  for (auto const& row : std::vector<Row>{
           {planned, planned, "r", "living_circle_step"},
           {planned, building, "", "building"},
           {planned, built, "r", "living_circle_step"},
           {planned, accepted, "r", "living_circle_step"},
           {building, planned, "", "living_circle_reason"},
           {building, planned, " \n ", "living_circle_text"},
           {building, planned, "资金未到位", "planned"},
           {building, building, "r", "living_circle_step"},
           {building, built, "", "built"},
           {building, accepted, "r", "living_circle_step"},
           {built, planned, "r", "living_circle_step"},
           {built, building, "", "living_circle_reason"},
           {built, building, "返工", "building"},
           {built, built, "r", "living_circle_step"},
           {built, accepted, "验收通过", "accepted"},
           {accepted, planned, "r", "living_circle_step"},
           {accepted, building, "r", "living_circle_step"},
           {accepted, built, "", "living_circle_reason"},
           {accepted, built, "复核未通过", "built"},
           {accepted, accepted, "r", "living_circle_step"},
       }) {
    auto const now = circle_in(row.from);
    auto const next = decide({now, now.id, actor, today}, Step{row.to, today, row.reason});
    EXPECT_EQ(outcome(next), row.outcome) << name_of(row.from) << " → " << name_of(row.to) << " " << row.reason;
  }
}

TEST(LivingCircle, DatesItsStepsInTheirOrder) {
  auto const actor = city_bureau();
  auto const now = circle_in(State::building);  // planned 100 days ago, building 90
  auto const stepped = [&](State to, sys_days when) {
    return decide({now, now.id, actor, today}, Step{to, when, "r"});
  };
  EXPECT_EQ(outcome(stepped(State::built, today + days{1})), "living_circle_date");
  EXPECT_EQ(outcome(stepped(State::built, today - days{91})), "living_circle_date");
  auto const built = stepped(State::built, today - days{90});
  EXPECT_EQ(built->since[2], today - days{90}) << "the same day will do";
  auto const back = decide({*built, built->id, actor, today}, Step{State::building, today, "返工"});
  EXPECT_EQ(back->since[2], std::nullopt);
  EXPECT_EQ(back->since[1], today - days{90}) << "it was being built since then";
}

TEST(LivingCircle, IsFoundAndDescribedByThoseWhoseDistrictItIs) {
  Found const found{" SHQ001 ", "民主南路圈", "320302", {{"320302001002", "320302001001"}, {}}, today};
  auto const made = decide({std::nullopt, CircleId{7}, district_bureau("320302"), today}, found);
  ASSERT_TRUE(made) << made.error().code;
  EXPECT_EQ(made->code, "SHQ001");
  EXPECT_EQ(made->boundary.communities.front(), "320302001001");
  EXPECT_EQ(made->since[0], today);
  EXPECT_EQ(outcome(decide({std::nullopt, CircleId{7}, district_bureau("320303"), today}, found)), "not_allowed");
  auto const actor = district_bureau("320302");
  auto const described = [&](Describe const& describe) { return decide({*made, made->id, actor, today}, describe); };
  EXPECT_EQ(outcome(described({std::nullopt, "320303", std::nullopt})), "not_allowed") << "not theirs to give away";
  EXPECT_EQ(outcome(described({std::nullopt, "鼓楼", std::nullopt})), "living_circle_text");
  EXPECT_EQ(outcome(described({"民主南路圈", std::nullopt, std::nullopt})), "living_circle_no_change");
  EXPECT_EQ(described({"民主路圈", std::nullopt, std::nullopt})->name, "民主路圈");
  EXPECT_EQ(outcome(described({"a\x01", std::nullopt, std::nullopt})), "living_circle_text");
  auto ahead = found;
  ahead.on = today + days{1};
  EXPECT_EQ(outcome(decide({std::nullopt, CircleId{7}, actor, today}, ahead)), "living_circle_date");
  EXPECT_EQ(outcome(decide({*made, made->id, actor, today}, found)), "living_circle_code_taken");
  EXPECT_EQ(outcome(decide({std::nullopt, CircleId{7}, actor, today}, Describe{})), "living_circle_unknown");
}

TEST(LivingCircle, SaysWhoJudgedItByWhat) {
  auto const actor = district_bureau("320302");
  auto const now = circle_in(State::built);
  auto const judged = decide({now, now.id, actor, today}, Judge{"达标", "mofcom", today});
  EXPECT_EQ(judged->grade, (Grade{"达标", "mofcom", today, actor.account}));
  EXPECT_EQ(outcome(decide({now, now.id, actor, today}, Judge{"达标", " ", today})), "living_circle_text");
  EXPECT_EQ(outcome(decide({now, now.id, actor, today}, Judge{"", "mofcom", today})), "living_circle_text");
  EXPECT_EQ(outcome(decide({now, now.id, actor, today}, Judge{"达标", "mofcom", today + days{1}})),
            "living_circle_date");
}

TEST(Boundary, IsCommunitiesOrAShapeAndIsKeptToTheBit) {
  geo::MultiPolygon const shape{{{{1, -2}, {3, 4}, {5, 6}}, {{{2, 2}, {3, 3}, {4, 2}}}},
                                {{{7, 8}, {9, 1}, {2, 3}}, {}}};
  EXPECT_EQ(shape_from(written(shape)), shape);
  EXPECT_EQ(shape_from(""), geo::MultiPolygon{});
  for (auto const* const broken : {"1 2", "1 2,3 4", "1 2,3 4,x 6", "1 2,3 4,5 6;", "1 2,3 4,5 6;1 2", "|", "1,2,3"}) {
    auto const read = shape_from(broken);
    auto const again = read ? written(*read) : std::string{};
    EXPECT_TRUE(!read || again + ";" == broken) << broken;
  }
  EXPECT_TRUE(checked({{"320302001001"}, {}}));
  EXPECT_TRUE(checked({{}, shape}));
  EXPECT_FALSE(checked({{}, {}}));
  EXPECT_FALSE(checked({{"320302001001"}, shape}));
  EXPECT_FALSE(checked({{"1", "1"}, {}}));
  EXPECT_FALSE(checked({{"a b"}, {}}));
  EXPECT_FALSE(checked({{}, {{{{1, 1}, {2, 2}}, {}}}}));
  EXPECT_FALSE(checked({{}, {{geo::Ring(boundary_points_max + 1), {}}}}));
  EXPECT_FALSE(checked({std::vector<std::string>(communities_max + 1, "1"), {}}));
}

TEST(State, IsReadFromTheWordsOfTables) {
  for (auto const& [word, state] : std::vector<std::pair<std::string, State>>{{"built", State::built},
                                                                              {"已建成", State::built},
                                                                              {"在建", State::building},
                                                                              {"已验收", State::accepted},
                                                                              {"规划", State::planned},
                                                                              {"", State::planned}}) {
    EXPECT_EQ(state_from_word(word), state) << word;
  }
}

TEST(Plan, IsCheckedItemByItem) {
  auto const& kinds = kinds::Kinds::built_in();
  Plan const good{2026, " 一圈一策 ", {{" 增设修理点 ", "repair_small", "民主路口", {}, today + days{30}, today}}};
  auto const plan = checked(good, today, kinds);
  ASSERT_TRUE(plan) << plan.error().code;
  EXPECT_EQ(plan->items[0].what, "增设修理点");
  using Row = std::tuple<PlanItem, std::string>;
  for (auto const& [item, field] : std::vector<Row>{{{""}, "what"},
                                                    {{"x", "ghost"}, "kind"},
                                                    {{"x", "", "\x02"}, "place"},
                                                    {{"x", "", "", {}, {}, today + days{1}}, "done"}}) {
    auto const refused = checked({2026, "", {{"good"}, item}}, today, kinds);
    ASSERT_FALSE(refused) << field;
    EXPECT_EQ(refused.error().args, (Error::Args{{"item", "2"}, {"field", field}}));
  }
  EXPECT_EQ(checked({1999, "", {}}, today, kinds).error().code, "circle_year");
  EXPECT_EQ(checked({2026, "", std::vector<PlanItem>(201, {"x"})}, today, kinds).error().code, "plan_items");
}

TEST(Year, IsFrozenWhileItsFiguresAreItsOwn) {
  struct Row {
    int year;
    sys_days today;
    bool may;
  };
  for (auto const& row : std::vector<Row>{{2026, on(2026, 1, 1), true},
                                          {2026, on(2026, 12, 31), true},
                                          {2026, on(2027, 3, 31), true},
                                          {2026, on(2027, 4, 1), false},
                                          {2026, on(2025, 12, 31), false},
                                          {2024, on(2026, 1, 1), false}}) {
    EXPECT_EQ(check_freezing(row.year, row.today).has_value(), row.may) << row.year;
  }
}

TEST(Year, CountsADateOnlyWhereAllItsDaysLieWithin) {
  struct Row {
    std::string date;
    Days within;
    bool lies;
  };
  auto const year = days_of(2026);
  Days const late{on(2026, 3, 2), on(2027, 3, 1)};
  for (auto const& row : std::vector<Row>{{"2026", year, true},
                                          {"2026-01-01", year, true},
                                          {"2026-12-31", year, true},
                                          {"2027-01-01", year, false},
                                          {"2025-12", year, false},
                                          {"2026", late, false},
                                          {"2026-03", late, false},
                                          {"2026-04", late, true},
                                          {"2027-03-01", late, true},
                                          {"2027-03", late, false},
                                          {"2026-02-30", year, false},
                                          {"2026-13", year, false},
                                          {"2026-3", year, false},
                                          {"", year, false},
                                          {"some", year, false}}) {
    EXPECT_EQ(lies_within(row.date, row.within), row.lies) << row.date;
  }
  EXPECT_EQ((year_until(on(2026, 12, 31)).first), on(2026, 1, 1));
}

TEST(Year, IsComparedFigureByFigure) {
  EXPECT_EQ(differences({{"a", 1}, {"b", 2}}, {{"b", 3}, {"c", 4}}),
            (std::vector<Difference>{{"a", 1, std::nullopt}, {"b", 2, 3}, {"c", std::nullopt, 4}}));
}

TEST(Survey, IsNothingWithoutThoseAsked) {
  EXPECT_TRUE(checked({today, 200, 170, "入户调查"}, today));
  for (auto const& odd :
       std::vector<Survey>{{today, 0, 0, "s"}, {today, 5, 6, "s"}, {today, 5, -1, "s"}, {today + days{1}, 5, 5, "s"}}) {
    EXPECT_EQ(checked(odd, today).error().code, "circle_survey");
  }
  EXPECT_EQ(checked({today, 5, 5, ""}, today).error().code, "living_circle_text");
}

}  // namespace
}  // namespace linquan::circles
