#include "linquan/store/circles.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "circle_rows.h"
#include "linquan/base/ensure.h"
#include "programme_rows.h"
#include "work.h"

namespace linquan::store {
namespace {

using circles::Circle;
using circles::CircleId;
using circles::Kept;

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

Value grade_text(Circle const& circle, std::string circles::Grade::*field) {
  return circle.grade ? Value{(*circle.grade).*field} : Value::none(Value::Sort::text);
}

Value grade_by(Circle const& circle) {
  return circle.grade ? Value{circle.grade->by} : Value::none(Value::Sort::number);
}

Value grade_on(Circle const& circle) {
  return day_value(circle.grade ? std::optional{circle.grade->on} : std::nullopt);
}

bool insert(Sql& sql, Circle const& circle) {
  auto const& since = circle.since;
  return sql
      .one({"INSERT INTO living_circles (" LINQUAN_CIRCLE_COLUMNS
            ") VALUES (:id, 1, :code, :name, :district, :communities, :drawn, :state, :planned, :building, :built, "
            ":accepted, :grade, :standard, :graded, :grader) ON CONFLICT DO NOTHING RETURNING id",
            "n"},
           {circle.id, circle.code, circle.name, circle.district, codes_text(circle.boundary.communities),
            circles::written(circle.boundary.drawn), circles::name_of(circle.state), day_value(since[0]),
            day_value(since[1]), day_value(since[2]), day_value(since[3]), grade_text(circle, &circles::Grade::grade),
            grade_text(circle, &circles::Grade::standard), grade_on(circle), grade_by(circle)})
      .has_value();
}

bool update(Sql& sql, Circle const& circle, std::uint64_t version) {
  auto const& since = circle.since;
  return sql
      .one({"UPDATE living_circles SET version = version + 1, name = :name, district = :district, communities = "
            ":communities, drawn = :drawn, state = :state, planned_on = :planned, building_on = :building, built_on = "
            ":built, accepted_on = :accepted, grade = :grade, grade_standard = :standard, grade_on = :graded, "
            "grade_by = :grader WHERE id = :id AND version = :version RETURNING id",
            "n"},
           {circle.name, circle.district, codes_text(circle.boundary.communities),
            circles::written(circle.boundary.drawn), circles::name_of(circle.state), day_value(since[0]),
            day_value(since[1]), day_value(since[2]), day_value(since[3]), grade_text(circle, &circles::Grade::grade),
            grade_text(circle, &circles::Grade::standard), grade_on(circle), grade_by(circle), circle.id,
            number(version)})
      .has_value();
}

struct Step {
  std::uint64_t version = 0;
  std::optional<identity::AccountId> by;
  std::string_view command;
  std::string reason = {};
};

void note(UnitOfWork& work, Circle const& circle, Step const& step) {
  sql_of(work).run(
      "INSERT INTO living_circle_versions (circle_id, " LINQUAN_CIRCLE_VERSION_COLUMNS
      ") VALUES (:id, :version, :at, :by, :command, :state, :reason)",
      {circle.id, number(step.version), work.now(), step.by ? Value{*step.by} : Value::none(Value::Sort::number),
       step.command, circles::name_of(circle.state), step.reason});
}

class SqlCircles final : public circles::Circles {
 public:
  std::uint64_t seed(UnitOfWork& work, std::vector<Circle> const& circles) override {
    std::uint64_t count = 0;
    for (auto const& circle : circles) {
      if (insert(sql_of(work), circle)) {
        note(work, circle, {1, std::nullopt, "seed"});
        ++count;
      }
    }
    return count;
  }

  std::vector<Kept> all(UnitOfWork& work) override {
    std::vector<Kept> found;
    for (auto const& row :
         sql_of(work).all({"SELECT " LINQUAN_CIRCLE_COLUMNS " FROM living_circles ORDER BY code", circle_shape})) {
      found.push_back(circle_of(row));
    }
    return found;
  }

  std::vector<std::pair<std::string, circles::State>> states(UnitOfWork& work) override {
    std::vector<std::pair<std::string, circles::State>> found;
    for (auto const& row : sql_of(work).all({"SELECT code, state FROM living_circles ORDER BY code", "tt"})) {
      auto const state = circles::state_named(row.text(1));
      ensure(state.has_value(), "a living circle in a state that this program does not know");
      found.emplace_back(row.text(0), *state);
    }
    return found;
  }

  Result<Kept> find(UnitOfWork& work, CircleId id) override {
    auto const row =
        sql_of(work).one({"SELECT " LINQUAN_CIRCLE_COLUMNS " FROM living_circles WHERE id = :id", circle_shape}, {id});
    if (!row) {
      return refuse(ErrorKind::not_found, "living_circle_unknown", {{"id", std::to_string(id.value())}});
    }
    return circle_of(*row);
  }

  Result<Kept> carry_out(UnitOfWork& work, CircleId id, std::optional<std::uint64_t> seen,
                         circles::Command const& command, circles::Actor const& actor,
                         std::chrono::sys_days today) override {
    auto now = find(work, id);
    if (now && seen && *seen != now->version) {
      return refuse(ErrorKind::conflict, "living_circle_changed");
    }
    auto const circle = now ? std::optional{now->circle} : std::nullopt;
    auto next = circles::decide({circle, id, actor, today}, command);
    if (!next) {
      return hand_on(next);
    }
    Step step{now ? now->version + 1 : 1, actor.account, circles::name_of(command)};
    if (auto const* const stepped = std::get_if<circles::Step>(&command)) {
      step.reason = stepped->reason;
    }
    if (!now && !insert(sql_of(work), *next)) {
      return refuse(ErrorKind::conflict, "living_circle_code_taken", {{"code", next->code}});
    }
    if (now && !update(sql_of(work), *next, now->version)) {
      return refuse(ErrorKind::conflict, "living_circle_changed");
    }
    note(work, *next, step);
    return Kept{step.version, std::move(*next)};
  }

  std::vector<circles::Version> versions(UnitOfWork& work, CircleId id) override {
    std::vector<circles::Version> found;
    for (auto const& row : sql_of(work).all({"SELECT " LINQUAN_CIRCLE_VERSION_COLUMNS
                                             " FROM living_circle_versions WHERE circle_id = :id ORDER BY version DESC",
                                             circle_version_shape},
                                            {id})) {
      found.push_back(circle_version_of(row));
    }
    return found;
  }

  std::vector<circles::KeptPlan> plans(UnitOfWork& work, CircleId id) override { return plan_rows(sql_of(work), id); }
  Result<circles::KeptPlan> set_plan(UnitOfWork& work, CircleId id, std::uint64_t seen, circles::Plan const& plan,
                                     identity::AccountId by) override {
    return put_plan(work, {id, seen, plan, by});
  }

  std::vector<circles::Survey> surveys(UnitOfWork& work, CircleId id) override {
    std::vector<circles::Survey> found;
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_SURVEY_COLUMNS " FROM circle_surveys WHERE circle_id = :id ORDER BY asked_on DESC, "
              "circle_surveys.id DESC",
              survey_shape},
             {id})) {
      found.push_back(survey_of(row));
    }
    return found;
  }
  void add_survey(UnitOfWork& work, CircleId id, circles::Survey const& survey, identity::AccountId by) override {
    sql_of(work).run("INSERT INTO circle_surveys (id, " LINQUAN_SURVEY_COLUMNS
                     ", made_at, made_by) VALUES (:id, :circle, :on, :asked, :content, :source, :at, :by)",
                     {std::int64_t{number(work.new_number())}, id, day_value(survey.on), survey.asked, survey.content,
                      survey.source, work.now(), by});
  }
  std::vector<std::pair<CircleId, circles::Survey>> newest_surveys(UnitOfWork& work) override {
    std::vector<std::pair<CircleId, circles::Survey>> found;
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_SURVEY_COLUMNS
              " FROM circle_surveys AS s WHERE NOT EXISTS (SELECT 1 FROM circle_surveys AS later WHERE later.circle_id "
              "= s.circle_id AND (later.asked_on > s.asked_on OR (later.asked_on = s.asked_on AND later.id > s.id))) "
              "ORDER BY circle_id",
              survey_shape})) {
      found.emplace_back(row.id<CircleId>(0), survey_of(row));
    }
    return found;
  }

  std::vector<circles::Year> years(UnitOfWork& work, CircleId id) override { return year_rows(sql_of(work), id); }
  Result<void> freeze(UnitOfWork& work, CircleId id, circles::Year const& year) override {
    return put_year(sql_of(work), id, year);
  }

  std::vector<circles::Brand> brands(UnitOfWork& work) override { return brand_rows(sql_of(work)); }
  void set_brand(UnitOfWork& work, circles::Brand const& brand, identity::AccountId by) override {
    put_brand(work, brand, by);
  }
  Result<void> set_board(UnitOfWork& work, std::string const& district, circles::Board const& board,
                         identity::AccountId by) override {
    return put_board(work, district, board, by);
  }
};

}  // namespace

std::unique_ptr<circles::Circles> circles() {
  return std::make_unique<SqlCircles>();
}

}  // namespace linquan::store
