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
#include "linquan/standard/standards.h"
#include "linquan/words/messages.h"

/// Long work that a planner asks the service for, from its body to its result; knows nothing of jobs and sockets.
namespace linquan::api {

/// What there is to be done.
enum class PlanSort : std::uint8_t { site, report };

inline constexpr std::string_view site_sort = "site";
inline constexpr std::string_view report_sort = "report";

/// What a report is handed over as.
enum class ReportForm : std::uint8_t {
  workbook,    ///< report.xlsx
  geopackage,  ///< city.gpkg
  all,         ///< report.zip: all that `linquan evaluate --out` writes
};

/// A body of POST /api/v1/jobs, whose fields are known and of the right sort.
struct PlanAsk {
  PlanSort sort = PlanSort::site;
  std::vector<std::string> kinds;  ///< each a want of its own; or a rule's
  std::string standard;
  std::string rule;
  std::string person;
  ReportForm form = ReportForm::workbook;
  std::uint32_t count = 1;
  std::optional<std::uint32_t> minutes;
  std::optional<std::uint32_t> metres;
  std::vector<std::string> from;  ///< candidates, outlets, streets; empty: as `linquan site` has it
  std::uint32_t seconds = 60;     ///< for the search
};

/// usage   what Body refuses; `choice_unknown`, `limits_two_units`
Result<PlanAsk> read_ask(std::string const& body);

/// Of what a plan is made.
struct PlanGround {
  city::City const& city;
  standard::Standards const& standards;  ///< that may be named
};

/// What `linquan site` would be asked; the same refusals as its options have.
Result<siting::SiteRequest> site_request(PlanAsk const& ask, PlanGround const& ground);

/// Whether the work could begin: every word is known in this city.
///
/// Refuses as site_request(), standard::Standards::check() and answers::person_named() do.
Result<void> check_ask(PlanAsk const& ask, PlanGround const& ground);

/// Larger files are not handed over: a request answers with the whole of it.
inline constexpr std::uint64_t job_file_bytes_max = std::uint64_t{64} << 20;

/// What work leaves behind.
struct PlanResult {
  std::string text;       ///< JSON, as `linquan site --json` tells it; empty where a file is all
  std::string file_name;  ///< empty: none
  std::string file;       ///< its bytes
};

/// Does the work, in one thread.
///
/// interrupted   `interrupted`
/// machine       `job_file_large`
/// and as check_ask(), siting::plan_sites(), standard::evaluate() and report::write_evaluation() refuse
Result<PlanResult> do_plan(PlanAsk const& ask, PlanGround const& ground, words::Messages const& messages,
                           Progress& progress);

}  // namespace linquan::api
