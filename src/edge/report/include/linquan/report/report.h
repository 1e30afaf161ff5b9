#pragma once

#include <filesystem>
#include <span>

#include "linquan/base/progress.h"
#include "linquan/base/result.h"
#include "linquan/report/subject.h"

namespace linquan::report {

/// Whether write_evaluation() may write there; asked before the long work.
///
/// usage   `report_folder_in_use`, `report_folder_not_folder`
Result<void> check_evaluation_folder(std::filesystem::path const& folder);

/// Writes what docs/reports.md lists into `folder`: workbook, pages, plots, layers and tables.
///
/// The folder appears whole or stays what it was. One that holds a report of ours is replaced; one that holds anything
/// else is left alone. The same subject gives the same bytes for any number of threads.
///
/// `circle_gaps` are the gaps of living circles with what would change them, for the circles' pages; where none are
/// given these pages tell the gaps without.
/// usage        as check_evaluation_folder()
/// machine      `file_unwritable`
/// interrupted  `interrupted`
Result<void> write_evaluation(Subject const& subject, std::filesystem::path const& folder, unsigned threads,
                              Progress& progress, std::span<standard::Gap const> circle_gaps = {});

}  // namespace linquan::report
