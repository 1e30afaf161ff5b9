#include "linquan/report/report.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/file.h"
#include "linquan/report/atlas.h"
#include "linquan/report/layers.h"
#include "linquan/report/pages.h"
#include "linquan/report/plots.h"
#include "linquan/report/sheets.h"
#include "linquan/standard/gaps.h"
#include "linquan/tables/table.h"
#include "report_folder.h"

namespace linquan::report {
namespace {

constexpr std::array<std::string_view, 11> top_names{"report.xlsx",   "city.gpkg", "areas.geojson", "gaps.geojson",
                                                     "homes.geojson", "rules.csv", "areas.csv",     "gaps.csv",
                                                     "homes.csv",     "pages",     "plots"};

/// One page to be made.
struct Sheet {
  standard::LevelScores const* level = nullptr;
  standard::Score const* score = nullptr;
  std::vector<standard::Gap> const* gaps = nullptr;
};

/// Levels whose areas have a page: that of the gaps, and living circles.
std::vector<standard::LevelScores const*> levels_with_pages(Subject const& subject) {
  std::vector<standard::LevelScores const*> levels;
  for (auto const& level : subject.scores().levels) {
    if (level.level == subject.evaluation.level || level.level == city::AreaLevel::living_circle) {
      levels.push_back(&level);
    }
  }
  return levels;
}

class Writer {
 public:
  Writer(Subject const& subject, std::span<standard::Gap const> circle_gaps, std::filesystem::path folder,
         unsigned threads, Progress& progress)
      : subject_{subject},
        circle_gaps_{circle_gaps},
        folder_{std::move(folder)},
        threads_{threads},
        progress_{progress} {}

  Result<void> write() {
    return take_steps({[this] { return write_tables(); }, [this] { return write_layers(); },
                       [this] { return write_plots(); }, [this] { return write_pages(); }},
                      progress_);
  }

 private:
  Result<void> write_tables() {
    progress_.step("step_report_tables", 0);
    auto done = tables::write_xlsx(folder_ / "report.xlsx", workbook(subject_));
    done = done ? tables::write_csv(folder_ / "rules.csv", rules_table(subject_)) : done;
    done = done ? tables::write_csv(folder_ / "areas.csv", areas_table(subject_)) : done;
    done = done ? tables::write_csv(folder_ / "gaps.csv", gaps_table(subject_)) : done;
    return done ? tables::write_csv(folder_ / "homes.csv", homes_table(subject_)) : done;
  }

  Result<void> write_layers() {
    progress_.step("step_report_layers", 0);
    auto const all = layers(subject_);
    auto done = tables::write_geopackage(folder_ / "city.gpkg", all);
    auto const named = [&](std::string_view name) { return *std::ranges::find(all, name, &tables::Layer::name); };
    done = done ? tables::write_geojson(folder_ / "areas.geojson", areas_layer(subject_)) : done;
    done = done ? tables::write_geojson(folder_ / "gaps.geojson", named("gaps")) : done;
    return done ? tables::write_geojson(folder_ / "homes.geojson", without_walks(named("homes"))) : done;
  }

  /// GeoJSON repeats the name of each column for each home: the walks, a column a rule, stand in the other files only.
  [[nodiscard]] tables::Layer without_walks(tables::Layer layer) const {
    auto const kept = layer.columns.size() - subject_.standard().rules.size();
    layer.columns.resize(kept);
    for (auto& feature : layer.features) {
      feature.values.resize(kept);
    }
    return layer;
  }

  Result<void> write_plots() {
    auto const has = [&](reach::Unit unit) {
      return std::ranges::any_of(subject_.standard().rules, [&](auto const& rule) { return rule.unit == unit; });
    };
    if (has(reach::Unit::seconds)) {
      plots_.push_back({"minutes.svg", strip_plot(minutes_plot(subject_, reach::Unit::seconds))});
      plots_.push_back({"people.svg", curve_plot(people_by_minute(subject_))});
    }
    if (has(reach::Unit::metres)) {
      plots_.push_back({"metres.svg", strip_plot(minutes_plot(subject_, reach::Unit::metres))});
    }
    plots_.push_back({"areas.svg", matrix_plot(rules_by_area(subject_))});
    std::filesystem::create_directory(folder_ / "plots");
    for (auto const& plot : plots_) {
      if (auto done = write_file(folder_ / "plots" / plot.name, plot.svg); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> write_pages() {
    Atlas const atlas{subject_};
    auto const levels = levels_with_pages(subject_);
    std::vector<std::vector<standard::Gap>> gaps;
    gaps.reserve(levels.size());
    std::vector<Sheet> sheets;
    for (auto const* const level : levels) {
      gaps.push_back(gaps_of(level->level));
      for (auto const& score : level->areas) {
        sheets.push_back({level, &score, &gaps.back()});
      }
    }
    progress_.step("step_report_pages", sheets.size());
    std::filesystem::create_directory(folder_ / "pages");
    if (auto done = write_file(folder_ / "pages" / "index.html", index_page(subject_, atlas, levels, plots_)); !done) {
      return done;
    }
    return write_sheets(atlas, sheets);
  }

  [[nodiscard]] std::vector<standard::Gap> gaps_of(city::AreaLevel level) const {
    if (level == subject_.evaluation.level) {
      return subject_.evaluation.gaps;
    }
    return level == city::AreaLevel::living_circle && !circle_gaps_.empty()
               ? std::vector<standard::Gap>{circle_gaps_.begin(), circle_gaps_.end()}
               : standard::gaps(subject_.city, subject_.standard(), subject_.findings(), level);
  }

  Result<void> write_sheets(Atlas const& atlas, std::vector<Sheet> const& sheets) {
    return write_pages_into(folder_ / "pages", sheets.size(), threads_, progress_, [&](std::size_t i) {
      auto const& [level, score, gaps] = sheets[i];
      return PageFile{page_name(subject_.city, score->area), area_page(subject_, atlas, *level, *score, *gaps)};
    });
  }

  Subject const& subject_;
  std::span<standard::Gap const> circle_gaps_;
  std::filesystem::path folder_;
  unsigned threads_;
  Progress& progress_;
  std::vector<NamedPlot> plots_;
};

}  // namespace

Result<void> check_evaluation_folder(std::filesystem::path const& folder) {
  return check_folder(folder, top_names);
}

Result<void> write_evaluation(Subject const& subject, std::filesystem::path const& folder, unsigned threads,
                              Progress& progress, std::span<standard::Gap const> circle_gaps) {
  return write_whole(folder, top_names, [&](std::filesystem::path const& pending) {
    return Writer{subject, circle_gaps, pending, threads, progress}.write();
  });
}

}  // namespace linquan::report
