#include "linquan/report/report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "home_needs.h"
#include "linquan/base/file.h"
#include "linquan/report/layers.h"
#include "linquan/report/pages.h"
#include "linquan/report/sheets.h"
#include "linquan/report/svg.h"
#include "linquan/tables/table.h"
#include "linquan/words/gap_text.h"
#include "town.h"
#include "walks.h"

namespace linquan::report {
namespace {

class Reports : public testing::Test {
 protected:
  Reports() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Reports() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path out() const { return folder_ / "out"; }
  [[nodiscard]] Subject subject() const { return {city_, evaluation_, english_}; }
  Result<void> write(unsigned threads = 1) {
    SilentProgress progress;
    return write_evaluation(subject(), out(), threads, progress);
  }
  [[nodiscard]] tables::Table read(std::string const& file, std::string const& sheet) const {
    auto table = tables::read_table(out() / file, {geo::Crs::wgs84(), sheet, false});
    EXPECT_TRUE(table) << file << " " << sheet;
    return table ? *std::move(table) : tables::Table{};
  }
  static std::size_t column(tables::Table const& table, std::string const& name) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, name) - table.columns.begin());
  }

  std::filesystem::path folder_{std::filesystem::path{testing::TempDir()} / "linquan_reports" /
                                testing::UnitTest::GetInstance()->current_test_info()->name()};
  city::City city_ = town();
  standard::Evaluation evaluation_ = evaluation_of(city_);
  words::Messages english_{words::Language::en};
  words::Messages chinese_{words::Language::zh};
};

TEST_F(Reports, WorkbookOpensAgainWithTheEvaluationsFigures) {
  ASSERT_TRUE(write());
  auto const table = read("report.xlsx", "Rules");
  auto const& rules = evaluation_.persons.front().scores.city.rules;
  ASSERT_EQ(table.rows.size(), rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto const& cells = table.rows[i].cells;
    EXPECT_DOUBLE_EQ(std::strtod(cells[column(table, "people met")].c_str(), nullptr), rules[i].met.persons());
    EXPECT_DOUBLE_EQ(std::strtod(cells[column(table, "people unmet")].c_str(), nullptr), rules[i].unmet.persons());
    EXPECT_DOUBLE_EQ(std::strtod(cells[column(table, "people not known")].c_str(), nullptr),
                     rules[i].unknown.persons());
  }
  EXPECT_GT(rules[0].unmet.count, 0);
  EXPECT_TRUE(table.rows.back().cells[column(table, "share")].empty()) << "what is not known has no share";
}

TEST_F(Reports, AreasOfTheWorkbookAddUpToTheCity) {
  ASSERT_TRUE(write());
  auto const table = read("report.xlsx", "Communities");
  EXPECT_EQ(table.rows.size(), 4U);
  double people = 0;
  for (auto const& row : table.rows) {
    people += std::strtod(row.cells[column(table, "people")].c_str(), nullptr);
  }
  EXPECT_NEAR(people, evaluation_.persons.front().scores.city.people.all.persons(), 1e-6);
}

TEST_F(Reports, TellLivingCirclesWhatWouldChangeTheirGaps) {
  auto const circle = static_cast<std::uint32_t>(city_.areas.size());
  city_.areas.push_back(city_.areas.front());
  city_.areas.back().level = city::AreaLevel::living_circle;
  city_.areas.back().code = "circle";
  for (auto& home : city_.homes) {
    home.living_circle = circle;
  }
  evaluation_ = evaluation_of(city_);
  ASSERT_TRUE(write());
  auto const page = out() / "pages" / page_name(city_, circle);
  EXPECT_EQ(read_file(page, 100'000'000)->find("What would change it"), std::string::npos);
  auto gaps =
      standard::gaps(city_, evaluation_.standard, evaluation_.persons.front().findings, city::AreaLevel::living_circle);
  ASSERT_FALSE(gaps.empty());
  for (auto& gap : gaps) {
    gap.remedies = {{standard::Means::front, walk::none, city_.homes.front().door, {}, gap.people}};
  }
  SilentProgress progress;
  ASSERT_TRUE(write_evaluation(subject(), out(), 1, progress, gaps));
  EXPECT_NE(read_file(page, 100'000'000)->find("What would change it"), std::string::npos);
}

TEST_F(Reports, DrawNoMapWithoutSayingWhatItShows) {
  ASSERT_TRUE(write());
  for (auto const& entry : std::filesystem::directory_iterator{out() / "pages"}) {
    auto const page = *read_file(entry.path(), 100'000'000);
    EXPECT_NE(page.find("<figure><figcaption>"), std::string::npos) << entry.path();
  }
}

TEST_F(Reports, GeoPackageHoldsEachLayerWithItsStyle) {
  ASSERT_TRUE(write());
  auto const styles = read("city.gpkg", "layer_styles");
  std::set<std::string> styled;
  for (auto const& row : styles.rows) {
    styled.insert(row.cells[column(styles, "f_table_name")]);
    EXPECT_NE(row.cells[column(styles, "styleQML")].find("renderer-v2"), std::string::npos);
  }
  EXPECT_EQ(styled, (std::set<std::string>{"areas_community", "gaps", "homes", "outlets"}));
  auto const gaps = read("city.gpkg", "gaps");
  ASSERT_EQ(gaps.rows.size(), evaluation_.gaps.size());
  EXPECT_EQ(gaps.rows.front().cells[column(gaps, "sentence")],
            words::gap_sentence(city_, evaluation_, evaluation_.gaps.front(), english_));
  EXPECT_EQ(read("city.gpkg", "homes").rows.size(), city_.homes.size());
}

TEST_F(Reports, AreTheSameBytesForAnyNumberOfThreads) {
  ASSERT_TRUE(write(1));
  std::map<std::string, std::string> first;
  for (auto const& entry : std::filesystem::recursive_directory_iterator{out()}) {
    if (entry.is_regular_file()) {
      first[entry.path().string()] = *read_file(entry.path(), 100'000'000);
    }
  }
  EXPECT_GE(first.size(), 15U);
  ASSERT_TRUE(write(3));
  for (auto const& [path, bytes] : first) {
    EXPECT_TRUE(*read_file(path, 100'000'000) == bytes) << path;
  }
}

TEST_F(Reports, LeaveAFolderWithOtherFilesAlone) {
  std::filesystem::create_directories(out());
  std::ofstream{out() / "budget.xlsx"} << "mine";
  auto const written = write();
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "report_folder_in_use");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{out()}, {}), 1);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_}, {}), 1);
}

TEST_F(Reports, StandWhereNoFolderIsAboveThemNowhere) {
  SilentProgress progress;
  auto const written = write_evaluation(subject(), folder_ / "none" / "out", 1, progress);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "file_unwritable");
}

TEST_F(Reports, PagesHoldEveryGapOfTheirAreaInBothLanguages) {
  for (auto const* const messages : {&english_, &chinese_}) {
    Subject const told{city_, evaluation_, *messages};
    Atlas const atlas{told};
    auto const& level = told.scores().levels.front();
    std::size_t gaps = 0;
    for (auto const& score : level.areas) {
      auto const page = area_page(told, atlas, level, score, evaluation_.gaps);
      for (auto const& gap : evaluation_.gaps) {
        auto const sentence = escaped(words::gap_sentence(city_, evaluation_, gap, *messages));
        EXPECT_EQ(page.find(sentence) != std::string::npos, gap.area == score.area) << sentence;
        gaps += gap.area == score.area ? 1U : 0U;
      }
      EXPECT_EQ(page.find("report_"), std::string::npos) << "a code without a sentence";
    }
    EXPECT_GT(gaps, 4U);
  }
}

TEST_F(Reports, WalksOfARuleAreThoseWithinItsLimit) {
  auto const walks = walks_of(subject(), 0, 20);
  auto const& tally = evaluation_.persons.front().scores.city.rules[0];
  EXPECT_EQ(walks.steps[0] + walks.steps[1] + walks.steps[2], tally.met) << "the limit is three minutes";
  EXPECT_EQ(walks.all(), tally.all());
  auto const unheard = walks_of(subject(), 3, 20);
  EXPECT_EQ(unheard.unknown, unheard.all());
  EXPECT_FALSE(median_walk(subject(), 3));
}

TEST_F(Reports, NeedsOfHomesAddUpToTheCitys) {
  standard::Needs sum;
  for (auto const& home : home_needs(subject())) {
    sum.met += home.needs.met;
    sum.unmet += home.needs.unmet;
    sum.unknown += home.needs.unknown;
  }
  EXPECT_EQ(sum, evaluation_.persons.front().scores.city.needs);
}

TEST_F(Reports, ClassesMeetAtThePassMark) {
  EXPECT_EQ(class_of({90, 10, 5}), NeedsClass::passed);
  EXPECT_EQ(class_of({899, 101, 0}), NeedsClass::near);
  EXPECT_EQ(class_of({749, 251, 0}), NeedsClass::far);
  EXPECT_EQ(class_of({499, 501, 0}), NeedsClass::farthest);
  EXPECT_EQ(class_of({0, 0, 7}), NeedsClass::unknown);
}

TEST_F(Reports, PagesOfOddCodesHaveNamesThatFileSystemsTake) {
  EXPECT_EQ(page_name(city_, 0), "c0.html");
  city_.areas[0].code = "../x";
  EXPECT_EQ(page_name(city_, 0), "___x-1.html");
  city_.areas[1].code = "c2";
  EXPECT_NE(page_name(city_, 1), page_name(city_, 2));
}

TEST_F(Reports, ReportSitesOnlyWhereThereAreAny) {
  EXPECT_TRUE(std::ranges::none_of(workbook(subject()), [](auto const& sheet) { return sheet.name == "Sites"; }));
  siting::Plan plan;
  plan.proposals.push_back(
      {{siting::Origin::candidate, 0, "corner", city_.homes[0].door, {}, {}, {}, {}}, 0, {5'000}, 5, 3'000});
  std::vector<siting::Want> const wants{{{"market"}, 6'000, {}, 1, 1}};
  Sites const sites{plan, wants};
  Subject const told{city_, evaluation_, english_, &sites};
  auto const sheet = sites_sheet(told);
  ASSERT_EQ(sheet.rows.size(), 1U);
  EXPECT_EQ(std::get<double>(sheet.rows[0][3]), 5.0);
  EXPECT_EQ(std::get<std::string>(sheet.rows[0][2]), "Wet market");
  EXPECT_EQ(std::get<double>(sheet.rows[0][4]), 0.005) << "people × weight";
  EXPECT_EQ(std::get<double>(sheet.rows[0][5]), 30.0) << "yuan";
  EXPECT_EQ(layers(told).back().name, "sites");
}

}  // namespace
}  // namespace linquan::report
