#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/carts.h"
#include "messages.h"
#include "siting_options.h"

namespace linquan::cli {

/// Everything that `linquan carts` found, before it is told.
struct Carted {
  city::City const& city;
  CartOptions const& options;
  siting::CartRequest const& request;
  siting::CartPlan const& plan;
};

/// The figures of `linquan carts`, for scripts.
nlohmann::ordered_json json_of(Carted const& carted, Messages const& messages);
/// Who is served before and after, how good that is, and the week by day.
std::string text_of(Carted const& carted, Messages const& messages);

/// A table of outlets as `linquan import --outlets` reads it: one outlet for each cart, a row for each of its places.
///
/// machine   `file_unwritable`
Result<void> write_carts(std::filesystem::path const& path, Carted const& carted, Messages const& messages);

}  // namespace linquan::cli
