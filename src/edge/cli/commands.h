#pragma once

#include <cstdio>
#include <string_view>

#include "arguments.h"
#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "messages.h"

namespace linquan::cli {

/// Where a command speaks.
struct Console {
  Messages const& messages;
  std::FILE* out;  ///< figures; with `json` one object and nothing else
  std::FILE* err;  ///< progress, notices, refusals
  bool json = false;
};

/// A sentence of i18n as a line on standard error; with --json too.
void tell(Console const& console, std::string_view code, Error::Args const& args = {});

Result<void> run_import(ImportOptions const& options, Console const& console, Progress& progress);
Result<void> run_info(InfoOptions const& options, Console const& console, Progress& progress);
Result<void> run_route(RouteOptions const& options, Console const& console, Progress& progress);
Result<void> run_services(ServicesOptions const& options, Console const& console, Progress& progress);
Result<void> run_find(FindOptions const& options, Console const& console, Progress& progress);
Result<void> run_reach(ReachOptions const& options, Console const& console, Progress& progress);
Result<void> run_access(AccessOptions const& options, Console const& console, Progress& progress);
Result<void> run_evaluate(EvaluateOptions const& options, Console const& console, Progress& progress);
Result<void> run_site(SiteOptions const& options, Console const& console, Progress& progress);
Result<void> run_carts(CartOptions const& options, Console const& console, Progress& progress);
Result<void> run_standards(StandardsOptions const& options, Console const& console, Progress& progress);
Result<void> run_db(DbOptions const& options, Console const& console, Progress& progress);
Result<void> run_account(AccountOptions const& options, Console const& console, Progress& progress);
Result<void> run_serve(ServeOptions const& options, Console const& console, Progress& progress);
Result<void> run_compare(CompareOptions const& options, Console const& console, Progress& progress);
Result<void> run_demo_city(demo::Request const& options, Console const& console, Progress& progress);
Result<void> run_bench(BenchOptions const& options, Console const& console, Progress& progress);

}  // namespace linquan::cli
