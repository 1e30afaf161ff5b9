#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "folder.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "zip_archive.h"

namespace linquan::tables {
namespace {

Sheet shops(std::size_t rows = 2) {
  Sheet sheet{"网点", {"名称", "电话", "面积", "人数"}, {}};
  for (std::size_t i = 0; i < rows; ++i) {
    sheet.rows.push_back({std::string{"=1+1"}, std::string{"0516-83712345"}, 80.5, std::int64_t{12}});
  }
  return sheet;
}

Layer places(std::size_t count = 2) {
  Layer layer{"places", {"name", "people"}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    layer.features.push_back({geo::Point{1'171'827'730, 343'425'500}, {std::string{"邻圈\"\n"}, std::int64_t{7}}});
  }
  return layer;
}

TEST(WriteCsv, WritesABomCrlfAndQuotesOnlyWhereNeeded) {
  Folder const folder;
  Sheet const sheet{"s",
                    {"名称", "note"},
                    {{std::string{"a,b"}, std::string{"say \"hi\""}},
                     {std::string{"=cmd|x"}, std::string{"+34928123456"}},
                     {-3.5, std::monostate{}},
                     {std::int64_t{110101199001011234}, std::string{"two\nlines"}}}};
  ASSERT_TRUE(write_csv(folder / "a.csv", sheet));
  EXPECT_EQ(read_file(folder / "a.csv", 1000),
            "\xEF\xBB\xBF名称,note\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n'=cmd|x,+34928123456\r\n-3.5,\r\n"
            "110101199001011234,\"two\nlines\"\r\n");
}

TEST(WriteCsv, WritesTheSameFileFromRowsMadeOneByOne) {
  Folder const folder;
  auto const sheet = shops(3);
  ASSERT_TRUE(write_csv(folder / "a.csv", sheet));
  RowSource const rows{sheet.columns, sheet.rows.size(), [&](std::size_t i) { return sheet.rows[i]; }};
  ASSERT_TRUE(write_csv(folder / "b.csv", rows));
  EXPECT_EQ(read_file(folder / "b.csv", 1000), read_file(folder / "a.csv", 1000));
}

TEST(WriteGeojson, FollowsRfc7946) {
  Folder const folder;
  geo::Ring const clockwise{{0, 0}, {0, 100}, {100, 100}, {100, 0}};
  geo::Ring const hole{{10, 10}, {20, 10}, {20, 20}};
  Layer const layer{"l",
                    {"名称", "n"},
                    {{geo::Point{-154'110'900, 281'627'040}, {std::string{"a\"\\\n"}, 1.5}},
                     {Line{{0, 0}, {1, -1}}, {std::monostate{}, std::int64_t{2}}},
                     {geo::MultiPolygon{{clockwise, {hole}}}, {}},
                     {geo::MultiPolygon{}, {}}}};
  ASSERT_TRUE(write_geojson(folder / "a.geojson", layer));
  EXPECT_EQ(*read_file(folder / "a.geojson", 10'000), R"({"type":"FeatureCollection","name":"l","features":[
{"type":"Feature","properties":{"名称":"a\"\\\u000a","n":1.5},"geometry":{"type":"Point","coordinates":[-15.4110900,28.1627040]}},
{"type":"Feature","properties":{"名称":null,"n":2},"geometry":{"type":"LineString","coordinates":[[0.0000000,0.0000000],[0.0000001,-0.0000001]]}},
{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0.0000100,0.0000000],[0.0000100,0.0000100],[0.0000000,0.0000100],[0.0000000,0.0000000],[0.0000100,0.0000000]],[[0.0000020,0.0000020],[0.0000020,0.0000010],[0.0000010,0.0000010],[0.0000020,0.0000020]]]}},
{"type":"Feature","properties":{},"geometry":null}
]}
)");
}

struct Writer {
  std::string file;
  std::function<Result<void>(std::filesystem::path const&, std::size_t)> write;
};

class Written : public testing::TestWithParam<Writer> {};

TEST_P(Written, IsTheSameBytesTwice) {
  Folder const folder;
  ASSERT_TRUE(GetParam().write(folder / ("a" + GetParam().file), 50));
  ASSERT_TRUE(GetParam().write(folder / ("b" + GetParam().file), 50));
  auto const first = read_file(folder / ("a" + GetParam().file), 10'000'000);
  auto const second = read_file(folder / ("b" + GetParam().file), 10'000'000);
  ASSERT_TRUE(first && second);
  EXPECT_GT(first->size(), 500U);
  EXPECT_TRUE(*first == *second);
  EXPECT_EQ(folder.files(), 2);
}

TEST_P(Written, IsRefusedWhereThereIsNoFolder) {
  auto const outcome = GetParam().write("/nonexistent-folder/a" + GetParam().file, 2);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::machine);
  EXPECT_EQ(outcome.error().code, "file_unwritable");
}

TEST_P(Written, IsWholeOrTheOldOneWhenTheDiskIsFull) {
  Folder const folder;
  auto const path = folder / ("a" + GetParam().file);
  ASSERT_TRUE(GetParam().write(path, 2));
  auto const before = *read_file(path, 10'000'000);
  // A limit on the size of files fails writes the way a full disk does.
  rlimit old{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit const small{12'000, old.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  auto const outcome = GetParam().write(path, 20'000);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old), 0);
  static_cast<void>(std::signal(SIGXFSZ, handler));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "file_unwritable");
  EXPECT_TRUE(*read_file(path, 10'000'000) == before);
  EXPECT_EQ(folder.files(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Formats, Written,
    testing::Values(Writer{".xlsx", [](auto const& path, auto rows) { return write_xlsx(path, {shops(rows)}); }},
                    Writer{".csv", [](auto const& path, auto rows) { return write_csv(path, shops(rows)); }},
                    Writer{".geojson", [](auto const& path, auto rows) { return write_geojson(path, places(rows)); }},
                    Writer{".gpkg",
                           [](auto const& path, auto rows) { return write_geopackage(path, {places(rows)}); }}),
    [](auto const& param) { return param.param.file.substr(1); });

TEST(WriteGeopackage, HasStylesThatQgisFinds) {
  Folder const folder;
  auto layer = places();
  layer.style = "<qgis/>";
  ASSERT_TRUE(write_geopackage(folder / "a.gpkg", {layer}));
  GDALAllRegister();
  auto const path = (folder / "a.gpkg").string();
  std::unique_ptr<GDALDataset> const dataset{
      GDALDataset::FromHandle(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr))};
  ASSERT_NE(dataset, nullptr);
  auto* const styles = dataset->GetLayerByName("layer_styles");
  ASSERT_NE(styles, nullptr);
  std::unique_ptr<OGRFeature> const row{styles->GetNextFeature()};
  ASSERT_NE(row, nullptr);
  // QGIS asks for these two as empty texts: where nothing stands it finds no style.
  for (auto const* const column : {"f_table_catalog", "f_table_schema"}) {
    auto const field = row->GetFieldIndex(column);
    ASSERT_GE(field, 0) << column;
    EXPECT_TRUE(row->IsFieldSetAndNotNull(field)) << column;
    EXPECT_STREQ(row->GetFieldAsString(field), "") << column;
  }
}

std::string part_of(std::filesystem::path const& workbook, std::string const& part) {
  return ZipArchive{workbook}.read(part, 1'000'000).value_or("");
}

TEST(WriteXlsx, ShowsASheetWithALook) {
  Folder const folder;
  Sheet sheet{"s", {"name", "share", "people"}, {{std::string{"和平"}, 0.875, std::int64_t{1'234'567}}}};
  sheet.look = SheetLook{{}, {CellFormat::plain, CellFormat::percent, CellFormat::whole}, 1, 0.9};
  ASSERT_TRUE(write_xlsx(folder / "a.xlsx", {sheet}));
  auto const page = part_of(folder / "a.xlsx", "xl/worksheets/sheet1.xml");
  for (auto const* const part :
       {"<autoFilter ref=\"A1:C2\"", "xSplit=\"1\" ySplit=\"1\"", "orientation=\"landscape\"", "paperSize=\"9\"",
        "fitToHeight=\"0\"", "AND(ISNUMBER(B2),B2&lt;0.9)", "<v>0.875</v>"}) {
    EXPECT_NE(page.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(page.find("mergeCell"), std::string::npos);
  auto const styles = part_of(folder / "a.xlsx", "xl/styles.xml");
  EXPECT_NE(styles.find("0.00 %"), std::string::npos);
  EXPECT_NE(part_of(folder / "a.xlsx", "xl/workbook.xml").find("_xlnm.Print_Titles"), std::string::npos);
}

TEST(WriteXlsx, WrapsLongTextSoThatAPageCanBeRead) {
  Folder const folder;
  Sheet sheet{"s", {"n", "a", "b", "c", "d", "e"}, {}};
  sheet.look = SheetLook{{}, {CellFormat::whole}, 0, {}};
  for (int i = 0; i < 80; ++i) {
    auto& row = sheet.rows.emplace_back(std::vector<Value>{std::int64_t{i}});
    row.resize(6, std::string(150, 'x'));
  }
  ASSERT_TRUE(write_xlsx(folder / "a.xlsx", {sheet}));
  auto const page = part_of(folder / "a.xlsx", "xl/worksheets/sheet1.xml");
  EXPECT_NE(page.find("fitToHeight=\"0\""), std::string::npos) << "the page is fitted to its width, not to a scale";
  EXPECT_EQ(page.find(" scale=\""), std::string::npos);
  double wide = 0;
  for (auto at = page.find(" width=\""); at != std::string::npos; at = page.find(" width=\"", at + 1)) {
    wide += std::strtod(page.c_str() + at + 8, nullptr);
  }
  EXPECT_GT(wide, 190);
  EXPECT_LT(wide, 210);
}

TEST(WriteXlsx, PutsTitlesAboveAHeadWithoutAFilter) {
  Folder const folder;
  auto sheet = shops();
  sheet.look = SheetLook{{"Title", "", "More"}, {}, 0, {}};
  ASSERT_TRUE(write_xlsx(folder / "a.xlsx", {sheet}));
  EXPECT_EQ(part_of(folder / "a.xlsx", "xl/worksheets/sheet1.xml").find("autoFilter"), std::string::npos);
  auto const table = read_table(folder / "a.xlsx", {});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns, sheet.columns);
  EXPECT_EQ(table->rows.size(), 2U);
}

TEST(WriteGeopackage, KeepsAStyleForEachLayerThatHasOne) {
  Folder const folder;
  auto plain = places();
  auto styled = places();
  styled.name = "styled";
  styled.style = "<qgis version=\"3.22\"/>";
  ASSERT_TRUE(write_geopackage(folder / "a.gpkg", {plain, styled}));
  auto const styles = read_table(folder / "a.gpkg", {geo::Crs::wgs84(), "layer_styles", false});
  ASSERT_TRUE(styles);
  ASSERT_EQ(styles->rows.size(), 1U);
  auto const cell = [&](std::string const& name) {
    auto const at = std::ranges::find(styles->columns, name) - styles->columns.begin();
    return styles->rows[0].cells.at(static_cast<std::size_t>(at));
  };
  EXPECT_EQ(cell("f_table_name"), "styled");
  EXPECT_EQ(cell("styleQML"), styled.style);
  EXPECT_EQ(cell("f_geometry_column"), "geom");
}

TEST(WriteXlsx, RefusesASheetNameThatExcelCannotHold) {
  Folder const folder;
  auto sheet = shops();
  sheet.name = "a/b";
  auto const outcome = write_xlsx(folder / "a.xlsx", {sheet});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "sheet_name");
  EXPECT_EQ(folder.files(), 0);
}

}  // namespace
}  // namespace linquan::tables
