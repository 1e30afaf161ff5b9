#include "linquan/text/text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace linquan::text {
namespace {

using namespace std::string_literals;

TEST(Utf8, IsJudgedStrictly) {
  struct Case {
    std::string bytes;
    bool good;
  };
  std::array<Case, 11> const cases{{{"", true},
                                    {"abc", true},
                                    {"邻圈", true},
                                    {"\xF0\xA0\x80\x80", true},
                                    {"\xC0\x80", false},          // two bytes for what needs one
                                    {"\xE0\x9F\xBF", false},      // three bytes for what needs two
                                    {"\xED\xA0\x80", false},      // a surrogate
                                    {"\xF4\x90\x80\x80", false},  // beyond U+10FFFF
                                    {"\xE9\x82", false},          // cut
                                    {"\x80", false},
                                    {"\xFF", false}}};
  for (auto const& c : cases) {
    EXPECT_EQ(is_utf8(c.bytes), c.good) << testing::PrintToString(c.bytes);
  }
}

TEST(Gbk, BecomesUtf8) {
  EXPECT_EQ(from_gbk("\xC1\xDA\xC8\xA6"), "邻圈");
  EXPECT_EQ(from_gbk("plain"), "plain");
  EXPECT_EQ(from_gbk("\x95\x32\x82\x36"), "\U00020000");  // four bytes, beyond GBK
}

TEST(Gbk, SaysWhereItBreaks) {
  auto const outcome = from_gbk("ab\xC1\xDA\xFF\xFF");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "not_gbk");
  EXPECT_EQ(outcome.error().args, (Error::Args{{"offset", "4"}}));
}

TEST(Gbk, CutInsideACharacterIsRefused) {
  auto const outcome = from_gbk("ab\xC1");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().args, (Error::Args{{"offset", "2"}}));
}

TEST(Gbk, LongTextSurvivesTheChunks) {
  std::string bytes;
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    bytes += i % 3 == 0 ? "x" : "\xC1\xDA";
    text += i % 3 == 0 ? "x" : "邻";
  }
  EXPECT_EQ(from_gbk(bytes), text);
}

TEST(Decode, TakesUtf8FirstThenGbk) {
  EXPECT_EQ(decode("\xEF\xBB\xBF名称")->text, "名称");
  EXPECT_EQ(decode("名称")->encoding, "utf-8");
  EXPECT_EQ(decode("\xC3\xFB\xB3\xC6")->text, "名称");
  EXPECT_EQ(decode("\xC3\xFB\xB3\xC6")->encoding, "gbk");
  EXPECT_FALSE(decode("\xFF\xFE\x00\x01"s));
}

RC_GTEST_PROP(Decode, WhatItReturnsIsAlwaysUtf8, (std::string const& bytes)) {
  auto const outcome = decode(bytes);
  RC_ASSERT(!outcome || is_utf8(outcome->text));
}

TEST(Folded, ComparesWhatLooksTheSame) {
  EXPECT_EQ(folded("ＡＢＣ（ 便利店 ）·No.１"), "abc便利店no1");
  EXPECT_EQ(folded("3号楼"), "3号楼");
}

RC_GTEST_PROP(Folded, FoldingTwiceChangesNothing, (std::string const& text)) {
  RC_ASSERT(folded(folded(text)) == folded(text));
}

RC_GTEST_PROP(Tidy, TidyingTwiceChangesNothingAndIsUtf8, (std::string const& text)) {
  RC_ASSERT(tidy(tidy(text)) == tidy(text));
  RC_ASSERT(is_utf8(tidy(text)));
}

TEST(Tidy, TrimsAndNarrowsDigitsAndLettersOnly) {
  EXPECT_EQ(tidy("\u3000 邻圈（２）Ａ店 \t\u00A0"), "邻圈（2）A店");
  EXPECT_EQ(tidy("   "), "");
}

TEST(Likeness, CountsSharedPairs) {
  EXPECT_EQ(likeness_permille("老张修鞋", "老张修鞋"), 1000);
  EXPECT_EQ(likeness_permille("老张修鞋", "老张 修鞋（店）"), 857);  // 3 of 3 and 4 pairs
  EXPECT_EQ(likeness_permille("老张修鞋", "阳光超市"), 0);
  EXPECT_EQ(likeness_permille("", ""), 0);
  EXPECT_EQ(likeness_permille("王", "王"), 1000);
  EXPECT_EQ(likeness_permille("王", "李"), 0);
}

RC_GTEST_PROP(Likeness, IsSymmetricAndFullOnlyForEqualNames, ()) {
  auto const name = rc::gen::container<std::string>(rc::gen::inRange('a', 'd'));
  auto const a = *name;
  auto const b = *name;
  auto const likeness = likeness_permille(a, b);
  RC_ASSERT(likeness == likeness_permille(b, a));
  RC_ASSERT(likeness >= 0 && likeness <= 1000);
  RC_ASSERT((likeness == 1000) == (a == b && !a.empty()));
}

struct TelephoneCase {
  std::string_view cell;
  std::string_view outcome;  ///< empty: none
};

class Telephone : public testing::TestWithParam<TelephoneCase> {};

TEST_P(Telephone, IsCleanedOrRefused) {
  EXPECT_EQ(telephone(GetParam().cell).value_or(""), GetParam().outcome) << GetParam().cell;
}

INSTANTIATE_TEST_SUITE_P(
    Cells, Telephone,
    testing::Values(TelephoneCase{"13812345678", "13812345678"}, TelephoneCase{" 138-1234 5678 ", "13812345678"},
                    TelephoneCase{"１３８１２３４５６７８", "13812345678"},
                    TelephoneCase{"+86 138 1234 5678", "13812345678"}, TelephoneCase{"8613812345678", "13812345678"},
                    TelephoneCase{"0086-138-1234-5678", "13812345678"}, TelephoneCase{"013812345678", "13812345678"},
                    TelephoneCase{"13812345678.0", "13812345678"}, TelephoneCase{"1.3812345678E10", "13812345678"},
                    TelephoneCase{"1.3812345678E+10", "13812345678"}, TelephoneCase{"1.381234567E+10", "13812345670"},
                    TelephoneCase{"1.38E+10", ""}, TelephoneCase{"1.38123E+10", ""},
                    TelephoneCase{"0516-83712345", "0516-83712345"}, TelephoneCase{"051683712345", "0516-83712345"},
                    TelephoneCase{"51683712345", "0516-83712345"}, TelephoneCase{"51683712345.0", "0516-83712345"},
                    TelephoneCase{"（0516）83712345", "0516-83712345"}, TelephoneCase{"0516—83712345", "0516-83712345"},
                    TelephoneCase{"+86 516 83712345", "0516-83712345"},
                    TelephoneCase{"+86-10-62345678", "010-62345678"}, TelephoneCase{"01062345678", "010-62345678"},
                    TelephoneCase{"0516-83712345-801", "0516-83712345-801"},
                    TelephoneCase{"0516-83712345转801", "0516-83712345-801"},
                    TelephoneCase{"0516-83712345/83712346", "0516-83712345;0516-83712346"},
                    TelephoneCase{"0516-83712345、13812345678", "0516-83712345;13812345678"},
                    TelephoneCase{"0516 83712345 13812345678", "0516-83712345;13812345678"},
                    TelephoneCase{"13812345678（王）；13912345678", "13812345678;13912345678"},
                    TelephoneCase{"电话：83712345", "83712345"}, TelephoneCase{"400-123-4567", "4001234567"},
                    TelephoneCase{"95588", "95588"}, TelephoneCase{"12345", "12345"}, TelephoneCase{"120", "120"},
                    TelephoneCase{"+34 928 123 456", "+34928123456"},
                    TelephoneCase{"+34 928 12 34 56;+34 928 12 34 57", "+34928123456;+34928123457"},
                    TelephoneCase{"+34 928", ""}, TelephoneCase{"+1234567890123456", ""},
                    TelephoneCase{"12812345678", ""}, TelephoneCase{"1381234567", ""},
                    TelephoneCase{"138123456789", ""}, TelephoneCase{"无", ""}, TelephoneCase{"", ""},
                    TelephoneCase{"0516-137", ""}));

RC_GTEST_PROP(TelephoneProperty, EveryMobileComesBackFromEveryForm, ()) {
  auto const tail = *rc::gen::container<std::string>(9, rc::gen::inRange('0', char{'9' + 1}));
  std::string mobile = "1";
  mobile += *rc::gen::inRange('3', char{'9' + 1});
  mobile += tail;
  RC_ASSERT(telephone(mobile) == mobile);
  RC_ASSERT(telephone(mobile + ".0") == mobile);
  RC_ASSERT(telephone(mobile.substr(0, 1) + "." + mobile.substr(1) + "E10") == mobile);
  RC_ASSERT(telephone("+86" + mobile) == mobile);
}

RC_GTEST_PROP(TelephoneProperty, CleaningTwiceChangesNothing, ()) {
  auto const cell = *rc::gen::container<std::string>(rc::gen::elementOf("0123456789+- .;()E"s));
  if (auto const once = telephone(cell)) {
    RC_ASSERT(telephone(*once) == once);
  }
}

TEST(CreditCode, IsChecked) {
  EXPECT_EQ(check_credit_code("91350100M000100Y43"), LicenceCheck::good);
  EXPECT_EQ(check_credit_code(" 91350100m000100y43 "), LicenceCheck::good);
  EXPECT_EQ(check_credit_code("91350100M000100Y44"), LicenceCheck::wrong_check_digit);
  EXPECT_EQ(check_credit_code("91350100M000100Y4"), LicenceCheck::wrong_length);
  EXPECT_EQ(check_credit_code("91350100I000100Y43"), LicenceCheck::wrong_character);
  EXPECT_EQ(check_credit_code("91350100中000100Y43"), LicenceCheck::wrong_character);
  EXPECT_EQ(check_credit_code(""), LicenceCheck::wrong_length);
}

RC_GTEST_PROP(CreditCode, ExactlyOneLastCharacterIsRight, ()) {
  auto const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"s;
  auto const head = *rc::gen::container<std::string>(17, rc::gen::elementOf(alphabet));
  auto const good =
      std::ranges::count_if(alphabet, [&](char last) { return check_credit_code(head + last) == LicenceCheck::good; });
  RC_ASSERT(good == 1);
}

TEST(Number, IsReadAsPeopleWriteIt) {
  struct Case {
    std::string_view cell;
    std::optional<double> outcome;
  };
  std::array<Case, 20> const cases{{{"12", 12.0},
                                    {"１２３", 123.0},
                                    {"12,345.5", 12345.5},
                                    {"1，234", 1234.0},
                                    {"-3", -3.0},
                                    {"－3", -3.0},
                                    {"120人", 120.0},
                                    {"35 户", 35.0},
                                    {"80.5㎡", 80.5},
                                    {"80m²", 80.0},
                                    {"1.2万人", 12000.0},
                                    {"1.2E3", 1200.0},
                                    {"12,34", std::nullopt},
                                    {"3号楼", std::nullopt},
                                    {"inf", std::nullopt},
                                    {"nan", std::nullopt},
                                    {"1e999", std::nullopt},
                                    {"12-13", std::nullopt},
                                    {"", std::nullopt},
                                    {"约", std::nullopt}}};
  for (auto const& c : cases) {
    EXPECT_EQ(number(c.cell), c.outcome) << c.cell;
  }
}

TEST(Date, IsReadAsPeopleWriteIt) {
  struct Case {
    std::string_view cell;
    std::string_view outcome;
  };
  std::array<Case, 26> const cases{{{"2024年3月1日", "2024-03-01"},
                                    {"2024年3月", "2024-03"},
                                    {"2024年", "2024"},
                                    {"2024", "2024"},
                                    {"2024/3/1", "2024-03-01"},
                                    {"2024-03-01", "2024-03-01"},
                                    {"2024.3", "2024-03"},
                                    {"2024.3.1", "2024-03-01"},
                                    {"20240301", "2024-03-01"},
                                    {"202403", "2024-03"},
                                    {"２０２４年３月", "2024-03"},
                                    {"2024-03-01 08:30:00", "2024-03-01"},
                                    {"2024-03-01T00:00:00Z", "2024-03-01"},
                                    {"2024-02-29", "2024-02-29"},
                                    {"45352", "2024-03-01"},
                                    {"45352.0", "2024-03-01"},
                                    {"2023-02-29", ""},
                                    {"2024-13-01", ""},
                                    {"2024-00", ""},
                                    {"2024-03-00", ""},
                                    {"19999", ""},
                                    {"60001", ""},
                                    {"1024", ""},
                                    {"3/1/2024", ""},
                                    {"2024-03-01x", ""},
                                    {"", ""}}};
  for (auto const& c : cases) {
    EXPECT_EQ(date(c.cell).value_or(""), c.outcome) << c.cell;
  }
}

std::string shown(Address const& a) {
  return a.district + "|" + a.street + "|" + a.number + "|" + a.rest;
}

struct AddressCase {
  std::string_view cell;
  Address parts;
};

class AddressParts : public testing::TestWithParam<AddressCase> {};

TEST_P(AddressParts, AreTakenApart) {
  EXPECT_EQ(shown(parse_address(GetParam().cell)), shown(GetParam().parts)) << GetParam().cell;
}

INSTANTIATE_TEST_SUITE_P(
    Cells, AddressParts,
    testing::Values(AddressCase{"江苏省徐州市云龙区解放南路128号3号楼", {"云龙区", "解放南路", "128号", "3号楼"}},
                    AddressCase{"云龙区 解放南路 １２８号", {"云龙区", "解放南路", "128号", ""}},
                    AddressCase{"解放南路128", {"", "解放南路", "128号", ""}},
                    AddressCase{"徐州市解放路5-1号附3", {"", "解放路", "5-1号", "附3"}},
                    AddressCase{"徐州市新沂市钟吾路5号", {"新沂市", "钟吾路", "5号", ""}},
                    AddressCase{"睢宁县县府路8号", {"睢宁县", "县府路", "8号", ""}},
                    AddressCase{"铜山区大许镇团结路5号", {"铜山区", "团结路", "5号", "大许镇"}},
                    AddressCase{"云龙区黄楼街道彭城路1号", {"云龙区", "彭城路", "1号", "黄楼街道"}},
                    AddressCase{"泉山区中山路步行街12号", {"泉山区", "中山路步行街", "12号", ""}},
                    AddressCase{"中山路100号金鹰步行街3号", {"", "中山路", "100号", "金鹰步行街3号"}},
                    AddressCase{"人民路与解放路交叉口", {"", "人民路", "", "与解放路交叉口"}},
                    AddressCase{"黄浦区人民路12弄3号", {"黄浦区", "人民路", "12弄3号", ""}},
                    AddressCase{"七里沟路5号", {"", "七里沟路", "5号", ""}},
                    AddressCase{"建国里3号", {"", "建国里", "3号", ""}},
                    AddressCase{"东大街甲12号", {"", "东大街", "甲12号", ""}},
                    AddressCase{"淮海大道88号院2单元", {"", "淮海大道", "88号院", "2单元"}},
                    AddressCase{"解放路3号楼201室", {"", "解放路", "", "3号楼201室"}},
                    AddressCase{"绿地花园小区12号楼", {"", "", "", "绿地花园小区12号楼"}},
                    AddressCase{"市场路6号", {"", "市场路", "6号", ""}},
                    AddressCase{"新疆维吾尔自治区乌鲁木齐市天山区解放北路9号", {"天山区", "解放北路", "9号", ""}},
                    AddressCase{"Calle Mayor 5", {"", "", "", "Calle Mayor 5"}}, AddressCase{"", {"", "", "", ""}}));

RC_GTEST_PROP(AddressProperty, AnyTextIsTakenApartWithoutHarm, ()) {
  auto const words = std::array<std::string, 22>{"省", "市", "区", "县", "路", "街", "道", "巷", "里", "弄", "号",
                                                 "楼", "镇", "1",  "-",  " ",  "甲", "中", "山", "院", "大", "自治区"};
  auto const parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words));
  std::string cell;
  for (auto const& part : parts) {
    cell += part;
  }
  auto const address = parse_address(cell);
  RC_ASSERT(is_utf8(address.district + address.street + address.number + address.rest));
  RC_ASSERT(address.number.empty() || !address.street.empty());
}

}  // namespace
}  // namespace linquan::text
