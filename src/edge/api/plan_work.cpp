#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "linquan/answers/scenario_name.h"
#include "linquan/answers/sight.h"
#include "linquan/answers/sites.h"
#include "linquan/base/file.h"
#include "linquan/kinds/kinds.h"
#include "linquan/report/layers.h"
#include "linquan/report/report.h"
#include "linquan/report/sheets.h"
#include "linquan/siting/remedies.h"
#include "linquan/standard/evaluation.h"
#include "linquan/standard/standard.h"
#include "linquan/tables/table.h"
#include "linquan/tables/zip.h"
#include "plan_ask.h"
#include "scenario_states.h"

namespace linquan::api {
namespace {

/// So many gaps of a report, the largest, know what would change them.
constexpr std::size_t remedies_max = 200;

Result<PlanResult> do_sites(PlanAsk const& ask, PlanGround const& ground, words::Messages const& messages,
                            Progress& progress) {
  auto const& city = ground.city;
  auto const request = site_request(ask, ground);
  if (!request) {
    return tl::unexpected<Error>{request.error()};
  }
  auto const plan = siting::plan_sites(city, *request, progress);
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  return PlanResult{answers::json_of(answers::Sited{city, *request, *plan}, messages).dump(), {}, {}};
}

Result<PlanResult> do_carts(PlanAsk const& ask, PlanGround const& ground, words::Messages const& messages,
                            Progress& progress) {
  auto const request = cart_request(ask, ground);
  if (!request) {
    return tl::unexpected<Error>{request.error()};
  }
  auto const plan = siting::plan_carts(ground.city, *request, progress);
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  return PlanResult{
      answers::json_of(answers::Carted{ground.city, *request, *plan, ask.hours}, messages).dump(), {}, {}};
}

/// A file of our own for a moment, in the machine's folder for such.
class Passing {
 public:
  Passing() {
    std::string name = (std::filesystem::temp_directory_path() / "linquan-XXXXXX").string();
    made_ = ::mkdtemp(name.data()) != nullptr;
    folder_ = name;
  }
  Passing(Passing const&) = delete;
  Passing& operator=(Passing const&) = delete;
  Passing(Passing&&) = delete;
  Passing& operator=(Passing&&) = delete;
  ~Passing() {
    std::error_code ignored;
    if (made_) {
      std::filesystem::remove_all(folder_, ignored);
    }
  }
  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return folder_ / name; }

 private:
  std::filesystem::path folder_;
  bool made_ = false;
};

std::string_view file_name(ReportForm form) {
  switch (form) {
    case ReportForm::workbook:
      return "report.xlsx";
    case ReportForm::geopackage:
      return "city.gpkg";
    case ReportForm::all:
      return "report.zip";
  }
  return {};
}

Result<void> write_report(ReportForm form, report::Subject const& subject, Passing const& passing, Progress& progress) {
  auto const path = passing.path(file_name(form));
  switch (form) {
    case ReportForm::workbook:
      return tables::write_xlsx(path, report::workbook(subject));
    case ReportForm::geopackage:
      return tables::write_geopackage(path, report::layers(subject));
    case ReportForm::all:
      break;
  }
  auto const folder = passing.path("report");
  auto written = report::write_evaluation(subject, folder, 1, progress);
  return written ? tables::write_zip(path, folder) : written;
}

Result<PlanResult> file_of(ReportForm form, report::Subject const& subject, Progress& progress) {
  Passing const passing;
  if (auto written = write_report(form, subject, passing, progress); !written) {
    return hand_on(written);
  }
  auto const path = passing.path(file_name(form));
  std::error_code ignored;
  if (auto const bytes = std::filesystem::file_size(path, ignored); bytes > job_file_bytes_max) {
    return refuse(ErrorKind::machine, "job_file_large",
                  {{"bytes", std::to_string(bytes)}, {"limit", std::to_string(job_file_bytes_max)}});
  }
  auto bytes = read_file(path, job_file_bytes_max);
  if (!bytes) {
    return hand_on(bytes);
  }
  PlanResult result;
  result.file_name = file_name(form);
  result.file = std::move(*bytes);
  return result;
}

/// The city that a report is of, and what is different about its streets.
struct Reported {
  city::City city;  ///< shares all but what the scenario changes
  std::vector<reach::Edit> edits;
};

/// The city as it is, or as the scenario would have it: its name says so.
Result<Reported> reported(PlanGround const& ground, words::Messages const& messages) {
  Reported it{ground.city, {ground.street_edits.begin(), ground.street_edits.end()}};
  if (ground.scenario == nullptr) {
    return it;
  }
  auto const edits = edits_in(ground.scenario->edits, ground.city);
  if (!edits) {
    return tl::unexpected<Error>{edits.error()};
  }
  auto outlets = reach::changed_outlets(ground.city, *edits);
  if (!outlets) {
    return hand_on(outlets);
  }
  it.city.outlets = std::move(*outlets);
  it.edits.insert(it.edits.end(), edits->begin(), edits->end());
  answers::name_scenario(it.city, {ground.scenario->name, ground.scenario->name}, messages);
  return it;
}

Result<PlanResult> do_report(PlanAsk const& ask, PlanGround const& ground, words::Messages const& messages,
                             Progress& progress) {
  auto const under = reported(ground, messages);
  if (!under) {
    return tl::unexpected<Error>{under.error()};
  }
  auto const& city = under->city;
  auto const rules = ground.standards.find(ask.standard);
  auto const person = answers::person_named(ask.person);
  if (!rules || !person) {
    return tl::unexpected<Error>{rules ? person.error() : rules.error()};
  }
  standard::EvaluateOptions options;
  options.persons.push_back(*person);
  options.edits = under->edits;
  auto evaluation = standard::evaluate(city, *rules, options, progress);
  if (!evaluation) {
    return hand_on(evaluation);
  }
  siting::RemedyRequest request;
  request.asked = {*person, evaluation->strictness, 1, under->edits};
  auto const told = std::min(remedies_max, evaluation->gaps.size());
  auto found =
      siting::add_remedies(city, evaluation->standard, std::span{evaluation->gaps}.first(told), request, progress);
  if (!found) {
    return hand_on(found);
  }
  return file_of(ask.form, {city, *evaluation, messages, nullptr}, progress);
}

}  // namespace

Result<PlanResult> do_plan(PlanAsk const& ask, PlanGround const& ground, words::Messages const& messages,
                           Progress& progress) {
  switch (ask.sort) {
    case PlanSort::site:
      return do_sites(ask, ground, messages, progress);
    case PlanSort::carts:
      return do_carts(ask, ground, messages, progress);
    case PlanSort::report:
      break;
  }
  return do_report(ask, ground, messages, progress);
}

}  // namespace linquan::api
