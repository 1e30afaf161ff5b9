#include "linquan/tables/zip.h"

#include <gtest/gtest.h>

#include <fstream>

#include "folder.h"
#include "linquan/base/file.h"
#include "zip_archive.h"

namespace linquan::tables {
namespace {

TEST(Zip, HoldsEveryFileOfAFolderUnderItsName) {
  Folder const folder;
  std::filesystem::create_directories(folder / "report/pages");
  std::ofstream{folder / "report/rules.csv"} << "a,b\n";
  std::ofstream{folder / "report/pages/云龙.html"} << std::string(100'000, 'x');
  ASSERT_TRUE(write_zip(folder / "report.zip", folder / "report"));
  ZipArchive const archive{folder / "report.zip"};
  ASSERT_TRUE(archive.good());
  auto const members = archive.members();
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0].name, "pages/云龙.html");
  EXPECT_EQ(members[1].name, "rules.csv");
  EXPECT_EQ(archive.read("rules.csv", 100), "a,b\n");
  EXPECT_EQ(archive.read("pages/云龙.html", 200'000), std::string(100'000, 'x'));
  EXPECT_LT(std::filesystem::file_size(folder / "report.zip"), 5'000U);
  ASSERT_TRUE(write_zip(folder / "again.zip", folder / "report"));
  EXPECT_EQ(read_file(folder / "again.zip", 10'000), read_file(folder / "report.zip", 10'000));
}

TEST(Zip, IsNotThereWhereItCannotBeWritten) {
  Folder const folder;
  auto const written = write_zip(folder / "none/report.zip", folder / "");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::machine);
}

}  // namespace
}  // namespace linquan::tables
