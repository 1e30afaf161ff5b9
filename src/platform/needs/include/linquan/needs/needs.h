#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/needs/need.h"

namespace linquan::needs {

/// Where somebody needs something: what counts of an open need.
struct Demand {
  std::string kind;
  geo::Point at;
  std::string community;
  friend bool operator==(Demand const&, Demand const&) = default;
};

/// What needs want stored. Every function belongs to the unit of work that it is given.
class Needs {
 public:
  Needs() = default;
  Needs(Needs const&) = delete;
  Needs& operator=(Needs const&) = delete;
  Needs(Needs&&) = delete;
  Needs& operator=(Needs&&) = delete;
  virtual ~Needs() = default;

  virtual void add(UnitOfWork& work, Need const& need) = 0;
  /// not_found   `need_unknown` {id}
  virtual Result<Need> find(UnitOfWork& work, NeedId id) = 0;
  /// Stores that an open need ended.
  ///
  /// conflict    `need_ended`
  virtual Result<void> end(UnitOfWork& work, Need const& need) = 0;
  /// All whose community's code begins with `code`; empty: all. By number, at most `count` after `after`.
  virtual std::vector<Need> in_area(UnitOfWork& work, std::string const& code, NeedId after, std::uint64_t count) = 0;
  /// Of one account, newest first, at most `count`.
  virtual std::vector<Need> of_account(UnitOfWork& work, identity::AccountId account, std::uint64_t count) = 0;
  /// The open ones, by number; at most `count`.
  virtual std::vector<Demand> open(UnitOfWork& work, std::uint64_t count) = 0;
};

}  // namespace linquan::needs
