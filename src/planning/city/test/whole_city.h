#pragma once

#include "linquan/city/city.h"

namespace linquan::city::testing {

/// A small city in which no field of any struct has its default value.
City whole_city();

/// Compares two cities field by field and says which differs.
void expect_same(City const& a, City const& b);

}  // namespace linquan::city::testing
