#include <cstddef>
#include <cstdint>
#include <string>

#include "linquan/store/market.h"
#include "work.h"

namespace linquan::store {
namespace {

using ledger::Account;
using ledger::Act;

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

class SqlBooks final : public ledger::Books {
 public:
  Result<void> post(UnitOfWork& work, Act const& act, ledger::Postings const& postings) override {
    auto& sql = sql_of(work);
    auto const row = sql.one({"INSERT INTO ledger_acts (sort, subject, at) VALUES (:sort, :subject, :at) ON CONFLICT "
                              "(sort, subject) DO NOTHING RETURNING at",
                              "n"},
                             {act.sort, act.subject, work.now()});
    if (!row) {
      return refuse(ErrorKind::conflict, "ledger_twice", {{"sort", act.sort}, {"subject", act.subject}});
    }
    std::int64_t number = 0;
    for (auto const& posting : postings) {
      sql.run(
          "INSERT INTO ledger_postings (sort, subject, posting, book, holder, amount) VALUES (:sort, :subject, "
          ":posting, :book, :holder, :amount)",
          {act.sort, act.subject, number, ledger::name_of(posting.account.book),
           static_cast<std::int64_t>(posting.account.of), posting.amount.fen});
      ++number;
    }
    return {};
  }

  Money balance(UnitOfWork& work, Account account) override {
    // A sum of whole numbers is a number of another sort on PostgreSQL.
    auto const row =
        sql_of(work).one({"SELECT CAST(COALESCE(sum(amount), 0) AS BIGINT) FROM ledger_postings WHERE book "
                          "= :book AND holder = :holder",
                          "n"},
                         {ledger::name_of(account.book), static_cast<std::int64_t>(account.of)});
    return {row->number(0)};
  }

  bool has(UnitOfWork& work, Act const& act) override {
    return sql_of(work)
        .one({"SELECT at FROM ledger_acts WHERE sort = :sort AND subject = :subject", "n"}, {act.sort, act.subject})
        .has_value();
  }
};

}  // namespace

std::unique_ptr<ledger::Books> books() {
  return std::make_unique<SqlBooks>();
}

}  // namespace linquan::store
