#pragma once

#include <vector>

#include "linquan/report/subject.h"
#include "linquan/tables/table.h"

namespace linquan::report {

/// The sheets of the workbook, each one a table of its own, heads in the report's language.
///
/// Shares are fractions shown as percentages and people are whole or part persons as counted, so that a cell holds what
/// `--json` holds.
tables::Sheet summary_sheet(Subject const& subject);
tables::Sheet area_sheet(Subject const& subject, standard::LevelScores const& level);
tables::Sheet rules_sheet(Subject const& subject);
tables::Sheet gaps_sheet(Subject const& subject);
tables::Sheet outlets_sheet(Subject const& subject);
/// Only where the subject has sites.
tables::Sheet sites_sheet(Subject const& subject);
/// What a site is called: its own name or the crossing it stands at.
std::string site_name(Subject const& subject, siting::Spot const& spot);
/// Yuan; empty where only the number of sites counts.
tables::Value cost_cell(std::int64_t fen);
tables::Sheet method_sheet(Subject const& subject);
tables::Sheet sources_sheet(Subject const& subject);

/// All of them, in the order of the workbook.
std::vector<tables::Sheet> workbook(Subject const& subject);

/// The tables for programs: heads are fixed English words.
tables::Sheet rules_table(Subject const& subject);
tables::Sheet areas_table(Subject const& subject);
tables::Sheet gaps_table(Subject const& subject);
tables::RowSource homes_table(Subject const& subject);

}  // namespace linquan::report
