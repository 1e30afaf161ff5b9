#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/siting/sites.h"
#include "linquan/words/messages.h"

/// Long work that a planner asks the service for, from its body to its result; knows nothing of jobs and sockets.
namespace linquan::api {

/// What there is to be done.
enum class PlanSort : std::uint8_t { site, report };

inline constexpr std::string_view site_sort = "site";
inline constexpr std::string_view report_sort = "report";

/// A body of POST /api/v1/jobs, whose fields are known and of the right sort.
struct PlanAsk {
  PlanSort sort = PlanSort::site;
  std::vector<std::string> kinds;  ///< each a want of its own; or a rule's
  std::string standard;
  std::string rule;
  std::string person;
  std::uint32_t count = 1;
  std::optional<std::uint32_t> minutes;
  std::optional<std::uint32_t> metres;
  std::vector<std::string> from;  ///< candidates, outlets, streets; empty: as `linquan site` has it
  std::uint32_t seconds = 60;     ///< for the search
};

/// usage   what Body refuses; `choice_unknown`, `limits_two_units`
Result<PlanAsk> read_ask(std::string const& body);

/// What `linquan site` would be asked; the same refusals as its options have.
Result<siting::SiteRequest> site_request(PlanAsk const& ask, city::City const& city);

/// Whether the work could begin: every word is known in this city.
///
/// Refuses as site_request(), standard::check_built_in() and answers::person_named() do.
Result<void> check_ask(PlanAsk const& ask, city::City const& city);

/// What work leaves behind.
struct PlanResult {
  std::string text;       ///< JSON, as `linquan site --json` tells it; empty where a file is all
  std::string file_name;  ///< empty: none
  std::string file;       ///< its bytes
};

/// Does the work, in one thread.
///
/// interrupted   `interrupted`
/// and as check_ask(), siting::plan_sites(), standard::evaluate() and tables::write_xlsx() refuse
Result<PlanResult> do_plan(PlanAsk const& ask, city::City const& city, words::Messages const& messages,
                           Progress& progress);

}  // namespace linquan::api
