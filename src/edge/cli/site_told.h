#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/sites.h"
#include "messages.h"
#include "siting_options.h"

namespace linquan::cli {

/// Everything that `linquan site` found, before it is told.
struct Sited {
  city::City const& city;
  siting::SiteRequest const& request;
  siting::Plan const& plan;
};

/// "no other choice can serve more than 1.2 % more", rounded up so that it stays true.
std::string bound_sentence(std::int64_t served, std::int64_t bound, Messages const& messages);

/// The figures of `linquan site`, for scripts.
nlohmann::ordered_json json_of(Sited const& sited, Messages const& messages);
/// Who is served now and after, how good that is, and a line for each site.
std::string text_of(Sited const& sited, Messages const& messages);

/// A row for each site.
///
/// machine   `file_unwritable`
Result<void> write_sites(std::filesystem::path const& path, Sited const& sited, Messages const& messages);

}  // namespace linquan::cli
