#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include "linquan/api/snapshot.h"
#include "linquan/base/result.h"
#include "linquan/geo/point.h"

namespace linquan::api {

/// How long an e-bike takes on the streets as they were imported. Made when it is first asked; one search at a time.
class Riding {
 public:
  Riding();
  Riding(Riding const&) = delete;
  Riding& operator=(Riding const&) = delete;
  Riding(Riding&&) = delete;
  Riding& operator=(Riding&&) = delete;
  ~Riding();

  /// not_found   `place_not_on_street` and what joining refuses; conflict   `order_out_of_reach`: farther than 30
  /// minutes
  Result<std::chrono::seconds> time(Snapshot const& snapshot, geo::Point from, geo::Point to);

 private:
  struct Streets;
  std::mutex mutex_;
  std::unique_ptr<Streets> streets_;
};

}  // namespace linquan::api
