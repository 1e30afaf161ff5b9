#pragma once

#include <filesystem>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/report/change_subject.h"

namespace linquan::report {

/// Whether write_comparison() may write there; asked before the long work.
///
/// usage   `report_folder_in_use`, `report_folder_not_folder`
Result<void> check_comparison_folder(std::filesystem::path const& folder);

/// Writes what docs/reports.md lists of a comparison into `folder`: workbook, pages, plots, layers and tables.
///
/// As write_evaluation(): whole or not at all, and the same bytes for any number of threads.
/// usage        as check_comparison_folder()
/// machine      `file_unwritable`
/// interrupted  `interrupted`
Result<void> write_comparison(ChangeSubject const& subject, std::filesystem::path const& folder, unsigned threads,
                              Progress& progress);

}  // namespace linquan::report
