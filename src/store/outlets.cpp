#include "linquan/store/outlets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/directory/walk_round.h"
#include "linquan/store/changes.h"
#include "outlet_rows.h"
#include "work.h"

namespace linquan::store {
namespace {

using directory::Change;
using directory::Entry;
using directory::Kept;
using directory::OutletId;
using directory::Version;
using directory::Waiting;
using directory::WaitingId;

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

/// What is stored beside an entry so that it can be asked by.
struct Columns {
  std::string_view state = "gone";
  std::string community;
  directory::StreetOrder order;
  std::int64_t confirmed_on = INT32_MIN;  ///< never
  std::optional<std::string> entry;
};

Columns columns_of(std::optional<Entry> const& entry) {
  Columns columns;
  if (entry) {
    columns.state = entry->state == directory::EntryState::closed ? "closed" : "open";
    columns.community = entry->community;
    columns.order = directory::street_order(entry->address);
    columns.confirmed_on = entry->confirmed ? entry->confirmed->on.time_since_epoch().count() : columns.confirmed_on;
    columns.entry = directory::written(*entry);
  }
  return columns;
}

/// One version of one outlet on its way into both tables.
struct Step {
  OutletId id;
  std::uint64_t version = 0;  ///< that it becomes
  std::uint64_t change = 0;
  Columns columns;
};

bool insert(Sql& sql, Step const& step) {
  auto const& columns = step.columns;
  return sql
      .one({"INSERT INTO outlets (id, version, change, state, community, street, house, confirmed_on, entry) VALUES "
            "(:id, :version, :change, :state, :community, :street, :house, :confirmed, :entry) ON CONFLICT DO NOTHING "
            "RETURNING id",
            "n"},
           {step.id, number(step.version), number(step.change), columns.state, columns.community, columns.order.street,
            number(columns.order.number), columns.confirmed_on, columns.entry})
      .has_value();
}

bool update(Sql& sql, Step const& step) {
  auto const& columns = step.columns;
  return sql
      .one({"UPDATE outlets SET version = version + 1, change = :change, state = :state, community = :community, "
            "street = :street, house = :house, confirmed_on = :confirmed, entry = :entry WHERE id = :id AND version = "
            ":version RETURNING id",
            "n"},
           {number(step.change), columns.state, columns.community, columns.order.street, number(columns.order.number),
            columns.confirmed_on, columns.entry, step.id, number(step.version - 1)})
      .has_value();
}

void note_version(UnitOfWork& work, Step const& step, Change const& change, std::optional<directory::By> const& by) {
  auto const none = Value::none(Value::Sort::number);
  auto const maker = by ? Value{by->account} : none;
  auto const approver = by && by->approver ? Value{*by->approver} : none;
  auto const undoes = change.undoes ? Value{number(*change.undoes)} : none;
  sql_of(work).run(
      "INSERT INTO outlet_versions (outlet_id, version, change, made_at, made_by, approved_by, command, fields, "
      "undoes, entry) VALUES (:outlet, :version, :change, :at, :by, :approver, :command, :fields, :undoes, :entry)",
      {step.id, number(step.version), number(step.change), work.now(), maker, approver, change.command,
       fields_text(change.fields), undoes, step.columns.entry});
}

class SqlOutlets final : public directory::Outlets {
 public:
  Result<std::uint64_t> seed(UnitOfWork& work, std::vector<Entry> const& entries) override {
    auto& sql = sql_of(work);
    auto const change = change_number(work);
    Change const seeded{"seed", std::nullopt, {}, std::nullopt, false};
    for (auto const& entry : entries) {
      Step const step{entry.id, 1, change, columns_of(entry)};
      if (!insert(sql, step)) {
        return refuse(ErrorKind::conflict, "directory_seeded", {{"id", std::to_string(entry.id.value())}});
      }
      note_version(work, step, seeded, std::nullopt);
    }
    return entries.size();
  }

  Result<Kept> find(UnitOfWork& work, OutletId id) override {
    auto const row =
        sql_of(work).one({"SELECT " LINQUAN_KEPT_COLUMNS " FROM outlets WHERE id = :id", kept_shape}, {id});
    if (!row) {
      return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", std::to_string(id.value())}});
    }
    return kept_of(*row);
  }

  Result<Kept> apply(UnitOfWork& work, OutletId id, std::uint64_t version, Change const& change,
                     directory::By by) override {
    ensure(!change.waits || by.approver, "a change that waits is applied once it is approved");
    ensure(!change.entry || change.entry->id == id, "an entry under another outlet's number");
    Step const step{id, version + 1, change_number(work), columns_of(change.entry)};
    auto const done = version == 0 ? insert(sql_of(work), step) : update(sql_of(work), step);
    if (!done) {
      return refuse(ErrorKind::conflict, "directory_changed");
    }
    note_version(work, step, change, by);
    return Kept{step.version, step.change, change.entry};
  }

  Result<directory::Undo> undo_of(UnitOfWork& work, OutletId id, std::uint64_t version) override {
    auto const rows = sql_of(work).all(
        {"SELECT " LINQUAN_VERSION_COLUMNS " FROM outlet_versions WHERE outlet_id = :outlet AND version <= :version "
         "ORDER BY version DESC LIMIT 2",
         version_shape},
        {id, number(version)});
    if (rows.empty() || outlet_version_of(rows[0]).version != version) {
      return refuse(ErrorKind::not_found, "directory_version_unknown", {{"version", std::to_string(version)}});
    }
    directory::Undo undo{version, outlet_version_of(rows[0]).entry, std::nullopt};
    if (rows.size() > 1) {
      undo.before = outlet_version_of(rows[1]).entry;
    }
    return undo;
  }

  std::vector<Version> versions(UnitOfWork& work, OutletId id) override {
    return versions_of(sql_of(work).all(
        {"SELECT " LINQUAN_VERSION_COLUMNS " FROM outlet_versions WHERE outlet_id = :outlet ORDER BY version DESC",
         version_shape},
        {id}));
  }

  std::vector<Version> changes_after(UnitOfWork& work, std::uint64_t after, OutletId after_outlet,
                                     std::uint64_t count) override {
    return versions_of(
        sql_of(work).all({"SELECT " LINQUAN_VERSION_COLUMNS
                          " FROM outlet_versions WHERE change > :after AND (change > :next OR outlet_id > :outlet) "
                          "ORDER BY change, outlet_id LIMIT :count",
                          version_shape},
                         {number(after), number(after + 1), after_outlet, number(count)}));
  }

  std::vector<Kept> all(UnitOfWork& work, OutletId after, std::uint64_t count) override {
    std::vector<Kept> found;
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_KEPT_COLUMNS " FROM outlets WHERE id > :after AND state <> 'gone' ORDER BY id LIMIT "
              ":count",
              kept_shape},
             {after, number(count)})) {
      found.push_back(kept_of(row));
    }
    return found;
  }

  Waiting wait(UnitOfWork& work, OutletId id, std::uint64_t version, Change const& change,
               identity::AccountId asker) override {
    ensure(change.entry.has_value(), "a change that waits says what is to be");
    Waiting const waiting{work.new_id<WaitingId>(), id, version, work.now(), asker, change};
    sql_of(work).run(
        "INSERT INTO waiting_changes (id, outlet_id, base_version, community, asked_at, asked_by, command, fields, "
        "entry, state) VALUES (:id, :outlet, :base, :community, :at, :by, :command, :fields, :entry, 'waiting')",
        {waiting.id, id, number(version), change.entry->community, waiting.asked_at, asker, change.command,
         fields_text(change.fields), entry_text(change.entry)});
    return waiting;
  }

  std::vector<Waiting> waiting(UnitOfWork& work, std::optional<std::string> const& community, WaitingId after,
                               std::uint64_t count) override {
    std::vector<Waiting> found;
    for (auto const& row :
         sql_of(work).all({"SELECT " LINQUAN_WAITING_COLUMNS
                           " FROM waiting_changes WHERE state = 'waiting' AND id > :after AND (:every = 1 OR community "
                           "= :community) ORDER BY id LIMIT :count",
                           waiting_shape},
                          {after, number(community ? 0 : 1), community.value_or(""), number(count)})) {
      found.push_back(waiting_of(row));
    }
    return found;
  }

  bool claim_waits(UnitOfWork& work, OutletId id, identity::AccountId asker) override {
    return sql_of(work)
        .one({"SELECT id FROM waiting_changes WHERE outlet_id = :outlet AND asked_by = :by AND command = 'claim' AND "
              "state = 'waiting' LIMIT 1",
              "n"},
             {id, asker})
        .has_value();
  }

  Result<Waiting> find_waiting(UnitOfWork& work, WaitingId id) override {
    auto const row = sql_of(work).one(
        {"SELECT " LINQUAN_WAITING_COLUMNS " FROM waiting_changes WHERE id = :id AND state = 'waiting'", waiting_shape},
        {id});
    if (!row) {
      return refuse(ErrorKind::not_found, "directory_waiting_unknown");
    }
    return waiting_of(*row);
  }

  Result<Kept> approve(UnitOfWork& work, WaitingId id, identity::AccountId approver) override {
    auto asked = decide_on(work, id, approver, "approved");
    if (!asked) {
      return hand_on(asked);
    }
    Kept now;
    std::optional<Entry> base;
    if (asked->base_version > 0) {
      auto found = find(work, asked->outlet);
      ensure(found.has_value(), "a change that waits for no outlet");
      now = std::move(*found);
      auto then = undo_of(work, asked->outlet, asked->base_version);
      ensure(then.has_value(), "a change that waits on a version that is none");
      base = std::move(then->made);
    }
    auto entry = directory::approved(base, now.entry, asked->change);
    if (!entry) {
      return hand_on(entry);
    }
    auto change = asked->change;
    change.entry = std::move(*entry);
    return apply(work, asked->outlet, now.version, change, {asked->asked_by, approver});
  }

  Result<void> refuse_waiting(UnitOfWork& work, WaitingId id, identity::AccountId approver) override {
    auto asked = decide_on(work, id, approver, "refused");
    return asked ? Result<void>{} : hand_on(asked);
  }

  std::vector<Entry> walk_round(UnitOfWork& work, std::string const& community, std::chrono::sys_days today,
                                std::uint64_t count) override {
    std::vector<Entry> found;
    auto const since = (today - directory::confirmed_for).time_since_epoch().count();
    for (auto const& row : sql_of(work).all(
             {"SELECT " LINQUAN_KEPT_COLUMNS
              " FROM outlets WHERE community = :community AND state = 'open' ORDER BY CASE WHEN confirmed_on < :since "
              "THEN 0 ELSE 1 END, street, house, id LIMIT :count",
              kept_shape},
             {community, std::int64_t{since}, number(count)})) {
      found.push_back(std::move(*kept_of(row).entry));
    }
    return directory::walk_round(std::move(found), today);
  }

 private:
  static std::vector<Version> versions_of(std::vector<Row> const& rows) {
    std::vector<Version> found;
    for (auto const& row : rows) {
      found.push_back(outlet_version_of(row));
    }
    return found;
  }

  /// The waiting change, which then waits no more.
  Result<Waiting> decide_on(UnitOfWork& work, WaitingId id, identity::AccountId approver, std::string_view state) {
    auto asked = find_waiting(work, id);
    if (!asked) {
      return asked;
    }
    if (asked->asked_by == approver) {
      return refuse(ErrorKind::forbidden, "directory_own_change");
    }
    auto const row = sql_of(work).one(
        {"UPDATE waiting_changes SET state = :state, decided_at = :at, decided_by = :by WHERE id = :id AND state = "
         "'waiting' RETURNING id",
         "n"},
        {state, work.now(), approver, id});
    if (!row) {
      return refuse(ErrorKind::not_found, "directory_waiting_unknown");
    }
    return asked;
  }
};

}  // namespace

std::unique_ptr<directory::Outlets> outlets() {
  return std::make_unique<SqlOutlets>();
}

}  // namespace linquan::store
