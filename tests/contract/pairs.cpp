#include "pairs.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "engines.h"
#include "linquan/store/maintenance.h"

namespace linquan::store {

std::uint64_t expect_whole(Url const& url, std::set<std::uint64_t> const& acknowledged) {
  auto const sql = session_of(url, Sql::Access::read);
  auto const newest = sql->one({"SELECT value FROM counters WHERE name = 'change'", "n"})->count(0);
  std::set<std::string> all;
  for (std::uint64_t number = 1; number <= newest; ++number) {
    all.insert(std::to_string(number));
  }
  for (auto const* table : {"outbox", "jobs"}) {
    std::set<std::string> there;
    for (auto const& row : sql->all({std::string{"SELECT body FROM "} + table, "t"})) {
      EXPECT_TRUE(there.insert(row.text(0)).second) << row.text(0) << " twice in " << table;
    }
    EXPECT_TRUE(there == all) << table << " holds " << there.size() << " of " << all.size() << " changes";
  }
  if (!acknowledged.empty()) {
    EXPECT_LE(*acknowledged.rbegin(), newest) << "an acknowledged change is gone";
  }
  auto const checked = check(url);
  EXPECT_TRUE(checked && checked->findings.empty());
  return newest;
}

std::uint64_t fault_rounds() {
  auto const* const given = std::getenv("LINQUAN_FAULT_ROUNDS");
  return given == nullptr ? 5 : std::stoull(given);
}

}  // namespace linquan::store
