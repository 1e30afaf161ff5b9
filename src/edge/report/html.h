#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linquan/report/subject.h"

namespace linquan::report {

/// "84.3 %", rounded down so that 100 % means all; "–" where nothing is known.
std::string percent_text(std::optional<double> share);
/// "84.3 % (81.0–87.2 %)"; without bounds where they are one.
std::string bounds_text(standard::Needs const& needs);

/// A row of large figures: what is counted, and the count.
struct Figure {
  std::string label;
  std::string value;
  std::string note;
};
std::string figures_html(std::vector<Figure> const& figures);

/// A drawing with what it shows above it.
std::string drawing_html(std::string_view svg, std::string_view caption);

/// Rules met by the people of an area, all rules, in the order of the standard, in two columns; `below` is HTML that
/// follows in them.
std::string rules_html(Subject const& subject, standard::Score const& score, std::string_view below);

/// The clauses of all rules, by the rules' numbers.
std::string clauses_html(Subject const& subject);

/// Needs met side by side for all persons; empty where there is one.
std::string persons_html(Subject const& subject, std::vector<standard::Score const*> const& scores);

/// The gap in words behind its rule's number, which leads to the clause.
std::string gap_html(Subject const& subject, standard::Gap const& gap);

}  // namespace linquan::report
