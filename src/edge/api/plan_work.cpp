#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <system_error>
#include <utility>

#include "linquan/answers/sight.h"
#include "linquan/answers/sites.h"
#include "linquan/kinds/kinds.h"
#include "linquan/report/sheets.h"
#include "linquan/siting/remedies.h"
#include "linquan/standard/evaluation.h"
#include "linquan/standard/standard.h"
#include "linquan/tables/table.h"
#include "plan_ask.h"

namespace linquan::api {
namespace {

/// So many gaps of a report, the largest, know what would change them.
constexpr std::size_t remedies_max = 200;

Result<PlanResult> do_sites(PlanAsk const& ask, city::City const& city, words::Messages const& messages,
                            Progress& progress) {
  auto const request = site_request(ask, city);
  if (!request) {
    return tl::unexpected<Error>{request.error()};
  }
  auto const plan = siting::plan_sites(city, *request, progress);
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  return PlanResult{answers::json_of(answers::Sited{city, *request, *plan}, messages).dump(), {}, {}};
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

Result<PlanResult> workbook_of(report::Subject const& subject) {
  Passing const passing;
  auto const path = passing.path("report.xlsx");
  if (auto written = tables::write_xlsx(path, report::workbook(subject)); !written) {
    return hand_on(written);
  }
  std::ifstream file{path, std::ios::binary};
  PlanResult result;
  result.file_name = "report.xlsx";
  result.file.assign(std::istreambuf_iterator<char>{file}, {});
  return result;
}

Result<PlanResult> do_report(PlanAsk const& ask, city::City const& city, words::Messages const& messages,
                             Progress& progress) {
  if (auto const known = check_ask(ask, city); !known) {
    return tl::unexpected<Error>{known.error()};
  }
  auto const rules = standard::load(ask.standard, kinds::Kinds::built_in());
  auto const person = answers::person_named(ask.person);
  if (!rules || !person) {
    return tl::unexpected<Error>{rules ? person.error() : rules.error()};
  }
  standard::EvaluateOptions options;
  options.persons.push_back(*person);
  auto evaluation = standard::evaluate(city, *rules, options, progress);
  if (!evaluation) {
    return hand_on(evaluation);
  }
  siting::RemedyRequest request;
  request.asked = {*person, evaluation->strictness, 1, {}};
  auto const told = std::min(remedies_max, evaluation->gaps.size());
  auto found =
      siting::add_remedies(city, evaluation->standard, std::span{evaluation->gaps}.first(told), request, progress);
  if (!found) {
    return hand_on(found);
  }
  return workbook_of({city, *evaluation, messages, nullptr});
}

}  // namespace

Result<PlanResult> do_plan(PlanAsk const& ask, city::City const& city, words::Messages const& messages,
                           Progress& progress) {
  return ask.sort == PlanSort::site ? do_sites(ask, city, messages, progress)
                                    : do_report(ask, city, messages, progress);
}

}  // namespace linquan::api
