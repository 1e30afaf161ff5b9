#include "linquan/store/passages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/store/changes.h"
#include "work.h"

namespace linquan::store {
namespace {

using directory::Passage;
using directory::PassageCommand;
using directory::PassageId;
using directory::PassageVersion;

constexpr std::string_view shape = "tnnnnnntt";
#define LINQUAN_PASSAGE_COLUMNS "sort, number, version, change, made_at, made_by, undoes, opening, hours"

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

PassageVersion version_of(Row const& row) {
  auto const sort = directory::sort_named(row.text(0));
  auto const opening = directory::opening_named(row.text(7));
  ensure(sort && opening, "a passage that this program did not write");
  PassageVersion found{{{*sort, row.count(1)}, *opening, std::nullopt},
                       row.count(2),
                       row.count(3),
                       row.instant(4),
                       row.id<identity::AccountId>(5),
                       std::nullopt};
  if (row.has(6)) {
    found.undoes = row.count(6);
  }
  if (row.has(8)) {
    auto hours = hours::Hours::parse(row.text(8));
    ensure(hours.has_value(), "hours of a passage that this program did not write");
    found.passage.hours = std::move(*hours);
  }
  return found;
}

std::vector<PassageVersion> versions_of(std::vector<Row> const& rows) {
  std::vector<PassageVersion> found;
  found.reserve(rows.size());
  for (auto const& row : rows) {
    found.push_back(version_of(row));
  }
  return found;
}

class SqlPassages final : public directory::Passages {
 public:
  PassageVersion find(UnitOfWork& work, PassageId id) override {
    auto const row = sql_of(work).one(
        {"SELECT " LINQUAN_PASSAGE_COLUMNS " FROM passage_versions WHERE sort = :sort AND number = :number ORDER BY "
         "version DESC LIMIT 1",
         shape},
        {directory::name_of(id.sort), number(id.number)});
    return row ? version_of(*row) : PassageVersion{{id, directory::Opening::mapped, {}}, 0, 0, {}, {}, {}};
  }

  std::vector<PassageVersion> all(UnitOfWork& work) override {
    return versions_of(
        sql_of(work).all({"SELECT " LINQUAN_PASSAGE_COLUMNS
                          " FROM passage_versions AS v WHERE NOT EXISTS (SELECT 1 FROM passage_versions AS later WHERE "
                          "later.sort = v.sort AND later.number = v.number AND later.version > v.version) ORDER BY "
                          "sort, number",
                          shape}));
  }

  std::vector<PassageVersion> versions(UnitOfWork& work, PassageId id) override {
    return versions_of(sql_of(work).all(
        {"SELECT " LINQUAN_PASSAGE_COLUMNS " FROM passage_versions WHERE sort = :sort AND number = :number ORDER BY "
         "version DESC",
         shape},
        {directory::name_of(id.sort), number(id.number)}));
  }

  std::vector<PassageVersion> changes_after(UnitOfWork& work, std::uint64_t after, std::uint64_t count) override {
    return versions_of(sql_of(work).all(
        {"SELECT " LINQUAN_PASSAGE_COLUMNS " FROM passage_versions WHERE change > :after ORDER BY change, sort, number "
         "LIMIT :count",
         shape},
        {number(after), number(count)}));
  }

  Result<PassageVersion> carry_out(UnitOfWork& work, PassageId id, std::optional<std::uint64_t> seen,
                                   PassageCommand const& command, directory::Actor const& actor,
                                   identity::Place const& place) override {
    auto const now = find(work, id);
    if (seen && *seen != now.version) {
      return refuse(ErrorKind::conflict, "directory_changed");
    }
    auto prepared = with_history(work, id, command);
    if (!prepared) {
      return hand_on(prepared);
    }
    auto next = directory::decide(now.passage, *prepared, actor, place);
    if (!next) {
      return hand_on(next);
    }
    auto const* const undo = std::get_if<directory::UndoPassage>(&command);
    auto const undoes = undo == nullptr ? std::nullopt : std::optional{undo->version};
    PassageVersion made{std::move(*next), now.version + 1, change_number(work), work.now(), actor.account, undoes};
    return insert(sql_of(work), made) ? Result<PassageVersion>{std::move(made)}
                                      : refuse(ErrorKind::conflict, "directory_changed");
  }

 private:
  Result<PassageCommand> with_history(UnitOfWork& work, PassageId id, PassageCommand const& command) {
    auto const* const undo = std::get_if<directory::UndoPassage>(&command);
    if (undo == nullptr) {
      return command;
    }
    for (auto const& one : versions(work, id)) {
      if (one.version == undo->version) {
        auto const before = version_before(work, id, one.version);
        return PassageCommand{directory::UndoPassage{one.version, one.passage, before}};
      }
    }
    return refuse(ErrorKind::not_found, "directory_version_unknown", {{"version", std::to_string(undo->version)}});
  }

  Passage version_before(UnitOfWork& work, PassageId id, std::uint64_t version) {
    for (auto const& one : versions(work, id)) {
      if (one.version + 1 == version) {
        return one.passage;
      }
    }
    return {id, directory::Opening::mapped, std::nullopt};
  }

  static bool insert(Sql& sql, PassageVersion const& made) {
    auto const& passage = made.passage;
    auto const none = Value::none(Value::Sort::number);
    auto const undoes = made.undoes ? Value{number(*made.undoes)} : none;
    auto const hours = passage.hours ? Value{passage.hours->text()} : Value::none(Value::Sort::text);
    return sql
        .one({"INSERT INTO passage_versions (" LINQUAN_PASSAGE_COLUMNS
              ") VALUES (:sort, :number, :version, :change, :at, :by, :undoes, :opening, :hours) ON CONFLICT DO "
              "NOTHING RETURNING version",
              "n"},
             {directory::name_of(passage.id.sort), number(passage.id.number), number(made.version), number(made.change),
              made.made_at, made.made_by, undoes, directory::name_of(passage.opening), hours})
        .has_value();
  }
};

}  // namespace

std::unique_ptr<directory::Passages> passages() {
  return std::make_unique<SqlPassages>();
}

}  // namespace linquan::store
