#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/ledger/ledger.h"

namespace linquan::ledger {

/// What was done, and to what: no act is written twice.
struct Act {
  std::string sort;     ///< "received", "earned", "returned", "settled"
  std::string subject;  ///< the number of the order, refund, transaction or settlement
  friend bool operator==(Act const&, Act const&) = default;
};

/// What the ledger wants stored. Every function belongs to the unit of work that it is given.
class Books {
 public:
  Books() = default;
  Books(Books const&) = delete;
  Books& operator=(Books const&) = delete;
  Books(Books&&) = delete;
  Books& operator=(Books&&) = delete;
  virtual ~Books() = default;

  /// Writes the postings of an act; an act without postings is written too.
  ///
  /// conflict   `ledger_twice` {sort, subject}: it is written already
  virtual Result<void> post(UnitOfWork& work, Act const& act, Postings const& postings) = 0;
  virtual Money balance(UnitOfWork& work, Account account) = 0;
  virtual bool has(UnitOfWork& work, Act const& act) = 0;
};

}  // namespace linquan::ledger
