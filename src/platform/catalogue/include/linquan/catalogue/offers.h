#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "linquan/base/unit_of_work.h"
#include "linquan/catalogue/offer.h"

namespace linquan::catalogue {

/// How much of an offer there is. What is nullopt has no end.
struct Supply {
  std::optional<std::int64_t> stock = {};  ///< so many are left
  std::optional<std::int64_t> a_day = {};  ///< so many are made on each day
  friend bool operator==(Supply const&, Supply const&) = default;
};

inline constexpr std::int64_t stock_max = 1'000'000;

/// usage   `offer_supply` {max}: below zero, or more than that
Result<Supply> checked(Supply supply);

struct KeptOffer {
  Offer offer;
  Supply supply;
  std::uint64_t version = 1;
  friend bool operator==(KeptOffer const&, KeptOffer const&) = default;
};

/// So many of an offer, for a day on the city's calendar.
struct Portion {
  OfferId offer;
  std::int64_t count = 1;
  std::chrono::sys_days day;
};

/// What offers want stored. Every function belongs to the unit of work that it is given.
class Offers {
 public:
  Offers() = default;
  Offers(Offers const&) = delete;
  Offers& operator=(Offers const&) = delete;
  Offers(Offers&&) = delete;
  Offers& operator=(Offers&&) = delete;
  virtual ~Offers() = default;

  virtual void add(UnitOfWork& work, KeptOffer const& offer) = 0;
  /// not_found   `offer_unknown` {id}
  virtual Result<KeptOffer> find(UnitOfWork& work, OfferId id) = 0;
  /// All of an outlet by number, also those that are not on sale; at most `count` after `after`.
  virtual std::vector<KeptOffer> of_outlet(UnitOfWork& work, directory::OutletId outlet, OfferId after,
                                           std::uint64_t count) = 0;
  /// Stores it where it still has `offer.version`, as one version further.
  ///
  /// conflict    `offer_changed`: somebody was faster
  virtual Result<KeptOffer> change(UnitOfWork& work, KeptOffer const& offer) = 0;
  /// Takes from what there is, or takes nothing: the database alone knows whether there is enough.
  ///
  /// conflict    `offer_short` {name}: fewer are left
  virtual Result<void> take(UnitOfWork& work, Portion const& portion) = 0;
  /// Puts back what take() took.
  virtual void put_back(UnitOfWork& work, Portion const& portion) = 0;
};

}  // namespace linquan::catalogue
