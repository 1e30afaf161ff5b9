#include "linquan/tables/apart.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "folder.h"
#include "shut_in.h"

/// Tables of strangers: read in a child, whatever they are.
namespace linquan::tables {
namespace {

std::string bytes_of(std::filesystem::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Private folders that are still there.
std::size_t folders_left() {
  std::size_t count = 0;
  for (auto const& entry : std::filesystem::directory_iterator{std::filesystem::temp_directory_path()}) {
    count += entry.path().filename().string().starts_with("linquan-table-") ? 1U : 0U;
  }
  return count;
}

class Apart : public testing::Test {
 protected:
  // Other tests run beside: private folders are made where nobody else makes any.
  Apart() { ::setenv("TMPDIR", (place_ / "").c_str(), 1); }
  ~Apart() override { EXPECT_EQ(folders_left(), 0U) << "a private folder was left behind"; }

  static ApartLimits short_limits() {
    ApartLimits limits;
    limits.time = std::chrono::milliseconds{1500};
    return limits;
  }
  static std::string refusal(Result<Table> const& read) { return read ? "" : read.error().code; }

  Folder const place_;
  ApartReader const reader_{"/proc/self/exe"};
  ApartReader const hasty_{"/proc/self/exe", short_limits()};
};

TEST_F(Apart, ReadsWhatTheTableReaderReads) {
  auto const read = reader_.read({"\xC3\xFB\xB3\xC6,\xD2\xB5\xCC\xAC\n\xD0\xD2\xB8\xA3,\xD2\xA9\xB5\xEA\n",
                                  ForeignForm::csv, "../../etc/\x01outlets.csv", ""});
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(read->columns, (std::vector<std::string>{"名称", "业态"}));
  ASSERT_EQ(read->rows.size(), 1U);
  EXPECT_EQ(read->rows[0].cells, (std::vector<std::string>{"幸福", "药店"}));
  EXPECT_EQ(read->rows[0].line, 2U);
  EXPECT_EQ(read->file, "outlets.csv");
  EXPECT_EQ(read->encoding, "gbk");
}

TEST_F(Apart, ReadsWorkbooks) {
  Folder const folder;
  auto const file = folder / "register.xlsx";
  ASSERT_TRUE(write_xlsx(file, {{"网点", {"名称", "电话"}, {{std::string{"幸福"}, std::string{"13812345678"}}}}}));
  auto const bytes = bytes_of(file);
  auto const read = reader_.read({bytes, ForeignForm::xlsx, "register.xlsx", ""});
  ASSERT_TRUE(read) << read.error().code << (read.error().args.empty() ? "" : read.error().args.back().second);
  EXPECT_EQ(read->sheet, "网点");
  EXPECT_EQ(read->rows.at(0).cells.at(1), "13812345678");
  EXPECT_EQ(refusal(reader_.read({bytes, ForeignForm::xlsx, "register.xlsx", "Sheet9"})), "sheet_missing");
}

TEST_F(Apart, RefusesWhatIsNoTableInASentence) {
  for (auto const* odd : {"", "PK\x03\x04", "not a workbook", "<xml><xml>", "SQLite format 3",
                          "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/etc/passwd</SrcDataSource>"
                          "</OGRVRTLayer></OGRVRTDataSource>"}) {
    EXPECT_FALSE(reader_.read({odd, ForeignForm::xlsx, "odd.xlsx", ""})) << odd;
    EXPECT_FALSE(reader_.read({odd, ForeignForm::csv, "odd.csv", ""})) << odd;
  }
  Folder const folder;
  ASSERT_TRUE(write_xlsx(folder / "a.xlsx", {{"a", {"b", "c"}, {{std::string{"d"}}}}}));
  auto bytes = bytes_of(folder / "a.xlsx");
  for (std::size_t cut = 1; cut < bytes.size(); cut += bytes.size() / 20) {
    auto damaged = bytes;
    damaged[cut] = static_cast<char>(damaged[cut] ^ 0x55);
    auto const read = reader_.read({damaged, ForeignForm::xlsx, "odd.xlsx", ""});
    for (auto const& [key, value] : read ? Error::Args{} : read.error().args) {
      EXPECT_EQ(value.find("linquan-table-"), std::string::npos) << value;
    }
  }
  auto const open = reader_.read({"name,kind\n\"Hope,pharmacy\n", ForeignForm::csv, "open.csv", ""});
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().code, "table_quote_open");
  EXPECT_EQ(open.error().args.at(0).second, "open.csv") << "the private folder is nobody's business";
}

TEST_F(Apart, OpensNothingThatACellNames) {
  auto const read = reader_.read(
      {"name,kind\n/vsicurl/http://127.0.0.1:1/x,/vsizip//etc/passwd\n", ForeignForm::csv, "/vsizip//a.zip", ""});
  ASSERT_TRUE(read) << read.error().code;
  EXPECT_EQ(read->rows.at(0).cells.at(0), "/vsicurl/http://127.0.0.1:1/x");
}

TEST_F(Apart, RefusesTooManyRowsAndTooManyBytes) {
  std::string many{"name,kind\n"};
  for (auto i = 0; i < 100'001; ++i) {
    many += "a,b\n";
  }
  EXPECT_EQ(refusal(reader_.read({many, ForeignForm::csv, "", ""})), "table_too_large");
  std::string wide{"c0"};
  for (auto i = 1; i < 500; ++i) {
    wide += ",c" + std::to_string(i);
  }
  for (auto i = 0; i < 8001; ++i) {
    wide += "\n" + std::string(499, ',') + "x";
  }
  EXPECT_EQ(refusal(reader_.read({wide, ForeignForm::csv, "", ""})), "table_too_large") << "small bytes, many cells";
  many.resize(many.size() - 4);
  auto const most = reader_.read({many, ForeignForm::csv, "", ""});
  ASSERT_TRUE(most) << refusal(most);
  EXPECT_EQ(most->rows.size(), 100'000U);
  many.assign((std::size_t{20} << 20) + 1, 'a');
  EXPECT_EQ(refusal(reader_.read({many, ForeignForm::csv, "", ""})), "table_too_large");
}

TEST_F(Apart, OutlivesAChildThatDies) {
  EXPECT_EQ(refusal(reader_.read({"a,b\n1,2\n", ForeignForm::csv, "", "die"})), "table_broke_reader");
  EXPECT_TRUE(reader_.read({"name,kind\nHope,pharmacy\n", ForeignForm::csv, "", ""}));
}

TEST_F(Apart, EndsAChildThatHangs) {
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_EQ(refusal(hasty_.read({"a,b\n1,2\n", ForeignForm::csv, "", "hang"})), "table_took_long");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{5});
}

TEST_F(Apart, SaysThatTheReaderIsMissing) {
  ApartReader const none{"/nowhere/linquan"};
  auto const read = none.read({"a,b\n1,2\n", ForeignForm::csv, "", ""});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "table_reader_failed");
  EXPECT_EQ(read.error().kind, ErrorKind::machine);
}

/// What a parser that was taken over would try next; 0 where nothing of it went.
int tried_in_vain() {
  auto const refused = [](long outcome) { return outcome < 0 && errno == EPERM; };
  if (!shut_in()) {
    return 1;
  }
  if (!refused(::socket(AF_INET, SOCK_STREAM, 0)) || !refused(::socket(AF_UNIX, SOCK_DGRAM, 0))) {
    return 2;
  }
  if (!refused(::fork()) || !refused(::syscall(SYS_clone3, nullptr, 0))) {
    return 3;
  }
  if (!refused(::execl("/bin/true", "true", nullptr))) {
    return 4;
  }
  return refused(::kill(::getppid(), 0)) ? 0 : 5;
}

TEST(ApartChild, CanReachNobodyAndStartNothing) {
  auto const child = ::fork();
  if (child == 0) {
    ::_exit(tried_in_vain());
  }
  auto status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(ApartNames, KeepNoFoldersAndNoControls) {
  EXPECT_EQ(plain_name("C:\\Users\\li\\网点.xlsx"), "网点.xlsx");
  EXPECT_EQ(plain_name("/vsizip//vsicurl/http://x/a.xlsx"), "a.xlsx");
  EXPECT_EQ(plain_name("../.."), "..");
  EXPECT_EQ(plain_name(std::string(500, 'a')).size(), 100U);
  EXPECT_EQ(plain_name("a\xff.csv"), "");
  std::string chinese;
  for (auto i = 0; i < 50; ++i) {
    chinese += "网";
  }
  EXPECT_EQ(plain_name(chinese).size(), 99U);
}

TEST(ApartTold, ComesBackAsItWasAndNothingElseDoes) {
  Table table;
  table.sheet = "Sheet1";
  table.columns = {"a", "b"};
  table.rows = {{{"1", ""}, {}, 2}, {{"x,y", "\n"}, {}, 9}};
  auto const text = told(table);
  auto const back = table_told(text, 2);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->columns, table.columns);
  EXPECT_EQ(back->rows.at(1).cells, table.rows.at(1).cells);
  EXPECT_EQ(back->rows.at(1).line, 9U);
  EXPECT_FALSE(table_told(text, 1));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(table_told(text.substr(0, size), 2)) << size;
  }
  EXPECT_FALSE(table_told(text + "1:a,", 2));
  table.rows[1].cells[0] = "\xff";
  EXPECT_FALSE(table_told(told(table), 2)) << "no UTF-8";
  auto const refused = table_told(told(refuse(ErrorKind::bad_input, "table_empty", {{"file", "x"}})), 2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "table_empty");
}

}  // namespace
}  // namespace linquan::tables
