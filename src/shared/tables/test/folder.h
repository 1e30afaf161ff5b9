#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

namespace linquan::tables {

/// A folder of the test's own that is gone afterwards.
class Folder {
 public:
  Folder() : path_{std::filesystem::path{testing::TempDir()} / own_name()} {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
  [[nodiscard]] auto files() const { return std::distance(std::filesystem::directory_iterator{path_}, {}); }

 private:
  /// Tests run side by side, the parameterised ones under names with a slash.
  static std::string own_name() {
    auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
    auto name = std::string{"linquan_"} + test->test_suite_name() + "_" + test->name();
    std::ranges::replace(name, '/', '_');
    return name;
  }
  std::filesystem::path path_;
};

}  // namespace linquan::tables
