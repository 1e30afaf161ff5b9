#include "linquan/report/change.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/report/change_layers.h"
#include "linquan/report/change_pages.h"
#include "linquan/report/change_sheets.h"
#include "report_folder.h"

namespace linquan::report {
namespace {

constexpr std::array<std::string_view, 12> top_names{"compare.xlsx",    "change.gpkg", "areas.geojson", "homes.geojson",
                                                     "outlets.geojson", "rules.csv",   "areas.csv",     "shifts.csv",
                                                     "outlets.csv",     "homes.csv",   "pages",         "plots"};

/// One page to be made.
struct Page {
  compare::AreaChange const* area = nullptr;
  std::vector<compare::Shift const*> shifts;
};

/// Areas of the told level where somebody gained or lost.
std::vector<Page> pages_of(ChangeSubject const& subject) {
  std::vector<Page> pages;
  auto const* const level = told_level(subject);
  for (std::size_t i = 0; level != nullptr && i < level->areas.size(); ++i) {
    Page page{&level->areas[i], {}};
    for (auto const& shift : subject.comparison().shifts) {
      if (shift.area == i) {
        page.shifts.push_back(&shift);
      }
    }
    if (!page.shifts.empty()) {
      pages.push_back(std::move(page));
    }
  }
  return pages;
}

class Writer {
 public:
  Writer(ChangeSubject const& subject, std::filesystem::path folder, unsigned threads, Progress& progress)
      : subject_{subject}, folder_{std::move(folder)}, threads_{threads}, progress_{progress} {}

  Result<void> write() {
    return take_steps({[this] { return write_tables(); }, [this] { return write_layers(); },
                       [this] { return write_plots(); }, [this] { return write_pages(); }},
                      progress_);
  }

 private:
  Result<void> write_tables() {
    progress_.step("step_report_tables", 0);
    auto done = tables::write_xlsx(folder_ / "compare.xlsx", change_workbook(subject_));
    done = done ? tables::write_csv(folder_ / "rules.csv", change_rules_table(subject_)) : done;
    done = done ? tables::write_csv(folder_ / "areas.csv", change_areas_table(subject_)) : done;
    done = done ? tables::write_csv(folder_ / "shifts.csv", change_shifts_table(subject_)) : done;
    done = done ? tables::write_csv(folder_ / "outlets.csv", change_outlets_table(subject_)) : done;
    return done ? tables::write_csv(folder_ / "homes.csv", change_homes_table(subject_)) : done;
  }

  Result<void> write_layers() {
    progress_.step("step_report_layers", 0);
    auto done = tables::write_geopackage(folder_ / "change.gpkg", change_layers(subject_));
    done = done ? tables::write_geojson(folder_ / "areas.geojson", changed_areas_layer(subject_)) : done;
    done = done ? tables::write_geojson(folder_ / "homes.geojson", changed_homes_layer(subject_)) : done;
    return done ? tables::write_geojson(folder_ / "outlets.geojson", changed_outlets_layer(subject_)) : done;
  }

  Result<void> write_plots() {
    plots_.push_back({"rules.svg", change_plot(rules_before_after(subject_))});
    if (auto const areas = areas_before_after(subject_); !areas.rows.empty()) {
      plots_.push_back({"areas.svg", change_plot(areas)});
    }
    std::filesystem::create_directory(folder_ / "plots");
    for (auto const& plot : plots_) {
      if (auto done = write_file(folder_ / "plots" / plot.name, plot.svg); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> write_pages() {
    ChangeAtlas const atlas{subject_};
    auto const pages = pages_of(subject_);
    std::vector<compare::AreaChange const*> areas;
    std::ranges::transform(pages, std::back_inserter(areas), &Page::area);
    progress_.step("step_report_pages", pages.size());
    std::filesystem::create_directory(folder_ / "pages");
    if (auto done = write_file(folder_ / "pages" / "index.html", change_index(subject_, atlas, areas, plots_)); !done) {
      return done;
    }
    return write_pages_into(folder_ / "pages", pages.size(), threads_, progress_, [&](std::size_t i) {
      auto const& page = pages[i];
      return PageFile{change_page_name(subject_, *page.area), change_page(subject_, atlas, *page.area, page.shifts)};
    });
  }

  ChangeSubject const& subject_;
  std::filesystem::path folder_;
  unsigned threads_;
  Progress& progress_;
  std::vector<NamedPlot> plots_;
};

}  // namespace

Result<void> check_comparison_folder(std::filesystem::path const& folder) {
  return check_folder(folder, top_names);
}

Result<void> write_comparison(ChangeSubject const& subject, std::filesystem::path const& folder, unsigned threads,
                              Progress& progress) {
  return write_whole(folder, top_names, [&](std::filesystem::path const& pending) {
    return Writer{subject, pending, threads, progress}.write();
  });
}

}  // namespace linquan::report
