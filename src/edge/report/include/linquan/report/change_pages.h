#pragma once

#include <memory>
#include <string>
#include <vector>

#include "linquan/report/change_subject.h"
#include "linquan/report/pages.h"
#include "linquan/report/plots.h"

namespace linquan::report {

/// Draws maps of what changed; made once and then only read, by any thread.
class ChangeAtlas {
 public:
  /// `subject` outlives the atlas.
  explicit ChangeAtlas(ChangeSubject const& subject);
  ~ChangeAtlas();
  ChangeAtlas(ChangeAtlas const&) = delete;
  ChangeAtlas& operator=(ChangeAtlas const&) = delete;
  ChangeAtlas(ChangeAtlas&&) = delete;
  ChangeAtlas& operator=(ChangeAtlas&&) = delete;

  /// Homes that gained (▲) and lost (▼) by these shifts, and the outlets that are otherwise than before. `area`: whose
  /// boundary is drawn; nullptr: the whole city.
  [[nodiscard]] std::string map_of(compare::AreaChange const* area,
                                   std::vector<compare::Shift const*> const& shifts) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The page of an area of the told level: what changed, for whom and why.
std::string change_page(ChangeSubject const& subject, ChangeAtlas const& atlas, compare::AreaChange const& area,
                        std::vector<compare::Shift const*> const& shifts);
/// The file name of its page.
std::string change_page_name(ChangeSubject const& subject, compare::AreaChange const& area);

/// The city's own page: figures, map, largest changes, plots, links to the areas with a page.
std::string change_index(ChangeSubject const& subject, ChangeAtlas const& atlas,
                         std::vector<compare::AreaChange const*> const& areas, std::vector<NamedPlot> const& plots);

/// Shares of the city by rule, before and after.
ChangePlot rules_before_after(ChangeSubject const& subject);
/// Needs met by the areas of the told level that changed most.
ChangePlot areas_before_after(ChangeSubject const& subject);

}  // namespace linquan::report
