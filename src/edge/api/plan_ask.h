#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/answers/carts.h"
#include "linquan/answers/choices.h"
#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/city/city.h"
#include "linquan/reach/catchment.h"
#include "linquan/reach/scenario.h"
#include "linquan/siting/carts.h"
#include "linquan/siting/sites.h"
#include "linquan/standard/standards.h"
#include "linquan/words/messages.h"

/// Long work that a planner asks the service for, from its body to its result; knows nothing of jobs and sockets.
namespace linquan::api {

/// What there is to be done.
enum class PlanSort : std::uint8_t { site, carts, report };

/// By which word jobs are stored and asked for.
inline constexpr answers::Choices<PlanSort, 3> plan_sorts{
    {{"site", PlanSort::site}, {"carts", PlanSort::carts}, {"report", PlanSort::report}}};
std::string_view word_of(PlanSort sort);

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
  std::string scenario;  ///< the id of the one that a report is of; empty: the city as it is
  ReportForm form = ReportForm::workbook;
  std::uint32_t count = 1;
  std::optional<std::uint32_t> minutes;
  std::optional<std::uint32_t> metres;
  std::vector<std::string> from;  ///< candidates, outlets, streets; empty: as `linquan site` has it
  std::uint32_t seconds = 60;     ///< for the search
  reach::AgeGroup people = reach::AgeGroup::all;
  std::uint32_t carts = 1;
  siting::Days days = siting::every_day;
  std::string hours{answers::cart_hours_usual};
  std::vector<std::string> circles{"built"};  ///< as `linquan carts` takes them
};

/// usage   what Body refuses; `choice_unknown`, `limits_two_units`, `days_not_understood`, `hours_of_day`
Result<PlanAsk> read_ask(std::string const& body);

/// A scenario that is kept.
struct PlanScenario {
  std::string name;
  std::string edits;  ///< a JSON list
};

/// Of what a plan is made.
struct PlanGround {
  city::City const& city;
  standard::Standards const& standards;         ///< that may be named
  std::span<reach::Edit const> street_edits{};  ///< gates and streets as the directory has them, for reports
  PlanScenario const* scenario = nullptr;       ///< null: the city as it is
};

/// What `linquan site` would be asked; the same refusals as its options have.
Result<siting::SiteRequest> site_request(PlanAsk const& ask, PlanGround const& ground);

/// What `linquan carts` would be asked; the same refusals as its options have.
Result<siting::CartRequest> cart_request(PlanAsk const& ask, PlanGround const& ground);

/// Whether the work could begin: every word is known in this city.
///
/// usage   `job_scenario_sort`: a scenario for anything but a report
/// and refuses as edits_in(), site_request(), cart_request(), standard::Standards::check() and answers::person_named()
/// do.
Result<void> check_ask(PlanAsk const& ask, PlanGround const& ground);

/// Larger files are not handed over: a request answers with the whole of it.
inline constexpr std::uint64_t job_file_bytes_max = std::uint64_t{64} << 20;

/// What work leaves behind.
struct PlanResult {
  std::string text;       ///< JSON, as `linquan site` or `carts --json` tells it; empty where a file is all
  std::string file_name;  ///< empty: none
  std::string file;       ///< its bytes
};

/// Does the work, in one thread.
///
/// interrupted   `interrupted`
/// machine       `job_file_large`
/// and as check_ask(), siting::plan_sites(), siting::plan_carts(), standard::evaluate() and report::write_evaluation()
/// refuse
Result<PlanResult> do_plan(PlanAsk const& ask, PlanGround const& ground, words::Messages const& messages,
                           Progress& progress);

}  // namespace linquan::api
