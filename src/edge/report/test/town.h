#pragma once

#include "linquan/city/city.h"
#include "linquan/standard/evaluation.h"

namespace linquan::report {

/// A made-up town of four communities with rules of every sort, evaluated for two persons.
city::City town();
standard::Evaluation evaluation_of(city::City const& city);

}  // namespace linquan::report
