#include <string>
#include <utility>

#include "linquan/store/plans.h"
#include "work.h"

namespace linquan::store {
namespace {

constexpr std::string_view shape = "nnttnnnnn";
#define LINQUAN_SCENARIO_COLUMNS "id, account_id, name, edits, shared, base_change, version, created_at, changed_at"

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

StoredScenario scenario_of(Row const& row) {
  return {row.id<ScenarioId>(0), row.id<identity::AccountId>(1),
          row.text(2),           row.text(3),
          row.number(4) != 0,    row.count(5),
          row.count(6),          row.instant(7),
          row.instant(8)};
}

tl::unexpected<Error> unknown(ScenarioId id) {
  return refuse(ErrorKind::not_found, "scenario_unknown", {{"id", std::to_string(id.value())}});
}

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

}  // namespace

Result<StoredScenario> add_scenario(UnitOfWork& work, identity::AccountId account, ScenarioText const& text) {
  auto const kept = sql_of(work).one({"SELECT count(*) FROM scenarios WHERE account_id = :account", "n"}, {account});
  if (kept && kept->count(0) >= scenarios_max) {
    return refuse(ErrorKind::busy, "scenarios_many", {{"most", std::to_string(scenarios_max)}});
  }
  StoredScenario made{work.new_id<ScenarioId>(), account, text.name,  text.edits, text.shared,
                      text.base_change,          1,       work.now(), work.now()};
  sql_of(work).run(
      "INSERT INTO scenarios (id, account_id, name, edits, shared, base_change, version, created_at, changed_at) "
      "VALUES "
      "(:id, :account, :name, :edits, :shared, :base, 1, :created, :changed)",
      {made.id, account, made.name, made.edits, std::int64_t{made.shared ? 1 : 0}, number(made.base_change),
       made.created, made.changed});
  return made;
}

Result<StoredScenario> find_scenario(UnitOfWork& work, ScenarioId id, identity::AccountId account) {
  auto const row = sql_of(work).one(
      {"SELECT " LINQUAN_SCENARIO_COLUMNS " FROM scenarios WHERE id = :id AND (account_id = :account OR shared = 1)",
       shape},
      {id, account});
  return row ? Result<StoredScenario>{scenario_of(*row)} : unknown(id);
}

std::vector<StoredScenario> scenarios_of(UnitOfWork& work, identity::AccountId account,
                                         std::optional<ScenarioId> before, std::uint64_t count) {
  auto const below = before ? number(before->value()) : INT64_MAX;
  std::vector<StoredScenario> found;
  for (auto const& row :
       sql_of(work).all({"SELECT " LINQUAN_SCENARIO_COLUMNS
                         " FROM scenarios WHERE (account_id = :account OR shared = 1) AND id < :below "
                         "ORDER BY id DESC LIMIT :count",
                         shape},
                        {account, below, number(count)})) {
    found.push_back(scenario_of(row));
  }
  return found;
}

std::vector<StoredScenario> own_scenarios(UnitOfWork& work, identity::AccountId account) {
  std::vector<StoredScenario> found;
  for (auto const& row : sql_of(work).all(
           {"SELECT " LINQUAN_SCENARIO_COLUMNS " FROM scenarios WHERE account_id = :account ORDER BY id DESC", shape},
           {account})) {
    found.push_back(scenario_of(row));
  }
  return found;
}

Result<StoredScenario> change_scenario(UnitOfWork& work, ScenarioId id, identity::AccountId account,
                                       std::uint64_t version, ScenarioText const& text) {
  auto const row =
      sql_of(work).one({"UPDATE scenarios SET name = :name, edits = :edits, shared = :shared, base_change = :base, "
                        "version = version + 1, "
                        "changed_at = :changed WHERE id = :id AND account_id = :account AND version = :version "
                        "RETURNING " LINQUAN_SCENARIO_COLUMNS,
                        shape},
                       {text.name, text.edits, std::int64_t{text.shared ? 1 : 0}, number(text.base_change), work.now(),
                        id, account, number(version)});
  if (row) {
    return scenario_of(*row);
  }
  auto const there =
      sql_of(work).one({"SELECT version FROM scenarios WHERE id = :id AND account_id = :account", "n"}, {id, account});
  if (!there) {
    return unknown(id);
  }
  return refuse(ErrorKind::conflict, "scenario_changed", {{"version", std::to_string(there->count(0))}});
}

Result<void> remove_scenario(UnitOfWork& work, ScenarioId id, identity::AccountId account) {
  auto const row = sql_of(work).one(
      {"DELETE FROM scenarios WHERE id = :id AND account_id = :account RETURNING id", "n"}, {id, account});
  return row ? Result<void>{} : unknown(id);
}

}  // namespace linquan::store
