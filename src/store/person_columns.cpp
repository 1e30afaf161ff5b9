#include "person_columns.h"

#include <array>

namespace linquan::store {
namespace {

constexpr std::array columns = std::to_array<PersonColumn>({
    {"accounts", "id", Fate::kept, {}},
    {"acts", "account_id", Fate::kept, {}},
    {"acts", "on_behalf_of", Fate::kept, {}},
    {"answers", "owner", Fate::removed, {}},
    {"boards", "made_by", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM boards WHERE made_by = :account ORDER BY made_at DESC LIMIT :count"},
    {"booking_waits", "resident_id", Fate::removed, {}},
    {"bookings", "resident_id", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM bookings WHERE resident_id = :account ORDER BY made_at DESC LIMIT :count"},
    {"brands", "made_by", Fate::kept,
     "SELECT district, made_at FROM brands WHERE made_by = :account ORDER BY made_at DESC LIMIT :count"},
    {"circle_plans", "made_by", Fate::kept,
     "SELECT CAST(circle_id AS TEXT), made_at FROM circle_plans WHERE made_by = :account ORDER BY made_at DESC LIMIT "
     ":count"},
    {"circle_surveys", "made_by", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM circle_surveys WHERE made_by = :account ORDER BY made_at DESC LIMIT "
     ":count"},
    {"circle_years", "frozen_by", Fate::kept,
     "SELECT CAST(circle_id AS TEXT), frozen_at FROM circle_years WHERE frozen_by = :account ORDER BY frozen_at DESC "
     "LIMIT :count"},
    {"consents", "account_id", Fate::removed, {}},
    {"grants", "account_id", Fate::removed, {}},
    {"grants", "given_by", Fate::kept,
     "SELECT role, given_at FROM grants WHERE given_by = :account ORDER BY given_at DESC LIMIT :count"},
    {"living_circle_versions", "made_by", Fate::kept,
     "SELECT CAST(circle_id AS TEXT), made_at FROM living_circle_versions WHERE made_by = :account ORDER BY made_at "
     "DESC LIMIT :count"},
    {"living_circles", "grade_by", Fate::kept,
     "SELECT CAST(id AS TEXT), CAST(0 AS BIGINT) FROM living_circles WHERE grade_by = :account ORDER BY id DESC LIMIT "
     ":count"},
    {"needs", "asked_by", Fate::unlinked, {}},
    {"order_steps", "account_id", Fate::kept,
     "SELECT CAST(order_id AS TEXT), at FROM order_steps WHERE account_id = :account ORDER BY at DESC LIMIT :count"},
    {"orders", "carrier_id", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM orders WHERE carrier_id = :account ORDER BY made_at DESC LIMIT :count"},
    {"orders", "resident_id", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM orders WHERE resident_id = :account ORDER BY made_at DESC LIMIT :count"},
    {"outlet_versions", "approved_by", Fate::kept,
     "SELECT CAST(outlet_id AS TEXT), made_at FROM outlet_versions WHERE approved_by = :account ORDER BY made_at DESC "
     "LIMIT :count"},
    {"outlet_versions", "made_by", Fate::kept,
     "SELECT CAST(outlet_id AS TEXT), made_at FROM outlet_versions WHERE made_by = :account ORDER BY made_at DESC "
     "LIMIT :count"},
    {"passage_versions", "made_by", Fate::kept,
     "SELECT CAST(number AS TEXT), made_at FROM passage_versions WHERE made_by = :account ORDER BY made_at DESC LIMIT "
     ":count"},
    {"payments", "resident_id", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM payments WHERE resident_id = :account ORDER BY made_at DESC LIMIT :count"},
    {"plan_jobs", "account_id", Fate::kept, {}},
    {"proxies", "account_id", Fate::removed, {}},
    {"proxies", "resident_id", Fate::removed, {}},
    {"registers", "account_id", Fate::kept,
     "SELECT CAST(id AS TEXT), made_at FROM registers WHERE account_id = :account ORDER BY made_at DESC LIMIT :count"},
    {"scenarios", "account_id", Fate::unlinked, {}},
    {"sessions", "account_id", Fate::removed, {}},
    {"waiting_changes", "asked_by", Fate::kept,
     "SELECT CAST(outlet_id AS TEXT), asked_at FROM waiting_changes WHERE asked_by = :account ORDER BY asked_at DESC "
     "LIMIT :count"},
    {"waiting_changes", "decided_by", Fate::kept,
     "SELECT CAST(outlet_id AS TEXT), decided_at FROM waiting_changes WHERE decided_by = :account ORDER BY decided_at "
     "DESC LIMIT :count"},
    {"wechat_accounts", "account_id", Fate::removed, {}},
});

}  // namespace

std::span<PersonColumn const> person_columns() {
  return columns;
}

}  // namespace linquan::store
