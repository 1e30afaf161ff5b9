#pragma once

#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The built program run as its users run it: as a process of its own.
namespace linquan::program {

struct Outcome {
  int code = 0;  ///< exit code; 128 + signal where a signal ended it
  std::string out;
  std::string err;
};

/// What befalls the program while it runs.
struct Fate {
  std::optional<rlim_t> file_bytes = {};                      ///< no file may grow beyond: as a full disk
  std::vector<int> signals = {};                              ///< sent one after the other
  std::chrono::milliseconds after_first_word{0};              ///< between its first message and the first signal
  std::optional<std::filesystem::path> standard_output = {};  ///< instead of being read
};

/// Runs linquan, in English and without a configuration, until it ends.
Outcome run(std::vector<std::string> const& arguments, Fate const& fate = {});

/// A folder that goes away with the test.
class Folder {
 public:
  Folder();
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  [[nodiscard]] std::string operator/(std::string_view name) const { return (path_ / name).string(); }
  /// Writes the file and says where it lies.
  [[nodiscard]] std::string write(std::string_view name, std::string_view bytes) const;
  /// Every file below, hidden ones too.
  [[nodiscard]] std::set<std::string> files() const;

 private:
  std::filesystem::path path_;
};

/// Two streets and a house: the least that is a town.
std::string small_map();

}  // namespace linquan::program
