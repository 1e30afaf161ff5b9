#include "sql.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "linquan/base/ensure.h"
#include "linquan/store/failure.h"

namespace linquan::store {
namespace {

/// A place of a statement: SOCI keeps its address for as long as the statement lives.
struct Slot {
  Value::Sort sort = Value::Sort::number;
  long long number = 0;
  std::string text;
  soci::indicator state = soci::i_ok;
};

Failure::Sort sort_of_sqlite(int code) {
  switch (code & 0xFF) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return Failure::Sort::conflict;
    case 13:  // SQLITE_FULL
      return Failure::Sort::full;
    case 19:  // SQLITE_CONSTRAINT
      return Failure::Sort::constraint;
    default:
      return Failure::Sort::other;
  }
}

Failure::Sort sort_of_postgresql(std::string const& state) {
  if (state == "40001" || state == "40P01" || state == "55P03") {
    return Failure::Sort::conflict;
  }
  if (state.starts_with("23")) {
    return Failure::Sort::constraint;
  }
  if (state.starts_with("53")) {
    return Failure::Sort::full;
  }
  // Without a state the answer never came from the server.
  if (state.starts_with("08") || state.starts_with("57P") || state.find_first_not_of(' ') == std::string::npos) {
    return Failure::Sort::lost;
  }
  return Failure::Sort::other;
}

std::string connection_of(Url const& url, Sql::Access access) {
  if (url.engine == Engine::sqlite) {
    // A reader may open the file for writing too: the shared memory beside it needs that.
    return "dbname=\"" + url.target + "\" timeout=" + (access == Sql::Access::write ? "10" : "5");
  }
  // SOCI takes an address without any "=" for something to be completed.
  return url.target + (url.target.find('?') == std::string::npos ? "?" : "&") + "application_name=linquan";
}

soci::backend_factory const& factory_of(Engine engine) {
  if (engine == Engine::sqlite) {
    return soci::sqlite3;
  }
  return soci::postgresql;
}

}  // namespace

struct Sql::Prepared {
  Prepared(soci::session& session, Text const& text, Values values)
      : in(values.size()), out(text.columns.size()), statement{session} {
    std::size_t place = 0;
    for (auto const& value : values) {
      auto& slot = in[place++];
      slot.sort = value.sort();
      if (slot.sort == Value::Sort::number) {
        statement.exchange(soci::use(slot.number, slot.state));
      } else {
        statement.exchange(soci::use(slot.text, slot.state));
      }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      auto& slot = out[i];
      slot.sort = text.columns[i] == 'n' ? Value::Sort::number : Value::Sort::text;
      if (slot.sort == Value::Sort::number) {
        statement.exchange(soci::into(slot.number, slot.state));
      } else {
        statement.exchange(soci::into(slot.text, slot.state));
      }
    }
    statement.alloc();
    statement.prepare(std::string{text.sql});
    statement.define_and_bind();
  }

  [[nodiscard]] Row row() const {
    std::vector<Value> values;
    values.reserve(out.size());
    for (auto const& slot : out) {
      if (slot.state == soci::i_null) {
        values.push_back(Value::none(slot.sort));
      } else if (slot.sort == Value::Sort::number) {
        values.emplace_back(static_cast<std::int64_t>(slot.number));
      } else {
        values.emplace_back(slot.text);
      }
    }
    return Row{std::move(values)};
  }

  std::vector<Slot> in;
  std::vector<Slot> out;
  soci::statement statement;
};

struct Sql::Session {
  explicit Session(Url const& url, Access access) : soci{factory_of(url.engine), connection_of(url, access)} {}

  soci::session soci;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared;
};

/// Runs what talks to SOCI; its errors become ours.
template <class Talk>
auto Sql::guarded(Talk const& talk) {
  try {
    return talk();
  } catch (soci::sqlite3_soci_error const& error) {
    failed_ = true;
    throw Failure{sort_of_sqlite(error.result()), error.what()};
  } catch (soci::postgresql_soci_error const& error) {
    failed_ = true;
    throw Failure{sort_of_postgresql(error.sqlstate()), error.what()};
  } catch (soci::soci_error const& error) {
    failed_ = true;
    auto const lost = error.get_error_category() == soci::soci_error::connection_error;
    throw Failure{lost ? Failure::Sort::lost : Failure::Sort::other, error.what()};
  }
}

Sql::Sql(Url const& url, Access access) : engine_{url.engine} {
  guarded([&] {
    session_ = std::make_unique<Session>(url, access);
    return true;
  });
}

Sql::~Sql() = default;

void Sql::forget_prepared() {
  session_->prepared.clear();
}

Sql::Prepared& Sql::prepared(Text const& text, Values values) {
  auto& all = session_->prepared;
  std::string key{text.sql};
  auto found = all.find(key);
  if (found != all.end() && !keeps_) {
    all.erase(found);
    found = all.end();
  }
  if (found == all.end()) {
    auto made = std::make_unique<Prepared>(session_->soci, text, values);
    found = all.emplace(std::move(key), std::move(made)).first;
  }
  return *found->second;
}

bool Sql::execute(Prepared& statement, Values values) {
  ensure(values.size() == statement.in.size(), "a statement is given more or fewer values than before");
  std::size_t place = 0;
  for (auto const& value : values) {
    auto& slot = statement.in[place++];
    ensure(value.sort() == slot.sort, "a statement is given another sort of value than before");
    slot.state = value.some() ? soci::i_ok : soci::i_null;
    slot.number = value.number();
    slot.text = value.text();
  }
  return statement.statement.execute(true);
}

std::vector<Row> Sql::all(Text const& text, Values values) {
  return guarded([&] {
    auto& statement = prepared(text, values);
    std::vector<Row> rows;
    auto more = execute(statement, values);
    while (more && !text.columns.empty()) {
      rows.push_back(statement.row());
      // To the very end: an open statement would hold the transaction.
      more = statement.statement.fetch();
    }
    return rows;
  });
}

std::optional<Row> Sql::one(Text const& text, Values values) {
  auto rows = all(text, values);
  return rows.empty() ? std::nullopt : std::optional{std::move(rows.front())};
}

void Sql::run(std::string_view sql, Values values) {
  all({sql, {}}, values);
}

void Sql::at_once(std::string_view sql) {
  guarded([&] {
    session_->soci << std::string{sql};
    return true;
  });
}

}  // namespace linquan::store
