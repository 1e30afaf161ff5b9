#include "linquan/store/registers.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "work.h"

namespace linquan::store {
namespace {

using directory::Register;
using directory::RegisterId;
using directory::RegisterRow;
using directory::RegisterState;

constexpr std::size_t fate_count = 7;

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

std::array<std::int64_t, fate_count> counts_of(std::vector<RegisterRow> const& rows) {
  std::array<std::int64_t, fate_count> counts{};
  for (auto const& row : rows) {
    ++counts.at(static_cast<std::size_t>(row.fate));
  }
  return counts;
}

class SqlRegisters final : public directory::Registers {
 public:
  Register add(UnitOfWork& work, identity::AccountId account) override {
    Register made;
    made.id = work.new_id<RegisterId>();
    made.account = account;
    made.made_at = work.now();
    made.expires_at = work.now() + directory::register_kept;
    sql_of(work).run(
        "INSERT INTO registers (id, account_id, made_at, expires_at, state, added, changed, parts, next, understood) "
        "VALUES (:id, :account, :made, :expires, 'storing', 1, 1, 0, 0, '')",
        {made.id, account, made.made_at, made.expires_at});
    return made;
  }

  void add_part(UnitOfWork& work, RegisterId id, std::uint64_t part, std::vector<RegisterRow> const& rows) override {
    auto const c = counts_of(rows);
    sql_of(work).run(
        "INSERT INTO register_parts (register_id, part, content, waiting, made, asked, refused, left_out, undone, "
        "overtaken) VALUES (:id, :part, :content, :waiting, :made, :asked, :refused, :left, :undone, :overtaken)",
        {id, number(part), directory::packed(rows), c[0], c[1], c[2], c[3], c[4], c[5], c[6]});
  }

  Result<Register> find(UnitOfWork& work, RegisterId id, identity::AccountId account) override {
    auto const row = sql_of(work).one(
        {"SELECT id, account_id, made_at, expires_at, state, added, changed, parts, next, understood FROM registers "
         "WHERE id = :id AND account_id = :account AND expires_at > :now",
         "nnnntnnnnt"},
        {id, account, work.now()});
    if (!row) {
      return refuse(ErrorKind::not_found, "register_unknown", {{"id", std::to_string(id.value())}});
    }
    auto const state = directory::register_state_named(row->text(4));
    ensure(state.has_value(), "a register's state that is none");
    return Register{row->id<RegisterId>(0),
                    row->id<identity::AccountId>(1),
                    row->instant(2),
                    row->instant(3),
                    *state,
                    {row->number(5) != 0, row->number(6) != 0},
                    row->count(7),
                    row->count(8),
                    row->text(9)};
  }

  std::vector<RegisterRow> part(UnitOfWork& work, RegisterId id, std::uint64_t part) override {
    auto const row = sql_of(work).one(
        {"SELECT content FROM register_parts WHERE register_id = :id AND part = :part", "t"}, {id, number(part)});
    if (!row) {
      return {};
    }
    auto rows = directory::rows_from(row->text(0));
    ensure(rows.has_value(), "rows of a register that this program did not write");
    return std::move(*rows);
  }

  void keep(UnitOfWork& work, Register const& kept) override {
    sql_of(work).run(
        "UPDATE registers SET expires_at = :expires, state = :state, added = :added, changed = :changed, parts = "
        ":parts, next = :next, understood = :understood WHERE id = :id",
        {kept.expires_at, directory::name_of(kept.state), std::int64_t{kept.chosen.added ? 1 : 0},
         std::int64_t{kept.chosen.changed ? 1 : 0}, number(kept.parts), number(kept.next), kept.understood, kept.id});
  }

  void keep_part(UnitOfWork& work, RegisterId id, std::uint64_t part, std::vector<RegisterRow> const& rows) override {
    auto const c = counts_of(rows);
    sql_of(work).run(
        "UPDATE register_parts SET content = :content, waiting = :waiting, made = :made, asked = :asked, refused = "
        ":refused, left_out = :left, undone = :undone, overtaken = :overtaken WHERE register_id = :id AND part = :part",
        {directory::packed(rows), c[0], c[1], c[2], c[3], c[4], c[5], c[6], id, number(part)});
  }

  std::vector<std::uint64_t> fates(UnitOfWork& work, RegisterId id) override {
    auto const row =
        sql_of(work).one({"SELECT CAST(COALESCE(SUM(waiting), 0) AS BIGINT), CAST(COALESCE(SUM(made), 0) AS BIGINT), "
                          "CAST(COALESCE(SUM(asked), 0) AS BIGINT), CAST(COALESCE(SUM(refused), 0) AS BIGINT), "
                          "CAST(COALESCE(SUM(left_out), 0) AS BIGINT), CAST(COALESCE(SUM(undone), 0) AS BIGINT), "
                          "CAST(COALESCE(SUM(overtaken), 0) AS BIGINT) FROM register_parts WHERE register_id = :id",
                          "nnnnnnn"},
                         {id});
    std::vector<std::uint64_t> counts;
    for (std::size_t i = 0; i < fate_count; ++i) {
      counts.push_back(row->count(i));
    }
    return counts;
  }

  bool forget_one(UnitOfWork& work) override {
    auto& sql = sql_of(work);
    auto const row = sql.one({"SELECT id FROM registers WHERE expires_at <= :now ORDER BY expires_at, id LIMIT 1", "n"},
                             {work.now()});
    if (!row) {
      return false;
    }
    auto const id = row->id<RegisterId>(0);
    sql.run("DELETE FROM register_parts WHERE register_id = :id", {id});
    sql.run("DELETE FROM registers WHERE id = :id", {id});
    return true;
  }
};

}  // namespace

std::unique_ptr<directory::Registers> registers() {
  return std::make_unique<SqlRegisters>();
}

}  // namespace linquan::store
