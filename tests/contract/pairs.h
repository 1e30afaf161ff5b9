#pragma once

#include <cstdint>
#include <set>

#include "linquan/base/result.h"
#include "linquan/base/unit_of_work.h"
#include "linquan/store/store.h"
#include "linquan/store/url.h"

/// A write whose halves can be told apart: what faults must never tear.
namespace linquan::store {

/// One change: the next number, a message and a job that carry it.
Result<std::uint64_t> write_pair(UnitOfWork& work);

/// Fails the test where an acknowledged change is gone, or any change is there by half. How many are there.
std::uint64_t expect_whole(Url const& url, std::set<std::uint64_t> const& acknowledged);

/// Rounds of a test with faults: LINQUAN_FAULT_ROUNDS, or 5.
std::uint64_t fault_rounds();

}  // namespace linquan::store
