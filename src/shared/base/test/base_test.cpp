#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <string>

#include "linquan/base/clock.h"
#include "linquan/base/file.h"
#include "linquan/base/id.h"
#include "linquan/base/money.h"
#include "linquan/base/units.h"

namespace linquan {
namespace {

TEST(Split, PartsAddUpAndTheOddFenGoesToTheLargestRemainder) {
  auto const parts = split(Money{100}, std::array<std::int64_t, 3>{1, 1, 1});
  EXPECT_EQ(parts[0], Money{34});
  EXPECT_EQ(parts[1], Money{33});
  EXPECT_EQ(parts[2], Money{33});
}

TEST(Split, HugeWeightsDoNotOverflow) {
  std::int64_t const huge = INT64_MAX / 2;
  auto const parts = split_whole(1'000'000'007, std::array<std::int64_t, 3>{huge, huge, 1});
  EXPECT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), 1'000'000'007);
}

TEST(WalkTime, WholeSecondsWidenSilently) {
  WalkTime const time = std::chrono::seconds{900};
  EXPECT_EQ(time.count(), 9000);
}

TEST(Clock, TodayIsTheCitysDateNotUtc) {
  using std::chrono::hours;
  using std::chrono::sys_days;
  using std::chrono::year;
  FixedClock const clock{sys_days{year{2026} / 11 / 23} + hours{20}, hours{8}};
  EXPECT_EQ(clock.today(), year{2026} / 11 / 24);
}

TEST(WriteFile, ReplacesWholeAndLeavesNothingBeside) {
  auto const folder = std::filesystem::path{testing::TempDir()} / "linquan_write_file";
  std::filesystem::create_directories(folder);
  auto const path = folder / "a.txt";
  ASSERT_TRUE(write_file(path, "one"));
  ASSERT_TRUE(write_file(path, "two"));
  EXPECT_EQ(read_file(path, 100), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder}, {}), 1);
  std::filesystem::remove_all(folder);
}

TEST(WriteFile, AFullDiskIsTheMachinesFaultAndKeepsTheOldFile) {
  // /dev/full cannot be renamed over, so the refusal comes from a folder that is not there.
  auto const outcome = write_file("/nonexistent-folder/a.txt", "x");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::machine);
  EXPECT_EQ(outcome.error().code, "file_unwritable");
}

TEST(PendingFolder, TakesTheTargetsPlaceWholeAndLeavesNothingBeside) {
  auto const folder = std::filesystem::path{testing::TempDir()} / "linquan_pending_folder";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (auto const* const text : {"one", "two"}) {
    PendingFolder pending{folder / "out/"};
    ASSERT_TRUE(pending.begin());
    ASSERT_TRUE(write_file(pending.path() / "a.txt", text));
    ASSERT_TRUE(write_file(pending.path() / text, text));
    ASSERT_TRUE(pending.commit());
  }
  EXPECT_EQ(read_file(folder / "out" / "a.txt", 100), "two");
  EXPECT_FALSE(std::filesystem::exists(folder / "out" / "one")) << "the old folder is gone as a whole";
  {
    PendingFolder abandoned{folder / "out"};
    ASSERT_TRUE(abandoned.begin());
    ASSERT_TRUE(write_file(abandoned.path() / "a.txt", "three"));
  }
  EXPECT_EQ(read_file(folder / "out" / "a.txt", 100), "two");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder}, {}), 1);
  std::filesystem::remove_all(folder);
}

TEST(PendingFolder, IsRefusedWhereThereIsNoFolderForIt) {
  PendingFolder pending{"/nonexistent-folder/out"};
  auto const begun = pending.begin();
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error().code, "file_unwritable");
}

TEST(ReadFile, RefusesWhatIsTooLargeAndSaysTheLimit) {
  auto const path = std::filesystem::path{testing::TempDir()} / "linquan_large.txt";
  ASSERT_TRUE(write_file(path, "0123456789"));
  auto const outcome = read_file(path, 5);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, "file_too_large");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace linquan
