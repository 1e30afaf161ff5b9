#pragma once

#include <vector>

#include "linquan/report/change_subject.h"
#include "linquan/tables/table.h"

namespace linquan::report {

/// The sheets of `compare.xlsx`, heads in the report's language; a cell holds what `--json` holds.
tables::Sheet change_summary_sheet(ChangeSubject const& subject);
tables::Sheet change_area_sheet(ChangeSubject const& subject, compare::LevelChange const& level);
tables::Sheet change_shifts_sheet(ChangeSubject const& subject);
tables::Sheet change_outlets_sheet(ChangeSubject const& subject);
tables::Sheet change_method_sheet(ChangeSubject const& subject);
tables::Sheet change_sources_sheet(ChangeSubject const& subject);

/// All of them, in the order of the workbook.
std::vector<tables::Sheet> change_workbook(ChangeSubject const& subject);

/// The tables for programs: heads are fixed English words.
tables::Sheet change_rules_table(ChangeSubject const& subject);
tables::Sheet change_areas_table(ChangeSubject const& subject);
tables::Sheet change_shifts_table(ChangeSubject const& subject);
tables::Sheet change_outlets_table(ChangeSubject const& subject);
tables::Sheet change_homes_table(ChangeSubject const& subject);

}  // namespace linquan::report
