#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "linquan/base/ensure.h"
#include "linquan/store/market.h"
#include "lists.h"
#include "work.h"

namespace linquan::store {
namespace {

using catalogue::KeptOffer;
using catalogue::Offer;
using catalogue::OfferId;
using catalogue::Option;
using catalogue::Portion;

constexpr std::string_view shape = "nnntntnnn";
#define LINQUAN_OFFER_COLUMNS "id, outlet_id, version, name, price, options, on_sale, stock, a_day"

Sql& sql_of(UnitOfWork& work) {
  return work_of(work).sql();
}

std::string options_text(std::vector<Option> const& options) {
  std::vector<std::string> parts;
  for (auto const& option : options) {
    parts.push_back(option.name);
    parts.push_back(std::to_string(option.extra.fen));
  }
  return joined(parts);
}

std::vector<Option> options_in(std::string const& text) {
  auto const parts = parted(text);
  ensure(parts.size() % 2 == 0, "options that this program did not write");
  std::vector<Option> options;
  for (std::size_t i = 0; i < parts.size(); i += 2) {
    options.push_back({parts[i], Money{whole_number(parts[i + 1])}});
  }
  return options;
}

std::optional<std::int64_t> maybe_number(Row const& row, std::size_t column) {
  return row.has(column) ? std::optional{row.number(column)} : std::nullopt;
}

KeptOffer offer_of(Row const& row) {
  return {Offer{row.id<OfferId>(0), row.id<directory::OutletId>(1), row.text(3), Money{row.number(4)},
                options_in(row.text(5)), row.number(6) == 1},
          {maybe_number(row, 7), maybe_number(row, 8)},
          row.count(2)};
}

Value value_of(std::optional<std::int64_t> const& number) {
  return number ? Value{*number} : Value::none(Value::Sort::number);
}

std::int64_t day_number(std::chrono::sys_days day) {
  return day.time_since_epoch().count();
}

class SqlOffers final : public catalogue::Offers {
 public:
  void add(UnitOfWork& work, KeptOffer const& kept) override {
    auto const& offer = kept.offer;
    sql_of(work).run("INSERT INTO offers (" LINQUAN_OFFER_COLUMNS
                     ") VALUES (:id, :outlet, 1, :name, :price, :options, :sale, :stock, :day)",
                     {offer.id, offer.outlet, offer.name, offer.price.fen, options_text(offer.options),
                      std::int64_t{offer.on_sale ? 1 : 0}, value_of(kept.supply.stock), value_of(kept.supply.a_day)});
  }

  Result<KeptOffer> find(UnitOfWork& work, OfferId id) override {
    auto const row = sql_of(work).one({"SELECT " LINQUAN_OFFER_COLUMNS " FROM offers WHERE id = :id", shape}, {id});
    if (!row) {
      return refuse(ErrorKind::not_found, "offer_unknown", {{"id", std::to_string(id.value())}});
    }
    return offer_of(*row);
  }

  std::vector<KeptOffer> of_outlet(UnitOfWork& work, directory::OutletId outlet, OfferId after,
                                   std::uint64_t count) override {
    std::vector<KeptOffer> found;
    for (auto const& row :
         sql_of(work).all({"SELECT " LINQUAN_OFFER_COLUMNS
                           " FROM offers WHERE outlet_id = :outlet AND id > :after ORDER BY id LIMIT :count",
                           shape},
                          {outlet, after, static_cast<std::int64_t>(count)})) {
      found.push_back(offer_of(row));
    }
    return found;
  }

  Result<KeptOffer> change(UnitOfWork& work, KeptOffer const& kept) override {
    auto const& offer = kept.offer;
    auto const row = sql_of(work).one(
        {"UPDATE offers SET version = version + 1, name = :name, price = :price, options = :options, on_sale = :sale, "
         "stock = :stock, a_day = :day WHERE id = :id AND version = :version RETURNING version",
         "n"},
        {offer.name, offer.price.fen, options_text(offer.options), std::int64_t{offer.on_sale ? 1 : 0},
         value_of(kept.supply.stock), value_of(kept.supply.a_day), offer.id, static_cast<std::int64_t>(kept.version)});
    if (!row) {
      return refuse(ErrorKind::conflict, "offer_changed");
    }
    auto next = kept;
    next.version = row->count(0);
    return next;
  }

  Result<void> take(UnitOfWork& work, Portion const& portion) override {
    auto& sql = sql_of(work);
    // A version is not moved on: who keeps the offer and who buys it do not stand in each other's way.
    auto const row = sql.one(
        {"UPDATE offers SET stock = stock - :count WHERE id = :id AND (stock IS NULL OR stock >= :enough) AND (a_day "
         "IS NULL OR a_day >= :portions) RETURNING a_day",
         "n"},
        {portion.count, portion.offer, portion.count, portion.count});
    if (!row || !take_of_day(sql, portion, row->has(0) ? row->number(0) : INT64_MAX)) {
      auto const offer = find(work, portion.offer);
      return offer ? refuse(ErrorKind::conflict, "offer_short", {{"name", offer->offer.name}})
                   : tl::unexpected<Error>{offer.error()};
    }
    return {};
  }

  void put_back(UnitOfWork& work, Portion const& portion) override {
    auto& sql = sql_of(work);
    sql.run("UPDATE offers SET stock = stock + :count WHERE id = :id AND stock IS NOT NULL",
            {portion.count, portion.offer});
    sql.run("UPDATE offer_days SET sold = sold - :count WHERE offer_id = :id AND day = :day",
            {portion.count, portion.offer, day_number(portion.day)});
  }

 private:
  /// Days are counted whether or not there is an end to them: one may be set later.
  static bool take_of_day(Sql& sql, Portion const& portion, std::int64_t a_day) {
    return sql
        .one({"INSERT INTO offer_days (offer_id, day, sold) VALUES (:id, :day, :count) ON CONFLICT (offer_id, day) DO "
              "UPDATE SET sold = offer_days.sold + :more WHERE offer_days.sold + :again <= :all RETURNING sold",
              "n"},
             {portion.offer, day_number(portion.day), portion.count, portion.count, portion.count, a_day})
        .has_value();
  }
};

}  // namespace

std::unique_ptr<catalogue::Offers> offers() {
  return std::make_unique<SqlOffers>();
}

}  // namespace linquan::store
