#include "programme_rows.h"

#include <sodium.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "circle_rows.h"
#include "linquan/base/ensure.h"
#include "work.h"

namespace linquan::store {
namespace {

using circles::CircleId;

std::int64_t number(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

Value lon_of(std::optional<geo::Point> const& at) {
  return at ? Value{std::int64_t{at->lon}} : Value::none(Value::Sort::number);
}

Value lat_of(std::optional<geo::Point> const& at) {
  return at ? Value{std::int64_t{at->lat}} : Value::none(Value::Sort::number);
}

/// Bytes as text, which is all that a statement takes.
std::string base64_of(std::string const& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the closing zero
  return text;
}

std::string bytes_of(std::string const& base64) {
  std::string bytes(base64.size(), '\0');
  std::size_t size = 0;
  auto const done = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), base64.data(),
                                      base64.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  ensure(done == 0, "a logo that this program did not write");
  bytes.resize(size);
  return bytes;
}

std::vector<circles::PlanItem> items_of(Sql& sql, CircleId id, int year) {
  std::vector<circles::PlanItem> items;
  for (auto const& row : sql.all({"SELECT " LINQUAN_PLAN_ITEM_COLUMNS
                                  " FROM circle_plan_items WHERE circle_id = :id AND year = :year ORDER BY number",
                                  plan_item_shape},
                                 {id, std::int64_t{year}})) {
    items.push_back(plan_item_of(row));
  }
  return items;
}

void put_items(Sql& sql, CircleId id, circles::Plan const& plan) {
  sql.run("DELETE FROM circle_plan_items WHERE circle_id = :id AND year = :year", {id, std::int64_t{plan.year}});
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    auto const& item = plan.items[i];
    sql.run("INSERT INTO circle_plan_items (circle_id, year, number, " LINQUAN_PLAN_ITEM_COLUMNS
            ") VALUES (:id, :year, :number, :what, :kind, :place, :lon, :lat, :due, :done)",
            {id, std::int64_t{plan.year}, number(i + 1), item.what, item.kind, item.place, lon_of(item.spot),
             lat_of(item.spot), day_value(item.due), day_value(item.done)});
  }
}

}  // namespace

std::vector<circles::KeptPlan> plan_rows(Sql& sql, CircleId id) {
  std::vector<circles::KeptPlan> found;
  for (auto const& row : sql.all(
           {"SELECT version, year, body FROM circle_plans WHERE circle_id = :id ORDER BY year DESC", "nnt"}, {id})) {
    auto const year = static_cast<int>(row.number(1));
    found.push_back({row.count(0), {year, row.text(2), items_of(sql, id, year)}});
  }
  return found;
}

Result<circles::KeptPlan> put_plan(UnitOfWork& work, PlanToPut const& put) {
  auto& sql = work_of(work).sql();
  std::int64_t const year = put.plan.year;
  auto const done =
      put.seen == 0
          ? sql.one({"INSERT INTO circle_plans (circle_id, year, version, body, made_at, made_by) VALUES (:id, :year, "
                     "1, :body, :at, :by) ON CONFLICT DO NOTHING RETURNING version",
                     "n"},
                    {put.circle, year, put.plan.text, work.now(), put.by})
          : sql.one({"UPDATE circle_plans SET version = version + 1, body = :body, made_at = :at, made_by = :by WHERE "
                     "circle_id = :id AND year = :year AND version = :version RETURNING version",
                     "n"},
                    {put.plan.text, work.now(), put.by, put.circle, year, number(put.seen)});
  if (!done) {
    return refuse(ErrorKind::conflict, "living_circle_changed");
  }
  put_items(sql, put.circle, put.plan);
  return circles::KeptPlan{done->count(0), put.plan};
}

std::vector<circles::Year> year_rows(Sql& sql, CircleId id) {
  std::vector<circles::Year> found;
  for (auto const& row : sql.all({"SELECT year, frozen_at, frozen_by, state FROM circle_years WHERE circle_id = :id "
                                  "ORDER BY year DESC",
                                  "nnnt"},
                                 {id})) {
    found.push_back({static_cast<int>(row.number(0)),
                     row.instant(1),
                     row.id<identity::AccountId>(2),
                     circle_state(row.text(3)),
                     {}});
  }
  for (auto& year : found) {
    for (auto const& row :
         sql.all({"SELECT figure, value FROM circle_year_figures WHERE circle_id = :id AND year = :year", "tn"},
                 {id, std::int64_t{year.year}})) {
      year.figures[row.text(0)] = row.number(1);
    }
  }
  return found;
}

Result<void> put_year(Sql& sql, CircleId id, circles::Year const& year) {
  auto const put = sql.one({"INSERT INTO circle_years (circle_id, year, frozen_at, frozen_by, state) VALUES (:id, "
                            ":year, :at, :by, :state) ON CONFLICT DO NOTHING RETURNING year",
                            "n"},
                           {id, std::int64_t{year.year}, year.frozen_at, year.frozen_by, circles::name_of(year.state)});
  if (!put) {
    return refuse(ErrorKind::conflict, "circle_year_frozen", {{"year", std::to_string(year.year)}});
  }
  for (auto const& [figure, value] : year.figures) {
    sql.run("INSERT INTO circle_year_figures (circle_id, year, figure, value) VALUES (:id, :year, :figure, :value)",
            {id, std::int64_t{year.year}, figure, value});
  }
  return {};
}

std::vector<circles::Brand> brand_rows(Sql& sql) {
  std::vector<circles::Brand> found;
  for (auto const& row : sql.all({"SELECT district, name, logo FROM brands ORDER BY district", "ttt"})) {
    found.push_back({row.text(0), row.text(1), bytes_of(row.text(2))});
  }
  for (auto& brand : found) {
    for (auto const& row :
         sql.all({"SELECT " LINQUAN_BOARD_COLUMNS " FROM boards WHERE district = :district ORDER BY id", board_shape},
                 {brand.district})) {
      brand.boards.push_back(board_of(row));
    }
  }
  return found;
}

void put_brand(UnitOfWork& work, circles::Brand const& brand, identity::AccountId by) {
  work_of(work).sql().run(
      "INSERT INTO brands (district, name, logo, made_at, made_by) VALUES (:district, :name, :logo, :at, :by) ON "
      "CONFLICT (district) DO UPDATE SET name = excluded.name, logo = excluded.logo, made_at = excluded.made_at, "
      "made_by = excluded.made_by",
      {brand.district, brand.name, base64_of(brand.logo), work.now(), by});
}

Result<void> put_board(UnitOfWork& work, std::string const& district, circles::Board const& board,
                       identity::AccountId by) {
  auto& sql = work_of(work).sql();
  auto const unknown = refuse(ErrorKind::not_found, "brand_unknown", {{"district", district}});
  if (!sql.one({"SELECT 1 FROM brands WHERE district = :district", "n"}, {district})) {
    return unknown;
  }
  auto const put = sql.one(
      {"INSERT INTO boards (id, district, place, lon, lat, state, since_on, made_at, made_by) VALUES (:id, :district, "
       ":place, :lon, :lat, :state, :since, :at, :by) ON CONFLICT (id) DO UPDATE SET place = excluded.place, lon = "
       "excluded.lon, lat = excluded.lat, state = excluded.state, since_on = excluded.since_on, made_at = "
       "excluded.made_at, made_by = excluded.made_by WHERE boards.district = excluded.district RETURNING id",
       "n"},
      {board.id, district, board.place, lon_of(board.at), lat_of(board.at), circles::name_of(board.state),
       day_value(board.since), work.now(), by});
  return put ? Result<void>{} : unknown;
}

}  // namespace linquan::store
