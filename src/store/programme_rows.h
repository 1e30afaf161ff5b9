#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "linquan/base/unit_of_work.h"
#include "linquan/circles/circles.h"
#include "sql.h"

/// The smaller tables of the programme: plans, frozen years, brands. Each function is one of circles::Circles.
namespace linquan::store {

struct PlanToPut {
  circles::CircleId circle;
  std::uint64_t seen = 0;
  circles::Plan const& plan;
  identity::AccountId by;
};

std::vector<circles::KeptPlan> plan_rows(Sql& sql, circles::CircleId id);
Result<circles::KeptPlan> put_plan(UnitOfWork& work, PlanToPut const& put);

std::vector<circles::Year> year_rows(Sql& sql, circles::CircleId id);
Result<void> put_year(Sql& sql, circles::CircleId id, circles::Year const& year);

std::vector<circles::Brand> brand_rows(Sql& sql);
void put_brand(UnitOfWork& work, circles::Brand const& brand, identity::AccountId by);
Result<void> put_board(UnitOfWork& work, std::string const& district, circles::Board const& board,
                       identity::AccountId by);

}  // namespace linquan::store
