#pragma once

#include <optional>
#include <string>
#include <vector>

#include "linquan/report/subject.h"

namespace linquan::report {

/// A share of people for each step of a walk.
struct StripRow {
  std::string name;
  std::vector<double> shares;    ///< by step; the last one holds all who walk farther, or find none
  double limit = 0;              ///< in steps: where the rule draws its line
  std::optional<double> met;     ///< share within the limit; nullopt: not known
  std::optional<double> median;  ///< in the unit of the axis
};
struct StripPlot {
  std::string title;
  std::string axis;                ///< what the steps count, with its unit
  std::vector<std::string> ticks;  ///< one for each border of a step that is marked; empty ones are left out
  std::string farther;             ///< head of the last step
  std::string met;                 ///< head of the column of shares
  std::string median;              ///< head of the column of medians
  std::vector<StripRow> rows;
  int decimals = 1;  ///< of the medians
};
/// Rows of cells that darken with the share of people in them, the rule's limit as a line.
std::string strip_plot(StripPlot const& plot);

struct Curve {
  std::string name;
  std::vector<double> shares;  ///< [i]: share of people whose walk is at most i steps
};
struct CurvePlot {
  std::string title;
  std::string axis;
  std::string share_axis;
  std::vector<Curve> curves;  ///< at most eight
};
/// Shares of people that rise with the walk; each curve has a dash and a sign of its own, and its name at its end.
std::string curve_plot(CurvePlot const& plot);

struct Matrix {
  std::string title;
  std::string note;
  std::vector<std::string> columns;
  struct Row {
    std::string name;
    std::vector<std::optional<double>> shares;  ///< by column; nullopt: not known
  };
  std::vector<Row> rows;
};
/// Shares as numbers on cells in the classes of the pass mark.
std::string matrix_plot(Matrix const& matrix);

struct Change {
  std::string name;
  std::optional<double> before;
  std::optional<double> after;
};
struct ChangePlot {
  std::string title;
  std::string axis;
  std::string before;
  std::string after;
  std::vector<Change> rows;
};
/// Before and after: a hollow and a filled dot on one line, with the difference in points beside it.
std::string change_plot(ChangePlot const& plot);

/// The plots of a report.
StripPlot minutes_plot(Subject const& subject, reach::Unit unit);
CurvePlot people_by_minute(Subject const& subject);
/// Rules by the areas of the finest level that a page has room for.
Matrix rules_by_area(Subject const& subject);

}  // namespace linquan::report
