#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linquan/report/atlas.h"
#include "linquan/report/subject.h"

namespace linquan::report {

/// A page of one area: what it says is all there, nothing is fetched.
std::string area_page(Subject const& subject, Atlas const& atlas, standard::LevelScores const& level,
                      standard::Score const& score, std::vector<standard::Gap> const& gaps);

/// Rules with gaps here, most people first, as many as a map has room for.
std::vector<standard::RuleIndex> marked_rules(std::vector<standard::Gap const*> const& gaps);

/// An HTML document of ours: head, style and body; `body` is HTML.
std::string document(words::Messages const& messages, std::string_view title, std::string_view body);

/// The file name of an area's page: its code, cleaned of what file systems and links do not take.
std::string page_name(city::City const& city, std::uint32_t area);

struct NamedPlot {
  std::string name;  ///< of the file in plots/
  std::string svg;
};

/// The city's own page: figures, plots, areas with links to their pages, the largest gaps.
std::string index_page(Subject const& subject, Atlas const& atlas,
                       std::vector<standard::LevelScores const*> const& levels, std::vector<NamedPlot> const& plots);

}  // namespace linquan::report
