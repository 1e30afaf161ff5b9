#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"
#include "linquan/base/file.h"
#include "linquan/tables/table.h"
#include "linquan/text/text.h"

namespace linquan::tables {
namespace {

using namespace std::string_literals;

Result<Table> read_text(Folder const& folder, std::string_view bytes, std::string const& name = "a.csv",
                        ReadOptions const& options = {}) {
  std::ofstream{folder / name, std::ios::binary} << bytes;
  return read_table(folder / name, options);
}

std::string joined(std::vector<std::string> const& cells) {
  std::string all;
  for (auto const& cell : cells) {
    all += (all.empty() ? "" : "|") + (cell.empty() ? "-"s : cell);
  }
  return all;
}

/// "head / line: cells / …", or the refusal's code.
std::string shown(Result<Table> const& table) {
  if (!table) {
    return table.error().code;
  }
  auto all = joined(table->columns);
  for (auto const& row : table->rows) {
    all += " / " + std::to_string(row.line) + ": " + joined(row.cells);
  }
  return all;
}

std::string arg(Error const& error, std::string_view name) {
  for (auto const& [key, value] : error.args) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

struct CsvCase {
  std::string_view bytes;
  std::string_view outcome;
};

class Csv : public testing::TestWithParam<CsvCase> {};

TEST_P(Csv, IsReadWithItsLines) {
  Folder const folder;
  EXPECT_EQ(shown(read_text(folder, GetParam().bytes)), GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Csv,
    testing::Values(CsvCase{"名称,电话\n老张,13812345678\n", "名称|电话 / 2: 老张|13812345678"},
                    CsvCase{"\xEF\xBB\xBF名称,电话\r\n老张,1\r\n", "名称|电话 / 2: 老张|1"},
                    CsvCase{"\xC3\xFB\xB3\xC6,n\n\xC3\xFB,0012\n", "名称|n / 2: 名|0012"},
                    CsvCase{"a;b\n1,5;2\n", "a|b / 2: 1,5|2"}, CsvCase{"a\tb\n1\t2\n", "a|b / 2: 1|2"},
                    CsvCase{"a,b\r1,2\r", "a|b / 2: 1|2"}, CsvCase{"a,b\n1,2", "a|b / 2: 1|2"},
                    CsvCase{"a,b\n\n,\n1,2\n", "a|b / 4: 1|2"},
                    CsvCase{"a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n3,4\n", "a|b / 2: x\ny|say \"hi\" / 4: 3|4"},
                    CsvCase{"a,b\n1\n1,2,3\n", "a|b|- / 2: 1|-|- / 3: 1|2|3"},
                    CsvCase{"a,b,,\n1,2,,\n", "a|b / 2: 1|2"},
                    CsvCase{"便民网点台账\n填报单位：,某局\n\n名称,电话,地址,人数\n老张,1,路,2\n",
                            "名称|电话|地址|人数 / 5: 老张|1|路|2"},
                    CsvCase{"名称,位置,,电话\n,经度,纬度,\n老张,117.1,34.2,1\n",
                            "名称|位置 经度|位置 纬度|电话 / 3: 老张|117.1|34.2|1"},
                    CsvCase{"名称,,电话\n老张,好,1\n老李,坏,2\n", "名称|-|电话 / 2: 老张|好|1 / 3: 老李|坏|2"},
                    CsvCase{"名称,电话\n'=1+1,'-x\n", "名称|电话 / 2: =1+1|-x"},
                    CsvCase{"名称, 电 话 \n　老张　,１２３\n", "名称|电 话 / 2: 老张|123"},
                    CsvCase{"\"联系\n电话\",\"tel\nno\"\n1,2\n", "联系电话|tel no / 4: 1|2"},
                    CsvCase{"a,b\n\"never closed,1\n", "table_quote_open"}, CsvCase{"", "table_empty"},
                    CsvCase{"1,2\n3,4\n", "table_empty"}, CsvCase{"名称\n老张\n", "table_empty"},
                    CsvCase{"a,b\n\xFF\xFF,1\n", "table_not_text"},
                    CsvCase{std::string_view{"a,b\n\0,1\n", 8}, "table_zero_byte"}));

TEST(ReadCsv, SaysWhichEncodingItFound) {
  Folder const folder;
  EXPECT_EQ(read_text(folder, "\xC3\xFB\xB3\xC6,n\n\xC3\xFB,1\n")->encoding, "gbk");
  EXPECT_EQ(read_text(folder, "名称,n\n名,1\n")->encoding, "utf-8");
}

TEST(ReadCsv, RefusesGbkDeclaredAsUtf8WithTheLine) {
  Folder const folder;
  ReadOptions options;
  options.encoding_declared_utf8 = true;
  auto const outcome = read_text(folder, "a,b\n邻,1\n\xC3\xFB,1\n", "a.csv", options);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "not_utf8");
  EXPECT_EQ(arg(outcome.error(), "line"), "3");
}

TEST(ReadCsv, RefusesGbkBehindAMarkOfUtf8) {
  Folder const folder;
  EXPECT_EQ(shown(read_text(folder, "\xEF\xBB\xBFname,b\n\xC3\xFB\xB3\xC6,1\n", "a.csv")), "not_utf8");
}

TEST(ReadCsv, SaysTheLineOfBytesThatAreNoText) {
  Folder const folder;
  auto const outcome = read_text(folder, "a,b\n1,2\n\xFF\xFF,1\n");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(arg(outcome.error(), "line"), "3");
}

TEST(ReadCsv, RefusesTooManyColumnsAndTooLongCells) {
  Folder const folder;
  EXPECT_EQ(shown(read_text(folder, std::string(600, ','))), "table_too_large");
  EXPECT_EQ(shown(read_text(folder, "a,b\n" + std::string(70'000, 'x') + ",1\n")), "table_too_large");
}

RC_GTEST_PROP(ReadCsv, WhatWriteCsvWroteComesBack, ()) {
  auto const cell =
      rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
                       std::vector<std::string>{"a", "1", ",", "\"", "\n", "=", "'", "邻", " ", "-", "+", "@", ";"})),
                   [](std::vector<std::string> const& parts) {
                     std::string all;
                     for (auto const& part : parts) {
                       all += part;
                     }
                     return all;
                   });
  auto const cells = *rc::gen::container<std::vector<std::string>>(6, cell);
  Sheet const sheet{"s", {"名称", "备注"}, {{"k"s, cells[0]}, {"k"s, cells[1]}, {"k"s, cells[2]}}};
  Folder const folder;
  RC_ASSERT(write_csv(folder / "a.csv", sheet));
  auto const table = read_table(folder / "a.csv", {});
  RC_ASSERT(table);
  RC_ASSERT(table->rows.size() == 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    // An apostrophe before a formula's sign is the guard itself and cannot be told from it.
    auto const wanted = text::tidy(cells[i]);
    auto const guard = wanted.size() > 1 && wanted[0] == '\'' && "=@+-"s.find(wanted[1]) != std::string::npos;
    RC_ASSERT(guard || table->rows[i].cells[1] == wanted);
  }
}

TEST(ReadXlsx, BringsTextBackAsTextAndNumbersWhole) {
  Folder const folder;
  Sheet const sheet{"网点",
                    {"名称", "编码", "电话", "面积", "人数"},
                    {{"=1+1"s, "91350100M000100Y43"s, "013812345678"s, 80.5, std::int64_t{12}},
                     {"邻圈，\"x\"\n下"s, "320302198001011234"s, "0012"s, -0.25, std::int64_t{1234567890123456789}},
                     {std::monostate{}, ""s, "+34928123456"s, 117.1827731, std::int64_t{13812345678}}}};
  ASSERT_TRUE(write_xlsx(folder / "a.xlsx", {sheet}));
  auto const table = read_table(folder / "a.xlsx", {});
  EXPECT_EQ(shown(table),
            "名称|编码|电话|面积|人数"
            " / 2: =1+1|91350100M000100Y43|013812345678|80.5|12"
            " / 3: 邻圈，\"x\"\n下|320302198001011234|0012|-0.25|1234567890123456789"
            " / 4: -|-|+34928123456|117.1827731|13812345678");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->sheet, "网点");
}

TEST(ReadXlsx, TakesTheSheetAskedForElseTheFirstWithAHead) {
  Folder const folder;
  ASSERT_TRUE(
      write_xlsx(folder / "a.xlsx",
                 {{"说明", {"x"}, {}}, {"一", {"a", "b"}, {{"1"s, "2"s}}}, {"二", {"c", "d"}, {{"3"s, "4"s}}}}));
  auto const first = read_table(folder / "a.xlsx", {});
  ASSERT_TRUE(first) << first.error().code;
  EXPECT_EQ(first->sheet, "一");
  ReadOptions options;
  options.sheet = "二";
  EXPECT_EQ(shown(read_table(folder / "a.xlsx", options)), "c|d / 2: 3|4");
  options.sheet = "三";
  EXPECT_EQ(shown(read_table(folder / "a.xlsx", options)), "sheet_missing");
}

/// A register as offices keep them: a title over all columns, a head of two rows, communities merged downwards, numbers
/// where text belongs, an empty row, dates as numbers.
void write_register(std::filesystem::path const& path) {
  auto* const book = workbook_new(path.c_str());
  auto* const sheet = workbook_add_worksheet(book, "台账");
  auto* const day = workbook_add_format(book);
  format_set_num_format(day, "yyyy-mm-dd");
  worksheet_merge_range(sheet, 0, 0, 0, 4, "便民网点台账", nullptr);
  worksheet_merge_range(sheet, 1, 0, 2, 0, "社区", nullptr);
  worksheet_merge_range(sheet, 1, 1, 2, 1, "电话", nullptr);
  worksheet_merge_range(sheet, 1, 2, 1, 3, "位置", nullptr);
  worksheet_merge_range(sheet, 1, 4, 2, 4, "开业", nullptr);
  worksheet_write_string(sheet, 2, 2, "经度", nullptr);
  worksheet_write_string(sheet, 2, 3, "纬度", nullptr);
  worksheet_merge_range(sheet, 3, 0, 6, 0, "彭城社区", nullptr);
  for (lxw_row_t row : {3U, 4U, 6U, 7U}) {
    worksheet_write_number(sheet, row, 1, 13812345670.0, nullptr);
    worksheet_write_number(sheet, row, 2, 117.18, nullptr);
    worksheet_write_number(sheet, row, 3, 34.26, nullptr);
    worksheet_write_number(sheet, row, 4, 45352, day);
  }
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
}

TEST(ReadXlsx, UnderstandsTitlesTwoRowHeadsAndMergedCells) {
  Folder const folder;
  write_register(folder / "a.xlsx");
  EXPECT_EQ(shown(read_table(folder / "a.xlsx", {})),
            "社区|电话|位置 经度|位置 纬度|开业"
            " / 4: 彭城社区|13812345670|117.18|34.26|2024/03/01"
            " / 5: 彭城社区|13812345670|117.18|34.26|2024/03/01"
            " / 7: 彭城社区|13812345670|117.18|34.26|2024/03/01"
            " / 8: -|13812345670|117.18|34.26|2024/03/01");
}

TEST(ReadXlsx, CutAnywhereIsRefused) {
  Folder const folder;
  write_register(folder / "a.xlsx");
  auto const whole = *read_file(folder / "a.xlsx", 1'000'000);
  for (std::size_t size = 1; size < whole.size(); size += whole.size() / 60) {
    auto const outcome = read_text(folder, whole.substr(0, size), "cut.xlsx");
    EXPECT_FALSE(outcome) << size;
  }
}

TEST(ReadXlsx, DamagedAnywhereIsRefusedOrReadWithoutHarm) {
  Folder const folder;
  write_register(folder / "a.xlsx");
  auto const whole = *read_file(folder / "a.xlsx", 1'000'000);
  for (std::size_t at = 0; at < whole.size(); at += whole.size() / 120) {
    auto bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    auto const outcome = read_text(folder, bytes, "damaged.xlsx");
    EXPECT_TRUE(outcome || outcome.error().kind == ErrorKind::bad_input) << at;
  }
}

class Refused : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(Refused, WithACodeAndNoWordOnStandardError) {
  auto const& [path, code] = GetParam();
  testing::internal::CaptureStderr();
  auto const outcome = read_table(path, {});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(shown(outcome), code);
}

INSTANTIATE_TEST_SUITE_P(Paths, Refused,
                         testing::Values(std::pair{"/nonexistent-folder/a.csv"s, "table_unreadable"s},
                                         std::pair{"/vsizip/a.zip/a.csv"s, "table_unreadable"s},
                                         std::pair{"/vsicurl/http://localhost/a.geojson"s, "table_unreadable"s},
                                         std::pair{"//vsimem/../vsicurl/a.gpkg"s, "table_unreadable"s},
                                         std::pair{testing::TempDir(), "table_unreadable"s}));

TEST(ReadTable, RefusesOtherFormats) {
  Folder const folder;
  auto const outcome = read_text(folder, "x", "a.ods");
  EXPECT_EQ(shown(outcome), "table_format");
}

}  // namespace
}  // namespace linquan::tables
