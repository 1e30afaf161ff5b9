#include "linquan/store/needs.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "linquan/base/ensure.h"
#include "work.h"

namespace linquan::store {
namespace {

using needs::Need;
using needs::NeedId;

constexpr std::string_view shape = "nttnntnttntn";
#define LINQUAN_NEED_COLUMNS \
  "id, kind, words, lon, lat, community, asked_by, for_whom, at_times, asked_at, state, ended_at"

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

geo::Point point_at(Row const& row, std::size_t lon) {
  return {static_cast<std::int32_t>(row.number(lon)), static_cast<std::int32_t>(row.number(lon + 1))};
}

Need need_of(Row const& row) {
  auto const whom = needs::for_named(row.text(7));
  auto const state = needs::state_named(row.text(10));
  ensure(whom && state, "a need that this program did not write");
  return {row.id<NeedId>(0),
          row.text(1),
          row.text(2),
          point_at(row, 3),
          row.text(5),
          row.has(6) ? std::optional{row.id<identity::AccountId>(6)} : std::nullopt,
          *whom,
          row.text(8),
          row.instant(9),
          *state,
          row.maybe_instant(11)};
}

std::vector<Need> needs_of(std::vector<Row> const& rows) {
  std::vector<Need> found;
  found.reserve(rows.size());
  for (auto const& row : rows) {
    found.push_back(need_of(row));
  }
  return found;
}

class SqlNeeds final : public needs::Needs {
 public:
  void add(UnitOfWork& work, Need const& need) override {
    auto const none = Value::none(Value::Sort::number);
    sql_of(work).run("INSERT INTO needs (" LINQUAN_NEED_COLUMNS
                     ") VALUES (:id, :kind, :words, :lon, :lat, :community, :by, :whom, :when, :at, :state, :ended)",
                     {need.id, need.kind, need.words, std::int64_t{need.at.lon}, std::int64_t{need.at.lat},
                      need.community, need.by ? Value{*need.by} : none, needs::name_of(need.whom), need.when,
                      need.asked_at, needs::name_of(need.state), need.ended_at ? Value{*need.ended_at} : none});
  }

  Result<Need> find(UnitOfWork& work, NeedId id) override {
    auto const row = sql_of(work).one({"SELECT " LINQUAN_NEED_COLUMNS " FROM needs WHERE id = :id", shape}, {id});
    if (!row) {
      return refuse(ErrorKind::not_found, "need_unknown", {{"id", std::to_string(id.value())}});
    }
    return need_of(*row);
  }

  Result<void> end(UnitOfWork& work, Need const& need) override {
    ensure(need.ended_at.has_value(), "a need that ends says when");
    auto const row = sql_of(work).one(
        {"UPDATE needs SET state = :state, ended_at = :ended WHERE id = :id AND state = 'open' RETURNING id", "n"},
        {needs::name_of(need.state), *need.ended_at, need.id});
    return row ? Result<void>{} : refuse(ErrorKind::conflict, "need_ended");
  }

  std::vector<Need> in_area(UnitOfWork& work, std::string const& code, NeedId after, std::uint64_t count) override {
    // Codes are digits, and ':' comes right behind '9'.
    return needs_of(sql_of(work).all({"SELECT " LINQUAN_NEED_COLUMNS
                                      " FROM needs WHERE community >= :low AND community < :high AND id > :after ORDER "
                                      "BY id LIMIT :count",
                                      shape},
                                     {code, code + ":", after, number(count)}));
  }

  std::vector<Need> of_account(UnitOfWork& work, identity::AccountId account, std::uint64_t count) override {
    return needs_of(sql_of(work).all(
        {"SELECT " LINQUAN_NEED_COLUMNS " FROM needs WHERE asked_by = :by ORDER BY id DESC LIMIT :count", shape},
        {account, number(count)}));
  }

  std::vector<needs::Demand> open(UnitOfWork& work, std::uint64_t count) override {
    std::vector<needs::Demand> found;
    for (auto const& row : sql_of(work).all(
             {"SELECT kind, lon, lat, community FROM needs WHERE state = 'open' ORDER BY id LIMIT :count", "tnnt"},
             {number(count)})) {
      found.push_back({row.text(0), point_at(row, 1), row.text(3)});
    }
    return found;
  }
};

}  // namespace

std::unique_ptr<needs::Needs> needs() {
  return std::make_unique<SqlNeeds>();
}

}  // namespace linquan::store
